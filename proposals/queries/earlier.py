"""Decisions older than the platform that are not in the register yet."""

from dataclasses import dataclass

from django.db.models import QuerySet

from commissions.grounds import is_founding
from commissions.models import Circle
from commissions.queries import circles_of
from members.models import Member
from proposals.models import EarlierDecision


@dataclass(frozen=True)
class UnconfirmedDecision:
    """One of them, with those who have confirmed it."""

    earlier: EarlierDecision
    names: list[str]
    member_ids: list[int]


def earlier_waiting(circle: Circle) -> list[UnconfirmedDecision]:
    """Those of this circle, the oldest entry first."""
    unconfirmed = circle.earlier_decisions.filter(decision=None).select_related("entered_by")
    return [
        UnconfirmedDecision(
            earlier,
            [row.member.name for row in earlier.confirmations.all()],
            [row.member_id for row in earlier.confirmations.all()],
        )
        for earlier in unconfirmed.prefetch_related("confirmations__member")
    ]


def earlier_unconfirmed_by(member: Member) -> QuerySet[EarlierDecision]:
    """Those of this member's circles that they neither entered nor confirmed."""
    waiting = EarlierDecision.objects.filter(decision=None, circle__in=circles_of(member)).select_related("circle")
    return waiting.exclude(entered_by=member).exclude(confirmations__member=member).order_by("entered_at", "pk")


def circles_to_enter_for(member: Member) -> QuerySet[Circle]:
    """The circles for which this person may enter a decision older than the platform."""
    if member.is_administrator and is_founding():
        return Circle.objects.all()
    return circles_of(member)
