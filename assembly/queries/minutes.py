"""The minutes: what was recorded, put together. Nothing is written here by hand but the notes."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assembly.models import AgendaItem, Convocation, ItemBallot, Meeting, MeetingTask, VoicePresence
from assembly.queries.noted_decisions import noted_in_minutes
from assembly.queries.points import Point, Reservation, Settled, VoteInMinutes
from assembly.queries.record import AgendaLine, MeetingRecord
from assembly.queries.speech import Speech
from assembly.queries.voices import guests_of, voice_spans
from commissions.change_sentences import lets_in_words
from commissions.changes import Change
from journal.checkpoint import text_of
from journal.models import Checkpoint
from members.models import Member
from members.queries import collective
from proposals.models import Decision, Position, Round
from proposals.queries import kind_now, rounds_between, versions_between
from proposals.traces import Trace, trace_of, version_in_words
from votes.models import Presence, Proxy
from votes.wording.results import sentence_of
from web.dates import clock, day

CAPACITIES = ("chair", "secretary")


@dataclass(frozen=True)
class Attendee:
    """Somebody of the roll: when they came and went, or who they trusted."""

    member: Member
    spans: Sequence[Presence]
    proxy: Proxy | None
    noted: Presence | None = None  # by somebody else, and never confirmed: it did not count

    @property
    def was_present(self) -> bool:
        return bool(self.spans)


@dataclass(frozen=True)
class Signed:
    """The minutes as they were signed: nothing of them follows what is renamed since."""

    text: str
    data: dict[str, Any]
    digest: str  # of the text as it was signed
    is_masked: bool  # the name of somebody who was forgotten stands in it no more


class Minutes:
    """The minutes of a meeting, as those who may read its closed items read them, or the others."""

    def __init__(self, meeting: Meeting, *, may_read_closed: bool) -> None:
        self.may_read_closed = may_read_closed
        self.record = MeetingRecord.of(meeting.pk)
        self.meeting = self.record.meeting
        self.is_demo = settings.DEMO
        self.attendance = self._attendance()
        self.voices = list(voice_spans(self.meeting))
        self._guests = guests_of([line.item for line in self.record.lines])
        self.points = [self._point(line) for line in self.record.lines_for(may_read_closed)]
        self.tasks = self.record.tasks_of(None)
        self.speech = self._speech()
        self.signatures = list(self.meeting.signatures.select_related("member"))
        self.corrections = list(self.meeting.corrections.select_related("member"))
        self.convocations = list(self.meeting.convocations.all())
        self.collective = collective()

    @property
    def decisions(self) -> list[Decision]:
        """All that was decided, in the order of the agenda."""
        return [settled.decision for point in self.points for settled in point.settled]

    @property
    def given(self) -> list[MeetingTask]:
        """All the tasks that were given, those of the agenda first."""
        return [link for point in self.points for link in point.tasks] + self.tasks

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
    def present(self) -> list[Attendee]:
        return [line for line in self.attendance if line.was_present]

    @property
    def voices_in_words(self) -> list[tuple[str, str]]:
        """Who was there with a voice and without a vote: each name, and from when to when."""
        return [(span.member.name, voice_span_in_words(span, self.meeting.is_closed)) for span in self.voices]

    @property
    def represented(self) -> list[Attendee]:
        return [line for line in self.attendance if not line.was_present and line.proxy]

    @property
    def absent(self) -> list[Attendee]:
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
    def hours(self) -> str:
        """From when to when, in words; empty before it opens."""
        meeting = self.meeting
        if meeting.opened_at is None:
            return ""
        if meeting.closed_at is None:
            return _("since %(start)s") % {"start": clock(meeting.opened_at)}
        return _("from %(start)s to %(end)s") % {"start": clock(meeting.opened_at), "end": clock(meeting.closed_at)}

    @property
    def convocations_in_words(self) -> list[str]:
        """When each letter left, and what it was late for."""
        return [_convocation(convocation) for convocation in self.convocations]

    @property
    def seconds(self) -> int:
        """How long the meeting lasted."""
        if not self.meeting.opened_at:
            return 0
        return int(((self.meeting.closed_at or self.record.at) - self.meeting.opened_at).total_seconds())

    def _attendance(self) -> list[Attendee]:
        spans: dict[int, list[Presence]] = defaultdict(list)
        for presence in self.record.presences:
            spans[presence.member_id].append(presence)
        given = {proxy.giver_id: proxy for proxy in self.record.proxies if proxy.accepted_at}
        noted = {presence.member_id: presence for presence in self.record.unconfirmed}
        return [
            Attendee(member, spans[member.pk], given.get(member.pk), noted.get(member.pk))
            for member in self.record.electors
        ]

    def _point(self, line: AgendaLine) -> Point:
        results = []
        for link in line.ballots:
            if link.ballot.closed_at:
                results.append(
                    VoteInMinutes(link.ballot.question, _told(link, line.item), link.ballot.get_absolute_url())
                )
        note = self.record.notes.get(line.item.pk)
        return Point(
            line=line,
            notes=note.text if note else "",
            results=results,
            settled=[
                Settled(decision, self._reservations[decision.round_id], self._lets[decision.change])
                for decision in self.record.decisions_of(line)
            ],
            tasks=self.record.tasks_of(line.item),
            noted=noted_in_minutes(self.record.noted_on(line)),
            guests=self._guests.get(line.item.pk, ()),
            versions=self._versions[line.item.proposal_id] if line.item.proposal_id else (),
            rounds=self._rounds[line.item.proposal_id] if line.item.proposal_id else (),
        )

    @cached_property
    def _lets(self) -> dict[Change, str]:
        return lets_in_words(decision.change for decision in self.record.decisions)

    @cached_property
    def _rounds(self) -> dict[int, list[Trace]]:
        """What each proposal's rounds of that evening left behind; an adoption without objection is in its decision."""
        traces: dict[int, list[Trace]] = defaultdict(list)
        since = self.meeting.opened_at
        for view in rounds_between(self._proposals, since, self._until) if self._proposals and since else []:
            if view.objections or view.noted or view.round.outcome != Round.Outcome.ADOPTED:
                traces[view.round.proposal_id].append(trace_of(view))
        return traces

    @cached_property
    def _versions(self) -> dict[int, list[str]]:
        """The texts of each proposal that were written that evening."""
        texts: dict[int, list[str]] = defaultdict(list)
        since = self.meeting.opened_at
        for version in versions_between(self._proposals, since, self._until) if self._proposals and since else []:
            texts[version.proposal_id].append(version_in_words(version))
        return texts

    @property
    def _proposals(self) -> list[int]:
        return [line.item.proposal_id for line in self.record.lines if line.item.proposal_id]

    @property
    def _until(self) -> datetime:
        return self.meeting.closed_at or self.record.at

    @property
    def _reservations(self) -> dict[int | None, list[Reservation]]:
        if not hasattr(self, "_found"):
            self._found: dict[int | None, list[Reservation]] = defaultdict(list)
            rounds = [decision.round_id for decision in self.record.decisions if decision.round_id]
            for position in Position.objects.filter(round__in=rounds).select_related("member", "objection"):
                if kind_now(position) == Position.Kind.CONCERN:
                    objection = getattr(position, "objection", None)
                    text = objection.consequence if objection else position.text
                    self._found[position.round_id].append(Reservation(position.member, position.kind, text))
        return self._found

    def _speech(self) -> Speech | None:
        spoken = [seconds for seconds in self.record.spoken.values() if seconds]
        return Speech(len(spoken), sum(spoken), min(spoken), max(spoken)) if spoken else None


def _convocation(convocation: Convocation) -> str:
    left = day(convocation.sent_at, year=True)
    if not convocation.is_late:
        return left
    days = convocation.days_needed
    late = ngettext(
        "later than the %(days)s day of the circle's rules", "later than the %(days)s days of the circle's rules", days
    )
    return f"{left}, {late % {'days': days}}"


def voice_span_in_words(span: VoicePresence, is_closed: bool) -> str:
    """From when to when, and that it counts for nothing."""
    times = {"start": clock(span.arrived_at), "end": clock(span.left_at) if span.left_at else ""}
    if span.left_at:
        return _("from %(start)s to %(end)s, with a voice and without a vote") % times
    if is_closed:
        return _("from %(start)s to the end, with a voice and without a vote") % times
    return _("since %(start)s, with a voice and without a vote") % times


def _told(link: ItemBallot, item: AgendaItem) -> str:
    """The result of a vote, and where its proposal had ended by then, so that it decides nothing."""
    sentence = sentence_of(link.ballot)
    if link.concluded_at or item.proposal is None or not item.proposal.is_ended:
        return sentence
    nothing = _("It decides nothing: its proposal had been withdrawn, or decided otherwise.")
    return f"{sentence} {nothing}"
