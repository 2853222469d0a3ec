"""What is erased of somebody's absences, requests to join and handover notes, when they are forgotten."""

from commissions.models import Absence, HandoverNote, JoinRequest, QualifiedMember
from journal.actions import Actor
from members.models import Member


def forget_absences(member: Member, actor: Actor) -> None:
    """When somebody was away says something of their life."""
    Absence.objects.filter(member=member).delete()


def forget_join_requests(member: Member, actor: Actor) -> None:
    """What they said of themself, and what they were answered; that they asked is in the journal, without words."""
    JoinRequest.objects.filter(member=member).delete()


def forget_qualifications(member: Member, actor: Actor) -> None:
    """What they were said to have; what they said of others stays theirs."""
    QualifiedMember.objects.filter(member=member).delete()


def forget_handover_notes(member: Member, actor: Actor) -> None:
    """What they wrote for who came after them; that they held a role stays in its history."""
    HandoverNote.objects.filter(holding__member=member).delete()
