"""One meeting as its pages show it: read once for a rendering, each part when it is first asked for."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db.models import Prefetch
from django.http import Http404

from assembly.forecast import Forecast, Timed, forecast
from assembly.handover import open_proposal, open_question
from assembly.models import AgendaItem, Hand, ItemBallot, Meeting, MeetingRole, MeetingTask, Note, RivalNote, Turn
from assembly.presenters.validity import Word, before_opening
from assembly.queries import decisions_in, supporters_of
from assembly.questions import FixedQuestion, fixed_question
from assembly.speaking_order import Raised, counted, in_order
from assembly.validity import Obstacle, full_quorum_in_words, obstacle_to
from commissions.queries import convening_needed, members_of
from journal.clock import now
from members.models import Member
from proposals.models import Decision
from votes.models import Presence, Proxy
from votes.presenters.ballots import Shown, show
from votes.queries.gatherings import presence_of, proxies_of, quorum_of, unconfirmed_presences, unconfirmed_proxies
from votes.rolls import QuorumState
from web import alphabet
from web.pictures import Evening, Segment

State = AgendaItem.State


@dataclass
class Line:
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
    def open_ballot(self) -> ItemBallot | None:
        return next((link for link in self.ballots if link.ballot.closed_at is None), None)

    @property
    def is_answered(self) -> bool:
        """Whether a vote was held on it; a poll is enough where a poll is what was planned."""
        is_poll = self.item.kind == AgendaItem.Kind.POLL
        return any(is_poll or not link.ballot.is_poll for link in self.ballots)


@dataclass(frozen=True)
class Speaker:
    """A raised hand, and how long that person has spoken so far, in seconds."""

    hand: Hand
    spoken: int


@dataclass(frozen=True)
class Place:
    """Somebody of the roll: there since when, or represented by whom."""

    member: Member
    since: datetime | None = None
    proxy: Proxy | None = None
    is_coming: bool | None = None
    unconfirmed: Presence | None = None  # noted by somebody else: it counts for nothing yet
    departing: Presence | None = None  # noted by somebody else as having left: there until it is confirmed
    form: Proxy | None = None  # a paper proxy that nobody has confirmed


def _in_the_list(there: Place) -> tuple[bool, bool, bool, tuple[str, str]]:
    """Those who are there first, then those who are to be confirmed, those represented, by name."""
    return there.since is None, there.unconfirmed is None, there.proxy is None, alphabet.place(there.member.name)


@dataclass(frozen=True)
class Asked:
    """Who asks for an assembly, and how many it takes to call it."""

    names: list[str]
    needed: int

    @property
    def missing(self) -> int:
        return max(self.needed - len(self.names), 0)


class Sheet:
    """What regions, minutes and fragments draw from. `at` is the instant that it was read at."""

    def __init__(self, meeting: Meeting) -> None:
        self.meeting = meeting
        self.at = now()

    @classmethod
    def of(cls, key: int | str) -> "Sheet":
        """Raises `Http404` when there is no such meeting."""
        meeting = (
            Meeting.objects.select_related("circle", "gathering")
            .filter(pk=key)
            .prefetch_related(Prefetch("roles", MeetingRole.objects.select_related("member")))
            .first()
        )
        if meeting is None:
            raise Http404("meeting")
        return cls(meeting)

    @cached_property
    def roles(self) -> dict[str, Member]:
        return {role.role: role.member for role in self.meeting.roles.all()}

    @property
    def facilitator(self) -> Member | None:
        return self.roles.get(MeetingRole.Role.FACILITATOR)

    @cached_property
    def asked(self) -> Asked | None:
        """Who asks for this assembly; None once it is called."""
        if not self.meeting.is_asked:
            return None
        names = [member.name for member in supporters_of(self.meeting)]
        return Asked(names, convening_needed(self.meeting.circle))

    @cached_property
    def validity(self) -> list[Word]:
        """Before it opens: whether its decisions will be valid, and why."""
        return before_opening(self.meeting) if self.meeting.opened_at is None else []

    @property
    def warnings(self) -> list[Word]:
        """What stands in the way of deciding."""
        return [word for word in self.validity if word.tone in {"clay", "lamp"}]

    @property
    def assurances(self) -> list[Word]:
        return [word for word in self.validity if word.tone not in {"clay", "lamp"}]

    @cached_property
    def obstacle(self) -> Obstacle | None:
        """Why what is talked about now cannot be decided, if it cannot."""
        return obstacle_to(self.current.item) if self.current and self.meeting.is_open else None

    @cached_property
    def fixed(self) -> FixedQuestion | None:
        """What is asked of what is talked about now, where nobody may ask something else."""
        return fixed_question(self.current.item) if self.current and self.meeting.is_open else None

    @cached_property
    def held_to(self) -> str:
        """Why what is talked about now takes another quorum than the meeting's, if it does."""
        return full_quorum_in_words(self.current.item) if self.current and self.meeting.is_open else ""

    @property
    def handover(self) -> str:
        """What is asked about the conduct, as a text that changes when it does."""
        if not self.meeting.is_open:
            return ""
        question, proposal = open_question(self.meeting), open_proposal(self.meeting)
        answers = proposal.answers.count() if proposal else ""
        return f"{question and question.pk} {proposal and proposal.pk} {answers}"

    # The agenda and its times

    @cached_property
    def lines(self) -> list[Line]:
        """Every item, those that are closed to others included: see `lines_for`."""
        ballots: dict[int, list[ItemBallot]] = defaultdict(list)
        links = ItemBallot.objects.filter(item__meeting=self.meeting)
        for link in links.select_related("ballot__gathering", "ballot__casting_voter"):
            ballots[link.item_id].append(link)
        items = self.meeting.items.select_related(
            "owner", "proposal", "convocation__meeting", "repeats", "ratifies"
        ).prefetch_related("spans")
        lines = []
        for number, item in enumerate(items, start=1):
            item.meeting = self.meeting
            spans = list(item.spans.all())
            since = next((span.started_at for span in spans if span.ended_at is None), None)
            spent = sum(span.seconds(self.at) for span in spans)
            before = sum(span.seconds(self.at) for span in spans if span.ended_at)
            lines.append(Line(item, number, spent, before, since, ballots[item.pk]))
        return lines

    def lines_for(self, may_read_closed: bool) -> list[Line]:
        """The items that an audience reads: a closed one is only in the circle's."""
        return [line for line in self.lines if may_read_closed or not line.item.is_closed]

    @property
    def current(self) -> Line | None:
        return next((line for line in self.lines if line.item.state == State.CURRENT), None)

    @cached_property
    def current_ballots(self) -> list[Shown]:
        """The ballots of the current item as they may be shown, the latest first."""
        return [show(link.ballot) for link in reversed(self.current.ballots)] if self.current else []

    def running(self, lines: Sequence[Line]) -> list[ItemBallot]:
        """The votes that are open on these items, the current one's first: some go on when their item is over."""
        links = [(line is not self.current, line.open_ballot) for line in lines]
        return [link for _is_over, link in sorted(links, key=lambda pair: pair[0]) if link]

    @property
    def following(self) -> Line | None:
        return next((line for line in self.lines if line.item.state == State.PENDING), None)

    @cached_property
    def forecast(self) -> Forecast:
        """When it will end; before it begins, if it begins on time."""
        start = self.at if self.meeting.is_open else self.meeting.starts_at
        return forecast([line.timed for line in self.lines], now=start, hard_end=self.meeting.ends_at)

    def evening(self, may_read_closed: bool) -> Evening:
        """The picture of the evening, for those who may read its closed items or not."""
        meeting = self.meeting
        start = meeting.opened_at or meeting.starts_at
        present = meeting.closed_at or (self.at if meeting.is_open else start)
        segments = [
            Segment(line.item.title, line.item.planned_seconds, line.spent, line.item.state)  # type: ignore[arg-type]
            for line in self.lines_for(may_read_closed)
        ]
        told = None if meeting.is_closed else self.forecast
        return Evening(
            start=start,
            hard_end=meeting.ends_at,
            now=present,
            segments=segments,
            forecast=told.ends_at if told else None,
            low=told.low if told else None,
            high=told.high if told else None,
        )

    # The floor

    @cached_property
    def turns(self) -> list[Turn]:
        return list(self.meeting.turns.select_related("member"))

    @property
    def turn(self) -> Turn | None:
        """Who speaks now."""
        return next((turn for turn in self.turns if turn.ended_at is None), None)

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
    def queue(self) -> list[Speaker]:
        """The raised hands, in the order in which they will be called."""
        hands = {hand.pk: hand for hand in self.meeting.hands.filter(lowered_at=None).select_related("member")}
        raised = [Raised(hand.pk, hand.member_id, hand.placed_as, hand.raised_at) for hand in hands.values()]
        item = self.current.item.pk if self.current else None
        ahead = {turn.member_id for turn in self.turns if turn.went_ahead and turn.item_id == item}
        order = in_order(raised, self.spoken, ahead)
        return [Speaker(hands[hand.key], self.spoken.get(hand.member, 0)) for hand in order]

    def times_spoken(self, member: int) -> int:
        """How many turns this person has had, the present one included."""
        return sum(turn.member_id == member for turn in self.turns)

    # Who is there

    @cached_property
    def presences(self) -> list[Presence]:
        """Every span that counts."""
        return list(presence_of(self.meeting.gathering)) if self.meeting.gathering else []

    @cached_property
    def unconfirmed(self) -> list[Presence]:
        """Arrivals that one person noted and nobody has confirmed, in the order in which they were noted."""
        return list(unconfirmed_presences(self.meeting.gathering)) if self.meeting.gathering else []

    @property
    def departing(self) -> list[Presence]:
        """Departures that one person noted and nobody has confirmed: these people are there."""
        return [presence for presence in self.presences if presence.is_departing]

    @cached_property
    def forms(self) -> list[Proxy]:
        """Paper proxies that one person entered and nobody has confirmed."""
        return list(unconfirmed_proxies(self.meeting.gathering)) if self.meeting.gathering else []

    @property
    def to_vouch(self) -> str:
        """What waits for a second holder of a role, as a text that changes when it does."""
        waiting = [str(one.pk) for one in (*self.unconfirmed, *self.forms)]
        return " ".join(waiting + [f"{one.pk}-{one.departure_noted_at:%H%M%S}" for one in self.departing])

    @property
    def vouchers(self) -> list[int]:
        """Those who hold a role, and so may confirm what somebody else noted."""
        return sorted({member.pk for member in self.roles.values()})

    @property
    def needs_a_second(self) -> bool:
        """Whether nobody but the people themselves could confirm an arrival: one person holds every role."""
        return len(self.vouchers) < 2

    @cached_property
    def proxies(self) -> list[Proxy]:
        return list(proxies_of(self.meeting.gathering)) if self.meeting.gathering else []

    @property
    def has_blank_proxies(self) -> bool:
        """Whether some wait for somebody present to hold them."""
        return any(proxy.holder_id is None for proxy in self.proxies)

    @cached_property
    def quorum(self) -> QuorumState | None:
        return quorum_of(self.meeting.gathering) if self.meeting.gathering else None

    @cached_property
    def electors(self) -> list[Member]:
        """Who makes up the roll; before the convocation, the circle."""
        if self.meeting.gathering:
            return list(self.meeting.gathering.electors.all())
        return list(members_of(self.meeting.circle))

    @cached_property
    def places(self) -> list[Place]:
        """Everyone of the roll, those who are there first, each group by name."""
        since = {presence.member_id: presence.arrived_at for presence in self.presences if presence.left_at is None}
        given = {proxy.giver_id: proxy for proxy in self.proxies}
        noted = {presence.member_id: presence for presence in self.unconfirmed}
        departing = {presence.member_id: presence for presence in self.departing}
        forms = {proxy.giver_id: proxy for proxy in self.forms}
        replies = {reply.member_id: reply.is_coming for reply in self.meeting.replies.all()}
        places = [
            Place(
                member,
                since.get(member.pk),
                given.get(member.pk),
                replies.get(member.pk),
                noted.get(member.pk),
                departing.get(member.pk),
                forms.get(member.pk),
            )
            for member in self.electors
        ]
        return sorted(places, key=_in_the_list)

    # What is kept

    @cached_property
    def notes(self) -> dict[int, Note]:
        notes = Note.objects.filter(item__meeting=self.meeting).select_related("written_by")
        return {note.item_id: note for note in notes}

    @cached_property
    def rivals(self) -> dict[int, list[RivalNote]]:
        found: dict[int, list[RivalNote]] = defaultdict(list)
        for rival in RivalNote.objects.filter(item__meeting=self.meeting).select_related("written_by"):
            found[rival.item_id].append(rival)
        return dict(found)

    @cached_property
    def task_links(self) -> list[MeetingTask]:
        return list(self.meeting.task_links.select_related("task__circle", "assignee"))

    def tasks_of(self, item: AgendaItem | None) -> list[MeetingTask]:
        """The tasks given on this item, or on none."""
        wanted = item.pk if item else None
        return [link for link in self.task_links if link.item_id == wanted]

    @cached_property
    def decisions(self) -> list[Decision]:
        return list(decisions_in(self.meeting).select_related("circle"))

    def decisions_of(self, line: Line) -> list[Decision]:
        """What this item decided: by the votes held on it, or with its proposal."""
        voted = {link.ballot_id for link in line.ballots}
        return [
            decision
            for decision in self.decisions
            if decision.ballot_id in voted or (line.item.proposal_id and decision.proposal_id == line.item.proposal_id)
        ]
