"""What is asked before an act on a meeting that nothing takes back."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assembly.models import AgendaItem, Meeting
from journal.clock import now
from web import dates
from web.components import Confirmation

EARLY = timedelta(days=1)


def opening(meeting: Meeting) -> Confirmation | None:
    """Long before its hour alone: what is open cannot go back to being prepared."""
    if meeting.is_open or meeting.starts_at - now() < EARLY:
        return None
    begins = {"day": dates.day(meeting.starts_at), "time": dates.clock(meeting.starts_at)}
    return Confirmation(
        _("Open the meeting now?"),
        _("It is planned for %(day)s at %(time)s. Once it is open, it cannot go back to being prepared.") % begins,
        _("Open the meeting"),
    )


def closing(meeting: Meeting) -> Confirmation:
    text = _("Everybody leaves the meeting, and the minutes can be signed. For ten minutes you can reopen it.")
    if number := meeting.items.filter(state=AgendaItem.State.PENDING).count():
        deferred = ngettext(
            "%(number)d item is put off to the next meeting.",
            "%(number)d items are put off to the next meeting.",
            number,
        )
        text = f"{deferred % {'number': number}} {text}"
    return Confirmation(_("Close the meeting?"), text, _("Close the meeting"))


def removal(item: AgendaItem) -> Confirmation:
    return Confirmation(
        _("Remove “%(title)s” from the agenda?") % {"title": item.title},
        _("Its title, its time and its preparation are erased. To keep it for another meeting, defer it instead.")
        if item.meeting.is_open
        else _("Its title, its time and its preparation are erased."),
        _("Remove this item"),
    )


def signature() -> Confirmation:
    return Confirmation(
        _("Sign the minutes?"),
        _("Once the chair and the secretary have signed, the text is final: a correction is then added below it."),
        _("Sign the minutes"),
    )
