"""The page of a task: its checklist, what is said of it, and who sees and does what there."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from commissions.actions import (
    add_checklist_line,
    add_task,
    comment_task,
    finish_task,
    remove_checklist_line,
    take_task,
    tick_checklist_line,
    untick_checklist_line,
    withdraw_task_comment,
)
from commissions.actions.checklists import AT_MOST
from commissions.models import ChecklistLine, Circle, Task, TaskComment
from journal.models import PrivateText
from tests.commissions.helpers import at_once, told, verbs
from tests.conftest import person
from tests.refusals import refused


@pytest.fixture
def compost(vie_quotidienne, omar) -> Task:
    return add_task(vie_quotidienne, title="Tourner le compost", actor=omar, due_on=date(2026, 6, 1))


@pytest.fixture
def fork(compost, omar) -> ChecklistLine:
    return add_checklist_line(compost, text="  Trouver la fourche ", actor=omar)


@pytest.fixture
def closed_task(db) -> Task:
    circle = Circle.objects.create(kind=Circle.Kind.WORKING_GROUP, name="Médiation", slug="mediation", is_open=False)
    return add_task(circle, title="Écouter", actor=person("Sami", circle))


def test_lines_stand_in_the_order_in_which_they_were_added(compost, fork, omar):
    add_checklist_line(compost, text="Arroser", actor=omar)
    assert [line.text for line in compost.checklist.all()] == ["Trouver la fourche", "Arroser"]
    assert verbs() == ["task.added", "task.line_added", "task.line_added"]
    assert told("task.line_added") == {
        "task": compost.pk,
        "circle": compost.circle_id,
        "line": compost.checklist.last().pk,
    }
    assert list(PrivateText.objects.filter(entry__verb="task.line_added").values_list("name", "text")) == [
        ("text", "Trouver la fourche"),
        ("text", "Arroser"),
    ]


def test_a_line_is_ticked_by_whoever_says_so_and_the_first_time_stays(fork, omar, vie_quotidienne):
    first = tick_checklist_line(fork, actor=omar)
    again = tick_checklist_line(fork, actor=person("Zoé", vie_quotidienne))
    assert (again.ticked_by, again.ticked_at) == (omar, first.ticked_at)
    assert verbs().count("task.line_ticked") == 1
    assert told("task.line_ticked")["line"] == fork.pk


def test_a_line_is_unticked_once(fork, omar):
    tick_checklist_line(fork, actor=omar)
    untick_checklist_line(fork, actor=omar)
    assert untick_checklist_line(fork, actor=omar).ticked_by is None
    assert verbs().count("task.line_unticked") == 1


def test_a_line_is_taken_off_once(compost, fork, omar):
    remove_checklist_line(fork, actor=omar)
    remove_checklist_line(fork, actor=omar)
    assert not compost.checklist.exists()
    assert verbs().count("task.line_removed") == 1


def test_whoever_has_the_task_works_on_its_checklist_and_nobody_else_from_outside(compost, fork, noe, ines):
    take_task(compost, actor=noe)
    assert tick_checklist_line(fork, actor=noe).ticked_by == noe
    assert add_checklist_line(compost, text="Arroser", actor=noe).text == "Arroser"
    for act in (tick_checklist_line, untick_checklist_line, remove_checklist_line):
        with refused("commissions.hold_task"):
            act(fork, actor=ines)
    with refused("commissions.hold_task"):
        add_checklist_line(compost, text="Arroser", actor=ines)


def test_the_checklist_of_what_is_done_stands_still(compost, fork, omar):
    finish_task(compost, actor=omar)
    for act in (tick_checklist_line, untick_checklist_line, remove_checklist_line):
        with refused("done"):
            act(fork, actor=omar)
    with refused("done"):
        add_checklist_line(compost, text="Arroser", actor=omar)


def test_a_line_has_words_and_a_checklist_an_end(compost, omar):
    with refused(text="blank"):
        add_checklist_line(compost, text=" \u200b ", actor=omar)
    ChecklistLine.objects.bulk_create(ChecklistLine(task=compost, text=str(number)) for number in range(AT_MOST))
    with refused("too_many"):
        add_checklist_line(compost, text="Une de plus", actor=omar)


def test_a_line_is_ticked_by_somebody(fork):
    with pytest.raises(IntegrityError), transaction.atomic():
        ChecklistLine.objects.filter(pk=fork.pk).update(ticked_at=timezone.now())


@pytest.mark.postgres
@pytest.mark.django_db(transaction=True)
def test_two_who_tick_at_once_tick_once(fork, omar, vie_quotidienne):
    zoe = person("Zoé", vie_quotidienne)
    outcomes = at_once(lambda: tick_checklist_line(fork, actor=omar), lambda: tick_checklist_line(fork, actor=zoe))
    assert not [one for one in outcomes if isinstance(one, ValidationError)]
    assert verbs().count("task.line_ticked") == 1


def test_any_member_comments_where_the_circle_is_open_finished_or_not(compost, noe, omar):
    finish_task(compost, actor=omar)
    comment = comment_task(compost, text=" Bravo ! ", actor=noe)
    assert (comment.text, comment.member) == ("Bravo !", noe)
    assert told("task.commented") == {"task": compost.pk, "circle": compost.circle_id, "comment": comment.pk}
    assert PrivateText.objects.get(entry__verb="task.commented").text == "Bravo !"


def test_a_closed_circle_keeps_its_comments_to_its_members_and_whoever_has_the_task(closed_task, noe):
    with refused("commissions.comment_task"):
        comment_task(closed_task, text="Bravo", actor=noe)
    Task.objects.filter(pk=closed_task.pk).update(assignee=noe)
    assert comment_task(closed_task, text="J’y vais", actor=noe).member == noe


def test_a_comment_has_words(compost, omar):
    with refused(text="blank"):
        comment_task(compost, text="  ", actor=omar)


def test_its_writer_alone_takes_a_comment_back_once(compost, omar, noe):
    comment = comment_task(compost, text="Je m’en occupe", actor=noe)
    with refused("commissions.withdraw_task_comment"):
        withdraw_task_comment(comment, actor=omar)
    withdraw_task_comment(comment, actor=noe)
    withdraw_task_comment(comment, actor=noe)
    assert not TaskComment.objects.exists()
    assert verbs().count("task.comment_withdrawn") == 1
    assert told("task.comment_withdrawn")["comment"] == comment.pk


def test_the_page_shows_what_is_done_and_said_and_where_it_came_from(compost, fork, omar, client):
    tick_checklist_line(fork, actor=omar)
    comment_task(compost, text="Il **fume**", actor=omar)
    client.force_login(omar)
    page = client.get(compost.get_absolute_url()).content.decode()
    assert reverse("commissions:circle-tasks", args=["vie-quotidienne"]) in page
    assert reverse("commissions:checklist-line-unticking", args=[fork.pk]) in page
    assert "Il <strong>fume</strong>" in page
    board = client.get(reverse("commissions:circle-tasks", args=["vie-quotidienne"])).content.decode()
    assert f'href="{compost.get_absolute_url()}"' in board


def test_who_only_follows_reads_the_checklist_and_comments(compost, fork, noe, client):
    client.force_login(noe)
    page = client.get(compost.get_absolute_url()).content.decode()
    assert "Trouver la fourche" in page
    assert "/checklist-lines/" not in page
    assert reverse("commissions:task-comments", args=[compost.pk]) in page


def test_whoever_has_a_task_of_a_closed_circle_finishes_it_from_its_page(closed_task, noe, client):
    client.force_login(noe)
    assert client.get(closed_task.get_absolute_url()).status_code == 403
    Task.objects.filter(pk=closed_task.pk).update(assignee=noe)
    page = client.get(closed_task.get_absolute_url()).content.decode()
    assert reverse("commissions:task-finishing", args=[closed_task.pk]) in page
    assert reverse("commissions:circle-tasks", args=["mediation"]) not in page


def test_each_act_goes_through_its_form(compost, omar, client):
    client.force_login(omar)
    lines, talk = (reverse(f"commissions:task-{name}", args=[compost.pk]) for name in ("checklist", "comments"))
    assert client.post(lines, {"text": "Arroser"})["Location"] == compost.get_absolute_url()
    line = compost.checklist.get()
    for event in ("ticking", "unticking", "removal"):
        address = reverse(f"commissions:checklist-line-{event}", args=[line.pk])
        assert client.post(address)["Location"] == compost.get_absolute_url()
    assert client.post(lines, {"text": ""}).status_code == 422
    assert client.post(talk, {"text": "Fini"})["Location"] == compost.get_absolute_url()
    comment = compost.comments.get()
    client.post(reverse("commissions:task-comment-withdrawal", args=[comment.pk]))
    assert verbs()[1:] == [
        *("task.line_added", "task.line_ticked", "task.line_unticked", "task.line_removed"),
        *("task.commented", "task.comment_withdrawn"),
    ]


def test_the_api_tells_a_task_with_its_parts_and_changes_them(compost, omar, client):
    client.force_login(omar)
    address = reverse("api-task-detail", args=[compost.pk])
    line = client.post(f"{address}checklist/", {"text": "Arroser"}, "application/json").json()
    assert (line["text"], line["ticked_by"]) == ("Arroser", None)
    ticked = client.post(reverse("api-checklist-line-ticking", args=[line["id"]])).json()
    assert ticked["ticked_by"]["name"] == "Omar"
    said = client.post(f"{address}comments/", {"text": "Fini"}, "application/json").json()
    task = client.get(address).json()
    assert ([one["text"] for one in task["checklist"]], [one["text"] for one in task["comments"]]) == (
        ["Arroser"],
        ["Fini"],
    )
    assert client.delete(reverse("api-checklist-line-detail", args=[line["id"]])).status_code == 204
    assert client.delete(reverse("api-task-comment-detail", args=[said["id"]])).status_code == 204
    assert client.get(address).json()["checklist"] == []
