"""Approval: the most approved win."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.votes.counting.making import TENNESSEE, drawn_first, lot, ranked, told
from votes.counting.approval import count
from votes.counting.result import BrokenTie, OptionsOutcome


def approve(text):
    """ "3 A B; 2 C" as lines of (number, set of options)."""
    lines = (line.split() for line in text.split(";"))
    return [(int(number), frozenset(names)) for number, *names in lines]


def test_the_most_approved_is_elected_and_each_step_tells_its_numbers():
    result = count("ABC", approve("3 A B; 2 B; 4 C"))

    assert (result.outcome, result.winners, result.tie) == (OptionsOutcome.ELECTED, ("B",), None)
    assert result.counts == {"A": 3, "B": 5, "C": 4}
    assert result.ranking == (("B",), ("C",), ("A",))
    assert (result.stages, result.quota) == ((), None)
    assert told(result) == [
        ("approval.counted", {"voters": 9, "counts": {"A": 3, "B": 5, "C": 4}}),
        ("seats.elected", {"winners": ["B"]}),
    ]


def test_tennessee_each_approves_the_two_nearest_towns():
    nearest = [(number, frozenset({ranking[0][0], ranking[1][0]})) for number, ranking in ranked(TENNESSEE)]
    result = count(("Memphis", "Nashville", "Chattanooga", "Knoxville"), nearest)

    assert result.winners == ("Nashville",)
    assert result.counts == {"Memphis": 42, "Nashville": 68, "Chattanooga": 58, "Knoxville": 32}


def test_a_blank_ballot_is_not_counted():
    result = count("AB", [(3, frozenset({"A"})), (5, frozenset())])
    assert told(result)[0] == ("approval.counted", {"voters": 3, "counts": {"A": 3, "B": 0}})


def test_several_seats_go_to_the_most_approved_in_order():
    result = count("ABCD", approve("5 A B; 3 C; 1 D B"), seats=2)
    assert (result.winners, result.ranking) == (("B", "A"), (("B",), ("A",), ("C",), ("D",)))


def test_as_many_seats_as_options_and_more():
    assert count("AB", approve("2 A; 1 B"), seats=2).winners == ("A", "B")
    result = count("AB", approve("1 A B"), seats=9)
    assert (result.outcome, result.winners, result.tie) == (OptionsOutcome.ELECTED, ("A", "B"), None)


def test_a_tie_that_nobody_draws_is_told_with_those_who_are_sure():
    result = count("DCBA", approve("3 A; 2 B C; 1 D"), seats=2)

    assert (result.outcome, result.winners) == (OptionsOutcome.TIE, ("A",))
    assert result.tie == BrokenTie(("B", "C"), by="lot", of="none")
    assert result.ranking == (("A",), ("B", "C"), ("D",))
    assert told(result)[1:] == [
        ("seats.undrawn", {"between": ["B", "C"], "seats": 1}),
        ("seats.elected", {"winners": ["A"]}),
    ]


@pytest.mark.parametrize("first", ["B", "C", "D"])
def test_the_lot_fills_what_is_left_and_anyone_can_redraw_it(first):
    seed = drawn_first(first, "BCD".replace(first, ""))
    result = count("ABCD", approve("3 A; 2 B C D"), seats=3, lot=seed)
    drawn = lot("BCD", seed)[:2]

    assert drawn[0] == first
    assert (result.outcome, result.winners) == (OptionsOutcome.ELECTED, ("A", *drawn))
    assert result.tie == BrokenTie(("B", "C", "D"), by="lot", of=seed)
    assert result.ranking == (("A",), ("B", "C", "D"))
    assert told(result)[1:] == [
        ("seats.drawn", {"between": ["B", "C", "D"], "drawn": drawn, "lot": seed}),
        ("seats.elected", {"winners": ["A", *drawn]}),
    ]


def test_a_tie_below_the_last_seat_decides_nothing():
    result = count("ABC", approve("3 A; 2 B; 2 C"), lot="seed")
    assert (result.winners, result.tie) == (("A",), None)
    result = count("ABC", approve("3 A B; 2 C"), seats=2, lot="seed")
    assert (result.winners, result.tie) == (("A", "B"), None)


@pytest.mark.parametrize("ballots", [[], [(4, frozenset())]])
@pytest.mark.parametrize("seed", [None, "seed"])
def test_nobody_is_elected_by_nobody(ballots, seed):
    result = count("BA", ballots, seats=2, lot=seed)

    assert (result.outcome, result.winners, result.ranking) == (OptionsOutcome.TIE, (), (("A", "B"),))
    assert result.tie == BrokenTie(("A", "B"), by="lot", of="none")
    assert told(result) == [("seats.nobody", {})]


def test_one_option():
    assert count(["A"], approve("1 A")).winners == ("A",)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 99), st.frozensets(st.sampled_from("ABCD")))))
def test_against_the_rule_as_written(lines):
    papers = [approved for number, approved in lines for _ in range(number)]
    numbers = {option: sum(option in approved for approved in papers) for option in "ABCD"}
    best = [option for option in "ABCD" if numbers[option] == max(numbers.values())]
    result = count("ABCD", lines)

    assert result.counts == numbers
    if any(papers):
        assert result.winners == (tuple(best) if len(best) == 1 else ())
        assert result.ranking[0] == tuple(best)
