"""The roles of circles, and who holds them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from commissions.models import Circle, CircleRole, HandoverNote, RoleHolding
from commissions.queries import mandates_in_force
from commissions.terms import TOLD_BEFORE, told_from
from journal.clock import now
from members.combined_reads import Reader
from members.models import Member


@dataclass(frozen=True)
class HeldRole:
    """A role with who holds it today and who stands in for them."""

    role: CircleRole
    holders: list[RoleHolding] = field(default_factory=list)
    substitutes: list[RoleHolding] = field(default_factory=list)

    @property
    def free_seats(self) -> int:
        return max(self.role.seats - len(self.holders), 0)

    @property
    def is_vacant(self) -> bool:
        """Nobody holds it; a substitute who stands in does not fill it."""
        return not self.holders


def holdings_in_force(on: date | None = None) -> QuerySet[RoleHolding]:
    """Who holds a role that day (today by default): whoever has left the circle, or the collective, holds none there.

    An assembly has no mandates: a role there is held by whoever was given it.
    """
    on = on or timezone.localdate(now())
    seated = mandates_in_force(on).filter(circle=OuterRef("role__circle"), member=OuterRef("member"))
    return RoleHolding.objects.filter(
        Q(until__isnull=True) | Q(until__gt=on),
        Q(role__circle__kind=Circle.Kind.ASSEMBLY) | Exists(seated),
        since__lte=on,
        member__is_active=True,
    )


def roles_of(circles: Iterable[Circle]) -> dict[int, list[HeldRole]]:
    """The roles of each circle, by its key, in the order of their names: two questions, whatever the number."""
    by_circle: dict[int, list[HeldRole]] = {}
    for one in roles_held(Q(circle__in=circles)):
        by_circle.setdefault(one.role.circle_id, []).append(one)
    return by_circle


def roles_held(which: Q) -> list[HeldRole]:
    """Those roles that circles have today, each with who holds it: two questions."""
    roles = with_holders(CircleRole.objects.filter(which, ended_on=None).select_related("circle", "link"))
    return [_held(role, getattr(role, "in_force", [])) for role in roles]


def with_holders(roles: QuerySet[CircleRole]) -> QuerySet[CircleRole]:
    """Each with its holdings of today, as its list `in_force`."""
    return roles.prefetch_related(
        Prefetch("holdings", holdings_in_force().select_related("member"), to_attr="in_force")
    )


def held(role: CircleRole) -> HeldRole:
    """This role with who holds it today."""
    return _held(role, holdings_in_force().filter(role=role).select_related("member", "entered_by"))


def holdings_before(role: CircleRole) -> QuerySet[RoleHolding]:
    """Who held it before, or is to hold it later, the last first."""
    current = holdings_in_force().filter(role=role).values("pk")
    return role.holdings.exclude(pk__in=current).select_related("member", "entered_by").order_by("-since", "-pk")


def may_hold(member: Member, role: CircleRole) -> bool:
    """Whether this person holds it today, or is to hold it later."""
    return _lasting(member).filter(role=role).exists()


def last_notes_for(member: Member, roles: Iterable[int]) -> list[HandoverNote]:
    """Of each of these roles (by key) that this person holds, or is to hold: the last note of somebody else."""
    held_roles = _lasting(member).filter(role__in=roles, role__ended_on=None).values("role")
    notes = HandoverNote.objects.filter(holding__role__in=held_roles).exclude(holding__member=member)
    listed = notes.select_related("holding__member", "holding__role__circle")
    last: dict[int, HandoverNote] = {}
    for note in listed.order_by("holding__role__name", "holding__role", "-holding__since", "-pk"):
        last.setdefault(note.holding.role_id, note)
    return list(last.values())


def _lasting(member: Member) -> QuerySet[RoleHolding]:
    return RoleHolding.objects.filter(Q(until=None) | Q(until__gt=timezone.localdate(now())), member=member)


def terms_ending() -> list[RoleHolding]:
    """The terms of which the end is near enough to be told, the first to end first."""
    return [one for one in _near(holdings_in_force()) if _is_told(one)]


def terms_ending_of(member: Member) -> Reader[list[RoleHolding]]:
    """Those of this person of which no handover note is written."""
    (near,) = yield [_near(holdings_in_force()).filter(member=member, handover_note=None)]
    return [one for one in near if _is_told(one)]


def is_term_ending(holding: RoleHolding) -> bool:
    """Whether it is one of `terms_ending`."""
    return any(_is_told(one) for one in _near(holdings_in_force().filter(pk=holding.pk)))


def _near(holdings: QuerySet[RoleHolding]) -> QuerySet[RoleHolding]:
    near = holdings.filter(until__lte=timezone.localdate(now()) + TOLD_BEFORE, role__ended_on=None)
    return near.select_related("role__circle", "member").order_by("until", "pk")


def _is_told(holding: RoleHolding) -> bool:
    today = timezone.localdate(now())
    return holding.until is not None and told_from(holding.since, holding.until) <= today


def free_from(role: CircleRole, since: date, until: date | None, *, without: RoleHolding | None = None) -> bool:
    """Whether a seat of the role is free all along from `since` to `until`, once nobody holds `without`."""
    overlapping = RoleHolding.objects.filter(Q(until=None) | Q(until__gt=since), role=role, is_substitute=False)
    overlapping = overlapping.exclude(pk__in=[without.pk] if without else [])
    held_then = list(overlapping.filter(since__lt=until) if until else overlapping)
    days = {since, *(one.since for one in held_then if one.since > since)}
    return all(
        sum(one.since <= day and (one.until is None or one.until > day) for one in held_then) < role.seats
        for day in days
    )


def _held(role: CircleRole, in_force: Iterable[RoleHolding]) -> HeldRole:
    listed = list(in_force)
    return HeldRole(
        role,
        [one for one in listed if not one.is_substitute],
        [one for one in listed if one.is_substitute],
    )
