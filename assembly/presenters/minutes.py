"""The minutes: what was recorded, put together. Nothing is written here by hand but the notes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _

from assembly.models import AgendaItem, ItemBallot, Meeting, MeetingTask
from assembly.presenters.meeting import Line, Sheet
from commissions.changes import Change, many_in_words
from journal.checkpoint import text_of
from journal.clock import stamp
from journal.models import Checkpoint
from members.models import Member
from proposals.models import Decision, Position, Round
from proposals.queries import kind_now, rounds_between
from proposals.traces import Trace, trace_of
from votes.models import Presence, Proxy
from votes.wording.results import sentence_of
from web.plaintext import render_text

CAPACITIES = ("chair", "secretary")


@dataclass(frozen=True)
class Attendance:
    """Somebody of the roll: when they came and went, or who they trusted."""

    member: Member
    spans: Sequence[Presence]
    proxy: Proxy | None
    noted: Presence | None = None  # by somebody else, and never confirmed: it did not count

    @property
    def was_present(self) -> bool:
        return bool(self.spans)


@dataclass(frozen=True)
class Reservation:
    """A concern that goes with a decision, by name and in its author's words."""

    member: Member
    kind: str
    text: str


@dataclass(frozen=True)
class Result:
    """A vote, told so that anyone can count it again."""

    question: str
    sentence: str
    url: str


@dataclass(frozen=True)
class Settled:
    """A decision of the register and the concerns that it carries."""

    decision: Decision
    reservations: Sequence[Reservation]
    lets: str = ""  # what it lets be changed, in words


@dataclass(frozen=True)
class Point:
    """One item of the minutes."""

    line: Line
    notes: str
    results: Sequence[Result]
    settled: Sequence[Settled]
    tasks: Sequence[MeetingTask]
    rounds: Sequence[Trace] = ()  # those that left something to tell: objections, or nothing adopted


@dataclass(frozen=True)
class Signed:
    """The minutes as they were signed: nothing of them follows what is renamed since."""

    text: str
    data: dict[str, Any]
    digest: str  # of the text as it was signed
    is_masked: bool  # the name of somebody who was forgotten stands in it no more


@dataclass(frozen=True)
class Speech:
    """How the speaking time was shared: never who had how much."""

    people: int
    total: int
    least: int
    most: int


