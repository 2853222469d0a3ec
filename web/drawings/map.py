"""Who does what: circles within circles, people as dots on their rims; from near, each person and role by name."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import count
from math import atan2, cos, hypot, pi, sin

from django.utils.functional import cached_property
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from web.drawings.packing import Disc, Packing, pack
from web.pictures import CircleMap, MapCircle, MapPerson, MapRole

SIZE = 400
MIDDLE = SIZE / 2
RIM = 192
ROOM = RIM - 10
LARGEST = 72.0  # points for one unit: a lone circle does not fill the map
SHOWN_DOTS = 40
SHOWN_ON_RIM = 180
SHOWN_NEAR = 24  # roles and people
WIDE = 0.66  # of its size: how wide a bold letter is, in the widest of our fonts
LETTERS = 13.0  # points: their largest size
LINE = 1.2  # of their size: from one line to the next
ARROW = 6.0  # points: half the length of one
SHORT = 9  # letters of a line of the name of a role that has no room for more
RIMS_APART = 3.0  # points: between the two rims of a role
LEGIBLE = 6.0  # points: what would be written smaller is only said
NAMED = 9.0  # points, 8 px on a phone: a circle whose name would be smaller has a number, named under the map

# Radii, in units.
CIRCLE, MORE_FOR_TWELVE, ROLE, PERSON, MARGIN = 1.0, 0.2, 0.9, 0.72, 0.14
SHORT_NAME, EACH_LETTER = 0.4, 0.035


@dataclass(frozen=True)
class Dot:
    x: float
    y: float


@dataclass(frozen=True)
class Label:
    """What is written in a disc: each line with the place of its middle."""

    letters: float = 0.0  # their size
    lines: Sequence[tuple[Dot, str]] = ()


@dataclass(frozen=True)
class Arrow:
    """Across the rim of a circle, towards the one around it or from there: `points` of a triangle, as SVG has them."""

    points: str


@dataclass(frozen=True)
class Ring:
    """One disc on the map: a circle, a role, a person."""

    disc: Disc
    look: str  # its classes
    says: str
    url: str
    label: Label
    dots: Sequence[Dot] = ()
    arrows: Sequence[Arrow] = ()
    inner_rim: float = 0.0  # the radius of a second rim; 0 for none
    number: int = 0  # stands in it where its name has no room, which stands under the map; 0 where it has
    named: str = ""
    free: str = ""  # what nobody does in it, in words


@dataclass(frozen=True)
class MapDrawing:
    map: CircleMap

    @cached_property
    def rings(self) -> list[Ring]:
        """The circles, each followed by those within it, then the roles and the people of the one seen from near."""
        circles, near = self.circles, self.listed[:SHOWN_NEAR]
        radii = [ROLE if isinstance(one, MapRole) else PERSON for one in near]
        packing = pack((*(_radius(circle) for circle in circles), *radii))
        scale = min(LARGEST, ROOM / packing.r) if packing.discs else LARGEST
        places = [_placed(disc, MIDDLE, MIDDLE, scale) for disc in packing.discs]
        numbers, rings = count(1), list[Ring]()
        for circle, disc in zip(circles, places, strict=False):
            rings += _circle(circle, disc, scale, Dot(MIDDLE, MIDDLE), numbers)
        return rings + [_near(one, disc) for one, disc in zip(near, places[len(circles) :], strict=True)]

    @property
    def circles(self) -> Sequence[MapCircle]:
        """Those that stand on it; where people are named, what is within them is left to a look from nearer."""
        alone = [replace(circle, circles=(), within=len(circle.circles)) for circle in self.map.circles]
        return alone if self.listed else self.map.circles

    @property
    def listed(self) -> list[MapRole | MapPerson]:
        """The roles and the people of the circle that is seen from near."""
        return [*self.map.roles, *self.map.people]

    @property
    def left_out(self) -> int:
        """How many of them have no disc: they stand in the list beside the map."""
        return max(len(self.listed) - SHOWN_NEAR, 0)

    @property
    def numbered(self) -> list[Ring]:
        """The circles that have no room for their names, by their numbers."""
        return [ring for ring in self.rings if ring.number]

    @property
    def has_vacancies(self) -> bool:
        """Whether a role is to take in what is shown."""
        return any(circle.vacancies for circle in _all(self.map.circles)) or any(
            role.is_vacant for role in self.map.roles
        )

    @property
    def has_roles(self) -> bool:
        """Whether a role is shown with who holds it."""
        return any(not role.is_vacant for role in self.map.roles)

    @property
    def has_links(self) -> bool:
        """Whether somebody represents a circle that is shown in the one around it, or that one in it."""
        return any(circle.sent or circle.received for circle in _all(self.map.circles))

    @property
    def rim(self) -> list[Dot]:
        """Everybody, on the rim: one dot each, up to what the rim can hold."""
        shown = 0 if self.map.people or self.map.roles else min(self.map.everybody, SHOWN_ON_RIM)
        return _around(Disc(MIDDLE, MIDDLE, RIM), shown)


def _all(circles: Iterable[MapCircle]) -> Iterator[MapCircle]:
    for circle in circles:
        yield circle
        yield from _all(circle.circles)


def _inside(circle: MapCircle) -> Packing:
    """Its name, and around it the circles within it."""
    longest = max(len(word) for word in [*circle.name.split(), ""])
    name = min(CIRCLE, SHORT_NAME + EACH_LETTER * longest)
    return pack((name, *(_radius(child) for child in circle.circles)))


def _radius(circle: MapCircle) -> float:
    if circle.circles:
        return round(_inside(circle).r + MARGIN, 6)
    return CIRCLE + MORE_FOR_TWELVE * min(1.0, len(circle.people) / 12)


def _circle(circle: MapCircle, disc: Disc, scale: float, around: Dot, numbers: Iterator[int]) -> Iterator[Ring]:
    """The circle in its place, then those within it; `around` is the middle of the one that it is in."""
    inside = [_placed(one, disc.x, disc.y, scale) for one in _inside(circle).discs] if circle.circles else [disc]
    middle, *within = inside
    free = (hypot(one.x - middle.x, one.y - middle.y) - one.r for one in within)
    name = Disc(middle.x, middle.y, min(free, default=disc.r))
    margin = 2 if circle.circles else 8
    label = _label(_wrapped(circle.name, max(8, int(name.r / 4))), name, margin=margin, smallest=NAMED)
    number = 0 if label.lines else next(numbers)
    looks = [circle.kind, *(["mine"] if circle.is_mine else []), *(["vacant"] if circle.vacancies else [])]
    yield Ring(
        disc,
        look=" ".join(f"ring--{look}" for look in looks),
        says=_says(circle),
        url=circle.url,
        label=_label([str(number)], name, margin=margin) if number else label,
        dots=_around(disc, min(SHOWN_DOTS, len(circle.people))),
        arrows=_arrows(circle, disc, around),
        number=number,
        named=circle.name,
        free="".join(_to_take(circle)),
    )
    for child, place in zip(circle.circles, within, strict=True):
        yield from _circle(child, place, scale, Dot(name.x, name.y), numbers)


def _arrows(circle: MapCircle, disc: Disc, around: Dot) -> list[Arrow]:
    """Where the circle is nearest to the middle of the one around it: out of it for whom it sends, into it for whom it
    receives."""
    towards = atan2(around.y - disc.y, around.x - disc.x)
    aside = ARROW / disc.r if circle.sent and circle.received else 0
    outward = [_arrow(disc, towards - aside, outward=True)] if circle.sent else []
    return outward + ([_arrow(disc, towards + aside, outward=False)] if circle.received else [])


def _arrow(disc: Disc, angle: float, *, outward: bool) -> Arrow:
    """A triangle across the rim, at this angle (radians, clockwise from the right)."""
    along, across = (cos(angle), sin(angle)), (-sin(angle), cos(angle))
    tip, base = (disc.r + ARROW, disc.r - ARROW) if outward else (disc.r - ARROW, disc.r + ARROW)
    corners = [(tip, 0.0), (base, ARROW * 0.8), (base, -ARROW * 0.8)]
    points = [
        (disc.x + far * along[0] + aside * across[0], disc.y + far * along[1] + aside * across[1])
        for far, aside in corners
    ]
    return Arrow(" ".join(f"{x:.1f},{y:.1f}" for x, y in points))


def _near(one: MapRole | MapPerson, disc: Disc) -> Ring:
    return _role(one, disc) if isinstance(one, MapRole) else _person(one, disc)


def _role(role: MapRole, disc: Disc) -> Ring:
    """With its name, and as much of who holds it and what is wanted as there is room for."""
    name, holders = _wrapped(role.name, 12), [line for holder in role.holders for line in _wrapped(holder, 12)[:1]]
    free, short = [role.free] if role.free else [], [Truncator(word).chars(SHORT) for word in name]
    label = _roomiest(disc, [*name, *holders, *free], [*name, *holders], [*name, *free], name, short)
    facts = [role.name, *role.holders, *free] if role.holders else [_("%(role)s: to take") % {"role": role.name}]
    words = ", ".join(facts)
    return Ring(
        disc,
        look="ring--to-take" if role.is_vacant else "ring--role",
        says=f"{words}. {role.mission}" if role.mission else words,
        url=role.url,
        label=label,
        inner_rim=0.0 if role.is_vacant else round(disc.r - RIMS_APART, 1),
    )


def _person(person: MapPerson, disc: Disc) -> Ring:
    """With as much of what it says as there is room for."""
    name, role = _wrapped(person.name, 8)[:2], [person.role] if person.role else []
    represents = _wrapped(person.represents, 12) if person.represents else []
    initials = ["".join(word[0] for word in person.name.split())]
    return Ring(
        disc,
        look="ring--person" + (" ring--mine" if person.is_me else ""),
        says=", ".join(words for words in (person.name, person.role, person.represents) if words),
        url=person.url,
        label=_roomiest(disc, [*name, *role, *represents], [*name, *represents], [*name, *role], name, initials),
    )


def _roomiest(disc: Disc, *wanted: Sequence[str]) -> Label:
    """The first of these that can be read in the disc; nothing is written where none can."""
    labels = (_label(lines, disc, largest=10.0) for lines in wanted)
    return next((label for label in labels if label.lines), Label())


def _says(circle: MapCircle) -> str:
    people, within = len(circle.people), len(circle.circles) + circle.within
    facts = [circle.name, ngettext("%(count)d person", "%(count)d people", people) % {"count": people}]
    if within:
        facts.append(ngettext("%(count)d circle within it", "%(count)d circles within it", within) % {"count": within})
    if circle.roles:
        held = ngettext("%(count)d role that is held", "%(count)d roles that are held", circle.roles)
        facts.append(held % {"count": circle.roles})
    facts += _to_take(circle)
    if circle.sent:
        facts.append(_("sits for it in the circle around it: %(names)s") % {"names": ", ".join(circle.sent)})
    if circle.received:
        facts.append(_("sits in it for the circle around it: %(names)s") % {"names": ", ".join(circle.received)})
    return ", ".join(facts)


def _to_take(circle: MapCircle) -> list[str]:
    words = ngettext("%(count)d role to take", "%(count)d roles to take", circle.vacancies)
    return [words % {"count": circle.vacancies}] if circle.vacancies else []


def _label(
    lines: Sequence[str], disc: Disc, *, margin: float = 6, largest: float = LETTERS, smallest: float = LEGIBLE
) -> Label:
    """The lines in the middle of a disc, each whole in it; none where the letters would be too small to be read."""
    half = (len(lines) - 1) / 2
    reach = max(hypot(WIDE * len(line) / 2, LINE * abs(at - half) + 0.4) for at, line in enumerate(lines))
    letters = min(largest, (disc.r - margin / 2) / reach)
    if letters < smallest:
        return Label()
    first = disc.y - letters * LINE * half + letters * 0.35
    at = [Dot(disc.x, round(first + letters * LINE * number, 1)) for number in range(len(lines))]
    return Label(round(letters, 1), list(zip(at, lines, strict=True)))


def _wrapped(name: str, room: int) -> list[str]:
    """The name in at most three lines of about `room` letters."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines if len(lines) <= 3 else [*lines[:2], lines[2] + "…"]


def _placed(disc: Disc, x: float, y: float, scale: float) -> Disc:
    """A disc in units around (0, 0), where it stands on the map."""
    return Disc(round(x + disc.x * scale, 1), round(y + disc.y * scale, 1), round(disc.r * scale, 1))


def _around(disc: Disc, dots: int) -> list[Dot]:
    """So many dots on its rim, from the top on."""
    angles = [-pi / 2 + 2 * pi * number / dots for number in range(dots)]
    return [Dot(round(disc.x + disc.r * cos(one), 1), round(disc.y + disc.r * sin(one), 1)) for one in angles]
