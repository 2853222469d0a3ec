"""Who is heard in a meeting without a vote: those of the circle with a voice, and guests for one item."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import QuerySet

from assembly.models import AgendaItem, ItemGuest, Meeting, VoicePresence
from commissions.queries import people_of, voices_of
from members.models import Member
from members.queries import active_members


def voice_spans(meeting: Meeting) -> QuerySet[VoicePresence]:
    """Every span of presence of those who have a voice and no vote, whoever came first before the others."""
    return VoicePresence.objects.filter(meeting=meeting).select_related("member", "marked_by")


@dataclass(frozen=True)
class VoicePlace:
    """Somebody who sits in the circle with a voice; there since when, or not there."""

    member: Member
    since: datetime | None = None


def voice_places(meeting: Meeting) -> list[VoicePlace]:
    """Those who have a voice in the circle, those who are there first."""
    here = {span.member_id: span.arrived_at for span in voice_spans(meeting).filter(left_at=None)}
    places = [VoicePlace(member, here.get(member.pk)) for member in voices_of(meeting.circle).order_by("name", "pk")]
    return sorted(places, key=lambda place: place.since is None)


def possible_guests(item: AgendaItem) -> QuerySet[Member]:
    """Who may be invited to this item: the other members of the collective, once each."""
    invited = ItemGuest.objects.filter(item=item).values("member")
    sitting = people_of(item.meeting.circle).values("pk")
    return active_members().exclude(pk__in=invited).exclude(pk__in=sitting)


def guests_of(items: Iterable[AgendaItem]) -> dict[int, list[str]]:
    """The names of those who are invited, by item."""
    names: dict[int, list[str]] = {}
    for guest in ItemGuest.objects.filter(item__in=[item.pk for item in items]).select_related("member"):
        names.setdefault(guest.item_id, []).append(guest.member.name)
    return names


def invitations_of(member: Member) -> QuerySet[ItemGuest]:
    """The items to which this person is invited and that are not over."""
    open_items = [AgendaItem.State.PENDING, AgendaItem.State.CURRENT]
    mine = ItemGuest.objects.filter(member=member, item__state__in=open_items)
    return mine.exclude(item__meeting__state__in=Meeting.OVER).select_related("item__meeting__circle")