class Minutes:
    """The minutes of a meeting, as those who may read its closed items read them, or the others."""

    def __init__(self, meeting: Meeting, *, may_read_closed: bool) -> None:
        self.may_read_closed = may_read_closed
        self.sheet = Sheet.of(meeting.pk)
        self.meeting = self.sheet.meeting
        self.is_demo = settings.DEMO
        self.attendance = self._attendance()
        self.points = [self._point(line) for line in self.sheet.lines_for(may_read_closed)]
        self.tasks = self.sheet.tasks_of(None)
        self.speech = self._speech()
        self.signatures = list(self.meeting.signatures.select_related("member"))
        self.corrections = list(self.meeting.corrections.select_related("member"))
        self.convocations = list(self.meeting.convocations.all())

    @cached_property
    def signed(self) -> Signed | None:
        """What was signed, for this audience; None while nobody has."""
        first = self.signatures[0] if self.signatures else None
        if first is None or not first.data:
            return None
        if self.may_read_closed:
            return Signed(first.text, first.data, first.digest, first.masked_at is not None)
        return Signed(first.open_text, first.open_data, first.open_digest, first.masked_at is not None)

    @property
    def present(self) -> list[Attendance]:
        return [line for line in self.attendance if line.was_present]

    @property
    def represented(self) -> list[Attendance]:
        return [line for line in self.attendance if not line.was_present and line.proxy]

    @property
    def absent(self) -> list[Attendance]:
        return [line for line in self.attendance if not line.was_present and not line.proxy]

    @property
    def is_valid(self) -> bool:
        """Both have signed."""
        return len(self.signatures) == len(CAPACITIES)

    @property
    def checkpoint(self) -> str:
        """The journal's, as it stood at the close, in the active language."""
        taken = Checkpoint.objects.filter(size=self.meeting.checkpoint_size or 0).first()
        return text_of(taken, translation.get_language() or "fr") if taken else ""

    @property
    def seconds(self) -> int:
        """How long the meeting lasted."""
        if not self.meeting.opened_at:
            return 0
        return int(((self.meeting.closed_at or self.sheet.at) - self.meeting.opened_at).total_seconds())

    def _attendance(self) -> list[Attendance]:
        spans: dict[int, list[Presence]] = defaultdict(list)
        for presence in self.sheet.presences:
            spans[presence.member_id].append(presence)
        given = {proxy.giver_id: proxy for proxy in self.sheet.proxies if proxy.accepted_at}
        noted = {presence.member_id: presence for presence in self.sheet.unconfirmed}
        return [
            Attendance(member, spans[member.pk], given.get(member.pk), noted.get(member.pk))
            for member in self.sheet.electors
        ]

    def _point(self, line: Line) -> Point:
        results = []
        for link in line.ballots:
            if link.ballot.closed_at:
                results.append(Result(link.ballot.question, _told(link, line.item), link.ballot.get_absolute_url()))
        note = self.sheet.notes.get(line.item.pk)
        return Point(
            line=line,
            notes=note.text if note else "",
            results=results,
            settled=[
                Settled(decision, self._reservations[decision.round_id], self._lets[decision.change])
                for decision in self.sheet.decisions_of(line)
            ],
            tasks=self.sheet.tasks_of(line.item),
            rounds=self._rounds[line.item.proposal_id] if line.item.proposal_id else (),
        )

    @cached_property
    def _lets(self) -> dict[Change, str]:
        return many_in_words(decision.change for decision in self.sheet.decisions)

    @cached_property
    def _rounds(self) -> dict[int, list[Trace]]:
        """What each proposal's rounds of that evening left behind; an adoption without objection is in its decision."""
        found: dict[int, list[Trace]] = defaultdict(list)
        proposals = [line.item.proposal_id for line in self.sheet.lines if line.item.proposal_id]
        since, until = self.meeting.opened_at, self.meeting.closed_at or self.sheet.at
        for view in rounds_between(proposals, since, until) if proposals and since else []:
            if view.objections or view.round.outcome != Round.Outcome.ADOPTED:
                found[view.round.proposal_id].append(trace_of(view))
        return found

    @property
    def _reservations(self) -> dict[int | None, list[Reservation]]:
        if not hasattr(self, "_found"):
            self._found: dict[int | None, list[Reservation]] = defaultdict(list)
            rounds = [decision.round_id for decision in self.sheet.decisions if decision.round_id]
            for position in Position.objects.filter(round__in=rounds).select_related("member", "objection"):
                if kind_now(position) == Position.Kind.CONCERN:
                    objection = getattr(position, "objection", None)
                    text = objection.consequence if objection else position.text
                    self._found[position.round_id].append(Reservation(position.member, position.kind, text))
        return self._found

    def _speech(self) -> Speech | None:
        spoken = [seconds for seconds in self.sheet.spoken.values() if seconds]
        return Speech(len(spoken), sum(spoken), min(spoken), max(spoken)) if spoken else None


def _told(link: ItemBallot, item: AgendaItem) -> str:
    """The result of a vote, and where its proposal had ended by then, so that it decides nothing."""
    sentence = sentence_of(link.ballot)
    if link.concluded_at or item.proposal is None or not item.proposal.is_ended:
        return sentence
    nothing = _("It decides nothing: its proposal had been withdrawn, or decided otherwise.")
    return f"{sentence} {nothing}"


def to_markdown(minutes: Minutes) -> str:
    """The minutes as plain text: once signed, byte for byte as they were, then the signatures and the corrections."""
    text = minutes.signed.text if minutes.signed else written(minutes)
    return text + (f"\n{_tidy('assembly/signatures.md', minutes)}" if minutes.signatures else "")


def written(minutes: Minutes) -> str:
    """The minutes as they stand, without signatures, in the active language."""
    return _tidy("assembly/minutes.md", minutes)


def _tidy(template: str, minutes: Minutes) -> str:
    lines = [line.rstrip() for line in render_text(template, {"minutes": minutes}).strip().splitlines()]
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return "\n".join(kept) + "\n"


def to_sign(meeting: Meeting) -> dict[str, Any]:
    """What chair and secretary sign, in the collective's language: the whole minutes, and what others read of them."""
    with translation.override(settings.LANGUAGE_CODE):
        whole, opened = (Minutes(meeting, may_read_closed=may) for may in (True, False))
        text, open_text = written(whole), written(opened)
        return {
            "text": text,
            "open_text": open_text,
            "data": to_data(whole),
            "open_data": to_data(opened),
            "digest": sha256(text.encode()).hexdigest(),
            "open_digest": sha256(open_text.encode()).hexdigest(),
        }


