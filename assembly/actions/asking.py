"""An assembly that a member asks for: it is called once enough members support it (PRODUCT §3.4)."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assembly.actions.common import enter
from assembly.models import Meeting, MeetingRole, Support
from assembly.queries.meetings import supporters_of
from commissions.queries import convening_needed
from journal.actions import action, record, touch
from journal.clock import now
from members.models import Member


@action
def support_meeting(meeting: Meeting, *, actor: Member) -> Meeting:
    """Ask for it too. When enough do, the assembly is called: whoever asked first facilitates it, and all who
    asked may convene it and name its roles. Supporting twice changes nothing.
    """
    meeting = _asked(enter("support", meeting, actor))
    _support, is_new = Support.objects.get_or_create(meeting=meeting, member=actor, defaults={"supported_at": now()})
    if not is_new:
        return meeting
    record(
        "meeting.supported",
        topics=[meeting.topic, meeting.circle.topic],
        body={"meeting": meeting.pk, "member": actor.pk},
    )
    if supporters_of(meeting).count() >= convening_needed(meeting.circle):
        _call(meeting, Meeting.Call.SUPPORTED, facilitator=supporters_of(meeting)[0])
    return meeting


@action
def withdraw_support(meeting: Meeting, *, actor: Member) -> Meeting:
    """Take one's support back, as long as there are not enough. What one does not support does not change."""
    meeting = _asked(enter("support", meeting, actor))
    if meeting.supports.filter(member=actor).delete()[0]:
        record(
            "meeting.support_withdrawn",
            topics=[meeting.topic, meeting.circle.topic],
            body={"meeting": meeting.pk, "member": actor.pk},
        )
    return meeting


@action
def take_up(meeting: Meeting, *, actor: Member) -> Meeting:
    """Somebody who may convene alone makes theirs an assembly that was asked for, and facilitates it. Once."""
    meeting = enter("take_up", meeting, actor)
    if meeting.is_asked:
        _call(meeting, Meeting.Call.CALLED, facilitator=actor)
    return meeting


def _asked(meeting: Meeting) -> Meeting:
    if not meeting.is_asked:
        raise ValidationError(
            _("This meeting is called already: what remains is to convene it and to come."), code="called"
        )
    return meeting


def _call(meeting: Meeting, call: str, *, facilitator: Member) -> None:
    meeting.call = call
    meeting.save(update_fields=["call"])
    MeetingRole.objects.create(meeting=meeting, role=MeetingRole.Role.FACILITATOR, member=facilitator)
    record(
        "meeting.called",
        topics=[meeting.topic, meeting.circle.topic],
        body={"meeting": meeting.pk, "member": facilitator.pk, "call": call},
    )
    touch(meeting.roles_topic)
