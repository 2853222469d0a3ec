"""What letters ask and tell about meetings: to come, with the convocation; the roles that somebody was given."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assembly.duties import HOLDS, duty_of
from assembly.models import ItemGuest, Meeting, MeetingRole
from assembly.queries.voices import invitations_of
from commissions.queries import readable_circles
from journal.clock import now
from journal.numbers import numbers
from members.kind_groups import DUTIES
from members.models import Member
from members.notifications import NotificationKind
from members.panels import Waiting
from web.dates import clock, day

CONVOCATION = "convocation"
ROLE = "meeting_roles"
GUEST = "item_guest"


def roles_given(member: Member, topics: set[str]) -> list[Waiting]:
    """The roles that this person has in meetings that are not over, and that they may read, and what they ask."""
    keys = numbers({Meeting.key_in(topic) for topic in topics})
    held: dict[Meeting, list[str]] = {}
    roles = MeetingRole.objects.filter(member=member, meeting__in=keys).exclude(meeting__state__in=Meeting.OVER)
    roles = roles.filter(meeting__circle__in=readable_circles(member))
    for role in roles.select_related("meeting").order_by("meeting", "pk"):
        held.setdefault(role.meeting, []).append(role.role)
    return [
        Waiting(
            title=_("You have a role in “%(title)s”, on %(day)s at %(time)s")
            % {"title": meeting.title, "day": day(meeting.starts_at), "time": clock(meeting.starts_at)},
            url=meeting.get_absolute_url(),
            kind=ROLE,
            about=meeting.topic,
            note="\n".join(f"{HOLDS[role]} {duty_of(role, meeting)}".strip() for role in given),
        )
        for meeting, given in held.items()
    ]


def invitations_in_words(guests: Iterable[ItemGuest]) -> list[Waiting]:
    """The items of meetings to which somebody who is not of the circle is invited."""
    return [
        Waiting(
            title=_("You are invited to one item of “%(title)s”, on %(day)s at %(time)s")
            % {
                "title": guest.meeting.title,
                "day": day(guest.meeting.starts_at),
                "time": clock(guest.meeting.starts_at),
            },
            url=reverse("assembly:guest", args=[guest.item_id]),
            kind=GUEST,
            about=guest.item.topic,
            note=guest.item.title,
        )
        for guest in guests
    ]


def invitations_still(member: Member, topics: set[str]) -> list[Waiting]:
    """Those of `topics` that stand."""
    return [waiting for waiting in invitations_in_words(invitations_of(member)) if waiting.about in topics]


def is_asked_to_come(meeting: Meeting) -> bool:
    """Whether those who are called may still say whether they come."""
    return meeting.state == Meeting.State.CONVENED and meeting.ends_at > now()


KINDS = {
    CONVOCATION: NotificationKind(gettext_lazy("Convocations"), is_required=True),
    GUEST: NotificationKind(
        gettext_lazy("Invitations to one item of a meeting"), DUTIES, is_personal=True, still=invitations_still
    ),
    ROLE: NotificationKind(
        gettext_lazy("My roles in meetings"), DUTIES, is_personal=True, still=roles_given, is_news=True
    ),
}
