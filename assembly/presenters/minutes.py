"""The minutes as their page shows them: their state, and each person's presence in words."""

import re
from dataclasses import dataclass
from datetime import datetime

import rules
from django.conf import settings
from django.utils import translation
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext, pgettext
from django.utils.translation import gettext as _

from assembly.models import Meeting
from assembly.queries.meetings import can_be_reopened, reopened_until
from assembly.queries.minutes import Attendee, Minutes, Signed
from members.models import Member
from votes.models import Presence
from web.components import Badge
from web.dates import clock

SECTION = re.compile(r"^(?=## )", re.MULTILINE)  # what people wrote never begins one: see `web.plaintext.as_part`
ESCAPED = re.compile(r"\\(.)")  # what `web.plaintext.as_words` wrote


def state_badge(minutes: Minutes) -> Badge:
    """Whether they are still written, wait for signatures, or hold."""
    if minutes.is_valid:
        return Badge(_("signed by both"), "leaf", "circle-check")
    if minutes.meeting.is_closed:
        return Badge(_("waiting for signatures"), "lamp", "pen-line")
    return Badge(_("being written"), "sky", "notebook-pen")


def reopening_end(meeting: Meeting, person: Member) -> datetime | None:
    """Until when this person may take back a closing that was a slip; None where they may not, or no longer."""
    may_reopen = can_be_reopened(meeting) and rules.has_perm("assembly.conduct", person, meeting)
    return reopened_until(meeting) if may_reopen else None


@dataclass(frozen=True)
class SignedPart:
    """A part of the text that was signed, as it is; with a `title`, it is folded under it, or may be."""

    text: str
    title: str = ""
    is_open: bool = True

    @property
    def heading(self) -> SafeString:
        """Its title as it is read: without what kept it from being markup."""
        return format_html("<h3>{}</h3>", ESCAPED.sub(r"\1", self.title))


def signed_parts(signed: Signed) -> list[SignedPart]:
    """The signed text in parts: its head and what came out of it, then one part an item, which a phone folds.

    Who was there and the lines of the journal are folded everywhere.
    """
    with translation.override(settings.LANGUAGE_CODE):
        summary = gettext("In short")
        folded = {gettext("Attendance"), gettext("The journal that evening")}
    parts: list[SignedPart] = []
    for text in SECTION.split(signed.text):
        first, _newline, rest = text.partition("\n")
        title = first.removeprefix("## ")
        if not text.startswith("## ") or title == summary:
            parts.append(SignedPart(text))
        else:
            parts.append(SignedPart(rest, title, title not in folded))
    return parts


def attendance_label(minutes: Minutes) -> str:
    """How many came, were represented, were absent."""
    present, represented, absent = (len(group) for group in (minutes.present, minutes.represented, minutes.absent))
    parts = [
        ngettext("%(number)d person present", "%(number)d people present", present) % {"number": present},
        ngettext("%(number)d represented", "%(number)d represented", represented) % {"number": represented},
        ngettext("%(number)d absent", "%(number)d absent", absent) % {"number": absent},
    ]
    return ", ".join(part for number, part in zip((present, represented, absent), parts, strict=True) if number)


@dataclass(frozen=True)
class AttendanceLine:
    """One person of the roll."""

    name: str
    presence: str
    is_absent: bool = False


def attendance_of(minutes: Minutes) -> list[AttendanceLine]:
    """Those who came, then those who were represented, those with a voice alone, then the others; in the active
    language."""
    is_closed = minutes.meeting.is_closed
    return [
        *(AttendanceLine(one.member.name, _present(one, is_closed)) for one in minutes.present),
        *(AttendanceLine(one.member.name, _represented(one)) for one in minutes.represented),
        *(AttendanceLine(name, presence) for name, presence in minutes.voices_in_words),
        *(AttendanceLine(one.member.name, _absent(one), is_absent=True) for one in minutes.absent),
    ]


def _present(attendee: Attendee, is_closed: bool) -> str:
    parts = [_span(span, is_closed) for span in attendee.spans]
    if attendee.proxy:
        parts.append(_("then proxy to %(name)s") % {"name": _name(attendee.proxy.holder)})
    return ", ".join(parts)


def _span(span: Presence, is_closed: bool) -> str:
    """From when to when, and who said so where that person did not."""
    times = {"start": clock(span.arrived_at), "end": clock(span.left_at) if span.left_at else ""}
    if span.left_at:
        text = _("from %(start)s to %(end)s") % times
    else:
        text = (_("from %(start)s to the end") if is_closed else _("since %(start)s")) % times
    if span.is_vouched:
        names = {"by": _name(span.marked_by), "second": _name(span.confirmed_by)}
        text += f" ({_('noted by %(by)s, confirmed by %(second)s') % names})"
    if span.departure_is_vouched:
        names = {"by": _name(span.departure_noted_by), "second": _name(span.left_by)}
        text += f" ({_('departure noted by %(by)s, confirmed by %(second)s') % names})"
    elif span.is_departing and span.departure_noted_at:
        noted = {"by": _name(span.departure_noted_by), "time": clock(span.departure_noted_at)}
        text += f" ({_('departure noted by %(by)s at %(time)s, not confirmed') % noted})"
    return text


def _represented(attendee: Attendee) -> str:
    proxy = attendee.proxy
    if proxy is None:
        return ""
    text = _("represented by %(name)s") % {"name": _name(proxy.holder)}
    if proxy.confirmed_by:
        names = {"by": _name(proxy.entered_by), "second": proxy.confirmed_by.name}
        text += f" ({_('paper form entered by %(by)s, confirmed by %(second)s') % names})"
    return text


def _absent(attendee: Attendee) -> str:
    if attendee.noted is None:
        return pgettext("a person", "absent")
    by = {"by": _name(attendee.noted.marked_by)}
    return _("noted as present by %(by)s, never confirmed: not counted") % by


def _name(member: Member | None) -> str:
    return member.name if member else ""
