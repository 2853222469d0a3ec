"""What is kept of one meeting, read once: its agenda and times, who spoke, who was there, what was written."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Self, TypeVar

from django.db.models import Prefetch, prefetch_related_objects
from django.http import Http404

from assembly.forecast import Timed
from assembly.models import (
    AgendaItem,
    ItemBallot,
    ItemSpan,
    Meeting,
    MeetingRole,
    MeetingTask,
    Note,
    NotedDecision,
    Turn,
)
from assembly.queries.backlog import MeetingLink, dismissed_in_words, history_of
from assembly.queries.brought_decisions import settled_in_words
from assembly.speaking_order import counted
from commissions.queries import members_of
from journal.clock import now
from journal.numbers import number
from journal.statements import Statement
from members.models import Member
from proposals.models import Decision, Election
from proposals.queries.timeboxes import TimedStage, timed_stage
from votes.models import Presence, Proxy
from votes.queries.gatherings import presence_of, proxies_of, quorum_of, unconfirmed_presences
from votes.rolls import QuorumState

R = TypeVar("R", Turn, MeetingTask, NotedDecision)

# What one meeting has, by its key.
MEETING = Statement(lambda meeting: Meeting.objects.select_related("circle", "gathering").filter(pk=meeting), int)
BALLOTS = Statement(
    lambda meeting: ItemBallot.objects.filter(item__meeting=meeting).select_related(
        "ballot__gathering", "ballot__casting_voter"
    ),
    int,
)
ITEMS = Statement(
    lambda meeting: AgendaItem.objects.filter(meeting=meeting).select_related(
        "owner",
        "proposal",
        "election",
        "convocation__meeting",
        "repeats",
        "ratifies",
        "brought_decision__settled_by",
        "continues__meeting",
        "continued_by__meeting",
        "dismissal__dismissed_by",
    ),
    int,
)
SPANS = Statement(lambda meeting: ItemSpan.objects.filter(item__meeting=meeting), int)
TURNS = Statement(lambda meeting: Turn.objects.filter(meeting=meeting).select_related("member"), int)
NOTES = Statement(lambda meeting: Note.objects.filter(item__meeting=meeting).select_related("written_by"), int)
TASKS = Statement(
    lambda meeting: MeetingTask.objects.filter(meeting=meeting).select_related("task__circle", "assignee"), int
)
DECISIONS = Statement(
    lambda topic: Decision.objects.filter(occasion=topic).order_by("year", "serial").select_related("circle"), str
)
NOTED = Statement(
    lambda meeting: NotedDecision.objects.filter(meeting=meeting).select_related(
        "noted_by", "ended_by", "decision", "proposal"
    ),
    int,
)


@dataclass
class AgendaLine:
    """An item of the agenda with its time, in seconds: `before` the present span, which runs `since`."""

    item: AgendaItem
    number: int
    spent: int
    before: int
    since: datetime | None
    ballots: list[ItemBallot] = field(default_factory=list)

    @property
    def timed(self) -> Timed:
        return Timed(self.item.pk, self.item.state, self.item.planned_seconds, self.spent)

    @property
    def settled(self) -> str:
        """That a review settled it, in words, where the meeting did not talk about it."""
        return "" if self.spent else settled_in_words(self.item)

    @property
    def history(self) -> tuple[MeetingLink, ...]:
        """Which meeting put it off before; which one has taken it up since."""
        return history_of(self.item)

    @property
    def dismissed(self) -> str:
        """Who said that it is no longer needed, of what was put off."""
        return dismissed_in_words(self.item) if self.item.state == AgendaItem.State.DEFERRED else ""

    @property
    def open_ballot(self) -> ItemBallot | None:
        return next((link for link in self.ballots if link.ballot.closed_at is None), None)

    @property
    def is_answered(self) -> bool:
        """Whether a vote was held on it; a poll is enough where a poll is what was planned."""
        is_poll = self.item.kind == AgendaItem.Kind.POLL
        return any(is_poll or not link.ballot.is_poll for link in self.ballots)


class MeetingRecord:
    """What pages, regions and minutes are made of. `at` is the instant at which it was read."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self.at = now()

    @classmethod
    def of(cls, key: int | str) -> Self:
        """Raises `Http404` when there is no such meeting."""
        meeting = MEETING.first(number(str(key)) or 0)
        if meeting is None:
            raise Http404("meeting")
        prefetch_related_objects([meeting], Prefetch("roles", MeetingRole.objects.select_related("member")))
        return cls(meeting)

    @cached_property
    def roles(self) -> dict[str, Member]:
        return {role.role: role.member for role in self.meeting.roles.all()}

    @property
    def facilitator(self) -> Member | None:
        return self.roles.get(MeetingRole.Role.FACILITATOR)

    @cached_property
    def lines(self) -> list[AgendaLine]:
        """Every item, those that are closed to others included: see `lines_for`."""
        ballots: dict[int, list[ItemBallot]] = defaultdict(list)
        for link in BALLOTS.rows(self.meeting.pk):
            ballots[link.item_id].append(link)
        stretches: dict[int, list[ItemSpan]] = defaultdict(list)
        for span in SPANS.rows(self.meeting.pk):
            stretches[span.item_id].append(span)
        lines = []
        for place, item in enumerate(ITEMS.rows(self.meeting.pk), start=1):
            item.meeting = self.meeting
            spans = stretches[item.pk]
            since = next((span.started_at for span in spans if span.ended_at is None), None)
            spent = sum(span.seconds(self.at) for span in spans)
            before = sum(span.seconds(self.at) for span in spans if span.ended_at)
            lines.append(AgendaLine(item, place, spent, before, since, ballots[item.pk]))
        return lines

    def lines_for(self, may_read_closed: bool) -> list[AgendaLine]:
        """The items that an audience reads: a closed one is only in the circle's."""
        return [line for line in self.lines if may_read_closed or not line.item.is_closed]

    @cached_property
    def current(self) -> AgendaLine | None:
        """What is talked about now."""
        return next((line for line in self.lines if line.item.state == AgendaItem.State.CURRENT), None)

    @cached_property
    def stage(self) -> TimedStage | None:
        """Where the proposal or the election of the current item stands; None where it has no minutes in this meeting.

        They are counted from when the item was taken up, or since the stage began.
        """
        line = self.current if self.meeting.is_open else None
        subject = (line.item.proposal or line.item.election) if line else None
        return timed_stage(subject, self.meeting.topic, line.since) if line and line.since and subject else None

    @cached_property
    def turns(self) -> list[Turn]:
        return self._here(TURNS.rows(self.meeting.pk))

    @cached_property
    def spoken(self) -> dict[int, int]:
        """Seconds spoken so far, by member; a sentence on the process that went before the queue is counted apart."""
        seconds: dict[int, int] = defaultdict(int)
        ahead: set[tuple[int, int | None]] = set()
        for turn in self.turns:
            place = (turn.member_id, turn.item_id)
            is_ahead = turn.went_ahead and place not in ahead
            seconds[turn.member_id] += counted(turn.kind, turn.seconds(self.at), is_ahead=is_ahead)
            ahead |= {place} if is_ahead else set()
        return dict(seconds)

    @cached_property
    def presences(self) -> list[Presence]:
        """Every span that counts."""
        return list(presence_of(self.meeting.gathering)) if self.meeting.gathering else []

    @cached_property
    def unconfirmed(self) -> list[Presence]:
        """Arrivals that one person noted and nobody has confirmed, in the order in which they were noted."""
        return list(unconfirmed_presences(self.meeting.gathering)) if self.meeting.gathering else []

    @cached_property
    def proxies(self) -> list[Proxy]:
        return list(proxies_of(self.meeting.gathering)) if self.meeting.gathering else []

    @cached_property
    def electors(self) -> list[Member]:
        """Who makes up the roll; before the convocation, the circle."""
        if self.meeting.gathering:
            return list(self.meeting.gathering.electors.all())
        return list(members_of(self.meeting.circle))

    @cached_property
    def notes(self) -> dict[int, Note]:
        return {note.item_id: note for note in NOTES.rows(self.meeting.pk)}

    @cached_property
    def task_links(self) -> list[MeetingTask]:
        return self._here(TASKS.rows(self.meeting.pk))

    def tasks_of(self, item: AgendaItem | None) -> list[MeetingTask]:
        """The tasks given on this item, or on none."""
        wanted = item.pk if item else None
        return [link for link in self.task_links if link.item_id == wanted]

    @cached_property
    def decisions(self) -> list[Decision]:
        return DECISIONS.rows(self.meeting.topic)

    def decisions_of(self, line: AgendaLine) -> list[Decision]:
        """What this item decided: by the votes held on it, with its proposal, or noted in one line."""
        voted = {link.ballot_id for link in line.ballots}
        noted = {one.decision_id for one in self.noted_on(line)}
        return [
            decision
            for decision in self.decisions
            if decision.ballot_id in voted
            or decision.pk in noted
            or (line.item.proposal_id and decision.proposal_id == line.item.proposal_id)
            or (line.item.election_id and self._elections.get(line.item.election_id) == decision.pk)
        ]

    @cached_property
    def _elections(self) -> dict[int, int | None]:
        """The decision of each election of the agenda, by the election's key."""
        elections = Election.objects.filter(decision__in=[decision.pk for decision in self.decisions])
        return dict(elections.values_list("pk", "decision"))

    @cached_property
    def noted_decisions(self) -> list[NotedDecision]:
        """What was noted as decided in one line, whatever became of it, in the order in which it was noted."""
        return self._here(NOTED.rows(self.meeting.pk))

    def _here(self, rows: list[R]) -> list[R]:
        """Rows of this meeting, which need not ask for it."""
        for one in rows:
            one.meeting = self.meeting
        return rows

    def noted_on(self, line: AgendaLine) -> list[NotedDecision]:
        return [one for one in self.noted_decisions if one.item_id == line.item.pk]

    @cached_property
    def quorum(self) -> QuorumState | None:
        return quorum_of(self.meeting.gathering) if self.meeting.gathering else None
