"""What is erased of somebody's absences when they are forgotten."""

from commissions.models import Absence
from journal.actions import Actor
from members.models import Member


def forget_absences(member: Member, actor: Actor) -> None:
    """When somebody was away says something of their life."""
    Absence.objects.filter(member=member).delete()
