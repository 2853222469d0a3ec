"""What a quorum is written as, and how many people it takes."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.counting.quorum import NumberOfPeople, Quorum, ShareOfRoll, plain, read, read_plain

shares = st.builds(ShareOfRoll, st.integers(1, 998).map(lambda part: Fraction(part, 999)), st.booleans())
numbers = st.builds(NumberOfPeople, st.integers(1, 10_000))
rules = st.none() | shares | numbers | st.just(ShareOfRoll(Fraction(1)))
rolls = st.integers(0, 10_000)


@given(rules)
def test_a_rule_is_read_as_it_was_written(rule):
    assert read(str(rule or "")) == rule
    assert read_plain(plain(rule)) == rule


@pytest.mark.parametrize(
    ("rule", "text", "written"),
    [
        (None, "", {"quorum": None, "quorum_strict": False}),
        (ShareOfRoll(Fraction(1, 2)), "1/2", {"quorum": "1/2", "quorum_strict": False}),
        (ShareOfRoll(Fraction(1, 2), strict=True), ">1/2", {"quorum": "1/2", "quorum_strict": True}),
        (ShareOfRoll(Fraction(1)), "1", {"quorum": "1", "quorum_strict": False}),
        (NumberOfPeople(12), "12 people", {"quorum": "12 people", "quorum_strict": False}),
    ],
)
def test_how_a_rule_is_written(rule, text, written):
    assert (str(rule or ""), plain(rule)) == (text, written)


def test_what_nobody_asks_need_not_be_passed():
    """Polls were once told as without a quorum, and strict as their circle."""
    assert read_plain({"quorum": None, "quorum_strict": True}) is None


@pytest.mark.parametrize("text", ["0/2", "3/2", "1/0", "-1/2", "half", ">", ">1", ">>1/2", " 1/2", "12", "12 persons"])
def test_what_is_no_rule_is_refused(text):
    with pytest.raises(ValueError, match="fraction"):
        read(text)


def test_a_number_of_people_is_one_at_least_and_never_strict():
    with pytest.raises(ValueError, match="one person at least"):
        read("0 people")
    with pytest.raises(ValueError, match="not strict"):
        read(">12 people")
    with pytest.raises(ValueError, match="not strict"):
        read_plain({"quorum": "12 people", "quorum_strict": True})


@given(shares, rolls)
def test_a_share_is_reached_by_as_many_as_it_says_and_by_nobody_fewer(rule, roll):
    needed = rule.needed(roll)
    share = rule.fraction * roll
    assert (needed > share) if rule.strict else (needed >= share)
    assert needed - 1 <= share if rule.strict else needed - 1 < share
    assert needed <= roll or (rule.strict and roll == 0)


@given(numbers, rolls)
def test_a_number_is_the_same_whatever_the_roll_and_all_of_a_shorter_one(rule, roll):
    assert rule.needed(roll) == (rule.number if rule.number <= roll else roll)


@given(shares | numbers, st.integers(1, 10_000))
def test_nobody_present_reaches_no_quorum(rule, roll):
    assert not Quorum(rule.needed(roll), 0).reached


@given(shares | numbers, st.integers(1, 10_000))
def test_everybody_present_reaches_any_quorum(rule, roll):
    assert Quorum(rule.needed(roll), roll).reached


@given(shares | numbers, rolls)
def test_one_more_on_the_roll_asks_for_one_more_at_most(rule, roll):
    assert rule.needed(roll + 1) - rule.needed(roll) in {0, 1}


@given(st.integers(1, 10_000))
def test_a_share_passed_takes_one_more_than_the_number_where_that_is_reached_exactly(half):
    reached, passed = ShareOfRoll(Fraction(1, 2)), ShareOfRoll(Fraction(1, 2), strict=True)
    assert reached.needed(2 * half) == NumberOfPeople(half).needed(2 * half) == passed.needed(2 * half) - 1
