"""One object in, its answer out: a majority and a consent, the quorum of every method."""

from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.counting.recount import answer

OPTIONS = ["A", "B", "C"]
CHOICES = ("for", "against", "abstain", "blank", "no_part", "spoilt")


def majority(votes_for=0, votes_against=0, abstain=0, blank=0, no_part=0, spoilt=0, **rules):
    numbers = (votes_for, votes_against, abstain, blank, no_part, spoilt)
    ballots = [{"n": number, "choice": choice} for number, choice in zip(numbers, CHOICES, strict=True)]
    return answer({"method": "majority", "rules": rules, "ballots": ballots})


def approval(*ballots, options=OPTIONS, seats=1, **rules):
    return answer(
        {"method": "approval", "options": list(options), "seats": seats, "rules": rules, "ballots": list(ballots)}
    )


def told(counted, name):
    """The values of one of its steps."""
    return next(step["values"] for step in counted["steps"] if step["name"] == name)


# Majority


def test_the_whole_answer_of_a_majority():
    rules = {"base": "cast", "threshold": "absolute", "quorum": "1/2", "quorum_base": "roll", "tie": "rejected"}
    rules |= {"secret": False, "roll": 12, "present": 7, "represented": 2}
    counted = answer(
        {
            "id": "toit",
            "method": "majority",
            "rules": rules,
            "ballots": [{"n": 5, "choice": "for"}, {"n": 1, "choice": "against"}, {"n": 3, "choice": "abstain"}],
        }
    )
    steps = counted.pop("steps")

    assert counted == {
        "id": "toit",
        "outcome": "adopted",
        "counts": {"for": 5, "against": 1, "abstain": 3, "blank": 0, "no_part": 0},
        "base": 9,
        "needed": 5,
        "quorum": {"needed": 6, "present": 9, "reached": True},
        "tie": None,
    }
    assert [step["name"] for step in steps] == [
        "majority.counted",
        "quorum",
        "majority.base",
        "majority.threshold",
        "majority.outcome",
    ]


@pytest.mark.parametrize(
    ("numbers", "rules", "expected"),
    [
        ((9, 8), {"threshold": "absolute"}, ("adopted", 17, 9)),
        ((8, 8), {"threshold": "absolute"}, ("rejected", 16, 9)),
        ((6, 4), {"threshold": "2/3"}, ("rejected", 10, 7)),
        ((7, 3), {"threshold": "2/3"}, ("adopted", 10, 7)),
        ((23, 11), {"threshold": "2/3"}, ("adopted", 34, 23)),
        ((24, 12), {"threshold": "2/3"}, ("adopted", 36, 24)),
        ((5, 0, 3, 2), {"threshold": "absolute"}, ("adopted", 5, 3)),  # outside "exprimés"
        ((5, 0, 3, 2), {"threshold": "absolute", "base": "cast"}, ("rejected", 10, 6)),  # a no on "votants"
        ((5, 0, 0, 0, 0, 5), {"threshold": "absolute", "base": "cast"}, ("rejected", 10, 6)),  # spoilt: like a blank
        ((5, 0, 0, 0, 5), {"threshold": "absolute", "base": "cast"}, ("adopted", 5, 3)),  # who takes no part is outside
        ((5,), {"threshold": "absolute", "base": "present", "present": 9, "represented": 1}, ("rejected", 10, 6)),
        ((6,), {"threshold": "absolute", "base": "roll", "roll": 12}, ("rejected", 12, 7)),
        ((7,), {"threshold": "absolute", "base": "roll", "roll": 12}, ("adopted", 12, 7)),
        ((3, 2, 40), {"base": "cast"}, ("adopted", 45, 3)),
        ((0, 0, 4), {}, ("rejected", 0, 1)),
    ],
)
def test_the_majorities_that_people_argue_about(numbers, rules, expected):
    counted = majority(*numbers, **rules)
    assert (counted["outcome"], counted["base"], counted["needed"]) == expected


