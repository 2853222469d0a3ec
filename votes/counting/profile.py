"""What was answered, made ready to count, and what methods have in common.

Lines are (how many, answer), read strictly by `votes.counting.lines`: each option at most once, no group empty.
An empty answer is a blank ballot: cast, and counted by no method. Nothing here depends on the order
of the options, of the lines, or of the options ranked equal.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import TypeVar

Ranking = tuple[tuple[str, ...], ...]  # groups of options ranked equal, best first; what is missing is unranked
Approvals = frozenset[str]
Scores = Mapping[str, int]
Answer = TypeVar("Answer", Ranking, Approvals)


def merged(ballots: Iterable[tuple[int, Answer]]) -> dict[Answer, int]:
    """How many gave each answer; blank ballots left out."""
    numbers: dict[Answer, int] = {}
    for number, answer in ballots:
        if answer:
            numbers[answer] = numbers.get(answer, 0) + number
    return numbers


def grouped(values: Mapping[str, Fraction | int]) -> Ranking:
    """The options by value, highest first; equal ones together, by name."""
    by_value: defaultdict[Fraction | int, list[str]] = defaultdict(list)
    for option in sorted(values):
        by_value[values[option]].append(option)
    return tuple(tuple(by_value[value]) for value in sorted(by_value, reverse=True))


def layers(options: Iterable[str], beats: Callable[[str, str], bool]) -> Ranking:
    """Those whom no other beats, then those whom none of the rest beats, and so on. `beats` has no cycle."""
    left, ranking = sorted(options), []
    while left:
        first = tuple(option for option in left if not any(beats(other, option) for other in left if other != option))
        ranking.append(first)
        left = [option for option in left if option not in first]
    return tuple(ranking)


def written(value: Fraction | int) -> str:
    """An exact number as text: "12", "4.5" where a few decimals say all, "25/3" where none do."""
    value = Fraction(value)
    if value.denominator == 1 or 10**5 % value.denominator:
        return str(value)
    whole, decimals = divmod(value.numerator * 10**5 // value.denominator, 10**5)
    return f"{whole}.{decimals:05d}".rstrip("0")
