"""Who is heard without a vote: a voice that comes and goes, a guest who is invited to one item."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assembly.actions.common import enter_at, record_item
from assembly.models import AgendaItem, ItemGuest, Meeting, VoicePresence
from assembly.notifications import GUEST
from assembly.queries.voices import possible_guests
from journal.actions import action, record, touch
from journal.clock import now
from journal.refusals import wrong
from members.models import Member
from members.notifications import notify
from votes.models import Gathering


@action
def invite_guest(item: AgendaItem, *, member: Member, actor: Member) -> ItemGuest:
    """Invite a member of the collective to this item alone: while it is talked about, they read it and speak.

    They are told by letter. Inviting twice changes nothing. Raises ValidationError: the state of an item that is over,
    and on `member` where that person sits in the circle, or left the collective (`inside`).
    """
    item = enter_at("prepare_agenda", item, actor, later="change_agenda")
    if item.state not in {AgendaItem.State.PENDING, AgendaItem.State.CURRENT}:
        raise ValidationError(
            _("“%(title)s” is over: put it back on the agenda first, then invite somebody.") % {"title": item.title},
            code=item.state,
        )
    standing = ItemGuest.objects.filter(item=item, member=member).first()
    if standing:
        return standing
    if not possible_guests(item).filter(pk=member.pk).exists():
        raise wrong(
            "member",
            _("%(name)s sits in this circle, or has left the collective: invite another member.")
            % {"name": member.name},
            code="inside",
        )
    guest = ItemGuest.objects.create(item=item, member=member, invited_by=actor, invited_at=now())
    record_item("item.guest_invited", item, guest=member.pk)
    notify([member], GUEST, item.topic, key=f"guest:{guest.pk}", at_once=item.meeting.is_open)
    return guest


@action
def withdraw_guest(guest: ItemGuest, *, actor: Member) -> None:
    """Take an invitation back: that person neither reads the item nor speaks any more. Twice changes nothing."""
    item = enter_at("prepare_agenda", guest.item, actor, later="change_agenda")
    if not ItemGuest.objects.filter(pk=guest.pk).delete()[0]:
        return
    leave_the_floor(item.meeting, guest.member_id)
    record_item("item.guest_withdrawn", item, guest=guest.member_id)


def arrive_with_voice(meeting: Meeting, member: Member, actor: Member) -> VoicePresence:
    """Within `arrive`, for somebody who has no vote: they are there, by their own word or by another's, and count for
    nothing."""
    presence, is_new = VoicePresence.objects.get_or_create(
        meeting=meeting, member=member, left_at=None, defaults={"arrived_at": now(), "marked_by": actor}
    )
    if is_new:
        _tell(presence, "voice.arrived")
    return presence


def depart_with_voice(meeting: Meeting, member: Member) -> VoicePresence | None:
    """Within `depart`, the same of their leaving. None where they are not there."""
    presence = VoicePresence.objects.filter(meeting=meeting, member=member, left_at=None).first()
    if presence is None:
        return None
    presence.left_at = now()
    presence.save(update_fields=["left_at"])
    leave_the_floor(meeting, member.pk)
    _tell(presence, "voice.left")
    return presence


def leave_the_floor(meeting: Meeting, *members: int) -> None:
    """Who is gone has no raised hand and no turn."""
    meeting.hands.filter(member__in=members, lowered_at=None).update(lowered_at=now())
    meeting.turns.filter(member__in=members, ended_at=None).update(ended_at=now())
    touch(meeting.floor_topic)


def _tell(presence: VoicePresence, verb: str) -> None:
    meeting = presence.meeting
    record(verb, topics=[meeting.topic], body={"meeting": meeting.pk, "member": presence.member_id})
    if meeting.gathering_id:
        touch(Gathering.topic_of(meeting.gathering_id))