@pytest.mark.parametrize(
    ("rules", "outcome", "of"),
    [
        ({}, "rejected", "rejected"),
        ({"tie": "casting", "casting": "for"}, "adopted", "casting"),
        ({"tie": "casting", "casting": "against"}, "rejected", "casting"),
        ({"tie": "casting", "casting": "abstain"}, "rejected", "rejected"),
        ({"tie": "casting", "casting": "for", "secret": True}, "rejected", "rejected"),
        ({"tie": "casting", "casting": "for", "threshold": "2/3"}, "rejected", "rejected"),
        ({"casting": "for"}, "rejected", "rejected"),
    ],
)
def test_what_settles_an_exact_tie(rules, outcome, of):
    counted = majority(4, 4, 1, **rules)
    assert (counted["outcome"], counted["tie"]) == (
        outcome,
        {"between": ["for", "against"], "by": "rule", "of": of},
    )


def test_no_tie_without_its_quorum_nor_without_votes():
    assert majority(4, 4, roll=20, quorum="1/2")["tie"] is None
    assert majority(0, 0, 4)["tie"] is None


def test_the_casting_vote_changes_an_outcome_only_where_the_rules_allow_it():
    changed = set()
    for base, threshold, tie, secret, casting, quorum, (pro, contra, abstain) in product(
        ("expressed", "cast", "present", "roll"),
        ("relative", "absolute", "2/3"),
        ("rejected", "casting"),
        (False, True),
        ("for", "against", "abstain", "blank", "no_part"),
        (None, "1/2", "5/6"),
        ((2, 2, 0), (2, 2, 1), (3, 2, 0), (2, 3, 0), (0, 0, 2), (0, 0, 0)),
    ):
        rules = {"base": base, "threshold": threshold, "tie": tie, "secret": secret, "quorum": quorum}
        rules |= {"roll": 6, "present": 5}
        without = majority(pro, contra, abstain, **rules)
        with_it = majority(pro, contra, abstain, **rules, casting=casting)
        if with_it["outcome"] == without["outcome"]:
            continue
        assert (tie, secret, casting, pro == contra > 0) == ("casting", False, "for", True)
        assert (without["outcome"], with_it["outcome"]) == ("rejected", "adopted")
        changed.add((threshold, base))
    assert changed == {
        *(("relative", base) for base in ("expressed", "cast", "present", "roll")),
        ("absolute", "expressed"),
    }


@pytest.mark.parametrize(
    ("rules", "quorum"),
    [
        ({"quorum": "1/2"}, {"needed": 6, "present": 6, "reached": True}),  # online: those who answer
        ({"quorum": "1/2", "quorum_strict": True}, {"needed": 7, "present": 6, "reached": False}),
        ({"quorum": "1/2", "no_part_counts": False}, {"needed": 6, "present": 5, "reached": False}),
        ({"quorum": "7 people"}, {"needed": 7, "present": 6, "reached": False}),
        ({"quorum": "40 people"}, {"needed": 12, "present": 6, "reached": False}),  # all of the roll
        ({"quorum": "7 people", "present": 7, "represented": 2}, {"needed": 7, "present": 9, "reached": True}),
        (
            {"quorum": "8 people", "present": 7, "represented": 2, "proxies_count": False},
            {"needed": 8, "present": 7, "reached": False},
        ),
        ({"quorum": "2/3", "present": 7, "represented": 2}, {"needed": 8, "present": 9, "reached": True}),
        (
            {"quorum": "2/3", "present": 7, "represented": 2, "proxies_count": False},
            {"needed": 8, "present": 7, "reached": False},
        ),
        (
            {"quorum": "2/3", "present": 7, "represented": 2, "no_part_counts": False, "no_part_represented": 1},
            {"needed": 8, "present": 8, "reached": True},
        ),
        (
            {
                "quorum": "2/3",
                "present": 7,
                "represented": 2,
                "proxies_count": False,
                "no_part_counts": False,
                "no_part_represented": 1,
            },
            {"needed": 8, "present": 7, "reached": False},
        ),
    ],
)
def test_the_quorum_of_every_method(rules, quorum):
    """Five cast a ballot and one takes no part, of twelve."""
    who = "answers"
    if "present" in rules:
        who = "present_or_represented" if rules.get("proxies_count", True) else "present"
    by_majority = majority(4, 0, 0, 1, 1, roll=12, **rules)
    by_approval = approval(
        {"n": 4, "approve": ["A"]}, {"n": 1, "choice": "blank"}, {"n": 1, "choice": "no_part"}, roll=12, **rules
    )
    for counted, decided in ((by_majority, "adopted"), (by_approval, "elected")):
        assert counted["quorum"] == quorum
        assert counted["outcome"] == (decided if quorum["reached"] else "no_quorum")
        assert (told(counted, "quorum")["counted"], told(counted, "quorum")["who"]) == (quorum["present"], who)


