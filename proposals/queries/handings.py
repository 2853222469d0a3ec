"""Proposals that wait for another circle to take them on."""

from django.db.models import Q, QuerySet

from commissions.models import Circle, Mandate
from commissions.queries import circles_of, mandates_in_force
from members.models import Member
from proposals.models import Handing, Proposal


def open_handing_of(proposal: Proposal) -> Handing | None:
    """The one that waits for its answer."""
    waiting = Handing.objects.filter(proposal=proposal, answered_at=None)
    return waiting.select_related("to", "handed_by").first()


def handed_to(circle: Circle) -> QuerySet[Handing]:
    """What waits for this circle's answer, the first to end first."""
    waiting = Handing.objects.filter(to=circle, answered_at=None).order_by("ends_at", "pk")
    return waiting.select_related("proposal__circle")


def to_answer_by(member: Member) -> QuerySet[Handing]:
    """What this member may take on or send back: see `rules.receives`, said for many."""
    coordinated = mandates_in_force().filter(role=Mandate.Role.COORDINATOR, member__is_active=True)
    answers = Q(to__in=coordinated.filter(member=member).values("circle"))
    answers |= Q(to__in=circles_of(member)) & ~Q(to__in=coordinated.values("circle"))
    return Handing.objects.filter(answers, answered_at=None).select_related("proposal__circle", "to")