def to_data(minutes: Minutes) -> dict[str, Any]:
    """The same minutes for a program: times in UTC, durations in seconds. Once signed, as they were then."""
    return {**(_signed_data(minutes.signed) if minutes.signed else _data(minutes)), **_signatures(minutes)}


def _signed_data(signed: Signed) -> dict[str, Any]:
    told = {"text": signed.text, "sha256": signed.digest, "is_masked": signed.is_masked}
    return {**signed.data, "signed": told}


def _signatures(minutes: Minutes) -> dict[str, Any]:
    """What stands below the text, and may still grow."""
    return {
        "signatures": [
            {"capacity": s.capacity, "name": s.name or s.member.name, "at": _stamp(s.signed_at), "sha256": s.digest}
            for s in minutes.signatures
        ],
        "corrections": [
            {"name": c.member.name, "at": _stamp(c.written_at), "text": c.text} for c in minutes.corrections
        ],
    }


def _data(minutes: Minutes) -> dict[str, Any]:
    meeting = minutes.meeting
    return {
        "meeting": meeting.pk,
        "circle": meeting.circle.name,
        "title": meeting.title,
        "place": meeting.place,
        "opened_at": _stamp(meeting.opened_at),
        "closed_at": _stamp(meeting.closed_at),
        "hard_end": _stamp(meeting.ends_at),
        "is_demonstration": minutes.is_demo,
        "roles": {role: member.name for role, member in minutes.sheet.roles.items()},
        "attendance": [
            {
                "name": line.member.name,
                "present": [_span(span) for span in line.spans],
                "noted_by": line.noted.marked_by.name if line.noted else None,
                "proxy_to": line.proxy.holder.name if line.proxy and line.proxy.holder else None,
            }
            for line in minutes.attendance
        ],
        "items": [
            {
                "number": point.line.number,
                "title": point.line.item.title,
                "kind": point.line.item.kind,
                "state": point.line.item.state,
                "planned_seconds": point.line.item.minutes * 60,
                "spent_seconds": point.line.spent,
                "notes": point.notes,
                "results": [{"question": r.question, "sentence": r.sentence} for r in point.results],
                "decisions": [
                    {"number": s.decision.number, "title": s.decision.title, "text": s.decision.text,
                     "result": s.decision.result,
                     **({"changes": s.decision.change.plain()} if s.decision.change else {}),
                     "concerns": [{"name": c.member.name, "text": c.text} for c in s.reservations]}
                    for s in point.settled
                ],
                "rounds": [_round(trace) for trace in point.rounds],
                "tasks": [_task(link) for link in point.tasks],
            }
            for point in minutes.points
        ],
        "tasks": [_task(link) for link in minutes.tasks],
        "checkpoint": minutes.checkpoint,
    }  # fmt: skip


def _span(span: Presence) -> dict[str, Any]:
    """From when to when; and who said so, where it was not the person."""
    told = {"from": _stamp(span.arrived_at), "to": _stamp(span.left_at)}
    if span.is_vouched and span.confirmed_by:
        told |= {"noted_by": span.marked_by.name, "confirmed_by": span.confirmed_by.name}
    if span.departure_noted_by and span.left_by_id != span.member_id:
        told |= {
            "departure_noted_at": _stamp(span.departure_noted_at),
            "departure_noted_by": span.departure_noted_by.name,
            "departure_confirmed_by": span.left_by.name if span.left_by else None,
        }
    return told


def _round(trace: Trace) -> dict[str, Any]:
    return {
        "title": trace.title,
        "outcome": trace.outcome,
        "answers": dict(trace.answers),
        "objections": [{"name": s.name, "text": s.text, "became": s.became} for s in trace.objections],
        "concerns": [{"name": s.name, "text": s.text} for s in trace.concerns],
        "proposal": trace.became,
    }


def _task(link: MeetingTask) -> dict[str, Any]:
    return {
        "title": link.title,
        "name": link.assignee.name if link.assignee else None,
        "due_on": link.due_on.isoformat() if link.due_on else None,
    }


def _stamp(instant: datetime | None) -> str | None:
    return stamp(instant) if instant else None
