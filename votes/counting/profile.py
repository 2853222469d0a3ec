"""What was answered, made ready to count, and what methods have in common.

Lines are (how many, answer), read strictly by `votes.counting.lines`: each option at most once, no group empty.
An empty answer is a blank ballot: cast, and counted by no method. Nothing here depends on the order
of the options, of the lines, or of the options ranked equal.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import permutations
from typing import TypeVar

Ranking = tuple[tuple[str, ...], ...]  # groups of options ranked equal, best first; what is missing is unranked
Approvals = frozenset[str]
Scores = Mapping[str, int]
Duels = dict[str, dict[str, int]]  # how many ballots rank the first above the second
Answer = TypeVar("Answer", Ranking, Approvals)

TOP = 127  # the height of a first choice: a byte keeps its upper bit free to compare with another


def merged(ballots: Iterable[tuple[int, Answer]]) -> dict[Answer, int]:
    """How many gave each answer; blank ballots left out."""
    numbers: dict[Answer, int] = {}
    for number, answer in ballots:
        if answer:
            numbers[answer] = numbers.get(answer, 0) + number
    return numbers


def duels(options: Sequence[str], ballots: Iterable[tuple[int, Ranking]]) -> tuple[Duels, int]:
    """How many ballots rank each option above each other one, and how many rank any option at all.

    The unranked stand together below the others. Each ballot writes how high it places each option, a byte
    an option; then all ballots at once are compared, option against option, as the bytes of two long integers.
    A line of 5 equal ballots is written once among those that weigh 4, and once among those that weigh 1.
    Time: ballots x options, then pairs of options x ballots, thousands of ballots in a microsecond.
    Raises ValueError for more than 127 options.
    """
    places = {option: place for place, option in enumerate(options)}
    if len(places) > TOP:
        raise ValueError(f"at most {TOP} options can be ranked")
    weighing: defaultdict[int, bytearray] = defaultdict(bytearray)
    unranked, voters = bytearray(len(places)), 0
    for number, ranking in ballots:
        if not ranking:
            continue
        voters += number
        heights, height = unranked[:], TOP
        for group in ranking:
            for option in group:
                heights[places[option]] = height
            height -= 1
        while number:
            weight = number & -number
            weighing[weight] += heights
            number -= weight
    above = {option: {other: 0 for other in options if other != option} for option in options}
    for weight, heights in weighing.items():
        ones = int.from_bytes(b"\x01" * (len(heights) // len(places)))
        upper = ones << 7
        lanes = {option: int.from_bytes(heights[place :: len(places)]) for option, place in places.items()}
        for option, other in permutations(options, 2):
            # In each byte 128 + height - other's height - 1 keeps its upper bit just where the option is higher.
            higher = ((lanes[option] | upper) - lanes[other] - ones) & upper
            above[option][other] += weight * higher.bit_count()
    return above, voters


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
        first = tuple(option for option in left if not any(beats(other, option) for other in left))
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
