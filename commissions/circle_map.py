"""Who does what: the circles within one another, who is in them by which role, what nobody does yet."""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlencode

from django.db.models import Prefetch
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _

import members.queries
from commissions.link_presenters import represents_in_words
from commissions.link_queries import represented_by
from commissions.models import Circle, Mandate
from commissions.queries import mandates_in_force, readable_circles
from commissions.role_presenters import vacancy_of, who_holds
from commissions.role_queries import HeldRole, roles_of
from journal.clock import today
from members.models import Member
from web.pictures import CircleMap, MapCircle, MapPerson, MapRole

Kind = Literal["assembly", "board", "commission", "group"]
KINDS: dict[str, Kind] = {
    Circle.Kind.ASSEMBLY: "assembly",
    Circle.Kind.BOARD: "board",
    Circle.Kind.WORKING_GROUP: "group",
}
MISSION_WORDS = 24
FIRST = [
    Mandate.Role.COORDINATOR,
    Mandate.Role.FACILITATOR,
    Mandate.Role.ELECTED,
    Mandate.Role.MEMBER,
    Mandate.Role.VOICE,
]


def look_url(circle: Circle | None) -> str:
    """Where the map shows this circle from near, or all of them: at the map, from which a keyboard goes on."""
    near = f"?{urlencode({'in': circle.slug})}" if circle else ""
    return f"{reverse('commissions:circles')}{near}#map"


@dataclass(frozen=True)
class BranchPlace:
    """Somebody's place in a circle and, in words, whom they represent there ("" for nobody)."""

    mandate: Mandate
    represents: str = ""

    @property
    def role(self) -> str:
        """What they are there, "" for a member like the others."""
        is_plain = self.mandate.role == Mandate.Role.MEMBER
        return "" if is_plain else str(Mandate.Role(self.mandate.role).label)

    @property
    def note(self) -> str:
        """Both: « élu·e, pour Jardin »."""
        return ", ".join(words for words in (self.role, self.represents) if words)


@dataclass(frozen=True)
class BranchRole:
    """A named role of a circle. `who`: those who hold it, and until when; `vacancy`: what is wanted of it, in words."""

    held: HeldRole
    who: str
    vacancy: str

    @property
    def name(self) -> str:
        return self.held.role.name

    @property
    def url(self) -> str:
        return self.held.role.get_absolute_url()

    @property
    def is_link(self) -> bool:
        return self.held.role.link_id is not None

    @property
    def mission(self) -> str:
        """In a few words; "" for a role that represents a circle, which says so by its name."""
        return "" if self.is_link else Truncator(self.held.role.mission).words(MISSION_WORDS)


@dataclass(frozen=True)
class CircleBranch:
    """A circle with its places, those who coordinate it first, and the circles within it."""

    circle: Circle
    places: Sequence[BranchPlace] = ()
    within: Sequence["CircleBranch"] = field(default_factory=list)
    roles: Sequence[HeldRole] = ()
    received: Sequence[str] = ()  # who represents in it the circle that it is within

    @property
    def sent(self) -> list[str]:
        """Who represents it in the circle that it is within."""
        upwards = [one for one in self.roles if one.role.link_id and one.role.link_id == self.circle.parent_id]
        return [holding.member.name for one in upwards for holding in one.holders]

    @property
    def look_url(self) -> str:
        """Where the map shows it from near."""
        return look_url(self.circle)

    @property
    def named_roles(self) -> list[BranchRole]:
        """Those that nobody holds first."""
        roles = sorted(self.roles, key=lambda one: not one.is_vacant)
        return [BranchRole(one, who_holds(one), vacancy_of(one)) for one in roles]

    @property
    def coordinator_to_take(self) -> str:
        """Who would coordinate it, in words, where nobody does; "" where somebody does, or nobody need."""
        is_led = any(place.mandate.role == Mandate.Role.COORDINATOR for place in self.places)
        need_not = self.circle.kind in {Circle.Kind.ASSEMBLY, Circle.Kind.BOARD}
        return "" if is_led or need_not else str(Mandate.Role.COORDINATOR.label)

    @property
    def vacancies(self) -> list[str]:
        """What nobody does there, in words: its roles without a holder, and who would coordinate a commission."""
        to_take = [one.role.name for one in self.roles if one.is_vacant]
        return [self.coordinator_to_take, *to_take] if self.coordinator_to_take else to_take


