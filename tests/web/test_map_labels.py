"""What is written on the map of who does what: whole in its circle, over nothing else, large enough to be read."""

from itertools import combinations
from math import hypot
from typing import Any

import pytest

from web.drawings.map import LEGIBLE, NAMED, WIDE, MapDrawing, Ring
from web.drawings.packing import Disc
from web.pictures import CircleMap, MapCircle, MapPerson, MapRole

COMMISSIONS = [
    "Vie Quotidienne",
    "Finance",
    "Technique et bâtiment",
    "Communication",
    "Accueil et adhésions",
    "Programmation culturelle",
    "Jardin",
    "Mobilités",
    "Numérique",
    "Relations avec le territoire",
]
GROUPS = ["Compost", "Bar du vendredi", "Travaux du rez-de-chaussée"]
NAMES = ["Inès Marchand", "Malo Petit", "Rose", "Omar Benhaddou", "Jeanne-Marie de la Tour d’Auvergne"]


def people(count: int) -> list[str]:
    return [NAMES[number % len(NAMES)] for number in range(count)]


def commission(number: int, groups: int) -> MapCircle:
    within = [MapCircle(f"{GROUPS[at]} {number}", people=people(2 + at), kind="group") for at in range(groups)]
    return MapCircle(COMMISSIONS[number % 10], people=people(4 + number), vacancies=number % 3, circles=within)


def three_deep() -> list[MapCircle]:
    """40 circles: a board, ten commissions in it, and 29 groups in these."""
    commissions = [commission(number, 3 if number < 9 else 2) for number in range(10)]
    return [MapCircle("Conseil d’administration", people=people(12), kind="board", circles=commissions)]


PICTURES: dict[str, CircleMap] = {
    "40 circles, three deep": CircleMap("AG", three_deep(), 154),
    "40 circles beside one another": CircleMap("AG", [commission(number, 0) for number in range(40)], 154),
    "six circles": CircleMap("AG", [commission(number, 0) for number in range(6)], 154),
    "a board from near": CircleMap(
        "CA",
        three_deep()[0].circles,
        12,
        [MapPerson(name, "élu·e", represents="pour Jardin") for name in people(12)],
        [MapRole("Trésorerie"), MapRole("Coprésidence", people(3), free="1 place libre")],
    ),
    "24 people from near": CircleMap("Jardin", [], 24, [MapPerson(name, "référent·e") for name in people(24)]),
    "one person from near": CircleMap("Jardin", [], 1, [MapPerson(NAMES[4], "une voix sans droit de vote")]),
}
pictures = pytest.mark.parametrize("picture", PICTURES.values(), ids=PICTURES.keys())

Box = tuple[float, float, float, float]  # left, top, right, bottom


def boxes(ring: Ring) -> list[Box]:
    """Where its lines stand, each as wide as it is in the widest of our fonts."""
    size = ring.label.letters
    return [
        (at.x - size * WIDE * len(line) / 2, at.y - size * 0.72, at.x + size * WIDE * len(line) / 2, at.y + size * 0.1)
        for at, line in ring.label.lines
    ]


def has_corners_in(box: Box, disc: Disc) -> bool:
    left, top, right, bottom = box
    return all(hypot(x - disc.x, y - disc.y) <= disc.r for x in (left, right) for y in (top, bottom))


def touches(box: Box, disc: Disc) -> bool:
    left, top, right, bottom = box
    x, y = min(max(disc.x, left), right), min(max(disc.y, top), bottom)
    return hypot(x - disc.x, y - disc.y) < disc.r - 0.1


def is_over(one: Box, other: Box) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


def contains(around: Ring, within: Ring) -> bool:
    one, other = around.disc, within.disc
    return one.r > other.r and hypot(one.x - other.x, one.y - other.y) < one.r


@pictures
def test_each_line_stands_whole_in_its_circle(picture: CircleMap) -> None:
    rings = MapDrawing(picture).rings
    assert [ring.says for ring in rings if not all(has_corners_in(box, ring.disc) for box in boxes(ring))] == []


@pictures
def test_no_line_stands_over_another_nor_over_a_circle_within(picture: CircleMap) -> None:
    rings = MapDrawing(picture).rings
    written = [(ring, box) for ring in rings for box in boxes(ring)]
    assert [(one.says, other.says) for (one, a), (other, b) in combinations(written, 2) if is_over(a, b)] == []
    over = [(ring.says, inner.says) for ring, box in written for inner in rings if touches(box, inner.disc)]
    inside = {(ring.says, inner.says) for ring in rings for inner in rings if contains(ring, inner)}
    assert [pair for pair in over if pair in inside] == []


@pictures
def test_each_circle_has_its_name_large_enough_or_a_number_that_is_named_below(picture: CircleMap) -> None:
    drawn = MapDrawing(picture)
    assert [ring.says for ring in drawn.rings if not ring.label.lines or ring.label.letters < LEGIBLE] == []
    circles = [ring for ring in drawn.rings if ring.named]
    assert all(ring.label.letters >= NAMED for ring in circles)
    for ring in circles:
        written = " ".join(line for _at, line in ring.label.lines)
        assert written == (str(ring.number) if ring.number else ring.named)
    assert [ring.number for ring in drawn.numbered] == list(range(1, len(drawn.numbered) + 1))


def test_40_circles_are_numbered_in_the_order_of_the_list() -> None:
    drawn = MapDrawing(PICTURES["40 circles, three deep"])
    assert len(drawn.rings) == 40
    numbered: list[Any] = [(ring.number, ring.named, ring.free) for ring in drawn.numbered[:4]]
    assert numbered[0] == (1, "Conseil d’administration", "")
    assert numbered[1:] == [(2, "Vie Quotidienne", ""), (3, "Compost 0", ""), (4, "Bar du vendredi 0", "")]
    assert "1 role to take" in {ring.free for ring in drawn.numbered}


def test_from_near_what_is_within_a_circle_around_is_counted_and_left_to_a_look_from_nearer() -> None:
    drawn = MapDrawing(PICTURES["a board from near"])
    assert len(drawn.rings) == 10 + 2 + 12
    assert drawn.rings[0].says == "Vie Quotidienne, 4 people, 3 circles within it"
