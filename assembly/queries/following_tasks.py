"""The tasks that a meeting leads to, by what it decided, and which of them nobody has taken or left."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import rules
from django.db.models import QuerySet
from django.utils import timezone

from assembly.following_tasks import FOLLOWING, FollowingTask, Outcome, months_after, outcomes_named
from assembly.models import FollowingTaskChoice, Meeting
from assembly.queries.meetings import decisions_in
from commissions.changes import Change, ChangeKind
from commissions.models import Circle
from commissions.queries import circles_of
from journal.clock import now
from members.combined_reads import Reader
from members.models import Member
from proposals.models import Decision, Election

OF_PEOPLE = {ChangeKind.MANDATE, ChangeKind.HOLDING, ChangeKind.ENDING}
REMEMBERED = timedelta(days=365)  # after a meeting, its tasks wait on the home page of those who may take them


@dataclass(frozen=True)
class OfferedTask:
    """One that nobody has taken or left yet, for which day, and the decision that it follows from."""

    following: FollowingTask
    due_on: date
    decision: Decision

    @property
    def key(self) -> str:
        return self.following.key


def tasks_that_follow(meeting: Meeting) -> list[OfferedTask]:
    """Those that a closed meeting leads to and that wait for a choice, in the order of the table."""
    if meeting.closed_at is None:
        return []
    chosen = set(FollowingTaskChoice.objects.filter(meeting=meeting).values_list("key", flat=True))
    return _following(
        meeting, meeting.closed_at, decisions_in(meeting).select_related("replaced_by", "election"), chosen, _boards()
    )


def tasks_that_follow_for(member: Member) -> Reader[list[tuple[Meeting, OfferedTask]]]:
    """The same of every meeting of the last year of which this person may take or leave them, the latest first."""
    held = Meeting.objects.filter(state=Meeting.State.CLOSED, closed_at__gt=now() - REMEMBERED)
    held = held.filter(roles__member=member, circle__in=circles_of(member)).exclude(call=Meeting.Call.ASKED).distinct()
    (meetings,) = yield [held.select_related("circle").order_by("-closed_at", "-pk")]
    if not meetings:
        return []
    occasions = Decision.objects.filter(occasion__in=[meeting.topic for meeting in meetings])
    decided, choices, boards = yield [
        occasions.select_related("replaced_by", "election").order_by("year", "serial"),
        FollowingTaskChoice.objects.filter(meeting__in=meetings),
        _boards(),
    ]
    chosen = {(choice.meeting_id, choice.key) for choice in choices}
    return [
        (meeting, offered)
        for meeting in meetings
        for offered in _following(
            meeting,
            meeting.closed_at,
            [decision for decision in decided if decision.occasion == meeting.topic],
            {key for pk, key in chosen if pk == meeting.pk},
            boards,
        )
    ]


def offered_to(meeting: Meeting, person: Any) -> list[OfferedTask]:
    """The same for whoever may take or leave them; nothing for others."""
    return tasks_that_follow(meeting) if rules.has_perm("assembly.follow_up", person, meeting) else []


def _following(
    meeting: Meeting, closed_at: datetime, taken: Iterable[Decision], chosen: set[str], boards: Iterable[int]
) -> list[OfferedTask]:
    decided: dict[Outcome, Decision] = {}
    for outcome, decision in _outcomes(meeting, taken, set(boards)):
        decided.setdefault(outcome, decision)
    day = timezone.localtime(closed_at).date()
    return [
        OfferedTask(one, months_after(day, one.months), decided[one.after])
        for one in FOLLOWING
        if one.after in decided and one.key not in chosen
    ]


def _boards() -> QuerySet[Any]:
    return Circle.objects.filter(kind=Circle.Kind.BOARD).values_list("pk", flat=True)


def _outcomes(meeting: Meeting, taken: Iterable[Decision], boards: set[int]) -> Iterator[tuple[Outcome, Decision]]:
    """What each decision in force of the meeting did. Who administers is told by what it lets be changed; what an
    assembly did to the statuts or the accounts, by its title."""
    for decision in taken:
        if not decision.holds or decision.is_closed:
            continue
        change = _change_of(decision)
        if change.kind in OF_PEOPLE and change.circle in boards:
            yield Outcome.BOARD_CHANGED, decision
        if meeting.circle.is_assembly:
            for outcome in sorted(outcomes_named(decision.title)):
                yield outcome, decision


def _change_of(decision: Decision) -> Change:
    """What it lets be changed; of an election without candidate, the place or the role that this gives."""
    election: Election | None = getattr(decision, "election", None)
    return election.change if election else decision.change