@dataclass(frozen=True)
class WhoDoesWhat:
    """The circles that are within no other, each with what is in it; and the picture of them all, or of one."""

    branches: Sequence[CircleBranch]
    picture: CircleMap
    readable: Container[int]  # the keys of the circles whose pages this person may open, those that have ended too
    near: CircleBranch | None = None  # the one that is seen from near

    @property
    def circles(self) -> list[Circle]:
        """All of them, each followed by those within it."""
        return [branch.circle for branch in _all(self.branches)]

    @property
    def around(self) -> tuple[str, str] | None:
        """From near, one step back: the name of what is around that circle, and where the map shows it."""
        if self.near is None:
            return None
        above = self.near.circle.parent
        is_on_map = above is not None and not above.is_assembly and not above.has_ended
        return (above.name, look_url(above)) if above and is_on_map else (_("Who does what"), look_url(None))

    @property
    def listed(self) -> Sequence[CircleBranch]:
        """What the picture shows, for the list beside it."""
        return [self.near] if self.near else self.branches


def who_does_what(person: Member, slug: str = "") -> WhoDoesWhat:
    """Every circle that has not ended; `slug`: the one that is looked at from near. Raises Circle.DoesNotExist."""
    in_force = Prefetch("mandates", mandates_in_force().select_related("member"), to_attr="in_force")
    circles = list(Circle.objects.living().select_related("parent").prefetch_related(in_force))
    children: dict[int | None, list[Circle]] = defaultdict(list)
    for circle in circles:
        children[circle.parent_id].append(circle)
    roles = roles_of(circles)
    represented = represented_by(
        holding for held in roles.values() for one in held for holding in (*one.holders, *one.substitutes)
    )
    branches = [_branch(circle, children, roles, represented) for circle in children[None]]
    readable = set(readable_circles(person).values_list("pk", flat=True))
    if not slug:
        return WhoDoesWhat(branches, _from_afar(branches, person), readable)
    near = next((branch for branch in _all(branches) if branch.circle.slug == slug), None)
    if near is None:
        raise Circle.DoesNotExist
    return WhoDoesWhat(branches, _from_near(near, person, readable), readable, near)


def _branch(
    circle: Circle,
    children: dict[int | None, list[Circle]],
    roles: dict[int, list[HeldRole]],
    represented: Mapping[int, Mapping[int, Sequence[str]]],
) -> CircleBranch:
    mandates: list[Mandate] = sorted(
        getattr(circle, "in_force", []), key=lambda place: FIRST.index(Mandate.Role(place.role))
    )
    names = represented.get(circle.pk, {})
    places = [BranchPlace(one, represents_in_words(names.get(one.member_id, ()))) for one in mandates]
    within = [_branch(child, children, roles, represented) for child in children[circle.pk]]
    above = [one for one in roles.get(circle.parent_id or 0, []) if one.role.link_id == circle.pk]
    received = [holding.member.name for one in above for holding in one.holders]
    return CircleBranch(circle, places, within, roles.get(circle.pk, []), received)


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
        everybody=members.queries.paid_up(today()).count(),
    )


def _from_near(branch: CircleBranch, person: Member, readable: Container[int]) -> CircleMap:
    people = [
        MapPerson(
            place.mandate.member.name,
            place.role,
            place.mandate.member.get_absolute_url(),
            is_me=place.mandate.member_id == person.pk,
            represents=place.represents,
        )
        for place in branch.places
    ]
    url = branch.circle.get_absolute_url() if branch.circle.pk in readable else ""
    everybody = members.queries.paid_up(today()).count() if branch.circle.is_assembly else len(people)
    return CircleMap(
        name=branch.circle.name,
        circles=[_drawn(child, person) for child in branch.within],
        everybody=everybody,
        people=people,
        roles=_roles(branch, url),
    )


def _roles(branch: CircleBranch, url: str) -> list[MapRole]:
    """Those to take first. Who represents a circle is told by the people and the arrows.

    `url`: the page of the circle, "" where this person may not open it.
    """
    coordination = [MapRole(branch.coordinator_to_take, url=url)] if branch.coordinator_to_take else []
    named = [
        MapRole(
            one.name,
            holders=[holding.member.name for holding in one.held.holders],
            url=one.url if url else "",
            free="" if one.held.is_vacant else one.vacancy,
            mission=one.mission if url else "",
        )
        for one in branch.named_roles
        if one.held.is_vacant or not one.is_link
    ]
    return coordination + named


def _drawn(branch: CircleBranch, person: Member) -> MapCircle:
    return MapCircle(
        name=branch.circle.name,
        url=branch.look_url,
        people=[place.mandate.member.name for place in branch.places],
        kind=KINDS.get(branch.circle.kind, "commission"),
        is_mine=any(place.mandate.member_id == person.pk for place in branch.places),
        circles=[_drawn(child, person) for child in branch.within],
        roles=sum(not one.is_vacant for one in branch.roles),
        vacancies=len(branch.vacancies),
        sent=branch.sent,
        received=branch.received,
    )
