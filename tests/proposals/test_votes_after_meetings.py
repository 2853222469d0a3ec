"""A meeting ended before the ballot of a proposal opened: the clock opens it online, or sets the proposal aside."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from commissions.models import Circle
from journal.actions import CLOCK
from journal.clock import telling
from proposals import actions
from proposals.due import bring_votes_online
from proposals.models import Proposal, ProposalVote
from proposals.process import State
from tests.proposals.told import body, verbs
from tests.refusals import refused

PARIS = ZoneInfo("Europe/Paris")
MONDAY = datetime(2026, 11, 30, 19, tzinfo=PARIS)


@pytest.fixture
def amending(scene):
    Proposal.objects.update(process="majority")
    scene.proposal.refresh_from_db()
    with telling(MONDAY):
        scene.bring_to(State.AMENDING)
    return scene


def left_by_a_meeting(scene, *, at: datetime = MONDAY) -> Proposal:
    """Put to a vote in a meeting that is over, before any ballot opened on it."""
    with telling(at):
        actions.put_to_vote(scene.proposal, actor=scene.ines)
    Proposal.objects.update(occasion="meeting:0")
    scene.proposal.refresh_from_db()
    return scene.proposal


def bring_online(at: datetime = MONDAY + timedelta(days=1)) -> None:
    with telling(at):
        bring_votes_online()


def test_what_a_meeting_left_before_its_ballot_opened_is_voted_on_online_by_itself_once(amending):
    Circle.objects.update(stage_days={"voting": 3})
    left_by_a_meeting(amending)

    bring_online()
    bring_online()

    ballot = ProposalVote.objects.get().consultation.ballot
    assert ballot.closes_at == datetime(2026, 12, 4, 19, tzinfo=PARIS)
    amending.proposal.refresh_from_db()
    assert (amending.proposal.occasion, amending.state) == ("", State.VOTING)
    assert verbs().count("proposal.taken_online") == verbs().count("proposal.vote_opened") == 1
    assert body("proposal.taken_online")["occasion"] == "meeting:0"


def test_where_its_ballot_cannot_open_online_it_is_set_aside_with_the_reason(amending):
    Circle.objects.update(majority_tie=Circle.Tie.CASTING)
    left_by_a_meeting(amending)

    bring_online()

    amending.proposal.refresh_from_db()
    assert (amending.state, ProposalVote.objects.count()) == (State.SET_ASIDE, 0)
    assert amending.proposal.end_reason.startswith("Le vote n’a pas pu s’ouvrir en ligne")
    assert verbs()[-1] == "proposal.set_aside"


def test_the_clock_opens_no_vote_of_what_a_meeting_under_way_talks_about(amending, evening):
    left_by_a_meeting(amending)
    Proposal.objects.update(occasion=evening)

    bring_online()

    assert actions.bring_vote_online(amending.proposal, actor=CLOCK) is False
    assert (amending.state, ProposalVote.objects.count()) == (State.VOTING, 0)


def test_a_vote_online_that_was_made_void_does_not_open_by_itself_again(amending):
    left_by_a_meeting(amending)
    bring_online()
    ProposalVote.objects.update(concluded_at=MONDAY + timedelta(days=2))

    bring_online(MONDAY + timedelta(days=3))

    assert actions.bring_vote_online(amending.proposal, actor=CLOCK) is False
    assert ProposalVote.objects.count() == 1


def test_its_author_takes_what_is_put_to_a_vote_off_a_meeting_to_come_and_nobody_else(amending):
    left_by_a_meeting(amending)
    with refused("proposals.take_online"):
        actions.bring_vote_online(amending.proposal, actor=amending.rose)

    actions.take_online(amending.proposal, actor=amending.malo)

    amending.proposal.refresh_from_db()
    assert (amending.proposal.occasion, amending.state) == ("", State.VOTING)
    bring_online()
    assert ProposalVote.objects.count() == 1
