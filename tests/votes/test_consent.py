"""A consent round, evaluated: against the rule as written, on every small table."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.counting.consent import ConsentOutcome, ConsentRules, PositionKind, count, evaluate, steps
from votes.counting.quorum import Quorum, ShareOfRoll
from votes.counting.result import CountStep


@pytest.mark.parametrize(
    ("positions", "electorate", "expected"),
    [
        (["consent"] * 6, 12, ConsentOutcome.PASSES),
        (["consent"] * 5, 12, ConsentOutcome.NO_QUORUM),
        (["consent"] * 11 + ["objection"], 12, ConsentOutcome.BLOCKED),
        (["objection"], 12, ConsentOutcome.BLOCKED),  # quorum or not
        (["concern"] * 6, 12, ConsentOutcome.PASSES),  # a concern never blocks
        (["stand_aside"] * 6, 12, ConsentOutcome.PASSES),
        (["consent"] * 2, 4, ConsentOutcome.NO_QUORUM),  # at least 3
        (["consent"] * 2, 2, ConsentOutcome.PASSES),  # never more than the electorate
        ([], 5, ConsentOutcome.NO_QUORUM),
    ],
)
def test_the_default_rule(positions, electorate, expected):
    assert evaluate(positions, electorate).outcome == expected


def test_presumed_consent_is_counted_apart_and_never_for_the_quorum():
    rules = ConsentRules(presumed=True)
    result = evaluate(["consent"] * 2, 12, rules)

    assert (result.outcome, result.presumed, result.silent) == (ConsentOutcome.NO_QUORUM, 10, 0)
    assert (result.quorum.needed, result.quorum.counted) == (6, 2)
    result = evaluate(["consent"] * 6, 12, rules)
    assert (result.outcome, result.counts[PositionKind.CONSENT], result.presumed) == (ConsentOutcome.PASSES, 6, 6)


def test_silence_is_nothing_by_default():
    result = evaluate(["consent"] * 6, 12)
    assert (result.presumed, result.silent) == (0, 6)


def test_the_counts_name_every_kind():
    assert evaluate(["consent", "concern"], 2).counts == {
        PositionKind.CONSENT: 1,
        PositionKind.CONCERN: 1,
        PositionKind.OBJECTION: 0,
        PositionKind.STAND_ASIDE: 0,
    }


@pytest.mark.parametrize(("positions", "electorate"), [(["consent"] * 2, 1), (["veto"], 3)])
def test_what_cannot_be(positions, electorate):
    with pytest.raises(ValueError):
        evaluate(positions, electorate)


def test_counted_from_numbers_as_from_positions():
    tally = {PositionKind.CONSENT: 4, PositionKind.CONCERN: 1, PositionKind.OBJECTION: 0, PositionKind.STAND_ASIDE: 2}
    positions = [kind for kind, number in tally.items() for _ in range(number)]
    assert count(tally, 12, ConsentRules()) == evaluate(positions, 12)
    assert count({}, 4, ConsentRules()).quorum == Quorum(3, 0)


def test_the_steps_hold_every_number_and_what_is_presumed_apart():
    tally = {PositionKind.CONSENT: 4, PositionKind.CONCERN: 1, PositionKind.OBJECTION: 1, PositionKind.STAND_ASIDE: 2}
    numbers = {"consent": 4, "concern": 1, "objection": 1, "stand_aside": 2}
    assert steps(count(tally, 12, ConsentRules(presumed=True))) == (
        CountStep("consent.positions", {**numbers, "presumed": 4, "silent": 0}),
        CountStep("quorum", {"needed": 6, "counted": 8, "reached": True, "who": "answers"}),
        CountStep("consent.outcome", {"outcome": "blocked", "objections": 1}),
    )
    assert steps(count({PositionKind.CONSENT: 2}, 12, ConsentRules()))[0].values["silent"] == 10
    assert steps(count({PositionKind.CONSENT: 2}, 12, ConsentRules()))[2].values == {
        "outcome": "no_quorum",
        "objections": 0,
    }


def as_written(positions, electorate, fraction, presumed):
    """PRODUCT §3.2, said again."""
    if "objection" in positions:
        return "blocked"
    enough = min(electorate, max(3, min(n for n in range(electorate + 1) if Fraction(n) >= fraction * electorate)))
    return "passes" if len(positions) >= enough else "no_quorum"


def test_every_small_round_against_the_rule_as_written():
    kinds = [kind.value for kind in PositionKind]
    for electorate in range(1, 6):
        for taken in range(electorate + 1):
            for positions in product(kinds, repeat=taken):
                for fraction, presumed in product((Fraction(1, 2), Fraction(2, 3), Fraction(1)), (True, False)):
                    rules = ConsentRules(ShareOfRoll(fraction), presumed=presumed)
                    got = evaluate(positions, electorate, rules).outcome
                    assert got == as_written(positions, electorate, fraction, presumed), (positions, electorate)


@given(st.lists(st.sampled_from(PositionKind)), st.integers(0, 300), st.booleans())
def test_everybody_is_counted_once(positions, others, presumed):
    result = evaluate(positions, len(positions) + others, ConsentRules(presumed=presumed))

    assert sum(result.counts.values()) + result.presumed + result.silent == len(positions) + others
    assert result.quorum.counted == len(positions)


@given(st.lists(st.sampled_from(PositionKind)), st.integers(0, 300), st.randoms())
def test_the_order_of_positions_does_not_matter(positions, others, random):
    shuffled = random.sample(positions, len(positions))
    electorate = len(positions) + others
    assert evaluate(positions, electorate) == evaluate(shuffled, electorate)


@given(st.lists(st.sampled_from(PositionKind), min_size=1), st.integers(0, 300))
def test_one_objection_is_enough(positions, others):
    assert evaluate([*positions, PositionKind.OBJECTION], len(positions) + 1 + others).outcome == ConsentOutcome.BLOCKED
