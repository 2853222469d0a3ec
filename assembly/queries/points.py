"""What the minutes tell of one item: its time, its notes, its votes, what it decided."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assembly.models import AgendaItem, MeetingTask
from assembly.queries.noted_decisions import NotedInMinutes
from assembly.queries.record import AgendaLine
from members.models import Member
from proposals.models import Decision
from proposals.traces import Trace
from web.dates import duration


@dataclass(frozen=True)
class Reservation:
    """A concern that goes with a decision, by name and in its author's words."""

    member: Member
    kind: str
    text: str


@dataclass(frozen=True)
class VoteInMinutes:
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

    line: AgendaLine
    notes: str
    results: Sequence[VoteInMinutes]
    settled: Sequence[Settled]
    tasks: Sequence[MeetingTask]
    guests: Sequence[str] = ()  # the names of those who were invited to it alone
    noted: Sequence[NotedInMinutes] = ()  # what was noted as decided and is not
    versions: Sequence[str] = ()  # the texts of its proposal that were written meanwhile, a sentence each
    rounds: Sequence[Trace] = ()  # those that left something to tell: objections, or nothing adopted

    @property
    def heading(self) -> str:
        return f"{self.line.number}. {self.line.item.title}"

    @property
    def key(self) -> str:
        """Its name in the page."""
        return f"point-{self.line.item.pk}"

    @property
    def note(self) -> str:
        """What came of it, in a few words, where something did, or why it was not talked about."""
        if self.settled:
            number = len(self.settled)
            return ngettext("%(number)s decision", "%(number)s decisions", number) % {"number": number}
        if self.line.item.state == AgendaItem.State.DONE:
            return self.line.settled
        return self.time

    @property
    def time(self) -> str:
        """How long it took, or why it took no time, in words."""
        item = self.line.item
        if item.state == AgendaItem.State.DEFERRED:
            return _("put off to the next meeting")
        if item.state == AgendaItem.State.PENDING:
            return _("not talked about yet")
        if self.line.settled:
            return self.line.settled
        text = ngettext("%(spent)s, %(minutes)s minute planned", "%(spent)s, %(minutes)s minutes planned", item.minutes)
        return text % {"spent": duration(self.line.spent), "minutes": item.minutes}
