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
from votes.counting.parsing import Fields
from votes.counting.result import Plain, Result

MOST_GRADES = 1000


def best_grade(rules: Fields) -> int:
    """Of the words that the rules give, or of as many as anyone would want."""
    return len(rules.texts("grades") or range(MOST_GRADES)) - 1


def words(rules: Fields) -> Plain:
    return {"grades": rules.texts("grades") or ()}


def money(rules: Fields) -> Plain:
    return {"budget": rules.whole("budget"), "costs": rules.numbers("costs")}


def no_tallies(*given: object, **rules: object) -> Result:
    raise ValueError("tallies: for majority_judgment, in place of ballots")


@dataclass(frozen=True)
class Method:
    """`count` takes the options, the lines, `seats` and `lot`, and what `own` reads from the rules."""

    key: str  # under which a ballot's line holds its answer
    count: Callable[..., Result]
    highest: Callable[[Fields], int | None] = lambda rules: None  # of a score or a grade; how many may be approved
    own: Callable[[Fields], Plain] = lambda rules: {}
    count_tallies: Callable[..., Result] = no_tallies  # the same, from the number of each grade by option


METHODS: dict[str, Method] = {
    "approval": Method("approve", approval.count, highest=lambda rules: rules.whole("most", 1)),
    "score": Method("scores", score.count, highest=lambda rules: rules.whole("highest", 1)),
    "borda": Method("ranking", borda.count),
    "irv": Method("ranking", irv.count),
    "schulze": Method("ranking", schulze.count),
    "ranked_pairs": Method("ranking", ranked_pairs.count),
    "stv_scottish": Method("ranking", stv_scottish.count),
    "stv_meek": Method("ranking", stv_meek.count),
    "majority_judgment": Method(
        "grades",
        majority_judgment.count,
        highest=best_grade,
        own=words,
        count_tallies=majority_judgment.count_tallies,
    ),
    "pav": Method("approve", pav.count),
    "equal_shares": Method("approve", equal_shares.count, own=money),
    "dates": Method("grades", dates.count, highest=lambda rules: 2),
}
