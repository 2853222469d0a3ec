"""The data of the pictures of counts: plain values that `{% load results %}` draws."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

from web.pictures import Shape, Tone


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
class CountStage:
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
    rounds: Sequence[CountStage]


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
