"""One's own turns as a calendar that a phone or a computer reads by itself (RFC 5545, RFC 7986).

Its address holds a signature, which nobody guesses; whoever signs out everywhere has another one from then on.
"""

from datetime import UTC, timedelta

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils.translation import gettext as _

from commissions.models import RotaTurn
from commissions.rota_queries import HELD
from journal.clock import now
from journal.numbers import number
from members.models import Member
from members.outbox import absolute

SIGNER = Signer(salt="commissions.rota_calendar")
PAST = timedelta(days=30)  # how long what was done stays in it
READ_AGAIN = timedelta(hours=6)


def address_of(member: Member) -> str:
    """The whole address of this person's calendar."""
    return absolute(reverse("commissions:turns-calendar", args=[SIGNER.sign(f"{member.pk}-{member.session_epoch}")]))


def member_of(token: str) -> Member | None:
    """Whose calendar this address names; None for one that is not ours, or holds no longer."""
    try:
        pk, _dash, epoch = SIGNER.unsign(token).partition("-")
    except BadSignature:
        return None
    return Member.objects.filter(pk=number(pk) or 0, session_epoch=number(epoch) or 0, is_active=True).first()


def calendar_of(member: Member) -> bytes:
    """This person's turns of the last month and to come, in UTC, which no change of the clocks moves."""
    from icalendar import Calendar, Event  # here: 3 MB, and few calendars are read

    calendar = Calendar()
    calendar.add("prodid", "-//Avant Minuit//FR")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", _("My turns"))
    calendar.add("refresh-interval", READ_AGAIN, parameters={"VALUE": "DURATION"})
    instant = now()
    turns = RotaTurn.objects.filter(member=member, state__in=HELD, shift__ends_at__gt=instant - PAST)
    host = absolute("/").split("//")[-1].strip("/").split(":")[0]
    for turn in turns.select_related("shift__rota__circle").order_by("shift__starts_at", "pk"):
        shift = turn.shift
        event = Event()
        event.add("uid", f"shift-{shift.pk}-{member.pk}@{host}")
        event.add("dtstamp", instant.astimezone(UTC))
        event.add("dtstart", shift.starts_at.astimezone(UTC))
        event.add("dtend", shift.ends_at.astimezone(UTC))
        event.add("summary", f"{shift.rota.title} ({shift.circle.name})")
        if shift.rota.note:
            event.add("description", shift.rota.note)
        event.add("url", absolute(reverse("commissions:turns")))
        calendar.add_component(event)
    return calendar.to_ical()
