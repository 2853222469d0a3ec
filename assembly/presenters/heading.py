"""The state of a meeting, as its page's head shows it."""

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from assembly.models import Meeting
from assembly.presenters.meeting import MeetingSheet
from web.components import Badge
from web.dates import clock, day


def state_badge(sheet: MeetingSheet) -> Badge:
    """Where the meeting stands, from its preparation to its close."""
    state = sheet.meeting.state
    if state == Meeting.State.OPEN:
        return Badge(pgettext("a meeting", "under way"), "leaf", "radio")
    if state == Meeting.State.CLOSED:
        return Badge(pgettext("a meeting", "closed"), "sky", "moon-star")
    if state == Meeting.State.CANCELLED:
        return Badge(pgettext("a meeting", "cancelled"), "clay", "x")
    if state == Meeting.State.CONVENED:
        return Badge(pgettext("a meeting", "convened"), "lamp", "mail-check")
    if sheet.assembly_request:
        return Badge(pgettext("a meeting", "asked for"), "plum", "hand")
    return Badge(pgettext("a meeting", "in preparation"), "plum", "pencil")


def hours(meeting: Meeting) -> str:
    """From when to when it is planned; with its day, unless it is under way."""
    times = f"{clock(meeting.starts_at)} – {clock(meeting.ends_at)}"
    return times if meeting.is_open else f"{day(meeting.starts_at)}, {times}"


def about_label(sheet: MeetingSheet) -> str:
    """Under which words the place, the roles and what makes its decisions valid are folded."""
    parts = [_("Place and roles")]
    if sheet.assurances:
        parts.append(sheet.assurances_label)
    return " · ".join(parts)


def arrangements(sheet: MeetingSheet) -> str:
    """When it ends; empty once it has begun."""
    meeting = sheet.meeting
    if meeting.state not in {Meeting.State.PLANNED, Meeting.State.CONVENED}:
        return ""
    return _("It ends at %(end)s at the latest.") % {"end": clock(meeting.ends_at)}
