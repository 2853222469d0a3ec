"""What is due runs, alone, again and again, whatever one of its functions does."""

import threading
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connections
from django.utils import timezone

from config import clock
from journal import heartbeat
from journal.actions import CLOCK
from journal.clock import now
from journal.models import Heartbeat
from journal.schedule import Due, by_app
from members.panels import waiting_for
from tests.refusals import refused
from tests.waiting import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def nothing_else_is_due():
    with by_app.replaced({}):
        yield


def fall_due(name, run, coming=None):
    by_app.register(name, [Due(name, run, coming)])


def test_each_due_function_is_run_even_if_another_fails(caplog):
    ran = []
    fall_due("broken", lambda: 1 // 0)
    fall_due("reminders", lambda: ran.append("reminders"))
    assert clock.run_due() == ["broken"]
    assert ran == ["reminders"]
    assert "could not be done: broken" in caplog.text


def test_the_clock_runs_until_it_is_told_to_end():
    ran = []
    fall_due("reminders", lambda: ran.append(1))
    running = clock.Clock(every=0.01)
    running.start()
    wait_until(lambda: len(ran) > 2)
    running.end()
    running.join(5)
    assert not running.is_alive()


def test_the_clock_is_awake_when_what_people_see_ticking_falls_due():
    ran = threading.Event()
    soon = now() + timedelta(milliseconds=50)
    fall_due("closings", ran.set, coming=lambda: soon)
    running = clock.Clock(every=3600)
    running.start()
    assert ran.wait(10)
    running.end()
    running.join(5)


def test_the_command_runs_what_is_due_once_and_says_what_failed():
    ran = []
    fall_due("reminders", lambda: ran.append(1))
    call_command("clock", once=True)
    assert ran == [1]
    fall_due("broken", lambda: 1 // 0)
    with pytest.raises(CommandError, match="broken"):
        call_command("clock", once=True)


def test_the_clock_says_that_it_runs_and_what_it_could_not_do():
    fall_due("broken", lambda: 1 // 0)
    running = clock.Clock(every=0.01)
    running.start()
    wait_until(Heartbeat.objects.exists)
    running.end()
    running.join(5)
    assert heartbeat.state().failed == ["broken"]
    with pytest.raises(CommandError, match="could not do: broken"):
        call_command("clock", status=True)


def test_a_clock_that_is_run_from_time_to_time_says_so_too():
    call_command("clock", once=True)
    call_command("clock", status=True)
    fall_due("broken", lambda: 1 // 0)
    with pytest.raises(CommandError, match="broken"):
        call_command("clock", once=True)
    assert heartbeat.state().failed == ["broken"]


def test_what_cannot_say_when_it_comes_next_stops_no_clock(caplog):
    ran = []
    soon = now() + timedelta(milliseconds=50)
    fall_due("broken", lambda: None, coming=lambda: 1 // 0)
    fall_due("closings", lambda: ran.append(1), coming=lambda: soon)
    running = clock.Clock(every=3600)
    running.start()
    wait_until(lambda: len(ran) > 1)
    running.end()
    running.join(5)
    assert "comes next is not known: broken" in caplog.text


def test_a_clock_that_never_ran_or_fell_silent_is_told():
    with pytest.raises(CommandError, match="last: never"):
        call_command("clock", status=True)
    instant = timezone.now()
    heartbeat.beat(failed=[], actor=CLOCK)
    call_command("clock", status=True)
    Heartbeat.objects.update(at=instant - heartbeat.SILENT_AFTER)
    with pytest.raises(CommandError, match="does not run"):
        call_command("clock", status=True)


def test_only_the_clock_says_that_it_runs(ines):
    with refused("journal.beat"):
        heartbeat.beat(failed=[], actor=ines)


def test_an_administrator_is_told_when_it_does_not_run(admin, ines, client):
    titles = [thing.title for thing in waiting_for(admin)]
    assert "Vérifier l’horloge du serveur" in titles
    assert "Vérifier l’horloge du serveur" not in [thing.title for thing in waiting_for(ines)]
    client.force_login(admin)
    assert "Les échéances ne sont pas suivies" in client.get("/administration/outbox/").content.decode()
    heartbeat.beat(failed=[], actor=CLOCK)
    assert "Vérifier l’horloge du serveur" not in [thing.title for thing in waiting_for(admin)]
    assert "Les échéances sont suivies" in client.get("/administration/outbox/").content.decode()


@pytest.mark.postgres
def test_two_clocks_do_not_do_the_same_at_once():
    began, go_on, ran = threading.Event(), threading.Event(), []

    def slow():
        ran.append(1)
        began.set()
        go_on.wait(10)

    fall_due("slow", slow)

    def other_machine():
        clock.run_due()
        connections.close_all()

    other = threading.Thread(target=other_machine)
    other.start()
    assert began.wait(5)
    clock.run_due()
    go_on.set()
    other.join(5)
    assert ran == [1]
    clock.run_due()
    assert ran == [1, 1]
