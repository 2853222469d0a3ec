"""Duels: of each two options, how many ballots rank the one above the other.

Source: Condorcet, "Essai sur l'application de l'analyse..." (1785). An option that wins each of its duels is
the champion, whom Schulze and ranked pairs always elect.
"""

import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import combinations, permutations

from votes.counting.profile import Ranking
from votes.counting.result import CountStep

Duels = dict[str, dict[str, int]]  # how many ballots rank the first above the second

BYTE, PAIR = ("B", 127), ("H", 32767)  # a height's room, and its top: the upper bit stays free to compare with another


def fought(options: Sequence[str], ballots: Iterable[tuple[int, Ranking]]) -> tuple[Duels, int]:
    """How many ballots rank each option above each other one, and how many rank any option at all.

    The unranked stand together below the others. Each ballot writes how high it places each option, a byte
    an option (two for more than 127 options); then all ballots at once are compared, option against option, as the
    bytes of two long integers. A line of 5 equal ballots is written once among those that weigh 4, and once among
    those that weigh 1.
    Time: ballots x options, then pairs of options x ballots, thousands of ballots in a microsecond.
    """
    places = {option: place for place, option in enumerate(options)}
    room, top = BYTE if len(places) <= BYTE[1] else PAIR
    weighing: defaultdict[int, array[int]] = defaultdict(lambda: array(room))
    unranked, voters = array(room, [0] * len(places)), 0
    for number, ranking in ballots:
        if not ranking:
            continue
        voters += number
        heights, height = unranked[:], top
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
        ones = int.from_bytes((array(room, [1]) * (len(heights) // len(places))).tobytes(), sys.byteorder)
        upper = ones * (top + 1)
        lanes = {
            option: int.from_bytes(heights[place :: len(places)].tobytes(), sys.byteorder)
            for option, place in places.items()
        }
        for option, other in permutations(options, 2):
            # In each byte 128 + height - other's height - 1 keeps its upper bit just where the option is higher.
            higher = ((lanes[option] | upper) - lanes[other] - ones) & upper
            above[option][other] += weight * higher.bit_count()
    return above, voters


def steps(above: Duels, voters: int) -> list[CountStep]:
    """Who wins which duels, options with most of them first; the level ones; and the champion, if there is one."""
    won = {
        option: [
            [other, above[option][other], above[other][option]]
            for other in sorted(above)
            if beats(above, option, other)
        ]
        for option in sorted(above)
    }
    order = sorted(won, key=lambda option: -len(won[option]))
    level = [
        [option, other, above[option][other]]
        for option, other in combinations(sorted(above), 2)
        if above[option][other] == above[other][option]
    ]
    listed = [CountStep("duels.counted", {"voters": voters})]
    listed += [CountStep("duels.won", {"option": option, "over": won[option]}) for option in order if won[option]]
    if level:
        listed.append(CountStep("duels.level", {"pairs": level}))
    champion = [option for option in order if len(won[option]) == len(above) - 1]
    return [
        *listed,
        CountStep("duels.champion", {"option": champion[0]}) if champion else CountStep("duels.no_champion", {}),
    ]


def beats(above: Duels, option: str, other: str) -> bool:
    return option != other and above[option][other] > above[other][option]
