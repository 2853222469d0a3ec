"""What every count among options gives back: the result, how a tie was settled, and its steps."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Literal

Plain = dict[str, Any]  # whole numbers, texts, booleans, None, lists and dicts of them; decimals as texts


class Outcome(StrEnum):
    ELECTED = "elected"
    TIE = "tie"  # nobody drew the lot
    NO_QUORUM = "no_quorum"


@dataclass(frozen=True)
class Step:
    """One step of the count, by name and numbers; `votes.wording` tells it in French and English."""

    name: str  # "irv.excluded"
    values: Plain


@dataclass(frozen=True)
class Tie:
    """A tie that decided something: between whom, and whether the method's own rule or a lot settled it."""

    between: tuple[str, ...]
    by: Literal["rule", "lot"]
    of: str  # "stage 2" for a rule; for a lot what it was drawn from, or "none"


@dataclass(frozen=True)
class Result:
    """`ranking` is the method's own, best first, equals together; a lot only fills seats."""

    outcome: Outcome
    winners: tuple[str, ...]
    ranking: tuple[tuple[str, ...], ...]
    counts: Plain
    steps: tuple[Step, ...]
    stages: tuple[Plain, ...] = field(default=())
    quota: str | None = None
    tie: Tie | None = None
