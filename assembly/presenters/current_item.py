"""What is happening now, on the meeting's page and on the wall, where it is not an item that everybody may read."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from assembly.models import Meeting
from assembly.queries.record import AgendaLine
from web.dates import clock


@dataclass(frozen=True)
class Pause:
    """No item is shown as current: why, and a word about it."""

    title: str
    note: str = ""


def pause(following: AgendaLine | None, *, is_hidden: bool) -> Pause:
    """Between two items, after the last one, or while a closed item is talked about (`is_hidden`)."""
    if is_hidden:
        note = _("It is a person's situation: it stays within the circle.")
        return Pause(_("The circle is talking about a closed item"), note)
    if following:
        return Pause(_("Between two items"), _next(following))
    return Pause(_("The agenda is done"))


def wall_heading(meeting: Meeting, following: AgendaLine | None, *, is_hidden: bool) -> str:
    """The same in the few words of the wall, before the meeting and after it too."""
    if meeting.is_closed:
        return _("The meeting is closed. Good night!")
    if not meeting.is_open:
        return _("We begin at %(time)s") % {"time": clock(meeting.starts_at)}
    if is_hidden:
        return _("The circle is talking about a closed item")
    return _next(following) if following else _("The agenda is done")


def _next(following: AgendaLine) -> str:
    return _("Next: %(title)s") % {"title": following.item.title}
