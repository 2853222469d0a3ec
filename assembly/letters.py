"""The convocation: its words, and the file that a calendar understands."""

from collections.abc import Sequence
from datetime import UTC
from email.utils import parseaddr

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from assembly.changes import said_of
from assembly.models import AgendaItem, Cancellation, Convocation, Meeting
from assembly.queries.brought_decisions import settled_in_words
from assembly.validity import rewritten_in_words, second_in_words
from members.outbox import Wording, absolute
from web.dates import clock, day
from web.plaintext import render_text


def convocation_letter(
    meeting: Meeting, items: Sequence[AgendaItem], convocation: Convocation, *, checkpoint: str = "", link: str = ""
) -> Wording:
    """The letter to each member of the circle, in the active language; `link` is one reader's own, to answer by."""
    obstacles = said_of(items)
    return Wording(
        subject=(
            _("%(circle)s, %(day)s at %(time)s: second convocation")
            if meeting.is_second
            else _("%(circle)s, %(day)s at %(time)s: the agenda")
        )
        % {"circle": meeting.circle.name, "day": day(meeting.starts_at), "time": clock(meeting.starts_at)},
        text=render_text(
            "assembly/letters/convocation.txt",
            {
                "meeting": meeting,
                "items": [
                    (item, _text_of(item), obstacles.get(item.pk, "") or settled_in_words(item)) for item in items
                ],
                "total_minutes": sum(item.minutes for item in items if item.state != AgendaItem.State.DONE),
                "is_late": convocation.is_late,
                "days": convocation.days_needed,
                "second": _of_second(meeting) if meeting.is_second else "",
                "page": absolute(meeting.get_absolute_url()),
                "checkpoint": checkpoint,
                "link": link,
            },
        ),
    )


def _of_second(meeting: Meeting) -> str:
    """What a second convocation means, and for which texts it does not."""
    return " ".join([second_in_words(meeting), *rewritten_in_words(meeting)])


def _text_of(item: AgendaItem) -> str:
    """Where the text that the item is about is read."""
    return absolute(reverse("proposals:proposal", args=[item.proposal_id])) if item.proposal_id else ""


def cancellation_letter(cancellation: Cancellation, *, is_guest: bool = False) -> Wording:
    """That the meeting is not to be held, and why, in the active language; to whoever was called, or was invited to
    one item, who has no calendar file of it, and maybe no page."""
    meeting = cancellation.meeting
    values = {"circle": meeting.circle.name, "day": day(meeting.starts_at), "time": clock(meeting.starts_at)}
    return Wording(
        subject=_("%(circle)s, %(day)s at %(time)s: cancelled") % values,
        text=render_text(
            "assembly/letters/cancellation.txt",
            {
                "meeting": meeting,
                "cancellation": cancellation,
                "page": "" if is_guest else absolute(meeting.get_absolute_url()),
            },
        ),
    )


def sequence_of(meeting: Meeting) -> int:
    """Which edition of its calendar file: each cancellation, and each convocation after it, replaces what is there."""
    return 2 * meeting.cancellations.count() - meeting.is_cancelled


def calendar_file(meeting: Meeting, text: str, sequence: int = 0) -> tuple[str, str, bytes]:
    """The `.ics` to attach: name, kind, content. The same meeting keeps its identifier when it moves, and when it is
    cancelled: the file then takes it out of the calendar (RFC 5546, METHOD:CANCEL).
    """
    from icalendar import Calendar, Event  # here: 3 MB, for one letter a meeting

    event = Event()
    event.add("uid", f"meeting-{meeting.pk}@{absolute('/').split('//')[-1].strip('/').split(':')[0]}")
    event.add("dtstamp", timezone.now().astimezone(UTC))
    event.add("dtstart", meeting.starts_at.astimezone(UTC))
    event.add("dtend", meeting.ends_at.astimezone(UTC))
    event.add("summary", meeting.title)
    event.add("description", text)
    event.add("url", absolute(meeting.get_absolute_url()))
    if sequence:
        event.add("sequence", sequence)
    if meeting.is_cancelled:
        event.add("status", "CANCELLED")
        event.add("organizer", f"mailto:{parseaddr(settings.DEFAULT_FROM_EMAIL)[1]}")
    if meeting.place or meeting.link:
        event.add("location", meeting.place or meeting.link)
    calendar = Calendar()
    calendar.add("prodid", "-//Avant Minuit//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "CANCEL" if meeting.is_cancelled else "PUBLISH")
    calendar.add_component(event)
    return (
        f"{meeting.circle.slug}-{timezone.localtime(meeting.starts_at):%Y-%m-%d}.ics",
        "text/calendar",
        calendar.to_ical(),
    )
