"""What a circle is asked about an objection stands still while its proposal waits for a meeting, and is asked there."""

from collections.abc import Iterator
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from journal.actions import CLOCK, action
from journal.clock import telling
from journal.topics import kinds
from members.panels import waiting_for
from proposals import actions
from proposals.due import conclude_requests
from proposals.models import Proposal
from proposals.occasions import Occasion
from proposals.process import State
from proposals.queries.deadlines import stage_of

PARIS = ZoneInfo("Europe/Paris")


class PlannedEvening(Occasion):
    """A meeting that is planned, then under way."""

    is_open = False

    def holds(self, pk: str) -> bool:
        return True

    def is_under_way(self, pk: str) -> bool:
        return self.is_open

    def conducts(self, person, pk: str) -> bool:
        return False


@pytest.fixture
def planned() -> Iterator[PlannedEvening]:
    kind = PlannedEvening()
    with kinds.replaced({**kinds, "evening": kind}):
        yield kind


@action
def begin(proposal: Proposal, *, actor) -> None:
    """As a meeting does that begins to talk about it."""
    proposal.refresh_from_db()
    actions.begin_requests(proposal)


def test_what_the_circle_was_asked_stands_still_until_the_meeting_and_is_asked_there(scene, planned):
    with telling(datetime(2026, 11, 30, 20, tzinfo=PARIS)):
        scene.bring_to(State.EXAMINATION)
        request = scene.ask_circle()
        actions.put_to_meeting(scene.proposal, occasion="evening:1", actor=scene.ines)
    request.refresh_from_db()
    assert request.ends_at is None
    with telling(datetime(2026, 12, 24, 20, tzinfo=PARIS)):
        conclude_requests()
        actions.conclude_request(request, actor=CLOCK)
        request.refresh_from_db()
        assert (request.ended_at, scene.state) == (None, State.EXAMINATION)
        assert [one.kind for one in waiting_for(scene.zoe)] == ["agreement"]
        actions.answer_circle(request, agrees=True, actor=scene.zoe)
        begin(scene.proposal, actor=scene.ines)
        planned.is_open = True
        begin(scene.proposal, actor=scene.ines)
        request.refresh_from_db()
        assert request.ends_at == datetime(2026, 12, 24, 20, 5, tzinfo=PARIS)
    with telling(datetime(2026, 12, 24, 20, 6, tzinfo=PARIS)):
        conclude_requests()
    request.refresh_from_db()
    assert (request.agreed, scene.state) == (False, State.EXAMINATION)


def test_taken_online_again_what_the_circle_was_asked_has_the_days_of_the_stage(scene, planned):
    with telling(datetime(2026, 11, 30, 20, tzinfo=PARIS)):
        scene.bring_to(State.EXAMINATION)
        request = scene.ask_circle()
        actions.put_to_meeting(scene.proposal, occasion="evening:1", actor=scene.ines)
    with telling(datetime(2026, 12, 20, 10, tzinfo=PARIS)):
        actions.take_online(scene.proposal, actor=scene.malo)
    request.refresh_from_db()
    assert request.ends_at == stage_of(scene.proposal).ends_at
    assert request.ends_at is not None


def test_asked_while_the_proposal_waits_for_a_meeting_it_has_no_end_before(scene, planned):
    scene.bring_to(State.EXAMINATION)
    actions.put_to_meeting(scene.proposal, occasion="evening:1", actor=scene.ines)
    request = scene.ask_circle()
    assert request.ends_at is None
    planned.is_open = True
    begin(scene.proposal, actor=scene.ines)
    request.refresh_from_db()
    assert request.ends_at is not None
