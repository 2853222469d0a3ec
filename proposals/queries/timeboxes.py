"""The minutes that a stage has in a meeting: of a proposal, or of an election without candidate."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from proposals.election_process import TIMED, ElectionState
from proposals.models import Election, Proposal
from proposals.queries.deadlines import stage_of, timebox_end
from proposals.queries.election_deadlines import election_minutes


@dataclass(frozen=True)
class TimedStage:
    """Where a proposal or an election stands in a meeting, `until` when, and the minutes granted beyond the rules."""

    subject: Proposal | Election
    until: datetime
    granted: int


def timed_stage(subject: Proposal | Election, occasion: str, since: datetime) -> TimedStage | None:
    """The stage of what the meeting `occasion` took up at `since`; None where it is not timed, or goes on elsewhere."""
    if subject.occasion != occasion:
        return None
    if isinstance(subject, Election):
        return _of_election(subject, since)
    stage = stage_of(subject)
    until = timebox_end(stage, since)
    return TimedStage(subject, until, stage.extra_minutes) if until else None


def _of_election(election: Election, since: datetime) -> TimedStage | None:
    """Its minutes are counted from when the room took it up, or since its stage began there."""
    if election.state not in TIMED or election.stage_ends_at is None:
        return None
    minutes = election_minutes(election.circle, ElectionState(election.state)) + election.extra_minutes
    return TimedStage(election, max(election.stage_ends_at, since + timedelta(minutes=minutes)), election.extra_minutes)
