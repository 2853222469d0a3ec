"""What is due runs, alone, again and again, whatever one of its functions does."""

import threading

import pytest
from django.core.management import CommandError, call_command
from django.db import connections

from config import clock
from tests.realtime.board import wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def nothing_else_is_due(monkeypatch):
    monkeypatch.setattr(clock, "_due", {})


def test_each_due_function_is_run_even_if_another_fails(caplog):
    ran = []
    clock.register("broken", lambda: 1 // 0)
    clock.register("reminders", lambda: ran.append("reminders"))
    assert clock.run_due() == ["broken"]
    assert ran == ["reminders"]
    assert "could not be done: broken" in caplog.text


def test_the_clock_runs_until_it_is_told_to_end():
    ran = []
    clock.register("reminders", lambda: ran.append(1))
    running = clock.Clock(every=0.01)
    running.start()
    wait_until(lambda: len(ran) > 2)
    running.end()
    running.join(5)
    assert not running.is_alive()


def test_the_command_runs_what_is_due_once_and_says_what_failed():
    ran = []
    clock.register("reminders", lambda: ran.append(1))
    call_command("clock", once=True)
    assert ran == [1]
    clock.register("broken", lambda: 1 // 0)
    with pytest.raises(CommandError, match="broken"):
        call_command("clock", once=True)


@pytest.mark.postgres
def test_two_clocks_do_not_do_the_same_at_once():
    began, go_on, ran = threading.Event(), threading.Event(), []

    def slow():
        ran.append(1)
        began.set()
        go_on.wait(10)

    clock.register("slow", slow)

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
