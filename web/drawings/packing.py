"""Discs laid side by side in as small a round as it takes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations
from math import cos, hypot, pi, sin, sqrt

GAP = 0.06  # between two discs, in the unit of the radii
STEPS = 200  # of the search for the middle


@dataclass(frozen=True)
class Disc:
    x: float
    y: float
    r: float


@dataclass(frozen=True)
class Packing:
    """The discs in the order of their radii, around (0, 0), all within `r` of it."""

    discs: Sequence[Disc]
    r: float


@lru_cache(maxsize=256)
def pack(radii: tuple[float, ...]) -> Packing:
    """Up to six stand evenly around the first; more, each as near to it as there is room, against two others.

    None covers another.
    """
    grown = [radius + GAP / 2 for radius in radii]
    placed = _around_first(grown) if 4 <= len(grown) <= 7 else _one_by_one(grown)
    x, y = _middle(placed)
    discs = [Disc(disc.x - x, disc.y - y, radius) for disc, radius in zip(placed, radii, strict=True)]
    return Packing(discs, max((hypot(disc.x, disc.y) + disc.r for disc in discs), default=0.0))


def _around_first(radii: Sequence[float]) -> list[Disc]:
    first, *others = radii
    turn = 2 * pi / len(others)
    distance = max(first + max(others), max(others) / sin(turn / 2))
    angles = [-pi / 2 + turn * number for number in range(len(others))]
    around = [Disc(distance * cos(one), distance * sin(one), r) for one, r in zip(angles, others, strict=True)]
    return [Disc(0.0, 0.0, first), *around]


def _one_by_one(radii: Sequence[float]) -> list[Disc]:
    placed: list[Disc] = []
    for r in radii:
        if len(placed) < 2:
            placed.append(Disc(placed[0].r + r if placed else 0.0, 0.0, r))
            continue
        places = (place for one, other in combinations(placed, 2) for place in _beside(one, other, r))
        nearest = sorted(places, key=lambda place: (round(hypot(place.x, place.y), 6), place.y, place.x))
        placed.append(next(place for place in nearest if not any(_overlap(place, other) for other in placed)))
    return placed


def _beside(one: Disc, other: Disc, r: float) -> Iterator[Disc]:
    """The two places, if any, where a disc of radius `r` touches both."""
    dx, dy = other.x - one.x, other.y - one.y
    between, to_one, to_other = hypot(dx, dy), one.r + r, other.r + r
    if between > to_one + to_other:
        return
    along = (to_one**2 - to_other**2 + between**2) / (2 * between)
    across = sqrt(max(0.0, to_one**2 - along**2))
    for side in (-across, across):
        yield Disc(one.x + (along * dx - side * dy) / between, one.y + (along * dy + side * dx) / between, r)


def _overlap(one: Disc, other: Disc) -> bool:
    return hypot(one.x - other.x, one.y - other.y) < one.r + other.r - 1e-9


def _middle(discs: Sequence[Disc]) -> tuple[float, float]:
    """The middle of the smallest round that holds them, by steps towards the farthest that grow shorter."""
    x = y = 0.0
    for step in range(1, STEPS if len(discs) > 1 else 1):
        far = max(discs, key=lambda disc: hypot(disc.x - x, disc.y - y) + disc.r)
        distance = hypot(far.x - x, far.y - y)
        reach = distance + far.r
        if distance:
            x, y = x + (far.x - x) / distance * reach / (step + 1), y + (far.y - y) / distance * reach / (step + 1)
    return x, y
