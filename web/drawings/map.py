"""Who does what: the circles within the collective, people as dots in them, everybody around."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import cos, pi, sin

from django.utils.functional import cached_property
from django.utils.translation import ngettext

from web.pictures import CircleMap, MapCircle

SIZE = 400
MIDDLE = SIZE / 2
RIM = 192
SHOWN_DOTS = 40
WIDE = 0.66  # of its size: how wide a bold letter is, in the widest of our fonts


@dataclass(frozen=True)
class Dot:
    x: float
    y: float


@dataclass(frozen=True)
class Ring:
    """One circle on the map. `lines` is its name, in at most three lines, around its middle."""

    circle: MapCircle
    x: float
    y: float
    r: float
    letters: float  # their size
    dots: list[Dot]
    lines: list[tuple[float, str]]

    @property
    def says(self) -> str:
        count = len(self.circle.people)
        return f"{self.circle.name}, " + ngettext("%(count)d person", "%(count)d people", count) % {"count": count}


@dataclass(frozen=True)
class MapDrawing:
    map: CircleMap

    @cached_property
    def rings(self) -> list[Ring]:
        """The board in the middle when there is one, the others around it in their order."""
        central = [circle for circle in self.map.circles if circle.kind == "board"][:1]
        around = [circle for circle in self.map.circles if circle not in central]
        return [*self._centre(central), *self._around(around, bool(central))]

    @property
    def rim(self) -> list[Dot]:
        """Everybody, on the rim: one dot each, up to what the rim can hold."""
        count = min(self.map.everybody, 180)
        return [_on(MIDDLE, MIDDLE, RIM, 2 * pi * index / count) for index in range(count)]

    def _centre(self, circles: list[MapCircle]) -> Iterator[Ring]:
        for circle in circles:
            yield _ring(circle, MIDDLE, MIDDLE, 56)

    def _around(self, circles: list[MapCircle], has_centre: bool) -> Iterator[Ring]:
        count = len(circles)
        if not count:
            return
        if count == 1 and not has_centre:
            yield _ring(circles[0], MIDDLE, MIDDLE, 80)
            return
        distance = 122.0 if has_centre or count > 3 else 92.0
        room = distance * sin(pi / count) - 4 if count > 1 else 80.0
        largest = min(58.0, room, RIM - 12 - distance)
        for index, circle in enumerate(circles):
            at = _on(MIDDLE, MIDDLE, distance, -pi / 2 + 2 * pi * index / count)
            size = 0.82 + 0.18 * min(1.0, len(circle.people) / 12)
            yield _ring(circle, at.x, at.y, largest * size)


def _ring(circle: MapCircle, x: float, y: float, r: float) -> Ring:
    count = min(SHOWN_DOTS, len(circle.people))
    dots = [_on(x, y, r, -pi / 2 + 2 * pi * index / max(1, count)) for index in range(count)]
    lines = _wrapped(circle.name, max(8, int(r / 4)))
    letters = max(8.5, min(13.0, (2 * r - 14) / (WIDE * max(len(line) for line in lines))))
    first = y - letters * 1.2 * (len(lines) - 1) / 2 + letters * 0.35
    placed = [(round(first + letters * 1.2 * number, 1), line) for number, line in enumerate(lines)]
    return Ring(circle, x, y, round(r, 1), round(letters, 1), dots, placed)


def _wrapped(name: str, room: int) -> list[str]:
    """The name in at most three lines of about `room` letters."""
    lines = [""]
    for word in name.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > room:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return lines if len(lines) <= 3 else [*lines[:2], lines[2] + "…"]


def _on(x: float, y: float, r: float, angle: float) -> Dot:
    return Dot(round(x + r * cos(angle), 1), round(y + r * sin(angle), 1))
