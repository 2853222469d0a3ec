"""Majority: the examples that people argue about, properties, and every small table against the rule as written."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.counting.majority import (
    Base,
    Choice,
    MajorityOutcome,
    MajorityRules,
    MajorityTally,
    TieRule,
    count,
    read_threshold,
    votes_needed,
)
from votes.counting.quorum import NumberOfPeople, ShareOfRoll

ADOPTED, REJECTED, NO_QUORUM = MajorityOutcome.ADOPTED, MajorityOutcome.REJECTED, MajorityOutcome.NO_QUORUM


def tally(votes_for=0, votes_against=0, abstain=0, blank=0, **others) -> MajorityTally:
    return MajorityTally(
        **{"roll": 60, "votes_for": votes_for, "votes_against": votes_against, "abstain": abstain, "blank": blank}
        | others
    )


def outcome(counted: MajorityTally, threshold="relative", base="expressed", **others) -> MajorityOutcome:
    return count(counted, MajorityRules(base=base, threshold=threshold, **others)).outcome


@pytest.mark.parametrize(
    ("counted", "threshold", "base", "expected"),
    [
        (tally(9, 8), "absolute", "expressed", ADOPTED),  # more than half, never "50 % + 1"
        (tally(8, 8), "absolute", "expressed", REJECTED),
        (tally(1, 0, 59), "absolute", "expressed", ADOPTED),  # abstentions are outside "exprimés"
        (tally(1, 0, 2), "absolute", "cast", REJECTED),  # and weigh as a no on "votants"
        (tally(2, 1, 0, 1), "absolute", "cast", REJECTED),
        (tally(30, 0, roll=60), "absolute", "roll", REJECTED),
        (tally(31, 29, roll=60), "absolute", "roll", ADOPTED),
        (tally(7, 3), "2/3", "expressed", ADOPTED),
        (tally(20, 10), "2/3", "expressed", ADOPTED),  # exactly two thirds
        (tally(22, 12), "2/3", "expressed", REJECTED),
        (tally(23, 11), "2/3", "expressed", ADOPTED),
        (tally(24, 12), "2/3", "expressed", ADOPTED),
        (tally(5, 0, present=6, represented=2), "2/3", "present", REJECTED),
        (tally(6, 0, present=6, represented=2), "2/3", "present", ADOPTED),
        (tally(3, 2, 40), "relative", "cast", ADOPTED),
        (tally(3, 3), "relative", "expressed", REJECTED),
        (tally(10, 0), "1", "expressed", ADOPTED),
        (tally(10, 1), "1", "expressed", REJECTED),
    ],
)
def test_the_examples_that_people_argue_about(counted, threshold, base, expected):
    assert outcome(counted, threshold, base) == expected


@pytest.mark.parametrize(
    ("part", "base", "needed"), [("2/3", 10, 7), ("2/3", 34, 23), ("2/3", 36, 24), ("3/4", 8, 6), ("3/5", 7, 5)]
)
def test_a_qualified_threshold_as_a_number_of_votes(part, base, needed):
    assert votes_needed(tally(base, 0), MajorityRules(threshold=part)) == needed


@pytest.mark.parametrize(("counted", "needed"), [(tally(9, 8), 9), (tally(4, 4), 5), (tally(6, 1, 2), 4)])
def test_an_absolute_threshold_as_a_number_of_votes(counted, needed):
    assert votes_needed(counted, MajorityRules(threshold="absolute")) == needed


@pytest.mark.parametrize("threshold", ["relative", "absolute", "2/3"])
@pytest.mark.parametrize("base", ["expressed", "cast"])
def test_with_nothing_to_count_on_it_is_rejected(threshold, base):
    assert outcome(tally(), threshold, base) == REJECTED
    assert outcome(tally(abstain=5), threshold, "expressed") == REJECTED


@pytest.mark.parametrize("part", ["1/2", "1/3", "0", "-1", "4/3", "half", ""])
def test_a_fraction_that_is_no_qualified_majority(part):
    with pytest.raises(ValueError):
        read_threshold(part)


@pytest.mark.parametrize(
    ("rule", "roll", "needed"),
    [
        (ShareOfRoll(Fraction(1, 2)), 12, 6),
        (ShareOfRoll(Fraction(1, 2), strict=True), 12, 7),  # "plus de la moitié"
        (ShareOfRoll(Fraction(1, 2)), 13, 7),
        (ShareOfRoll(Fraction(1, 2), strict=True), 13, 7),
        (ShareOfRoll(Fraction(1, 4)), 154, 39),
        (ShareOfRoll(Fraction(1, 3)), 154, 52),
        (ShareOfRoll(Fraction(1)), 12, 12),
        (NumberOfPeople(12), 154, 12),
        (NumberOfPeople(12), 9, 9),
    ],
)
def test_a_quorum_as_a_number_of_people(rule, roll, needed):
    assert rule.needed(roll) == needed


@pytest.mark.parametrize(("fraction", "strict"), [(Fraction(0), False), (Fraction(3, 2), False), (Fraction(1), True)])
def test_a_quorum_that_nobody_could_reach_is_none(fraction, strict):
    with pytest.raises(ValueError):
        ShareOfRoll(fraction, strict)


HALF = ShareOfRoll(Fraction(1, 2))


@pytest.mark.parametrize(
    ("counted", "proxies_count", "no_part_counts", "people"),
    [
        (tally(6, 1, 2, present=7, represented=2, by_proxy=2), True, True, 9),
        (tally(6, 1, 2, present=7, represented=2, by_proxy=2), False, True, 7),
        (tally(1, present=7, represented=2), True, True, 9),  # who does not vote is there all the same
        (tally(1, no_part=3, no_part_represented=1, present=7, represented=2), True, False, 6),
        (tally(1, no_part=3, no_part_represented=1, present=7, represented=2), False, False, 5),
        (tally(1, no_part=3, no_part_represented=1, present=7, represented=2), False, True, 7),
        (tally(4, 1, 1, 1, no_part=2), True, True, 9),  # online: those who answer
        (tally(4, 1, 1, 1, no_part=2), True, False, 7),
    ],
)
def test_who_counts_for_the_quorum(counted, proxies_count, no_part_counts, people):
    assert counted.attendance.counted(no_part_counts=no_part_counts, proxies_count=proxies_count) == people


def test_without_its_quorum_it_is_neither_adopted_nor_rejected():
    votes = tally(9, 0, roll=20)
    result = count(votes, MajorityRules(), HALF)

    assert (result.outcome, result.threshold_reached) == (NO_QUORUM, True)
    assert (result.quorum.needed, result.quorum.counted, result.quorum.reached) == (10, 9, False)
    assert count(tally(0, 10, roll=20), MajorityRules(), HALF).outcome == REJECTED


CASTING = MajorityRules(tie=TieRule.CASTING)


@pytest.mark.parametrize(
    ("rules", "counted", "expected"),
    [
        (CASTING, tally(4, 4, casting=Choice.FOR), ADOPTED),
        (CASTING, tally(4, 4, casting=Choice.AGAINST), REJECTED),
        (CASTING, tally(4, 4, 1, casting=Choice.ABSTAIN), REJECTED),
        (CASTING, tally(4, 4), REJECTED),
        (CASTING, tally(4, 5, casting=Choice.FOR), REJECTED),  # no exact tie
        (CASTING, tally(5, 4, casting=Choice.AGAINST), ADOPTED),
        (MajorityRules(threshold="absolute", tie="casting"), tally(4, 4, casting=Choice.FOR), ADOPTED),
        (MajorityRules(threshold="absolute", base="cast", tie="casting"), tally(4, 4, casting=Choice.FOR), REJECTED),
        (MajorityRules(threshold="2/3", tie="casting"), tally(4, 4, casting=Choice.FOR), REJECTED),
        (MajorityRules(secret=True, tie="casting"), tally(4, 4, casting=Choice.FOR), REJECTED),
        (MajorityRules(), tally(4, 4, casting=Choice.FOR), REJECTED),
        (MajorityRules(base="roll", tie="casting"), tally(4, 4, casting=Choice.FOR), ADOPTED),  # relative
    ],
)
def test_the_casting_vote(rules, counted, expected):
    assert count(counted, rules).outcome == expected


def test_a_casting_vote_does_not_replace_the_quorum():
    result = count(tally(4, 4, roll=20, casting=Choice.FOR), CASTING, HALF)
    assert (result.outcome, result.casting) == (NO_QUORUM, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"roll": -1},
        {"roll": 3, "votes_for": 4},
        {"roll": 9, "present": 3, "votes_for": 4},
        {"roll": 4, "present": 3, "represented": 2},
        {"roll": 9, "votes_for": 1, "by_proxy": 2},
        {"roll": 9, "no_part": 1, "no_part_represented": 1},
    ],
)
def test_numbers_that_cannot_be(wrong):
    with pytest.raises(ValueError):
        MajorityTally(**wrong)


def test_online_nobody_is_present():
    with pytest.raises(ValueError):
        count(tally(1), MajorityRules(base="present"))


def test_the_steps_hold_every_number():
    result = count(
        tally(4, 4, 1, roll=12, present=7, represented=2, casting=Choice.FOR), CASTING, ShareOfRoll(Fraction(1, 2))
    )
    assert [(step.name, step.values) for step in result.steps] == [
        (
            "majority.counted",
            {"for": 4, "against": 4, "abstain": 1, "blank": 0, "spoilt": 0, "no_part": 0, "cast": 9, "roll": 12},
        ),
        ("quorum", {"needed": 6, "counted": 9, "reached": True, "who": "present_or_represented"}),
        ("majority.base", {"kind": "expressed", "base": 8}),
        ("majority.threshold", {"kind": "relative", "base": 8, "needed": 5, "for": 4, "reached": False}),
        ("majority.tie", {"casting": "for", "for": 4}),
        ("majority.outcome", {"outcome": "adopted"}),
    ]


# The rule, said again from PRODUCT §3.1 and sharing nothing with the code: a person after the other.

ANSWERS = ("for", "against", "abstain", "blank", "no_part", None)  # None: there, and silent


def as_written(answers, absent, base, threshold, tie, casting, quorum, strict, no_part_counts):
    """`answers` of those present in a meeting, `absent` others on the roll; the first person has the casting vote."""
    ballots = [answer for answer in answers if answer in ("for", "against", "abstain", "blank")]
    expressed = [answer for answer in ballots if answer in ("for", "against")]
    of = {"expressed": expressed, "cast": ballots, "present": answers, "roll": list(answers) + ["absent"] * absent}
    pro, contra = ballots.count("for"), ballots.count("against")
    there = [answer for answer in answers if no_part_counts or answer != "no_part"]
    if isinstance(quorum, int):
        if len(there) < quorum and len(there) < len(of["roll"]):
            return "no_quorum"
    elif quorum is not None:
        share = Fraction(len(there), len(of["roll"]))
        if not (share > quorum if strict else share >= quorum):
            return "no_quorum"
    size = len(of[base])
    if size == 0:
        return "rejected"
    may_cast = tie == "casting" and (threshold == "relative" or (threshold == "absolute" and base == "expressed"))
    if may_cast and pro == contra and casting in ("for", "against"):
        return {"for": "adopted", "against": "rejected"}[casting]
    if threshold == "relative":
        return "adopted" if pro > contra else "rejected"
    if threshold == "absolute":
        return "adopted" if 2 * pro > size else "rejected"
    return "adopted" if Fraction(pro, size) >= Fraction(threshold) else "rejected"


def tallied(answers, absent) -> MajorityTally:
    return MajorityTally(
        roll=len(answers) + absent,
        votes_for=answers.count("for"),
        votes_against=answers.count("against"),
        abstain=answers.count("abstain"),
        blank=answers.count("blank"),
        no_part=answers.count("no_part"),
        present=len(answers),
        casting=answers[0] and Choice(answers[0]) if answers else None,
    )


RULES = list(
    product(
        Base,
        ("relative", "absolute", "3/5", "2/3", "1"),
        TieRule,
        ((None, False), (Fraction(1, 2), False), (Fraction(1, 2), True), (Fraction(2, 3), False), (3, False)),
        (True, False),
    )
)


@pytest.mark.parametrize("people", range(1, 5))
def test_every_small_table_against_the_rule_as_written(people):
    checked = 0
    for answers in product(ANSWERS, repeat=people):
        if list(answers[1:]) != sorted(answers[1:], key=ANSWERS.index):
            continue  # only the first person, who has the casting vote, is told apart
        for absent in (0, 2):
            counted = tallied(answers, absent)
            for base, threshold, tie, (quorum, strict), no_part_counts in RULES:
                rules = MajorityRules(base=base, threshold=threshold, tie=tie, no_part_counts=no_part_counts)
                rule = NumberOfPeople(quorum) if quorum == 3 else quorum and ShareOfRoll(quorum, strict)
                got = count(counted, rules, rule).outcome
                expected = as_written(answers, absent, base, threshold, tie, answers[0], quorum, strict, no_part_counts)
                assert got == expected, (answers, absent, rules, quorum, strict)
                checked += 1
    assert checked >= 2000


tables = st.tuples(st.lists(st.sampled_from(ANSWERS), min_size=1, max_size=200), st.integers(0, 200))
thresholds = st.one_of(
    st.sampled_from(["relative", "absolute"]), st.fractions(Fraction(500, 999), 1, max_denominator=999).map(str)
)
rules = st.builds(MajorityRules, base=st.sampled_from(Base), threshold=thresholds, tie=st.sampled_from(TieRule))
quorums = (
    st.none()
    | st.builds(ShareOfRoll, st.fractions(Fraction(1, 99), Fraction(98, 99), max_denominator=99), st.booleans())
    | st.builds(NumberOfPeople, st.integers(1, 300))
)


@given(tables, rules, quorums)
def test_large_tables_follow_the_rule_as_written(table, rules, quorum):
    answers, absent = table
    expected = as_written(
        tuple(answers),
        absent,
        rules.base,
        str(rules.threshold),
        rules.tie,
        answers[0],
        quorum.number if isinstance(quorum, NumberOfPeople) else quorum and quorum.fraction,
        quorum and quorum.strict,
        rules.no_part_counts,
    )
    assert count(tallied(answers, absent), rules, quorum).outcome == expected


@given(tables, rules, quorums)
def test_one_more_vote_for_never_hurts(table, rules, quorum):
    """Monotonicity: somebody who had answered otherwise answers "for"."""
    answers, absent = table
    before = count(tallied(answers, absent), rules, quorum).outcome
    for index, answer in enumerate(answers):
        if answer == "for":
            continue
        after = count(tallied([*answers[:index], "for", *answers[index + 1 :]], absent), rules, quorum).outcome
        assert not (before == ADOPTED and after != ADOPTED), (answers, index)
        break


@given(tables, rules)
def test_the_numbers_stated_are_those_that_decide(table, rules):
    answers, absent = table
    result = count(tallied(answers, absent), rules)
    stated = result.base > 0 and result.tally.votes_for >= result.needed
    assert stated == result.threshold_reached
    if result.casting is None:
        assert (result.outcome == ADOPTED) == stated


@given(st.lists(st.sampled_from(ANSWERS), min_size=1, max_size=60), st.randoms(), rules)
def test_names_do_not_matter(answers, random, rules):
    """Anonymity, for whoever has no casting vote."""
    first, *others = answers
    shuffled = random.sample(others, len(others))
    assert count(tallied(answers, 0), rules).outcome == count(tallied([first, *shuffled], 0), rules).outcome
