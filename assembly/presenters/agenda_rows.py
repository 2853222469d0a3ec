"""The rows of the agenda, drawn once for what they show: when one item changes, one row is drawn.

A row's template is given a `AgendaRow` and nothing else, so that the key of the cache covers all it shows.
"""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from assembly.changes import said_of
from assembly.models import AgendaItem
from assembly.presenters.meeting import MeetingSheet
from assembly.queries.record import AgendaLine
from realtime.pages import Audience
from web.dates import duration

KEPT = 2_000  # rows: some sixty agendas, in two languages and three audiences


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
    expected: int | None  # the current item, for the button that begins this one
    conducts: bool
    language: str  # of the words below, and of the template's

    @property
    def kind_label(self) -> str:
        return str(AgendaItem.Kind(self.kind).label)

    @property
    def state_label(self) -> str:
        return str(AgendaItem.State(self.state).label)

    @property
    def spent_text(self) -> str:
        return duration(self.spent)


def rows_of(sheet: MeetingSheet, audience: Audience, inside: AbstractSet[str]) -> list[SafeString]:
    """The agenda as this audience reads it."""
    conducts = audience.rights == "facilitator" and sheet.meeting.is_open
    expected = sheet.current.item.pk if sheet.current and conducts else None
    lines = sheet.lines_for(audience.rights in inside)
    lets = said_of([line.item for line in lines])
    return [draw(row_of(line, lets.get(line.item.pk, ""), expected, conducts, audience.language)) for line in lines]


def row_of(line: AgendaLine, lets: str, expected: int | None, conducts: bool, language: str) -> AgendaRow:
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
        expected=expected if conducts and item.state != AgendaItem.State.CURRENT else None,
        conducts=conducts,
        language=language,
    )


@lru_cache(maxsize=KEPT)
def draw(row: AgendaRow) -> SafeString:
    """One row, in the active language, which is the row's own."""
    return render_to_string("assembly/_row.html", {"row": row})
