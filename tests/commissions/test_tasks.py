"""Tasks: taken, finished, given back, given to somebody, by those who may."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from commissions.actions import (
    add_task,
    assign_task,
    change_task,
    finish_task,
    give_back_task,
    reopen_task,
    take_task,
)
from commissions.due import remind
from commissions.models import Circle, Task
from journal.actions import CLOCK
from journal.clock import telling
from members.outbox import Wording, wording_now
from tests.commissions.helpers import at_once, told, verbs
from tests.conftest import person
from tests.letters import letter_of
from tests.refusals import refused


@pytest.fixture
def compost(vie_quotidienne, omar) -> Task:
    """A task of Vie Quotidienne that wants a volunteer."""
    return add_task(vie_quotidienne, title="Tourner le compost", actor=omar, due_on=date(2026, 6, 1))


@pytest.fixture
def closed_circle(db) -> Circle:
    return Circle.objects.create(kind=Circle.Kind.WORKING_GROUP, name="Médiation", slug="mediation", is_open=False)


def test_a_member_of_the_circle_adds_a_task(vie_quotidienne, omar):
    task = add_task(vie_quotidienne, title="  Arroser ", actor=omar, note="Le soir", due_on=date(2026, 6, 1))
    assert (task.title, task.note, task.assignee, task.is_wanted) == ("Arroser", "Le soir", None, True)
    assert task.created_by == omar
    assert told("task.added") == {
        "task": task.pk,
        "circle": vie_quotidienne.pk,
        "assignee": None,
        "due_on": "2026-06-01",
    }


@pytest.mark.parametrize("who", ["noe", "ines", "admin", "lise"])
def test_who_is_not_in_the_circle_adds_nothing(who, vie_quotidienne, request):
    with refused("commissions.add_task"):
        add_task(vie_quotidienne, title="Arroser", actor=request.getfixturevalue(who))
    assert Task.objects.count() == 0
    assert verbs() == []


def test_the_clock_adds_what_a_decision_gives_to_do(vie_quotidienne):
    task = add_task(vie_quotidienne, title="Arroser", actor=CLOCK)
    assert task.created_by is None


def test_a_task_has_a_title(vie_quotidienne, omar):
    with refused(title="blank"):
        add_task(vie_quotidienne, title="  ", actor=omar)


def test_a_task_of_a_closed_circle_is_not_given_to_someone_who_cannot_follow_it(closed_circle, noe):
    sami = person("Sami", closed_circle)
    with refused(assignee="outside") as refusal:
        add_task(closed_circle, title="Écouter", actor=sami, assignee=noe)
    assert refusal.value.message_dict["assignee"] == [
        "Noé ne peut pas suivre ce cercle\xa0: confiez la tâche à quelqu’un qui en fait partie."
    ]


def test_a_newcomer_takes_what_wants_a_volunteer_in_an_open_circle(compost, noe):
    assert take_task(compost, actor=noe).assignee == noe
    assert told("task.taken") == {"task": compost.pk, "circle": compost.circle_id, "assignee": noe.pk}


def test_taking_twice_changes_nothing(compost, noe):
    take_task(compost, actor=noe)
    assert take_task(compost, actor=noe).assignee == noe
    assert verbs() == ["task.added", "task.taken"]


def test_whoever_comes_second_is_told_who_was_first(compost, noe, omar):
    take_task(compost, actor=noe)
    with refused("taken") as refusal:
        take_task(compost, actor=omar)
    assert refusal.value.messages == ["Noé vient de la prendre. Merci\xa0! D’autres tâches cherchent quelqu’un."]
    compost.refresh_from_db()
    assert compost.assignee == noe


def test_a_task_of_a_closed_circle_is_taken_by_its_members_alone(closed_circle, noe):
    sami = person("Sami", closed_circle)
    task = add_task(closed_circle, title="Écouter", actor=sami)
    with refused("commissions.take_task"):
        take_task(task, actor=noe)
    assert take_task(task, actor=sami).assignee == sami


def test_what_is_done_is_not_taken(compost, noe, omar):
    finish_task(compost, actor=omar)
    with refused("done"):
        take_task(compost, actor=noe)


@pytest.mark.django_db(transaction=True)
def test_two_people_take_the_same_task_at_once_and_one_has_it(compost, noe, omar):
    outcomes = at_once(lambda: take_task(compost, actor=noe), lambda: take_task(compost, actor=omar))
    winners = [outcome for outcome in outcomes if isinstance(outcome, Task)]
    losers = [outcome for outcome in outcomes if isinstance(outcome, ValidationError)]
    assert (len(winners), len(losers)) == (1, 1)
    compost.refresh_from_db()
    assert compost.assignee == winners[0].assignee
    assert losers[0].code == "taken"
    assert losers[0].messages[0].startswith(compost.assignee.name)
    assert verbs() == ["task.added", "task.taken"]


def test_whoever_has_it_finishes_it(compost, noe):
    take_task(compost, actor=noe)
    task = finish_task(compost, actor=noe)
    assert task.is_done
    assert task.done_by == noe
    assert told("task.finished") == {"task": compost.pk, "circle": compost.circle_id, "member": noe.pk}


def test_finishing_twice_keeps_the_first_time(compost, omar, noe):
    take_task(compost, actor=noe)
    first = finish_task(compost, actor=noe).done_at
    again = finish_task(compost, actor=omar)
    assert (again.done_at, again.done_by) == (first, noe)
    assert verbs().count("task.finished") == 1


@pytest.mark.parametrize("act", [finish_task, give_back_task])
def test_somebody_elses_task_is_not_theirs_to_end(act, compost, noe, ines):
    take_task(compost, actor=noe)
    with refused("commissions.hold_task"):
        act(compost, actor=ines)


def test_whoever_gave_it_back_has_no_more_say(compost, noe):
    take_task(compost, actor=noe)
    assert give_back_task(compost, actor=noe).is_wanted
    with refused("commissions.hold_task"):
        finish_task(compost, actor=noe)
    assert told("task.given_back")["assignee"] is None


def test_giving_back_what_nobody_has_changes_nothing(compost, omar):
    give_back_task(compost, actor=omar)
    assert verbs() == ["task.added"]


def test_what_is_done_is_not_given_back(compost, omar):
    finish_task(compost, actor=omar)
    with refused("done"):
        give_back_task(compost, actor=omar)


def test_reopening_is_the_undo_of_finishing(compost, noe):
    take_task(compost, actor=noe)
    finish_task(compost, actor=noe)
    task = reopen_task(compost, actor=noe)
    assert (task.done_at, task.done_by, task.assignee) == (None, None, noe)
    reopen_task(compost, actor=noe)
    assert verbs() == ["task.added", "task.taken", "task.finished", "task.reopened"]


def test_reopening_is_for_the_circle_and_for_whoever_did_it(compost, omar, noe, ines):
    take_task(compost, actor=noe)
    finish_task(compost, actor=noe)
    with refused("commissions.hold_task"):
        reopen_task(compost, actor=ines)


def test_the_circle_gives_a_task_to_somebody(compost, omar, noe):
    assert assign_task(compost, member=noe, actor=omar).assignee == noe
    assign_task(compost, member=noe, actor=omar)
    assert verbs() == ["task.added", "task.assigned"]


def test_only_the_circle_gives_its_tasks(compost, noe):
    with refused("commissions.change_task"):
        assign_task(compost, member=noe, actor=noe)


def test_a_closed_account_is_given_nothing(compost, omar):
    gone = person("Gaël", is_active=False)
    with refused(assignee="outside"):
        assign_task(compost, member=gone, actor=omar)


def test_what_is_done_is_not_given(compost, omar, noe):
    finish_task(compost, actor=omar)
    with refused("done"):
        assign_task(compost, member=noe, actor=omar)


def test_changing_a_task_says_only_what_changed(compost, omar, noe):
    change_task(compost, actor=omar, title="Tourner le compost", due_on=date(2026, 6, 1), assignee=noe)
    assert verbs() == ["task.added", "task.assigned"]
    task = change_task(compost, actor=omar, title="Aérer le compost", due_on=None, assignee=None, note="La fourche")
    assert (task.title, task.due_on, task.assignee, task.note) == ("Aérer le compost", None, None, "La fourche")
    assert verbs() == ["task.added", "task.assigned", "task.given_back", "task.changed"]


def test_only_the_circle_changes_its_tasks(compost, noe):
    take_task(compost, actor=noe)
    with refused("commissions.change_task"):
        change_task(compost, actor=noe, title="Rien", due_on=None, assignee=noe)


def test_the_database_knows_that_what_is_not_done_was_done_by_nobody(compost, omar):
    with pytest.raises(IntegrityError), transaction.atomic():
        Task.objects.filter(pk=compost.pk).update(done_by=omar)


# The reminder that waited for the morning


def test_a_reminder_that_leaves_on_the_day_says_today(vie_quotidienne, omar):
    due = timezone.localdate() + timedelta(days=1)
    task = add_task(vie_quotidienne, title="Tour de compost", assignee=omar, due_on=due, actor=omar)
    remind()
    letter = letter_of("task")
    assert letter.subject == "Demain, pour le cercle Vie Quotidienne\xa0: Tour de compost"
    assert wording_now(letter) == Wording(letter.subject, letter.text)

    with telling(timezone.now() + timedelta(days=1)):
        assert wording_now(letter).subject == "Aujourd’hui, pour le cercle Vie Quotidienne\xa0: Tour de compost"
    assert task.due_on == due


@pytest.mark.parametrize("settled", ["done", "put off", "another's", "past"])
def test_a_reminder_of_what_is_settled_does_not_leave(vie_quotidienne, omar, noe, settled):
    task = add_task(
        vie_quotidienne,
        title="Tour de compost",
        assignee=omar,
        due_on=timezone.localdate() + timedelta(days=1),
        actor=omar,
    )
    remind()
    letter = letter_of("task")
    changed = {
        "done": {"done_at": timezone.now(), "done_by": omar},
        "put off": {"due_on": timezone.localdate() + timedelta(days=8)},
        "another's": {"assignee": noe},
    }.get(settled)
    if changed:
        Task.objects.filter(pk=task.pk).update(**changed)
    with telling(timezone.now() + timedelta(days=3 if settled == "past" else 0)):
        assert wording_now(letter) is None
