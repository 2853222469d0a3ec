"""How far decisions are carried out."""

from datetime import date

from django.db.models import QuerySet

from commissions.models import Circle
from members.models import Member
from proposals.models import Decision, FollowUp
from proposals.models.follow_up import FollowUps


def follow_up_of(decision: Decision) -> list[FollowUp]:
    """All that was noted of it, the latest first; that one holds. Empty where nobody is to do anything."""
    rows = FollowUp.objects.filter(decision=decision).select_related("responsible", "noted_by")
    return list(rows.order_by("-pk"))


def current_follow_up(decision: Decision) -> FollowUp | None:
    """Where it stands now."""
    return FollowUp.objects.filter(decision=decision).order_by("-pk").first()


def late_follow_ups(circles: QuerySet[Circle], today: date) -> FollowUps:
    """What these circles decided and should have carried out before today, the longest late first."""
    late = FollowUp.objects.latest_ones().unfinished().filter(due_on__lt=today, decision__circle__in=circles)
    return late.select_related("decision__circle", "responsible").order_by("due_on", "pk")


def follow_ups_awaited_from(member: Member, until: date) -> FollowUps:
    """What this person carries out by that day and has not finished."""
    mine = FollowUp.objects.latest_ones().unfinished().filter(responsible=member, due_on__lte=until)
    return mine.select_related("decision").order_by("due_on", "pk")
