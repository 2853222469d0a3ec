"""The methods among options, by name: what a ballot's line holds for each, and how it counts."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module

from votes.counting.fields import Fields
from votes.counting.lines import Lines
from votes.counting.result import Result


@dataclass(frozen=True)
class Count:
    """One count among options, read: what a method needs."""

    options: tuple[str, ...]
    seats: int
    rules: Fields
    lines: Lines
    lot: str | None  # what a lot is drawn from; None: a tie is reported


@dataclass(frozen=True)
class Method:
    key: str  # under which a ballot's line holds its answer
    count: Callable[[Count], Result]
    highest: Callable[[Fields], int | None] = lambda rules: None  # of a score or a grade; how many may be approved


def by(name: str) -> Callable[[Count], Result]:
    """A method that has no rules of its own."""

    def count(asked: Count) -> Result:
        module = import_module(f"votes.counting.{name}")
        result: Result = module.count(asked.options, asked.lines.answers, seats=asked.seats, lot=asked.lot)
        return result

    return count


METHODS: dict[str, Method] = {
    "approval": Method("approve", by("approval"), lambda rules: rules.whole("most", 1)),
    "score": Method("scores", by("score"), lambda rules: rules.whole("highest", 1)),
    "borda": Method("ranking", by("borda")),
    "irv": Method("ranking", by("irv")),
    "schulze": Method("ranking", by("schulze")),
    "ranked_pairs": Method("ranking", by("ranked_pairs")),
    "stv_scottish": Method("ranking", by("stv_scottish")),
    "stv_meek": Method("ranking", by("stv_meek")),
    "majority_judgment": Method("grades", by("majority_judgment")),
    "pav": Method("approve", by("pav")),
    "equal_shares": Method("approve", by("equal_shares")),
    "dates": Method("grades", by("dates"), lambda rules: 2),
}
