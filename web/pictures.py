"""The data of our pictures: plain values that any floor fills and `{% load web %}` draws."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

Tone = Literal["leaf", "clay", "sky", "plum", "lamp", "edge"]
Shape = Literal["disc", "half", "diamond", "ring"]  # ● ◐ ◆ ○


@dataclass(frozen=True)
class Segment:
    """One item of the evening. What is deferred takes no room in it."""

    title: str
    planned_seconds: int
    spent_seconds: int = 0
    state: Literal["pending", "current", "done", "deferred"] = "pending"


@dataclass(frozen=True)
class Evening:
    """A meeting from its start to its hard end, and when it will end at this pace (between `low` and `high`)."""

    start: datetime
    hard_end: datetime
    now: datetime
    segments: Sequence[Segment]
    forecast: datetime | None = None
    low: datetime | None = None
    high: datetime | None = None


Mark = Literal["consent", "concern", "objection", "stand_aside", "presumed", ""]


@dataclass(frozen=True)
class TablePerson:
    """One person at the table. `mark` is shown once the table is revealed; until then only that they answered."""

    name: str
    state: Literal["waiting", "answered", "absent"] = "waiting"
    mark: Mark = ""
    person: int | None = None


@dataclass(frozen=True)
class Table:
    """The circle around its text."""

    places: Sequence[TablePerson]
    revealed: bool = False

    @property
    def progress(self) -> str:
        """How many of those who are asked have answered: « 3/8 »."""
        states = [place.state for place in self.places if place.state != "absent"]
        return f"{states.count('answered')}/{len(states)}"


@dataclass(frozen=True)
class ThreadStep:
    """One bead of a decision's thread."""

    label: str
    title: str = ""
    when: datetime | date | None = None
    url: str = ""
    state: Literal["done", "current", "pending", "ended"] = "done"
    note: str = ""


@dataclass(frozen=True)
class Thread:
    """From the idea to the review of what was decided; `replaces` and `replaced_by` name other decisions."""

    steps: Sequence[ThreadStep]
    replaces: ThreadStep | None = None
    replaced_by: ThreadStep | None = None


LifeMark = Literal[
    "idea", "version", "round", "objection", "decision", "task", "review", "replacement", "repeal", "other"
]


@dataclass(frozen=True)
class LifeStep:
    """One thing that happened to a decision, or is to come."""

    mark: LifeMark
    label: str
    when: datetime | date | None = None
    url: str = ""
    note: str = ""
    state: Literal["done", "current", "pending"] = "done"


@dataclass(frozen=True)
class Life:
    """All that happened to a decision, in order; what is to come stands last."""

    steps: Sequence[LifeStep]


@dataclass(frozen=True)
class MapCircle:
    """One circle on the map: who is in it, and the circles within it."""

    name: str
    url: str = ""
    people: Sequence[str] = ()
    kind: Literal["assembly", "board", "commission", "group"] = "commission"
    is_mine: bool = False
    circles: Sequence["MapCircle"] = ()
    within: int = 0  # circles that it has besides, and that the map does not show
    roles: int = 0  # named roles that somebody holds
    vacancies: int = 0  # roles that nobody holds
    sent: Sequence[str] = ()  # who represents it in the circle around it
    received: Sequence[str] = ()  # who represents in it the circle around it


@dataclass(frozen=True)
class MapPerson:
    """Somebody in the circle that the map shows from near, with their place there."""

    name: str
    role: str = ""
    url: str = ""
    is_me: bool = False
    represents: str = ""  # another circle, in words: « pour Jardin »


@dataclass(frozen=True)
class MapRole:
    """A role of the circle that the map shows from near, with who holds it: nobody, where it is to take."""

    name: str
    holders: Sequence[str] = ()
    url: str = ""
    free: str = ""  # what else is wanted, in words: « 1 place libre »
    mission: str = ""  # in a few words

    @property
    def is_vacant(self) -> bool:
        return not self.holders


@dataclass(frozen=True)
class CircleMap:
    """Who does what: the circles within a circle and, from near, its roles and its people.

    The whole collective is seen from afar: its people (`everybody`) are points on the rim.
    """

    name: str
    circles: Sequence[MapCircle]
    everybody: int
    people: Sequence[MapPerson] = ()
    roles: Sequence[MapRole] = ()


@dataclass(frozen=True)
class Moment:
    """One entry of the story. `when` is as exact as the collective knows it (« été 2018 »)."""

    title: str
    when: str = ""
    text: str = ""  # Markdown
    url: str = ""
    picture: str = ""
    picture_alt: str = ""
    icon: str = ""


@dataclass(frozen=True)
class Year:
    """A bead of the story and what happened in it."""

    year: int
    moments: Sequence[Moment]


@dataclass(frozen=True)
class Story:
    years: Sequence[Year]
