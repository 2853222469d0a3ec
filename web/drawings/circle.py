"""The circle: people around a table. A picture 360 wide, computed here, scaled by its place."""

from bisect import bisect_left
from dataclasses import dataclass
from itertools import pairwise
from math import cos, hypot, pi, sin

from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, npgettext, pgettext

from web.pictures import Mark, Shape, Table, TablePerson, Tone

WIDTH = 360
ROUND_X, ROUND_Y = 138, 92  # Where people sit, around the middle of the table.
LONG = 11  # letters of a name at the table
NAMED = 16  # More people than this are drawn without their names.
FORWARD = 20  # How far an objection steps towards the table.

LOOKS: dict[str, tuple[Shape, Tone]] = {
    "consent": ("disc", "leaf"),
    "presumed": ("disc", "edge"),
    "concern": ("half", "plum"),
    "objection": ("diamond", "clay"),
    "stand_aside": ("ring", "edge"),
}


def in_words(mark: Mark) -> str:
    """One person's position, in words."""
    return {
        "consent": pgettext("somebody’s position", "consents"),
        "presumed": pgettext("somebody’s position", "consents (presumed)"),
        "concern": pgettext("somebody’s position", "consents with a concern"),
        "objection": pgettext("somebody’s position", "objects"),
        "stand_aside": pgettext("somebody’s position", "stands aside"),
        "": pgettext("somebody’s position", "has not answered"),
    }[mark]


@dataclass(frozen=True)
class DrawnPerson:
    """One place at the table: where it stands, where its name goes, what it looks like."""

    place: TablePerson
    x: float
    y: float
    name_y: float
    kind: str  # waiting, answered, absent, or the mark once revealed
    shape: Shape | str
    tone: Tone | str
    says: str
    is_named: bool
    short: str  # the name as it stands at the table

    @property
    def is_ticked(self) -> bool:
        """Whether a tick says that this person has answered, where there is room for one."""
        return self.kind == "answered" and self.is_named

    @property
    def mark_scale(self) -> float:
        """How large a revealed mark is drawn."""
        return 1.75 if self.is_named else 1

    @property
    def chair_radius(self) -> float:
        return 12 if self.is_named else 6.5


@dataclass(frozen=True)
class CircleDrawing:
    table: Table

    @cached_property
    def seats(self) -> list[DrawnPerson]:
        return [self._seat(index, place) for index, place in enumerate(self.table.places)]

    @cached_property
    def short_names(self) -> list[str]:
        """First names, with an initial where two are the same: across a table one says no more."""
        firsts = [place.name.split(" ")[0] for place in self.table.places]
        return [
            _short(place.name, firsts.count(first) > 1) for place, first in zip(self.table.places, firsts, strict=True)
        ]

    @property
    def is_named(self) -> bool:
        return len(self.table.places) <= NAMED

    @property
    def height(self) -> int:
        return 268 if self.is_named else 300

    @property
    def answered(self) -> int:
        return sum(place.state == "answered" for place in self.table.places)

    @property
    def centre(self) -> tuple[str, str]:
        """The two lines on the table: the number, and what it counts."""
        total = len(self.table.places)
        return f"{self.answered} / {total}", npgettext("under their number", "answered", "have answered", self.answered)

    @property
    def counts(self) -> list[tuple[Mark, int]]:
        marks = [place.mark for place in self.table.places if place.state == "answered"]
        order: tuple[Mark, ...] = ("consent", "presumed", "concern", "objection", "stand_aside")
        return [(mark, marks.count(mark)) for mark in order if mark in marks]

    @property
    def legend(self) -> list[tuple[Shape, Tone, str]]:
        return [(*LOOKS[mark], _counted(mark, count)) for mark, count in self.counts]

    @property
    def sentence(self) -> str:
        """The picture in one sentence."""
        total = len(self.table.places)
        if not self.table.revealed:
            text = ngettext(
                "%(count)d person of %(total)d has answered; positions are shown together at the end.",
                "%(count)d people of %(total)d have answered; positions are shown together at the end.",
                self.answered,
            )
            return text % {"count": self.answered, "total": total}
        counted = ", ".join(_counted(mark, count) for mark, count in self.counts) or _("no position")
        silent = total - self.answered
        if not silent:
            return f"{counted}."
        quiet = ngettext("%(count)d without an answer", "%(count)d without an answer", silent) % {"count": silent}
        return f"{counted}, {quiet}."

    def _seat(self, index: int, place: TablePerson) -> DrawnPerson:
        angle = self._angles[index]
        answered = place.state == "answered"
        kind = (place.mark or "answered") if answered and self.table.revealed else place.state
        out = 0.0 if self.is_named else (14.0 if index % 2 else -14.0)
        step = FORWARD if kind == "objection" else 0
        x = WIDTH / 2 + (ROUND_X + out - step) * cos(angle)
        y = (self.height - 14) / 2 + (ROUND_Y + out - step) * sin(angle)
        shape, tone = LOOKS.get(kind, ("", ""))
        says = (
            in_words(place.mark)
            if self.table.revealed
            else pgettext("somebody’s position", "has answered")
            if answered
            else in_words("")
        )
        if place.state == "absent" and not answered:
            says = pgettext("somebody’s position", "is away")
        below = 29 if sin(angle) > -0.6 else -19
        return DrawnPerson(
            place,
            round(x, 1),
            round(y, 1),
            round(y + below, 1),
            kind,
            shape,
            tone,
            says,
            self.is_named,
            self.short_names[index],
        )

    @cached_property
    def _angles(self) -> list[float]:
        """As many angles as people, at equal steps along the ellipse: nobody sits closer than another."""
        steps = 720
        turn = [-pi / 2 + 2 * pi * step / steps for step in range(steps + 1)]
        walked = [0.0]
        for before, after in pairwise(turn):
            walked.append(
                walked[-1] + hypot(ROUND_X * (cos(after) - cos(before)), ROUND_Y * (sin(after) - sin(before)))
            )
        count = max(1, len(self.table.places))
        shift = 0.5 if count % 2 == 0 else 0.0
        return [turn[bisect_left(walked, walked[-1] * (index + shift) / count)] for index in range(count)]


def _short(name: str, is_shared: bool) -> str:
    first, _space, last = name.partition(" ")
    short = f"{first} {last[0]}." if is_shared and last else first
    return short if len(short) <= LONG else short[: LONG - 1] + "…"


def _counted(mark: Mark, count: int) -> str:
    text = {
        "consent": ngettext("%(count)d consent", "%(count)d consents", count),
        "presumed": ngettext("%(count)d presumed consent", "%(count)d presumed consents", count),
        "concern": ngettext("%(count)d concern", "%(count)d concerns", count),
        "objection": ngettext("%(count)d objection", "%(count)d objections", count),
        "stand_aside": ngettext("%(count)d stands aside", "%(count)d stand aside", count),
    }[mark]
    return text % {"count": count}
