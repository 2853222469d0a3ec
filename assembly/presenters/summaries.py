"""What a phone shows of each folded part of a meeting's page, beside its title."""

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from assembly.models import AgendaItem
from assembly.presenters.meeting import MeetingSheet
from assembly.presenters.roll import AttendanceCount
from assembly.queries.record import AgendaLine

State = AgendaItem.State


def agenda_summary(lines: Sequence[AgendaLine]) -> str:
    """« 3/8 » while the third of eight items is under way; how many there are before and after."""
    current = next((line for line in lines if line.item.state == State.CURRENT), None)
    if current:
        return f"{current.number}/{len(lines)}"
    return ngettext("%(number)s item", "%(number)s items", len(lines)) % {"number": len(lines)} if lines else ""


def floor_summary(sheet: MeetingSheet) -> str:
    """Who speaks, and how many wait."""
    parts = [_("%(name)s speaks") % {"name": sheet.turn.member.name}] if sheet.turn else []
    if number := len(sheet.queue):
        parts.append(ngettext("%(number)s hand raised", "%(number)s hands raised", number) % {"number": number})
    return ", ".join(parts)


def presence_summary(sheet: MeetingSheet) -> str:
    """How many are there, and the quorum; before the meeting, how many said that they come."""
    if sheet.meeting.opened_at is None:
        coming = sum(place.is_coming is True for place in sheet.places)
        text = ngettext("%(number)s answered that they come", "%(number)s answered that they come", coming)
        return _with_quorum(text % {"number": coming}, sheet) if coming else ""
    if sheet.quorum is None:
        return ""
    return _with_quorum(AttendanceCount(sheet.quorum).present, sheet)


def _with_quorum(present: str, sheet: MeetingSheet) -> str:
    if sheet.quorum is None or sheet.quorum.needed is None:
        return present
    return _("%(present)s (quorum %(needed)s)") % {"present": present, "needed": sheet.quorum.needed}


def presence_title(sheet: MeetingSheet) -> str:
    return _("Who comes") if sheet.meeting.opened_at is None else _("Who is there")


def kept_summary(decisions: int, tasks: int) -> str:
    """« 2 décisions, 1 tâche »."""
    parts = []
    if decisions:
        parts.append(ngettext("%(number)s decision", "%(number)s decisions", decisions) % {"number": decisions})
    if tasks:
        parts.append(ngettext("%(number)s task", "%(number)s tasks", tasks) % {"number": tasks})
    return ", ".join(parts) or pgettext("decisions and tasks", "none yet")
