"""What both meetings of the demo need."""

from datetime import date, datetime

from django.utils import timezone

from assembly.actions import name_roles
from assembly.models import Meeting
from members.models import Member
from votes.actions import accept_proxy, give_proxy
from votes.models import Gathering

Cast = dict[str, Member]

PLACE = "Grande salle de réunion"


def accepted_proxy(meeting: Meeting, *, giver: Member, holder: Member) -> None:
    """A proxy given, and accepted."""
    gathering = Gathering.objects.get(owner=meeting.topic)
    accept_proxy(give_proxy(gathering, giver=giver, holder=holder, actor=giver), actor=holder)


def give_roles(meeting: Meeting, ines: Member, *, scribe: Member, timekeeper: Member) -> None:
    roles = {"facilitator": ines, "scribe": scribe, "timekeeper": timekeeper, "chair": ines, "secretary": scribe}
    name_roles(meeting, roles=roles, actor=ines)


def at(day: date, hour: int, minute: int = 0) -> datetime:
    """That hour of that day, where the collective lives."""
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour, minute))