def test_the_roll_holds_those_who_answer_and_those_who_take_no_part():
    assert told(majority(4, 0, 0, 1, 2), "majority.counted")["roll"] == 7
    assert told(majority(4, 0, 0, 1, 2, roll=7), "majority.counted")["roll"] == 7
    assert told(majority(4, present=5, represented=2), "majority.counted")["roll"] == 7
    with pytest.raises(ValueError):
        majority(4, 0, 0, 1, 2, roll=6)


def test_spoilt_papers_are_told_where_there_are_some():
    counts = {"for": 4, "against": 1, "abstain": 0, "blank": 2, "no_part": 0}
    assert majority(4, 1, blank=2)["counts"] == counts
    assert majority(4, 1, blank=2, spoilt=3)["counts"] == {**counts, "spoilt": 3}


def test_without_its_quorum_nobody_is_elected():
    counted = approval({"n": 4, "approve": ["A"]}, roll=12, quorum="1/2")

    assert counted.pop("steps")[-1] == {"name": "no_quorum", "values": {}}
    assert counted == {
        "outcome": "no_quorum",
        "winners": [],
        "counts": {"A": 4, "B": 0, "C": 0},
        "quorum": {"needed": 6, "present": 4, "reached": False},
        "tie": None,
    }


# Consent


def consent(consents=0, concerns=0, objections=0, aside=0, **rules):
    kinds = {"consent": consents, "concern": concerns, "objection": objections, "stand_aside": aside}
    ballots = [{"n": number, "choice": kind} for kind, number in kinds.items()]
    return answer({"method": "consent", "rules": rules, "ballots": ballots})


@pytest.mark.parametrize(
    ("positions", "rules", "outcome", "quorum"),
    [
        ((4, 1, 0, 1), {"roll": 12}, "passes", (6, 6)),
        ((5, 0, 1), {"roll": 12}, "blocked", (6, 6)),
        ((0, 0, 1), {"roll": 12}, "blocked", (6, 1)),
        ((5,), {"roll": 12}, "no_quorum", (6, 5)),
        ((5,), {"roll": 12, "presumed": True}, "no_quorum", (6, 5)),
        ((5,), {"roll": 12, "quorum": "1/3"}, "passes", (4, 5)),
        ((4,), {"roll": 12, "quorum": "1/3", "quorum_strict": True}, "no_quorum", (5, 4)),
        ((4,), {"roll": 12, "quorum": "4 people"}, "passes", (4, 4)),
        ((4,), {"roll": 12, "quorum": "5 people"}, "no_quorum", (5, 4)),
        ((4,), {"roll": 4, "quorum": "5 people"}, "passes", (4, 4)),
        ((2,), {"roll": 4}, "no_quorum", (3, 2)),
        ((2,), {"roll": 4, "at_least": 1}, "passes", (2, 2)),
        ((2,), {}, "passes", (2, 2)),
    ],
)
def test_a_consent_round(positions, rules, outcome, quorum):
    counted = consent(*positions, **rules)
    assert counted["outcome"] == outcome
    assert (counted["quorum"]["needed"], counted["quorum"]["present"]) == quorum
    assert "tie" not in counted
    assert "winners" not in counted
    assert [step["name"] for step in counted["steps"]] == ["consent.positions", "quorum", "consent.outcome"]


def test_presumed_consents_stand_apart():
    counts = consent(6, roll=12, presumed=True)["counts"]
    assert counts == {"consent": 6, "concern": 0, "objection": 0, "stand_aside": 0, "presumed": 6, "silent": 0}
    assert consent(6, roll=12)["counts"] | {"silent": 6, "presumed": 0} == consent(6, roll=12)["counts"]


@given(st.fractions(Fraction(501, 1000), 1, max_denominator=1000), st.integers(0, 500), st.integers(0, 500))
def test_a_fraction_is_met_exactly(part, votes_for, votes_against):
    counted = majority(votes_for, votes_against, threshold=f"{part.numerator}/{part.denominator}")
    base = votes_for + votes_against
    assert (counted["outcome"] == "adopted") == (base > 0 and Fraction(votes_for) >= part * base)
