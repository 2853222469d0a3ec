"""The links between circles: who represents which circle in which other one (sociocracy's double link)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from commissions.models import Circle, Mandate, RoleHolding
from commissions.queries import mandates_in_force
from commissions.role_queries import HeldRole, holdings_in_force, roles_held
from journal.clock import now


@dataclass(frozen=True)
class CircleLink:
    """That a circle (`sender`) is represented in another (`receiver`); `held` is None until somebody opens it."""

    sender: Circle
    receiver: Circle
    held: HeldRole | None = None


def can_link(circle: Circle, other: Circle) -> bool:
    """Whether one is directly within the other. With an assembly there is no link: everybody sits there; with a group
    that has ended neither."""
    is_near = other.pk == circle.parent_id or circle.pk == other.parent_id
    is_for_all = circle.is_assembly or other.is_assembly
    return is_near and not (is_for_all or circle.has_ended or other.has_ended)


def links_of(circle: Circle, children: Iterable[Circle]) -> list[tuple[CircleLink, CircleLink]]:
    """With the circle above first, then with each of those within it (`children`): who sits there for this one, and
    who sits here for that one. Two questions, whatever the number."""
    others = [other for other in (circle.parent, *children) if other and can_link(circle, other)]
    if not others:
        return []
    either_way = Q(circle=circle, link__in=others) | Q(link=circle, circle__in=others)
    held = {(one.role.circle_id, one.role.link_id): one for one in roles_held(either_way)}
    return [
        (
            CircleLink(circle, other, held.get((circle.pk, other.pk))),
            CircleLink(other, circle, held.get((other.pk, circle.pk))),
        )
        for other in others
    ]


def represented_in(circle: Circle) -> dict[int, list[str]]:
    """Whom the people who sit in the circle represent there: of each by key, the names of their circles."""
    return represented_by(linked_holdings().filter(role__link=circle)).get(circle.pk, {})


def represented_by(holdings: Iterable[RoleHolding]) -> dict[int, dict[int, list[str]]]:
    """The same of each circle by its key: `holdings` with their role and its circle."""
    names: dict[int, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for one in holdings:
        if one.role.link_id:
            names[one.role.link_id][one.member_id].append(one.role.circle.name)
    return names


def linked_holdings() -> QuerySet[RoleHolding]:
    """By which people represent a circle in another today, or stand in for those who do."""
    holdings = holdings_in_force().filter(role__link__isnull=False, role__ended_on=None)
    return holdings.select_related("role__circle", "role__link", "member").order_by("role__circle__name", "pk")


def unseated_links() -> QuerySet[RoleHolding]:
    """Those of them by which nobody has a place: one's own place there has ended."""
    today = timezone.localdate(now())
    seated = mandates_in_force(today).filter(circle=OuterRef("role__link"), member=OuterRef("member"))
    return linked_holdings().filter(~Exists(seated))


def unlinked_places() -> QuerySet[Mandate]:
    """The places of people who represent no more the circle for which they sit there."""
    today = timezone.localdate(now())
    standing = linked_holdings().filter(
        role__circle=OuterRef("sits_for"), role__link=OuterRef("circle"), member=OuterRef("member")
    )
    places = mandates_in_force(today).filter(~Exists(standing), sits_for__isnull=False)
    return places.select_related("circle", "sits_for", "member")


def open_links(circle: Circle) -> list[HeldRole]:
    """The roles by which the circle is represented in others, and others in it, each with who holds it."""
    return roles_held(Q(circle=circle, link__isnull=False) | Q(link=circle))
