"""Borda: points for places, shared between equals."""

from fractions import Fraction

import votelib.component.rankscore
import votelib.convert
from hypothesis import given, settings

from tests.votes.counting.making import SCHULZE_45, TENNESSEE, TOWNS, drawn_first, elections, ranked, told
from votes.counting.borda import count
from votes.counting.result import BrokenTie, OptionsOutcome


def test_tennessee():
    result = count(TOWNS, ranked(TENNESSEE))

    assert result.counts == {"Memphis": 126, "Nashville": 194, "Chattanooga": 173, "Knoxville": 107}
    assert result.ranking == (("Nashville",), ("Chattanooga",), ("Memphis",), ("Knoxville",))
    assert (result.outcome, result.winners, result.tie) == (OptionsOutcome.ELECTED, ("Nashville",), None)
    assert told(result) == [
        ("borda.counted", {"voters": 100, "counts": result.counts}),
        ("seats.elected", {"winners": ["Nashville"]}),
    ]


def test_schulze_45():
    assert count("ABCDE", ranked(SCHULZE_45)).counts == {"A": 98, "B": 92, "C": 89, "D": 69, "E": 102}


def test_equals_share_the_points_of_their_places():
    assert count("ABC", ranked("1 A = B > C")).counts == {"A": "1.5", "B": "1.5", "C": 0}
    assert count("ABCD", ranked("1 A > B = C = D")).counts == {"A": 3, "B": 1, "C": 1, "D": 1}


def test_the_unranked_share_what_is_left():
    assert count("ABC", ranked("1 A")).counts == {"A": 2, "B": "0.5", "C": "0.5"}
    assert count("ABCD", ranked("3 A > B")).counts == {"A": 9, "B": 6, "C": "1.5", "D": "1.5"}


def test_halves_order_exactly():
    result = count("ABC", ranked("1 A = B > C; 1 A > C; 1 C > B > A"))
    assert result.counts == {"A": "3.5", "B": "2.5", "C": 3}
    assert result.ranking == (("A",), ("C",), ("B",))


def test_several_seats_and_the_lot():
    lines = ranked("1 A > B > C; 1 A > C > B")
    assert count("ABC", lines, seats=2).tie == BrokenTie(("B", "C"), by="lot", of="none")
    seed = drawn_first("C", "B")
    result = count("ABC", lines, seats=2, lot=seed)
    assert (result.winners, result.tie) == (("A", "C"), BrokenTie(("B", "C"), by="lot", of=seed))


def test_nobody_is_elected_by_nobody():
    result = count("AB", ranked("3"), lot="seed")
    assert (result.outcome, result.winners, result.counts) == (OptionsOutcome.TIE, (), {"A": 0, "B": 0})
    assert count("A", ranked("3 A")).winners == ("A",)


@settings(max_examples=100, deadline=None)
@given(elections())
def test_against_the_rule_as_written(election):
    """Place by place: each group has the average of the points of the places that it takes, the unranked the last."""
    options, ballots = election
    points = dict.fromkeys(options, Fraction(0))
    for number, ranking in ballots:
        if not ranking:
            continue
        worth = list(range(len(options) - 1, -1, -1))
        unranked = [option for option in options if option not in sum(ranking, ())]
        for group in (*ranking, unranked):
            taken, worth = worth[: len(group)], worth[len(group) :]
            for option in group:
                points[option] += Fraction(number * sum(taken), len(group))
    assert {option: Fraction(had) for option, had in count(options, ballots).counts.items()} == points


@settings(max_examples=60, deadline=None)
@given(elections(complete=True))
def test_as_votelib_counts(election):
    options, ballots = election
    votes = {}
    for number, ranking in ballots:
        order = tuple(option for (option,) in ranking)
        votes[order] = votes.get(order, 0) + number
    convert = votelib.convert.RankedToPositionalVotes(votelib.component.rankscore.Borda(base=0))

    assert count(options, ballots).counts == convert.convert(votes)
