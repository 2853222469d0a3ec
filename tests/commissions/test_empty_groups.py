"""Nobody waits for those who left: their tasks want a volunteer, and a group in which nobody is left can be ended."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils.html import escape

from commissions.actions import (
    add_task,
    create_circle,
    end_circle,
    end_mandate,
    finish_task,
    give_mandate,
    resume_circle,
    take_place,
    take_task,
)
from commissions.circle_endings import unfinished_in
from commissions.due import free_tasks_of_who_left
from commissions.models import Circle, Mandate, Task
from commissions.queries import is_empty
from journal.clock import telling
from journal.models import EntryTopic
from members.actions import deactivate
from tests.commissions.helpers import told, verbs
from tests.commissions.rotas import SUNDAY, cleaning, shift_of
from tests.letters import who_is_asked
from tests.refusals import refused

COORDINATOR = Mandate.Role.COORDINATOR


@pytest.fixture(autouse=True)
def sunday(db):
    with telling(SUNDAY):
        yield


def left_by_all(circle: Circle) -> Circle:
    """The last ones have gone: one left the group, the account of the other is closed."""
    for mandate in circle.mandates.filter(until=None):
        end_mandate(mandate, actor=mandate.member)
    assert is_empty(circle)
    return circle


@pytest.fixture
def bikes(admin, ca, omar, ines) -> Circle:
    """A working group within the board, which Inès coordinates: Omar is alone in the group."""
    Mandate.objects.filter(circle=ca, member=ines).update(role=COORDINATOR)
    circle = create_circle(actor=admin, kind=Circle.Kind.WORKING_GROUP, name="Vélos", parent=ca)
    give_mandate(circle, member=omar, role=COORDINATOR, actor=admin)
    return circle


# Tasks of people who left


def test_the_tasks_of_a_closed_account_want_a_volunteer(bikes, admin, omar, noe):
    task = add_task(bikes, title="Ranger l’atelier", assignee=noe, actor=omar)
    done = finish_task(add_task(bikes, title="Balayer", assignee=noe, actor=omar), actor=noe)
    free_tasks_of_who_left()
    assert "task.given_back" not in verbs()
    deactivate(noe, actor=admin)
    free_tasks_of_who_left()
    free_tasks_of_who_left()
    task.refresh_from_db()
    done.refresh_from_db()
    assert (task.is_wanted, done.assignee, done.done_by) == (True, noe, noe)
    assert verbs().count("task.given_back") == 1
    assert EntryTopic.objects.filter(entry__verb="task.given_back", topic=bikes.topic).count() == 1


@pytest.mark.parametrize("is_open", [True, False])
def test_who_leaves_a_circle_that_keeps_to_itself_gives_its_tasks_back(is_open, bikes, admin, omar, noe):
    """In an open circle whoever leaves it goes on with what they took: any member may."""
    give_mandate(bikes, member=noe, actor=admin)
    task = add_task(bikes, title="Ranger l’atelier", assignee=noe, actor=omar)
    Circle.objects.filter(pk=bikes.pk).update(is_open=is_open)
    end_mandate(Mandate.objects.get(circle=bikes, member=noe), actor=noe)
    free_tasks_of_who_left()
    task.refresh_from_db()
    assert task.assignee == (noe if is_open else None)


# A group in which nobody is left


def test_its_tasks_go_to_the_circle_above_and_its_shifts_end(bikes, admin, omar, noe, rose):
    """Noé goes on with what he took; what Omar had, whose account is closed, wants a volunteer there."""
    his = add_task(bikes, title="Peindre", assignee=omar, actor=omar)
    taken = take_task(add_task(bikes, title="Ranger", actor=omar), actor=noe)
    done = finish_task(add_task(bikes, title="Balayer", actor=omar), actor=omar)
    rota = cleaning(bikes, omar)
    take_place(shift_of(rota), actor=rose)
    deactivate(omar, actor=admin)
    assert unfinished_in(bikes, admin) == []

    end_circle(bikes, left="Les outils sont au local.", actor=admin)

    for task in (his, taken, done):
        task.refresh_from_db()
    above = bikes.parent
    assert [(one.circle, one.assignee) for one in (his, taken)] == [(above, None), (above, noe)]
    assert (done.circle, done.done_by) == (bikes, omar)
    rota.refresh_from_db()
    assert (rota.ended_at is not None, rota.shifts.count()) == (True, 0)
    assert who_is_asked("shifts_dropped") == ["Rose"]
    assert verbs()[-5:] == ["task.handed_on", "task.handed_on", "rota.ended", "mandate.ended", "circle.ended"]
    assert told("task.handed_on") == {
        "task": taken.pk,
        "circle": above.pk,
        "before": bikes.pk,
        "assignee": noe.pk,
    }


def test_while_somebody_is_left_its_tasks_and_shifts_keep_it(bikes, admin, omar):
    add_task(bikes, title="Peindre", actor=omar)
    cleaning(bikes, omar)
    assert [one.title for one in unfinished_in(bikes, omar)] == ["Peindre", "Ménage du foyer"]
    with refused("unfinished"):
        end_circle(bikes, actor=admin)
    assert Task.objects.get().circle == bikes


def test_what_a_closed_group_kept_to_itself_waits_in_it(bikes, admin, omar):
    """The board above is read by all: a task that only the group read is not shown by its end."""
    Circle.objects.filter(pk=bikes.pk).update(is_open=False)
    bikes.refresh_from_db()
    task = add_task(bikes, title="Appeler Paul", actor=omar)
    end_circle(left_by_all(bikes), actor=admin)
    task.refresh_from_db()
    assert (task.circle, task.is_done) == (bikes, False)
    assert resume_circle(bikes, actor=admin).tasks.get() == task


def test_it_goes_to_a_circle_that_goes_on_and_where_there_is_none_it_waits(bikes, admin, omar):
    shed = create_circle(actor=admin, kind=Circle.Kind.WORKING_GROUP, name="Remise", parent=bikes)
    alone = create_circle(actor=admin, kind=Circle.Kind.WORKING_GROUP, name="Seul")
    for circle in (shed, alone):
        give_mandate(circle, member=omar, actor=admin)
        add_task(circle, title=f"À faire\xa0: {circle.name}", actor=omar)
    Circle.objects.filter(pk=bikes.pk).update(ended_on=date(2026, 6, 1))
    for circle in (shed, alone):
        circle.refresh_from_db()
        end_circle(left_by_all(circle), actor=admin)
    assert [task.circle.name for task in Task.objects.order_by("pk")] == ["CA", "Seul"]


def test_whoever_coordinates_the_circle_above_ends_it_once_nobody_is_left(bikes, ines, rose, omar):
    for who in (ines, rose):
        with refused("commissions.end"):
            end_circle(bikes, actor=who)
    left_by_all(bikes)
    with refused("commissions.end"):
        end_circle(bikes, actor=rose)
    assert end_circle(bikes, actor=ines).has_ended


def test_a_voice_alone_decides_nothing_and_keeps_no_group(bikes, admin, noe):
    give_mandate(bikes, member=noe, role=Mandate.Role.VOICE, actor=admin)
    end_mandate(Mandate.objects.exclude(member=noe).get(circle=bikes), actor=admin)
    assert is_empty(bikes)


def test_an_assembly_is_never_empty(db):
    assembly = Circle.objects.create(kind=Circle.Kind.ASSEMBLY, name="AG", slug="ag")
    assert not is_empty(assembly)


def test_the_page_that_ends_it_says_what_becomes_of_what_it_holds(bikes, ines, omar, client):
    for title in ("Peindre", "Ranger"):
        add_task(bikes, title=title, actor=omar)
    cleaning(bikes, omar)
    client.force_login(ines)
    address = reverse("commissions:circle-ending", args=[bikes.slug])
    assert client.get(address).status_code == 403
    assert address not in client.get(bikes.get_absolute_url()).content.decode()
    left_by_all(bikes)
    assert address in client.get(bikes.get_absolute_url()).content.decode()
    page = client.get(address).content.decode()
    for line in (
        "Plus personne n’en fait partie.",
        "Ses 2 tâches à faire sont confiées au cercle CA\xa0; pour celles que personne n’a prises, on y cherche "
        "quelqu’un.",
        "Ses créneaux se terminent avec lui. Les personnes qui y avaient un tour sont prévenues.",
    ):
        assert escape(line) in page or line in page
    client.post(address, {"left": "Les plans sont au local."})
    bikes.refresh_from_db()
    assert (bikes.has_ended, bikes.left) == (True, "Les plans sont au local.")
    board = client.get(reverse("commissions:circle-tasks", args=[bikes.parent.slug])).content.decode()
    assert "Peindre" in board
    assert "Ranger" in board
