"""Duels, and what the methods that read them share."""

from fractions import Fraction
from itertools import permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.votes.counting.making import SCHULZE_45, TENNESSEE, TOWNS, elections, ranked
from votes.counting.duels import fought, steps
from votes.counting.profile import grouped, layers, merged, written
from votes.counting.result import CountStep


def test_schulze_45_has_the_matrix_of_the_paper():
    above, voters = fought("ABCDE", ranked(SCHULZE_45))
    assert voters == 45
    assert above == {
        "A": {"B": 20, "C": 26, "D": 30, "E": 22},
        "B": {"A": 25, "C": 16, "D": 33, "E": 18},
        "C": {"A": 19, "B": 29, "D": 17, "E": 24},
        "D": {"A": 15, "B": 12, "C": 28, "E": 14},
        "E": {"A": 23, "B": 27, "C": 21, "D": 31},
    }


@settings(max_examples=150, deadline=None)
@given(elections(number=300))
def test_against_a_count_ballot_by_ballot(election):
    options, ballots = election
    expected = {a: {b: 0 for b in options if b != a} for a in options}
    for number, ranking in ballots:
        place = {option: at for at, group in enumerate(ranking) for option in group}
        for a, b in permutations(options, 2):
            if place.get(a, 99) < place.get(b, 99):
                expected[a][b] += number
    voters = sum(number for number, ranking in ballots if ranking)

    assert fought(options, ballots) == (expected, voters)


@pytest.mark.parametrize("number", [127, 128, 200])
def test_however_many_options(number):
    """Past 127 a height needs more than a byte."""
    options = [f"option {at:03}" for at in range(number)]
    lines = [(1, tuple((option,) for option in options)), (2, tuple((option,) for option in reversed(options[1:])))]
    above, voters = fought(options, lines)
    assert voters == 3
    first, *others = options
    assert {(above[first][b], above[b][first]) for b in others} == {(1, 2)}
    assert {above[a][b] for a, b in permutations(others, 2) if a < b} == {1}
    assert {above[a][b] for a, b in permutations(others, 2) if a > b} == {2}


def test_a_million_equal_ballots_are_one_line():
    assert fought("AB", [(10**12, (("A",), ("B",))), (10**12 - 1, (("B",),))])[0] == {
        "A": {"B": 10**12},
        "B": {"A": 10**12 - 1},
    }


def test_no_options_and_no_ballots():
    assert fought((), []) == ({}, 0)
    assert fought("AB", []) == ({"A": {"B": 0}, "B": {"A": 0}}, 0)


def test_the_steps_tell_who_wins_which_duels():
    above, voters = fought(TOWNS, ranked(TENNESSEE))
    assert steps(above, voters) == [
        CountStep("duels.counted", {"voters": 100}),
        CountStep(
            "duels.won",
            {"option": "Nashville", "over": [["Chattanooga", 68, 32], ["Knoxville", 68, 32], ["Memphis", 58, 42]]},
        ),
        CountStep("duels.won", {"option": "Chattanooga", "over": [["Knoxville", 83, 17], ["Memphis", 58, 42]]}),
        CountStep("duels.won", {"option": "Knoxville", "over": [["Memphis", 58, 42]]}),
        CountStep("duels.champion", {"option": "Nashville"}),
    ]


def test_the_steps_tell_level_duels_and_that_nobody_wins_all():
    above, voters = fought("DCBA", ranked("2 A > B; 2 B > A; 1 C > D"))
    assert steps(above, voters) == [
        CountStep("duels.counted", {"voters": 5}),
        CountStep("duels.won", {"option": "A", "over": [["C", 4, 1], ["D", 4, 1]]}),
        CountStep("duels.won", {"option": "B", "over": [["C", 4, 1], ["D", 4, 1]]}),
        CountStep("duels.won", {"option": "C", "over": [["D", 1, 0]]}),
        CountStep("duels.level", {"pairs": [["A", "B", 2]]}),
        CountStep("duels.no_champion", {}),
    ]


def test_equal_answers_are_merged_and_blank_ones_left_out():
    assert merged(ranked("2 A > B; 3 B; 4; 1 A > B")) == {(("A",), ("B",)): 3, (("B",),): 3}
    assert merged([(1, frozenset("AB")), (2, frozenset("BA")), (5, frozenset())]) == {frozenset("AB"): 3}


def test_grouped_by_value_equals_by_name():
    assert grouped({"B": 2, "C": 5, "A": 2, "D": Fraction(5, 2)}) == (("C",), ("D",), ("A", "B"))
    assert grouped({}) == ()


def test_layers_peel_those_whom_nobody_left_beats():
    beats = {("A", "C"), ("B", "C"), ("C", "E")}
    assert layers("EDCBA", lambda a, b: (a, b) in beats) == (("A", "B", "D"), ("C",), ("E",))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12, "12"),
        (0, "0"),
        (1200, "1200"),
        (Fraction(9, 2), "4.5"),
        (Fraction(1, 4), "0.25"),
        (Fraction(41, 40), "1.025"),
        (Fraction(1, 32), "0.03125"),
        (Fraction(1, 64), "1/64"),
        (Fraction(25, 3), "25/3"),
        (Fraction(100, 5), "20"),
        (Fraction(21, 20), "1.05"),
    ],
)
def test_an_exact_number_as_text(value, text):
    assert written(value) == text
    assert Fraction(text) == value


@given(st.fractions(min_value=0))
def test_no_number_is_rounded(value):
    assert Fraction(written(value)) == value
