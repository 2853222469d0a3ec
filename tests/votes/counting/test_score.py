"""Score: the largest sums win."""

import votelib.convert
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.votes.counting.making import TENNESSEE, drawn_first, grades, ranked, told
from votes.counting.result import BrokenTie, OptionsOutcome
from votes.counting.score import count


def test_the_largest_sum_is_elected_and_each_step_tells_its_numbers():
    result = count("ABC", [(3, {"A": 5, "B": 4}), (2, {"B": 5, "C": 1}), (4, {"C": 3, "A": 0})])

    assert (result.outcome, result.winners, result.tie) == (OptionsOutcome.ELECTED, ("B",), None)
    assert result.counts == {"A": 15, "B": 22, "C": 14}
    assert result.ranking == (("B",), ("A",), ("C",))
    assert told(result) == [
        ("score.counted", {"voters": 9, "counts": {"A": 15, "B": 22, "C": 14}}),
        ("seats.elected", {"winners": ["B"]}),
    ]


def test_tennessee_scored_3_2_1_0():
    result = count(("Memphis", "Nashville", "Chattanooga", "Knoxville"), grades(ranked(TENNESSEE), 3))
    assert result.counts == {"Memphis": 126, "Nashville": 194, "Chattanooga": 173, "Knoxville": 107}
    assert result.winners == ("Nashville",)


def test_what_is_not_scored_is_0_and_a_score_of_0_is_no_blank():
    result = count("AB", [(2, {"A": 0}), (3, {}), (1, {"B": 1})])
    assert told(result)[0] == ("score.counted", {"voters": 3, "counts": {"A": 0, "B": 1}})
    assert result.winners == ("B",)


def test_equal_sums_are_a_tie_for_the_lot():
    lines = [(2, {"A": 3, "B": 1}), (1, {"B": 4})]
    assert count("AB", lines).tie == BrokenTie(("A", "B"), by="lot", of="none")
    seed = drawn_first("B", "A")
    result = count("AB", lines, lot=seed)
    assert (result.winners, result.tie) == (("B",), BrokenTie(("A", "B"), by="lot", of=seed))


def test_several_seats():
    assert count("ABC", [(1, {"A": 1, "B": 3, "C": 2})], seats=2).winners == ("B", "C")


def test_nobody_is_elected_by_nobody():
    result = count("AB", [(2, {})], lot="seed")
    assert (result.outcome, result.winners, result.tie) == (
        OptionsOutcome.TIE,
        (),
        BrokenTie(("A", "B"), by="lot", of="none"),
    )
    everybody_0 = count("AB", [(2, {"A": 0})])
    assert (everybody_0.outcome, told(everybody_0)[1][0]) == (OptionsOutcome.TIE, "seats.undrawn")


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.integers(1, 20), st.dictionaries(st.sampled_from("ABCD"), st.integers(0, 9), min_size=1))))
def test_as_votelib_sums(lines):
    votes = {}
    for number, scores in lines:
        given_ = frozenset(scores.items())
        votes[given_] = votes.get(given_, 0) + number
    sums = votelib.convert.ScoreToSimpleVotes("sum").convert(votes)

    assert count("ABCD", lines).counts == {option: sums.get(option, 0) for option in "ABCD"}
