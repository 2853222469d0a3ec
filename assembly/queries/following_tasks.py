"""The tasks that a meeting leads to, by what it decided, and which of them nobody has taken or left."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import rules
from django.utils import timezone

from assembly.following_tasks import FOLLOWING, FollowingTask, Outcome, months_after, outcomes_named
from assembly.models import FollowingTaskChoice, Meeting
from assembly.queries.meetings import decisions_in
from commissions.changes import Change, ChangeKind
from commissions.models import Circle
from proposals.models import Decision, Election

OF_PEOPLE = {ChangeKind.MANDATE, ChangeKind.HOLDING, ChangeKind.ENDING}


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
    decided: dict[Outcome, Decision] = {}
    for outcome, decision in _outcomes(meeting):
        decided.setdefault(outcome, decision)
    day = timezone.localtime(meeting.closed_at).date()
    return [
        OfferedTask(one, months_after(day, one.months), decided[one.after])
        for one in FOLLOWING
        if one.after in decided and one.key not in chosen
    ]


def offered_to(meeting: Meeting, person: Any) -> list[OfferedTask]:
    """The same for whoever may take or leave them; nothing for others."""
    return tasks_that_follow(meeting) if rules.has_perm("assembly.follow_up", person, meeting) else []


def _outcomes(meeting: Meeting) -> Iterator[tuple[Outcome, Decision]]:
    """What each decision in force of the meeting did. Who administers is told by what it lets be changed; what an
    assembly did to the statuts or the accounts, by its title."""
    taken = decisions_in(meeting).select_related("replaced_by", "election")
    decisions = [one for one in taken if one.holds and not one.is_closed]
    boards = set(Circle.objects.filter(kind=Circle.Kind.BOARD).values_list("pk", flat=True))
    for decision in decisions:
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
