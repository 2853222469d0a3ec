"""When the time of a stage of an election is over, by the rules of its circle."""

from datetime import datetime, timedelta

from django.utils import timezone

from commissions.lengths import of_election
from commissions.models import Circle
from proposals.deadlines import days_after, to_the_hour
from proposals.election_process import DAYS, MINUTES, TIMED, ElectionState
from proposals.models import Election, ElectionPause
from proposals.queries.deadlines import calendar_of
from proposals.queries.elections import is_election_in_meeting, waits_for_meeting


def election_days(circle: Circle, state: ElectionState) -> int:
    """How many days that stage lasts online, in this circle."""
    days: int = circle.stage_days.get(of_election(state), DAYS[state])
    return days


def election_minutes(circle: Circle, state: ElectionState) -> int:
    """How many minutes that stage takes in a meeting of this circle."""
    minutes: int = circle.stage_minutes.get(of_election(state), MINUTES[state])
    return minutes


def election_length_after(election: Election, state: ElectionState, since: datetime) -> datetime:
    """The length of that stage later, by the rules of the circle: minutes in a meeting, online days, on a full hour."""
    if is_election_in_meeting(election):
        return since + timedelta(minutes=election_minutes(election.circle, state))
    days, calendar = election_days(election.circle, state), calendar_of(election.circle)
    return to_the_hour(days_after(timezone.localtime(since), days, calendar))


def election_pause(election: Election) -> ElectionPause | None:
    """Its pause, over or not: there is one at most. Asks nothing where it was read with it."""
    return getattr(election, "pause", None)


def election_stage_end(election: Election, since: datetime) -> datetime | None:
    """When the stage where it stands is over, if it begins at `since`; None where nothing ends it by its time."""
    state = ElectionState(election.state)
    if state not in TIMED or waits_for_meeting(election):
        return None
    return election_length_after(election, state, since)
