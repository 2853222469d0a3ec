"""The data of our pictures: plain values that any floor fills and `{% load web %}` draws."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction
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
class Place:
    """One person at the table. `mark` is shown once the table is revealed; until then only that they answered."""

    name: str
    state: Literal["waiting", "answered", "absent"] = "waiting"
    mark: Mark = ""
    person: int | None = None


@dataclass(frozen=True)
class Table:
    """The circle around its text."""

    places: Sequence[Place]
    revealed: bool = False


@dataclass(frozen=True)
class Bar:
    """One answer and how many gave it."""

    label: str
    count: int
    tone: Tone = "edge"
    shape: Shape = "disc"


@dataclass(frozen=True)
class VoteBars:
    """A count. `base` is the number that the rule counts on, `threshold` the votes for that it asks."""

    rows: Sequence[Bar]
    base: int
    threshold: int | None = None


@dataclass(frozen=True)
class Step:
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

    steps: Sequence[Step]
    replaces: Step | None = None
    replaced_by: Step | None = None


@dataclass(frozen=True)
class MapCircle:
    """One circle on the map, with the people in it."""

    name: str
    url: str = ""
    people: Sequence[str] = ()
    kind: Literal["assembly", "board", "commission", "group"] = "commission"
    is_mine: bool = False


@dataclass(frozen=True)
class CircleMap:
    """Who does what: the circles within the assembly of everybody (`everybody` people)."""

    name: str
    circles: Sequence[MapCircle]
    everybody: int
    url: str = ""


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


Fate = Literal["kept", "tied", ""]  # what became of an option


@dataclass(frozen=True)
class OptionBar:
    """One option. `parts` follow each other in its bar, `number` is what is written beside it."""

    label: str
    number: Fraction
    parts: Sequence[Fraction]
    fate: Fate = ""


@dataclass(frozen=True)
class OptionBars:
    """Options beside each other on one scale. `words` names the parts of a bar; alone, it names the number."""

    rows: Sequence[OptionBar]
    words: Sequence[str]
    scale: Fraction  # what a full bar stands for
    title: str = ""  # what it tells, where that is not the count itself


@dataclass(frozen=True)
class Transfer:
    """Votes that go from one option to another before the next stage. `to` is "" where nobody takes them."""

    source: str
    to: str
    votes: Fraction


@dataclass(frozen=True)
class Round:
    """One stage of a count: what each option still in it has, and what moves on to the next."""

    votes: Mapping[str, Fraction]
    kept: Sequence[str] = ()  # from this stage on
    excluded: Sequence[str] = ()
    transfers: Sequence[Transfer] = ()
    exhausted: Fraction = Fraction(0)
    needed: Fraction | None = None  # the quota, or the majority


@dataclass(frozen=True)
class Flow:
    """A count in stages. `options` from the first to the last of the ranking."""

    options: Sequence[str]
    rounds: Sequence[Round]


@dataclass(frozen=True)
class Duel:
    """One option against another: how many prefer it, how many the other, the strongest path from it to the other."""

    votes: int
    against: int
    path: int | None = None
    is_dropped: bool = False  # won, and not counted, because it would close a ring of stronger ones


@dataclass(frozen=True)
class Duels:
    """Every option against every other. `options` from the first to the last of the ranking."""

    options: Sequence[str]
    duels: Mapping[tuple[str, str], Duel]
    kept: Sequence[str] = ()


@dataclass(frozen=True)
class Profile:
    """The grades that one option was given, from the best to the worst, and the one in their middle."""

    label: str
    counts: Sequence[int]
    median: str
    fate: Fate = ""


@dataclass(frozen=True)
class Merit:
    """Options by the grades that they were given. `words` names the grades, from the best to the worst."""

    words: Sequence[str]
    rows: Sequence[Profile]


@dataclass(frozen=True)
class Purchase:
    """Something that a common budget could pay for."""

    label: str
    cost: Fraction
    backers: int
    is_bought: bool
    price: Fraction | None = None  # the most that one of its backers pays


@dataclass(frozen=True)
class Budget:
    """A common budget and what it buys."""

    budget: Fraction
    purchases: Sequence[Purchase]
