"""The rows of the agenda, drawn once for what they show: when one item changes, one row is drawn.

A row's template is given a `AgendaRow` and nothing else, so that the key of the cache covers all it shows.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from assembly.changes import said_of
from assembly.models import AgendaItem
from assembly.presenters.buttons import act
from assembly.presenters.meeting import MeetingSheet
from assembly.presenters.viewers import INSIDE, MeetingViewers
from assembly.queries.backlog import MeetingLink
from assembly.queries.record import AgendaLine
from realtime.pages import Audience
from web.components import Badge, Button
from web.dates import duration
from web.elements import with_value

KEPT = 2_000  # rows: some sixty agendas, in two languages and three audiences
# What the button that begins an item carries in the drawn row, in place of which item is current: that differs at each
# step, the rows do not.
EXPECTED = "expected-item"


@dataclass(frozen=True)
class AgendaRow:
    """All that a row of the agenda shows."""

    pk: int
    number: int
    title: str
    kind: str
    state: str
    minutes: int
    extra_minutes: int
    spent: int  # seconds, of an item that is over
    since: datetime | None
    owner: str
    proposal: str  # its address
    lets: str  # what it would let be changed
    is_closed: bool
    meeting: int
    conducts: bool
    history: tuple[MeetingLink, ...]  # where it was put off before, or taken up since
    dismissed: str  # that it is no longer needed
    settled: str  # that a review settled it, where the meeting did not talk about it
    language: str  # of the words below, and of the template's

    @property
    def kind_label(self) -> str:
        return str(AgendaItem.Kind(self.kind).label)

    @property
    def time(self) -> Badge:
        """How long it took, or what is planned for it."""
        if self.settled:
            return Badge(self.settled, icon="circle-check")
        if self.state == AgendaItem.State.DONE:
            return Badge(_("done in %(spent)s") % {"spent": duration(self.spent)}, icon="check")
        if self.state == AgendaItem.State.DEFERRED:
            return Badge(AgendaItem.State.DEFERRED.label, icon="calendar-clock")
        planned = ngettext("%(minutes)s min", "%(minutes)s min", self.minutes) % {"minutes": self.minutes}
        return Badge(f"{planned} + {self.extra_minutes}" if self.extra_minutes else planned)

    @property
    def buttons(self) -> list[Button]:
        """What whoever conducts may do with an item that is not the current one."""
        if not self.conducts or self.state == AgendaItem.State.CURRENT:
            return []
        is_pending = self.state == AgendaItem.State.PENDING
        address = reverse("assembly:steps", args=[self.meeting]) + f"?item={self.pk}"
        label = _("Begin now") if is_pending else _("Take up again now")
        begin = Button(label, address, look="quiet", name="expected", value=EXPECTED)
        if is_pending:
            return [begin, act(pgettext("an item", "Defer"), "item-deferral", self.pk)]
        return [begin, act(_("Put back on the agenda"), "item-reopening", self.pk)]


def rows_of(sheet: MeetingSheet, audience: Audience) -> list[SafeString]:
    """The agenda as this audience reads it."""
    conducts = audience.rights == MeetingViewers.FACILITATOR and sheet.meeting.is_open
    lines = sheet.lines_for(audience.rights in INSIDE)
    lets = said_of([line.item for line in lines])
    rows = [draw(row_of(line, lets.get(line.item.pk, ""), conducts, audience.language)) for line in lines]
    expected = sheet.current.item.pk if sheet.current else ""
    return [with_value(row, EXPECTED, expected) for row in rows] if conducts else rows


def row_of(line: AgendaLine, lets: str, conducts: bool, language: str) -> AgendaRow:
    item = line.item
    return AgendaRow(
        pk=item.pk,
        number=line.number,
        title=item.title,
        kind=item.kind,
        state=item.state,
        minutes=item.minutes,
        extra_minutes=item.extra_minutes,
        spent=0 if line.since else line.spent,
        since=line.since,
        owner=item.owner.name if item.owner else "",
        proposal=item.proposal.get_absolute_url() if item.proposal else "",
        lets=lets,
        is_closed=item.is_closed,
        meeting=item.meeting_id,
        conducts=conducts,
        history=line.history,
        dismissed=line.dismissed,
        settled=line.settled,
        language=language,
    )


@lru_cache(maxsize=KEPT)
def draw(row: AgendaRow) -> SafeString:
    """One row, in the active language, which is the row's own."""
    return render_to_string("assembly/_row.html", {"row": row})
