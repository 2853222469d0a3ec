"""A meeting that a circle still has to hold keeps it from ending; none is planned in a group that has ended."""

from datetime import timedelta

import pytest

from assembly.actions import close_meeting, meet_now, name_roles, open_meeting, plan_meeting, sign
from assembly.models import Meeting
from commissions.actions import create_circle, end_circle, end_mandate, give_mandate, set_rules
from commissions.circle_endings import unfinished_in
from commissions.models import Circle, Mandate
from commissions.queries import plannable_circles
from tests.assembly.conftest import EVENING, HARD_END
from tests.refusals import refused


@pytest.fixture
def bikes(clock, admin, ca, malo) -> Circle:
    """A working group within the board, which Malo coordinates."""
    circle = create_circle(actor=admin, kind=Circle.Kind.WORKING_GROUP, name="Vélos", parent=ca)
    give_mandate(circle, member=malo, role=Mandate.Role.COORDINATOR, actor=admin)
    return circle


@pytest.fixture
def meeting(bikes, malo) -> Meeting:
    return plan_meeting(bikes, title="L’atelier", starts_at=EVENING, ends_at=HARD_END, actor=malo)


def test_a_meeting_keeps_the_group_until_it_was_held(bikes, meeting, malo):
    for step in (lambda: None, lambda: open_meeting(meeting, actor=malo)):
        step()
        (one,) = unfinished_in(bikes, malo)
        assert (one.title, one.url) == ("L’atelier", meeting.get_absolute_url())
        with refused("unfinished"):
            end_circle(bikes, actor=malo)
    close_meeting(meeting, actor=malo)
    assert unfinished_in(bikes, malo) == []


def test_who_was_there_to_its_end_signs_its_last_minutes_and_who_had_left_does_not(bikes, meeting, admin, malo, ines):
    give_mandate(bikes, member=ines, actor=admin)
    name_roles(meeting, roles={"chair": malo, "secretary": ines}, actor=malo)
    open_meeting(meeting, actor=malo)
    closed = close_meeting(meeting, actor=malo)
    end_mandate(Mandate.objects.get(circle=bikes, member=ines), actor=admin)
    end_circle(bikes, actor=malo)

    sign(closed, actor=malo)

    assert list(closed.signatures.values_list("member__name", "capacity")) == [("Malo", "chair")]
    with refused("assembly.sign"):
        sign(closed, actor=ines)


def test_a_meeting_that_nobody_opened_keeps_it_for_a_day(bikes, meeting, malo, clock):
    clock.move_to(HARD_END + timedelta(hours=23))
    assert len(unfinished_in(bikes, malo)) == 1
    clock.move_to(HARD_END + timedelta(hours=25))
    assert unfinished_in(bikes, malo) == []


def test_whoever_may_not_read_the_circle_is_not_told_which(bikes, meeting, admin):
    set_rules(bikes, is_open=False, actor=admin)
    bikes.refresh_from_db()
    assert [(one.title, one.url) for one in unfinished_in(bikes, admin)] == [
        ("quelque chose que seul son cercle lit", "")
    ]


def test_no_meeting_is_planned_in_a_group_that_has_ended(bikes, malo):
    end_circle(bikes, actor=malo)
    with refused("ended"):
        plan_meeting(bikes, title="L’atelier", starts_at=EVENING, ends_at=HARD_END, actor=malo)
    with refused("ended"):
        meet_now(bikes, subject="Les pneus", actor=malo)
    assert bikes not in plannable_circles(malo)
    assert not Meeting.objects.exists()
