"""Two at the same instant on a decision noted: one thing happens, and at the sixtieth second the clock decides."""

import pytest

from assembly.actions import (
    arrive,
    close_meeting,
    note_decision,
    propose_noted_decision,
    settle_noted_decision,
    take_back_noted_decision,
)
from assembly.models import NotedDecision
from journal.actions import CLOCK
from proposals.models import Decision, Proposal
from tests.assembly.conftest import later
from tests.refusals import reasons_of
from tests.votes.test_races import at_once

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def noted(news, malo) -> NotedDecision:
    arrive(news.meeting, member=malo, actor=malo)
    return note_decision(news, text="La clé du local va à Omar", actor=malo)


def ended(noted: NotedDecision) -> tuple[str, int, int]:
    """How it ended; how many decisions and proposals there are."""
    return NotedDecision.objects.get(pk=noted.pk).end, Decision.objects.count(), Proposal.objects.count()


def refusals(outcomes: list) -> list:
    return [reasons_of(one) for one in outcomes if isinstance(one, Exception)]


def test_two_taps_at_once_make_one_proposal(noted, ines, rose):
    outcomes = at_once(
        lambda: propose_noted_decision(noted, actor=ines), lambda: propose_noted_decision(noted, actor=rose)
    )
    assert refusals(outcomes) == []
    assert ended(noted) == ("proposed", 0, 1)


def test_a_tap_and_its_withdrawal_at_once_end_it_once(noted, malo, rose):
    outcomes = at_once(
        lambda: propose_noted_decision(noted, actor=rose), lambda: take_back_noted_decision(noted, actor=malo)
    )
    assert refusals(outcomes) in ([["proposed"]], [["taken_back"]])
    assert ended(noted) in (("proposed", 0, 1), ("taken_back", 0, 0))


def test_two_noted_at_once_stand_one_at_a_time(news, ines, malo):
    arrive(news.meeting, member=malo, actor=malo)
    outcomes = at_once(
        lambda: note_decision(news, text="La clé va à Omar", actor=malo),
        lambda: note_decision(news, text="La clé va à Noé", actor=ines),
    )
    assert refusals(outcomes) == [["standing"]]
    assert NotedDecision.objects.count() == 1


def test_two_clocks_at_once_decide_it_once(noted, clock):
    later(clock, minutes=1)
    outcomes = at_once(*[lambda: settle_noted_decision(noted, actor=CLOCK)] * 2)
    assert refusals(outcomes) == []
    assert ended(noted) == ("decided", 1, 0)


def test_a_tap_and_the_clock_at_the_sixtieth_second_decide_it(noted, clock, rose):
    later(clock, minutes=1)
    outcomes = at_once(
        lambda: propose_noted_decision(noted, actor=rose), lambda: settle_noted_decision(noted, actor=CLOCK)
    )
    assert refusals(outcomes) == [["over"]]
    assert ended(noted) == ("decided", 1, 0)


def test_the_closing_and_the_clock_at_the_sixtieth_second_decide_it(noted, clock, ines):
    later(clock, minutes=1)
    outcomes = at_once(
        lambda: close_meeting(noted.meeting, actor=ines), lambda: settle_noted_decision(noted, actor=CLOCK)
    )
    assert refusals(outcomes) == []
    assert ended(noted) == ("decided", 1, 0)
