"""What was done of the circle's tasks is told in its next meeting, by one press while the agenda is made."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from assembly.actions import close_meeting, open_meeting, plan_meeting, remove_item, report_tasks
from assembly.models import AgendaItem, Meeting, TaskReport
from commissions.actions import add_task, finish_task
from commissions.models import Circle, Task
from journal.models import Entry, PrivateText
from tests.assembly.conftest import EVENING, HARD_END
from tests.refusals import refused

LATE = date(2026, 11, 20)


@pytest.fixture
def bail(meeting, ca, ines) -> Task:
    task = add_task(ca, title="Relire *le* bail", actor=ines, assignee=ines)
    return finish_task(task, actor=ines)


@pytest.fixture
def mairie(meeting, ca, ines) -> Task:
    return add_task(ca, title="Appeler la mairie", actor=ines, due_on=LATE)


def test_the_report_lists_what_is_done_and_what_is_late(meeting, bail, mairie, ca, malo, ines):
    add_task(ca, title="Payer le loyer", actor=ines, assignee=malo, due_on=LATE - timedelta(days=1))
    add_task(ca, title="Un jour", actor=ines, due_on=date(2026, 12, 24))
    item = report_tasks(meeting, actor=malo)
    assert (item.title, item.kind, item.minutes) == (
        "Les tâches\xa0: ce qui est fait, ce qui est en retard",
        AgendaItem.Kind.INFORMATION,
        5,
    )
    assert item.note == (
        "Fait depuis le 25\xa0septembre\xa0:\n\n- Relire \\*le\\* bail (Inès)\n\n"
        "Encore à faire, bien que leur jour soit passé\xa0:\n\n"
        "- Payer le loyer (pour le 19\xa0novembre, Malo)\n"
        "- Appeler la mairie (pour le 20\xa0novembre, on cherche quelqu’un)"
    )
    entry = Entry.objects.filter(verb="item.added").latest("seq")
    assert PrivateText.objects.get(entry=entry).text == item.title
    assert b"mairie" not in bytes(entry.bytes)


def test_twice_is_once_and_what_is_taken_off_can_be_put_on_again(meeting, bail, malo, ines):
    item = report_tasks(meeting, actor=malo)
    assert report_tasks(meeting, actor=ines) == item
    assert meeting.items.count() == 4
    remove_item(item, actor=malo)
    assert not TaskReport.objects.exists()
    assert report_tasks(meeting, actor=malo) != item


def test_what_was_done_before_the_last_meeting_is_not_told_again(meeting, bail, clock, ca, ines):
    open_meeting(meeting, actor=ines)
    clock.shift(timedelta(hours=1))
    close_meeting(meeting, actor=ines)
    clock.shift(timedelta(days=1))
    finish_task(add_task(ca, title="Arroser", actor=ines, assignee=ines), actor=ines)
    week = timedelta(days=7)
    following = plan_meeting(ca, title="Suivante", starts_at=EVENING + week, ends_at=HARD_END + week, actor=ines)
    note = report_tasks(following, actor=ines).note
    assert note == "Fait depuis le 24\xa0novembre\xa0:\n\n- Arroser (Inès)"


def test_what_is_done_between_a_report_and_the_end_of_its_meeting_is_told_in_the_next(meeting, bail, clock, ca, ines):
    clock.shift(timedelta(minutes=1))
    assert "bail" in report_tasks(meeting, actor=ines).note
    clock.shift(timedelta(minutes=10))
    finish_task(add_task(ca, title="Arroser", actor=ines, assignee=ines), actor=ines)
    open_meeting(meeting, actor=ines)
    clock.shift(timedelta(hours=1))
    close_meeting(meeting, actor=ines)
    week = timedelta(days=7)
    following = plan_meeting(ca, title="Suivante", starts_at=EVENING + week, ends_at=HARD_END + week, actor=ines)
    assert report_tasks(following, actor=ines).note == "Fait depuis le 24\xa0novembre\xa0:\n\n- Arroser (Inès)"


def test_with_nothing_to_tell_nothing_is_put(meeting, ines, vie_quotidienne, omar):
    add_task(vie_quotidienne, title="Compost", actor=omar, due_on=LATE)
    with refused("nothing"):
        report_tasks(meeting, actor=ines)
    assert meeting.items.count() == 3


def test_only_those_who_prepare_it_and_before_it(meeting, bail, omar, ines):
    with refused("assembly.prepare"):
        report_tasks(meeting, actor=omar)
    open_meeting(meeting, actor=ines)
    with refused("open"):
        report_tasks(meeting, actor=ines)


def test_a_long_list_is_cut_and_says_so(meeting, ca, ines):
    rows = [Task(circle=ca, title=f"Tâche {n}", due_on=LATE, created_at=EVENING) for n in range(22)]
    Task.objects.bulk_create(rows)
    lines = report_tasks(meeting, actor=ines).note.splitlines()
    assert lines[-2:] == ["- Tâche 19 (pour le 20\xa0novembre, on cherche quelqu’un)", "- 2 autres, au tableau"]


def test_the_agenda_offers_it_until_it_is_there(meeting, bail, client, malo):
    client.force_login(malo)
    agenda, press = (reverse(f"assembly:{name}", args=[meeting.pk]) for name in ("agenda-edit", "task-report"))
    page = client.get(agenda).content.decode()
    assert press in page
    assert "1 tâche faite" in page
    assert client.post(press)["Location"] == agenda
    assert press not in client.get(agenda).content.decode()
    assert meeting.items.last().note.startswith("Fait depuis")


def test_the_api_puts_it_too(meeting, mairie, client, malo, omar):
    address = reverse("api-meeting-task-report", args=[meeting.pk])
    client.force_login(malo)
    answer = client.post(address)
    assert (answer.status_code, answer.json()["id"]) == (201, meeting.items.last().pk)
    client.force_login(omar)
    assert client.post(address).status_code == 403
    assert Circle.objects.get(pk=meeting.circle_id).tasks.count() == 1
    assert Meeting.objects.count() == 1


def test_the_page_of_the_circle_offers_it_for_its_next_meeting_until_it_is_there(meeting, bail, client, malo, omar):
    press = reverse("assembly:task-report", args=[meeting.pk])
    client.force_login(omar)
    assert press not in client.get("/circles/ca/").content.decode()  # reads the circle, and prepares nothing there

    client.force_login(malo)
    page = client.get("/circles/ca/").content.decode().replace("\u00a0", " ")
    assert press in page
    assert "Depuis le vendredi 25 septembre : 1 tâche faite." in page
    assert client.post(press)["Location"] == reverse("assembly:agenda-edit", args=[meeting.pk])
    assert press not in client.get("/circles/ca/").content.decode()
    assert TaskReport.objects.filter(meeting=meeting).count() == 1


def test_the_page_of_a_circle_without_a_meeting_to_come_or_anything_to_tell_offers_nothing(meeting, ca, ines, client):
    client.force_login(ines)
    assert "task-report" not in client.get("/circles/ca/").content.decode()
    finish_task(add_task(ca, title="Bail", actor=ines), actor=ines)
    Meeting.objects.all().delete()
    assert "task-report" not in client.get("/circles/ca/").content.decode()
