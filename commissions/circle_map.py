"""Who does what: the circles within one another, who is in them by which role, what nobody does yet."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone

import members.queries
from commissions.models import Circle, Mandate
from commissions.queries import mandates_in_force
from commissions.role_queries import HeldRole, roles_of
from members.models import Member
from web.pictures import CircleMap, MapCircle, MapPerson

Kind = Literal["assembly", "board", "commission", "group"]
KINDS: dict[str, Kind] = {
    Circle.Kind.ASSEMBLY: "assembly",
    Circle.Kind.BOARD: "board",
    Circle.Kind.WORKING_GROUP: "group",
}
FIRST = [
    Mandate.Role.COORDINATOR,
    Mandate.Role.FACILITATOR,
    Mandate.Role.ELECTED,
    Mandate.Role.MEMBER,
    Mandate.Role.VOICE,
]


@dataclass(frozen=True)
class CircleBranch:
    """A circle with its places, those who coordinate it first, and the circles within it."""

    circle: Circle
    places: Sequence[Mandate] = ()
    within: Sequence["CircleBranch"] = field(default_factory=list)
    roles: Sequence[HeldRole] = ()

    @property
    def look_url(self) -> str:
        """Where the map shows it from near."""
        return f"{reverse('commissions:circles')}?{urlencode({'in': self.circle.slug})}"

    @property
    def vacancies(self) -> list[str]:
        """What nobody does there, in words: its roles without a holder, and who would coordinate a commission."""
        to_take = [one.role.name for one in self.roles if one.is_vacant]
        if self.circle.kind in {Circle.Kind.ASSEMBLY, Circle.Kind.BOARD}:
            return to_take
        is_led = any(place.role == Mandate.Role.COORDINATOR for place in self.places)
        return to_take if is_led else [str(Mandate.Role.COORDINATOR.label), *to_take]


@dataclass(frozen=True)
class WhoDoesWhat:
    """The circles that are within no other, each with what is in it; and the picture of them all, or of one."""

    branches: Sequence[CircleBranch]
    picture: CircleMap
    near: CircleBranch | None = None  # the one that is seen from near

    @property
    def circles(self) -> list[Circle]:
        """All of them, each followed by those within it."""
        return [branch.circle for branch in _all(self.branches)]

    @property
    def listed(self) -> Sequence[CircleBranch]:
        """What the picture shows, for the list beside it."""
        return [self.near] if self.near else self.branches


def who_does_what(person: Member, slug: str = "") -> WhoDoesWhat:
    """Every circle; `slug`: the one that is looked at from near. Raises Circle.DoesNotExist."""
    in_force = Prefetch("mandates", mandates_in_force().select_related("member"), to_attr="in_force")
    circles = list(Circle.objects.select_related("parent").prefetch_related(in_force))
    children: dict[int | None, list[Circle]] = defaultdict(list)
    for circle in circles:
        children[circle.parent_id].append(circle)
    roles = roles_of(circles)
    branches = [_branch(circle, children, roles) for circle in children[None]]
    if not slug:
        return WhoDoesWhat(branches, _from_afar(branches, person))
    near = next((branch for branch in _all(branches) if branch.circle.slug == slug), None)
    if near is None:
        raise Circle.DoesNotExist
    return WhoDoesWhat(branches, _from_near(near, person), near)


def _branch(circle: Circle, children: dict[int | None, list[Circle]], roles: dict[int, list[HeldRole]]) -> CircleBranch:
    places: list[Mandate] = sorted(
        getattr(circle, "in_force", []), key=lambda place: FIRST.index(Mandate.Role(place.role))
    )
    within = [_branch(child, children, roles) for child in children[circle.pk]]
    return CircleBranch(circle, places, within, roles.get(circle.pk, []))


def _all(branches: Iterable[CircleBranch]) -> Iterable[CircleBranch]:
    for branch in branches:
        yield branch
        yield from _all(branch.within)


def _from_afar(branches: Sequence[CircleBranch], person: Member) -> CircleMap:
    """The assembly that is alone is everybody: what is within it stands on the map itself."""
    assembly = next((one for one in branches if one.circle.is_assembly), None)
    others = [one for one in branches if one is not assembly]
    shown = [*(assembly.within if assembly else []), *others]
    return CircleMap(
        name=assembly.circle.name if assembly else members.queries.collective().name,
        circles=[_drawn(branch, person) for branch in shown],
        everybody=members.queries.paid_up(timezone.localdate()).count(),
    )


def _from_near(branch: CircleBranch, person: Member) -> CircleMap:
    people = [
        MapPerson(
            place.member.name,
            "" if place.role == Mandate.Role.MEMBER else str(Mandate.Role(place.role).label),
            place.member.get_absolute_url(),
            is_me=place.member_id == person.pk,
        )
        for place in branch.places
    ]
    to_take = [MapPerson("", role, branch.circle.get_absolute_url()) for role in branch.vacancies]
    everybody = members.queries.paid_up(timezone.localdate()).count() if branch.circle.is_assembly else len(people)
    return CircleMap(
        name=branch.circle.name,
        circles=[_drawn(child, person) for child in branch.within],
        everybody=everybody,
        people=[*to_take, *people],
    )


def _drawn(branch: CircleBranch, person: Member) -> MapCircle:
    return MapCircle(
        name=branch.circle.name,
        url=branch.look_url,
        people=[place.member.name for place in branch.places],
        kind=KINDS.get(branch.circle.kind, "commission"),
        is_mine=any(place.member_id == person.pk for place in branch.places),
        circles=[_drawn(child, person) for child in branch.within],
        vacancies=len(branch.vacancies),
    )
