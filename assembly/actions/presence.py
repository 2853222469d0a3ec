"""Who is there, and who comes. Proxies are the gathering's: `votes.actions`."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assembly.actions.common import enter
from assembly.actions.noted_decisions import settle_due
from assembly.actions.voices import arrive_with_voice, depart_with_voice, leave_the_floor
from assembly.models import Meeting, Reply, VoicePresence
from assembly.validity import rules_of_gathering
from commissions.queries import has_voice
from journal.actions import action, touch
from journal.clock import now
from members.models import Member
from votes.actions import confirm_departed, confirm_presences, mark_left, mark_present, read_roll_again
from votes.models import Gathering, Presence


@action
def reply(meeting: Meeting, *, is_coming: bool, actor: Member) -> Reply:
    """Answer the convocation: coming, or not. It can be changed until the meeting begins."""
    meeting = enter("reply", meeting, actor)
    answer, _created = Reply.objects.update_or_create(
        meeting=meeting, member=actor, defaults={"is_coming": is_coming, "replied_at": now()}
    )
    touch(meeting.topic)
    return answer


@action
def arrive(meeting: Meeting, *, member: Member, actor: Member) -> Presence | VoicePresence:
    """Somebody is here: by their own word; noted by the facilitator or the door, once it is confirmed.

    Of somebody whose departure was noted it says that they are still here. Arriving twice changes nothing. Who has a
    voice and no vote is there at once, and counts for nothing.
    """
    meeting = enter("be_present" if member == actor else "mark_presence", meeting, actor)
    settle_due(meeting)
    gathering = gathering_of(meeting)
    if not gathering.electors.filter(pk=member.pk).exists():
        if has_voice(member, meeting.circle):
            return arrive_with_voice(meeting, member, actor)
        gathering = read_roll_again(gathering, rules_of_gathering(meeting))  # somebody paid at the door
        if VoicePresence.objects.filter(meeting=meeting, member=member, left_at=None).exists():
            depart_with_voice(meeting, member)  # who had a voice alone votes from now on
    presence: Presence = mark_present(gathering, member, actor=actor)
    return presence


@action
def confirm_arrivals(meeting: Meeting, *, members: Iterable[Member], actor: Member) -> list[Presence]:
    """A second holder of a role confirms, in one act, the arrivals that another noted. Returns those confirmed."""
    meeting = enter("confirm_presence", meeting, actor)
    settle_due(meeting)
    confirmed: list[Presence] = confirm_presences(gathering_of(meeting), members, actor=actor)
    return confirmed


@action
def depart(meeting: Meeting, *, member: Member, actor: Member) -> Presence | VoicePresence | None:
    """Somebody has left: by their own word; noted by the facilitator or the door, once it is confirmed.

    Until then they are there, and keep their hand and their turn. Leaving twice changes nothing, and an open vote
    keeps those it began with.
    """
    meeting = enter("be_present" if member == actor else "mark_presence", meeting, actor)
    settle_due(meeting)
    if has_voice(member, meeting.circle):
        return depart_with_voice(meeting, member)
    presence: Presence | None = mark_left(gathering_of(meeting), member, actor=actor)
    if presence is None or presence.left_at:
        leave_the_floor(meeting, member.pk)
    return presence


@action
def confirm_departures(meeting: Meeting, *, members: Iterable[Member], actor: Member) -> list[Presence]:
    """A second holder of a role confirms, in one act, the departures that another noted. Returns those confirmed."""
    meeting = enter("confirm_presence", meeting, actor)
    settle_due(meeting)
    confirmed: list[Presence] = confirm_departed(gathering_of(meeting), members, actor=actor)
    if confirmed:
        leave_the_floor(meeting, *(presence.member_id for presence in confirmed))
    return confirmed


def gathering_of(meeting: Meeting) -> Gathering:
    """Where presence at this meeting is kept."""
    if meeting.gathering is None:
        raise ValidationError(_("This meeting is not convened yet."), code="planned")
    return meeting.gathering
