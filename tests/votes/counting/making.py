"""Ballots and elections that the tests of counting share."""

import hashlib

from hypothesis import strategies as st

# Which town becomes the capital of Tennessee: 100 voters, each preferring what is near.
TENNESSEE = """
42 Memphis > Nashville > Chattanooga > Knoxville
26 Nashville > Chattanooga > Knoxville > Memphis
15 Chattanooga > Knoxville > Nashville > Memphis
17 Knoxville > Chattanooga > Nashville > Memphis
"""
TOWNS = ("Chattanooga", "Knoxville", "Memphis", "Nashville")

# Schulze (2011), his first example: 45 voters.
SCHULZE_45 = """
5 A > C > B > E > D
5 A > D > E > C > B
8 B > E > D > A > C
3 C > A > B > E > D
7 C > A > E > B > D
2 C > B > A > D > E
7 D > C > E > B > A
8 E > B > A > D > C
"""

# A circle: A wins against B by 6 to 3, B against C by 7 to 2, C against A by 5 to 4.
CIRCLE = "4 A > B > C; 3 B > C > A; 2 C > A > B"


def ranked(text):
    """ "4 A > B = C; 3 C" as lines of (number, ranking)."""
    lines = []
    for line in text.replace("\n", ";").split(";"):
        if line.strip():
            number, _, groups = line.strip().partition(" ")
            places = [tuple(name.strip() for name in group.split("=")) for group in groups.split(">") if group.strip()]
            lines.append((int(number), tuple(places)))
    return lines


def lot(options, seed):
    """The order of the lot, drawn by hand: the smallest SHA-256 of the seed, a line feed and the name comes first."""
    return sorted(options, key=lambda name: hashlib.sha256((seed + "\n" + name).encode("utf-8")).hexdigest())


def drawn_first(option, others):
    """A seed whose lot puts this option before these others."""
    return next(seed for seed in map(str, range(10**6)) if lot([option, *others], seed)[0] == option)


def drawn_last(option, others):
    return next(seed for seed in map(str, range(10**6)) if lot([option, *others], seed)[-1] == option)


@st.composite
def rankings(draw, options, *, complete=False):
    """A ranking: strict and of all options if `complete`, else with equals and some left out; maybe of none."""
    order = draw(st.permutations(options))
    if complete:
        return tuple((option,) for option in order)
    groups = [[option] for option in order[: draw(st.integers(0, len(options)))]]
    for _ in range(draw(st.integers(0, 2))):
        if len(groups) > 1:
            place = draw(st.integers(0, len(groups) - 2))
            groups[place : place + 2] = [groups[place] + groups[place + 1]]
    return tuple(tuple(sorted(group)) for group in groups)


@st.composite
def elections(draw, *, most=5, lines=6, complete=False, number=9):
    """Options and lines of (number, ranking)."""
    options = "ABCDEFGH"[: draw(st.integers(1 if not complete else 2, most))]
    line = st.tuples(st.integers(1, number), rankings(options, complete=complete))
    return tuple(options), draw(st.lists(line, max_size=lines, min_size=1 if complete else 0))


def approvals(ballots):
    """The same ballots approving what they rank first."""
    return [(number, frozenset(ranking[0]) if ranking else frozenset()) for number, ranking in ballots]


def grades(ballots, highest):
    """The same ballots with a grade for each option that they rank, `highest` for the first place."""
    return [
        (number, {option: max(highest - place, 0) for place, group in enumerate(ranking) for option in group})
        for number, ranking in ballots
    ]


def steps(result, *names):
    """The values of the steps of these names, in order."""
    return [step.values for step in result.steps if step.name in names]


def told(result):
    return [(step.name, step.values) for step in result.steps]
