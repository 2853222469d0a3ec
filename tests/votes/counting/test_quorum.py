"""What a quorum is written as, and how many people it takes."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.counting.quorum import ShareOfRoll, plain, read, read_plain

shares = st.builds(ShareOfRoll, st.fractions(Fraction(1, 999), Fraction(998, 999), max_denominator=999), st.booleans())
rules = st.none() | shares | st.just(ShareOfRoll(Fraction(1)))
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
    ],
)
def test_how_a_rule_is_written(rule, text, written):
    assert (str(rule or ""), plain(rule)) == (text, written)


def test_what_nobody_asks_need_not_be_passed():
    """Polls were once told as without a quorum, and strict as their circle."""
    assert read_plain({"quorum": None, "quorum_strict": True}) is None


@pytest.mark.parametrize("text", ["0/2", "3/2", "1/0", "-1/2", "half", ">", ">1", ">>1/2", " 1/2"])
def test_what_is_no_rule_is_refused(text):
    with pytest.raises(ValueError, match="fraction"):
        read(text)


@given(shares, rolls)
def test_a_share_is_reached_by_as_many_as_it_says_and_by_nobody_fewer(rule, roll):
    needed = rule.needed(roll)
    share = rule.fraction * roll
    assert (needed > share) if rule.strict else (needed >= share)
    assert needed - 1 <= share if rule.strict else needed - 1 < share
    assert needed <= roll or (rule.strict and roll == 0)


@given(shares, st.integers(1, 10_000))
def test_nobody_present_reaches_no_share(rule, roll):
    assert rule.needed(roll) > 0
