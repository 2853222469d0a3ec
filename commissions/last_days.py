"""The last days of working groups that are near, or over, and whom they are asked about."""

from datetime import timedelta

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from commissions.models import Circle, CircleQuerySet, Mandate
from commissions.queries import coordinators_of, mandates_in_force
from journal.clock import now
from members.combined_reads import Reader
from members.models import Member
from members.queries import active_members

TOLD_BEFORE = timedelta(days=30)


def groups_near_their_last_day() -> CircleQuerySet:
    """Those that are to end within thirty days, or were to end and have not, the soonest first."""
    until = timezone.localdate(now()) + TOLD_BEFORE
    return Circle.objects.living().filter(ends_on__lte=until).order_by("ends_on", "pk")


def is_near_its_last_day(circle: Circle) -> bool:
    """Whether it is one of them."""
    if circle.ends_on is None or circle.has_ended:
        return False
    return circle.ends_on <= timezone.localdate(now()) + TOLD_BEFORE


def who_is_asked(circle: Circle) -> list[Member]:
    """Who may end it, or change its rules: those who coordinate it; where nobody does, those who administer."""
    return list(coordinators_of(circle)) or list(active_members().filter(is_administrator=True))


def last_days_awaited_from(member: Member) -> Reader[list[Circle]]:
    """The groups about which this person is asked (`who_is_asked`, said for many)."""
    coordinators = mandates_in_force().filter(role=Mandate.Role.COORDINATOR, member__is_active=True)
    mine = Q(pk__in=coordinators.filter(member=member).values("circle"))
    if member.is_administrator:
        mine |= Q(~Exists(coordinators.filter(circle=OuterRef("pk"))))
    (groups,) = yield [groups_near_their_last_day().filter(mine)]
    return groups
