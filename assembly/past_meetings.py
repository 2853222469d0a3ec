"""Meetings that are over, in numbers, for rules that are tried on them."""

from assembly.models import Meeting
from assembly.validity import clear_days, left_at
from commissions.models import Circle
from commissions.panels import PastMeeting
from votes.methods.tallying import read_result
from votes.queries.gatherings import quorum_of


def last_meeting(circle: Circle) -> PastMeeting | None:
    """The last one that the circle held, who was there at its end; no vote of a closed item."""
    held = circle.meetings.filter(state=Meeting.State.CLOSED, gathering__isnull=False).select_related("gathering")
    meeting = held.order_by("-starts_at", "-pk").first()
    return _in_numbers(meeting) if meeting else None


def _in_numbers(meeting: Meeting) -> PastMeeting:
    gathering = meeting.gathering
    assert gathering is not None  # noqa: S101  (for the type checker)
    state = quorum_of(gathering, gathering.closed_at)
    closed = [item.topic for item in meeting.items.filter(is_closed=True)]
    counted = (
        gathering.ballots.filter(method="majority", is_poll=False, result__tally__isnull=False)
        .exclude(owner__in=closed)
        .order_by("pk")
    )
    convocation = meeting.convocations.order_by("pk").first()
    left = left_at(convocation) if convocation else None
    return PastMeeting(
        title=str(meeting),
        url=meeting.get_absolute_url(),
        roll=state.roll,
        present=state.present,
        represented=state.represented,
        days_ahead=clear_days(left, meeting.starts_at) if left else None,
        votes=[(ballot.question, read_result(ballot, ballot.result).tally) for ballot in counted if ballot.result],
    )
