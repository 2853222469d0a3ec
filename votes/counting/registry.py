"""The methods among options, by name: what a ballot's line holds for each, and how it counts."""

from collections.abc import Callable
from dataclasses import dataclass

from votes.counting import (
    approval,
    borda,
    dates,
    equal_shares,
    irv,
    majority_judgment,
    pav,
    ranked_pairs,
    schulze,
    score,
    stv_meek,
    stv_scottish,
)
from votes.counting.fields import Fields
from votes.counting.lines import Lines
from votes.counting.result import Result

MOST_GRADES = 1000


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
    takes_tallies: bool = False  # the number of each grade by option, in place of ballots


def without_rules(count: Callable[..., Result]) -> Callable[[Count], Result]:
    """A method that has no rules of its own."""
    return lambda asked: count(asked.options, asked.lines.answers, seats=asked.seats, lot=asked.lot)


def judged(asked: Count) -> Result:
    grades, tallies = asked.rules.texts("grades") or (), asked.lines.tallies
    if tallies is not None:
        return majority_judgment.count_tallies(asked.options, tallies, seats=asked.seats, lot=asked.lot, grades=grades)
    return majority_judgment.count(asked.options, asked.lines.answers, seats=asked.seats, lot=asked.lot, grades=grades)


def bought(asked: Count) -> Result:
    budget, costs = asked.rules.whole("budget"), asked.rules.numbers("costs")
    return equal_shares.count(
        asked.options, asked.lines.answers, seats=asked.seats, lot=asked.lot, budget=budget, costs=costs
    )


def best_grade(rules: Fields) -> int:
    """Of the words that the rules give, or of as many as anyone would want."""
    grades = rules.texts("grades")
    return len(grades) - 1 if grades else MOST_GRADES - 1


METHODS: dict[str, Method] = {
    "approval": Method("approve", without_rules(approval.count), lambda rules: rules.whole("most", 1)),
    "score": Method("scores", without_rules(score.count), lambda rules: rules.whole("highest", 1)),
    "borda": Method("ranking", without_rules(borda.count)),
    "irv": Method("ranking", without_rules(irv.count)),
    "schulze": Method("ranking", without_rules(schulze.count)),
    "ranked_pairs": Method("ranking", without_rules(ranked_pairs.count)),
    "stv_scottish": Method("ranking", without_rules(stv_scottish.count)),
    "stv_meek": Method("ranking", without_rules(stv_meek.count)),
    "majority_judgment": Method("grades", judged, best_grade, takes_tallies=True),
    "pav": Method("approve", without_rules(pav.count)),
    "equal_shares": Method("approve", bought),
    "dates": Method("grades", without_rules(dates.count), lambda rules: 2),
}
