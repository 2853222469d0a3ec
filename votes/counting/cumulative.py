"""Cumulative voting by points: each ballot spreads a few points over the options, and the largest sums win.

Source: J. G. Marshall, "Minorities and Majorities: Their Relative Rights" (1853), who named the cumulative vote: as
many votes as one has may all go to one candidate, or be shared; Illinois elected its house in this way from 1870 to
1980 (Constitution of 1870, article IV, sections 7 and 8). With dots on a wall it is known as dot voting. Whole points,
none negative; who spreads fewer than they have loses the rest.
Time: linear in the points. Tie: the source has no rule but a lot.
"""

from collections.abc import Iterable, Sequence
from typing import Any

from votes.counting import seats as places
from votes.counting.method import CountingMethod
from votes.counting.profile import Scores, grouped
from votes.counting.result import CountStep, OptionsResult

POINTS = 10  # that each person has, where the rules do not say


def count(
    options: Sequence[str], ballots: Iterable[tuple[int, Scores]], *, seats: int = 1, lot: str | None = None
) -> OptionsResult:
    """`counts`: the points that each option has. A ballot that names no option is blank."""
    counts, voters = dict.fromkeys(options, 0), 0
    for number, points in ballots:
        voters += number if points else 0
        for option, given in points.items():
            counts[option] += number * given
    counted = CountStep("cumulative.counted", {"voters": voters, "counts": counts})
    return places.result(grouped(counts), seats=seats, lot=lot, voters=voters, counts=counts, steps=[counted])


def check(answer: Any, highest: int | None) -> None:
    """Raise ValueError where a line spreads more than each person has."""
    spread = sum(points for _option, points in answer)
    if highest is not None and spread > highest:
        raise ValueError(f"scores: {highest} points at most in all, not {spread}")


METHOD = CountingMethod(
    "cumulative",
    "scores",
    count,
    rules={"highest": f"how many points each ballot may spread in all: {POINTS} if it is not said"},
    answers="whole points, no more in all than each has",
    highest=lambda rules: rules.whole("highest", 1) or POINTS,
    check=check,
)
