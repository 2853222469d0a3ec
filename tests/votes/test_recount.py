"""One object in, its answer out: the numbers stated, the order of entry without effect, what is refused and how."""

import contextlib
import hashlib
import json
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from votes.counting.recount import answer
from votes.counting.registry import METHODS

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
        ({"quorum": "2/3", "present": 7, "represented": 2}, {"needed": 8, "present": 9, "reached": True}),
        (
            {"quorum": "2/3", "present": 7, "represented": 2, "proxies_count": False},
            {"needed": 8, "present": 7, "reached": False},
        ),
        (
            {"quorum": "2/3", "present": 7, "represented": 2, "no_part_counts": False, "no_part_represented": 1},
            {"needed": 8, "present": 8, "reached": True},
        ),
    ],
)
def test_the_quorum_of_every_method(rules, quorum):
    """Five cast a ballot and one takes no part, of twelve."""
    by_majority = majority(4, 0, 0, 1, 1, roll=12, **rules)
    by_approval = approval(
        {"n": 4, "approve": ["A"]}, {"n": 1, "choice": "blank"}, {"n": 1, "choice": "no_part"}, roll=12, **rules
    )
    for counted, decided in ((by_majority, "adopted"), (by_approval, "elected")):
        assert counted["quorum"] == quorum
        assert counted["outcome"] == (decided if quorum["reached"] else "no_quorum")
        assert told(counted, "quorum")["counted"] == quorum["present"]


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


# What every method among options has


def test_blank_and_spoilt_are_cast_and_not_counted():
    counted = approval(
        {"n": 2, "approve": ["A"]},
        {"approve": ["B"]},
        {"n": 3, "approve": []},
        {"n": 4, "choice": "blank"},
        {"n": 5, "choice": "spoilt"},
        {"n": 6, "choice": "no_part"},
    )
    assert counted["counts"] == {"A": 2, "B": 1, "C": 0}
    assert told(counted, "cast") == {"cast": 15, "blank": 7, "spoilt": 5, "no_part": 6}


def test_a_lot_is_drawn_from_the_ballots_unless_it_is_said_from_what():
    ballots = [{"n": 1, "approve": ["B"]}, {"n": 2, "approve": ["C", "A"]}, {"n": 1, "approve": ["B"]}]
    lines = '{"approve":["A","C"],"n":2}\n{"approve":["B"],"n":2}'
    seed = hashlib.sha256(lines.encode()).hexdigest()

    def first(seed):
        return min(OPTIONS, key=lambda option: hashlib.sha256(f"{seed}\n{option}".encode()).hexdigest())

    drawn = approval(*ballots)
    assert (drawn["outcome"], drawn["winners"], drawn["tie"]["of"]) == ("elected", [first(seed)], seed)
    given = approval(*ballots, lot="2026-11-22")
    assert (given["winners"], given["tie"]["of"]) == ([first("2026-11-22")], "2026-11-22")
    reported = approval(*ballots, lot="none")
    assert (reported["outcome"], reported["winners"]) == ("tie", [])
    assert reported["tie"] == {"between": OPTIONS, "by": "lot", "of": "none"}


options = st.sampled_from(OPTIONS)
rankings = st.permutations(OPTIONS).flatmap(
    lambda order: st.integers(0, 3).map(lambda kept: [order[:kept]] if kept == 2 else list(order[:kept]))
)
papers = {
    "approve": st.fixed_dictionaries({"approve": st.lists(options, unique=True)}),
    "ranking": st.fixed_dictionaries({"ranking": rankings}),
    "scores": st.fixed_dictionaries({"scores": st.dictionaries(options, st.integers(0, 5))}),
    "grades": st.fixed_dictionaries({"grades": st.dictionaries(options, st.integers(0, 2))}),
}


@settings(max_examples=100, deadline=None)
@given(st.data(), st.sampled_from(sorted(METHODS)))
def test_the_order_of_entry_changes_nothing(data, method):
    paper = papers[METHODS[method].key] | st.just({"choice": "blank"})
    lines = [{"n": data.draw(st.integers(0, 3)), **said} for said in data.draw(st.lists(paper, min_size=1, max_size=8))]
    one_by_one = [{key: _turned(line[key]) for key in line if key != "n"} for line in lines for _ in range(line["n"])]
    seats = 1 if method == "irv" else data.draw(st.integers(1, 3))
    counts = [
        answer({"method": method, "options": list(options), "seats": seats, "ballots": list(ballots)})
        for options, ballots in (
            (OPTIONS, lines),
            (data.draw(st.permutations(OPTIONS)), data.draw(st.permutations(lines))),
            (OPTIONS, data.draw(st.permutations(one_by_one))),
        )
    ]
    assert counts[0] == counts[1] == counts[2]


@pytest.mark.parametrize("method", sorted(METHODS))
def test_no_ballot_chooses_nobody(method):
    counted = answer({"method": method, "options": OPTIONS, "ballots": [{"n": 3, "choice": "blank"}]})
    assert (counted["outcome"], counted["winners"]) == ("tie", [])
    assert counted["tie"] == {"between": OPTIONS, "by": "lot", "of": "none"}


def test_judgments_may_come_as_tallies():
    asked = {"method": "majority_judgment", "options": ["A", "B"], "rules": {"grades": ["no", "if need be", "yes"]}}
    ballots = [{"n": 3, "grades": {"A": 1, "B": 2}}, {"n": 5, "grades": {"A": 2, "B": 1}}, {"n": 1, "grades": {"A": 2}}]
    by_ballot = answer({**asked, "ballots": ballots})
    by_tally = answer({**asked, "tallies": {"A": [0, 3, 6], "B": [1, 5, 3]}})

    assert by_ballot == by_tally
    assert (by_tally["winners"], told(by_tally, "cast")["cast"]) == (["A"], 9)
    assert "if need be" in json.dumps(by_tally["steps"])


@pytest.mark.parametrize(
    "said",
    [
        {"method": "majority_judgment", "tallies": {"A": [4, 4], "B": [4, 4], "C": [8]}},
        {"method": "majority_judgment", "ballots": [{"n": 4, "grades": {"A": 1}}, {"n": 4, "grades": {"B": 1}}]},
        {"method": "equal_shares", "ballots": [{"n": 4, "approve": ["A", "B"]}]},
        {"method": "pav", "ballots": [{"n": 4, "approve": ["A", "B"]}]},
        {"method": "score", "ballots": [{"scores": {"A": 4, "B": 4}}]},
    ],
)
def test_seats_and_lot_reach_every_method(said):
    def count(seats, lot):
        return answer({"options": OPTIONS, "seats": seats, "rules": {"lot": lot}, **said})

    assert (count(1, "none")["outcome"], count(1, "none")["tie"]["between"]) == ("tie", ["A", "B"])
    drawn = {count(1, seed)["winners"][0] for seed in ("one", "two", "three", "four", "five")}
    assert drawn == {"A", "B"}
    assert sorted(count(2, "none")["winners"]) == ["A", "B"]


def test_a_budget_is_shared_with_its_costs_or_without():
    asked = {"method": "equal_shares", "options": ["A", "B", "C"]}
    ballots = [{"n": 6, "approve": ["A", "B"]}, {"n": 4, "approve": ["C"]}]
    assert answer({**asked, "seats": 2, "ballots": ballots})["counts"]["budget"] == 2
    costly = {"budget": 1000, "costs": {"A": 500, "B": 700, "C": 300}}
    assert answer({**asked, "ballots": ballots, "rules": costly})["winners"] == ["A", "C"]


def _turned(said):
    """The same answer, written otherwise."""
    if isinstance(said, dict):
        return dict(reversed(said.items()))
    return [list(reversed(place)) if isinstance(place, list) else place for place in said] if _ranks(said) else said


def _ranks(said):
    return isinstance(said, list) and any(isinstance(place, list) for place in said)


# What is refused


def schulze(**changed):
    return {"method": "schulze", "options": OPTIONS, "ballots": [{"n": 1, "ranking": ["A"]}], **changed}


def vote(**rules):
    return {"method": "majority", "rules": rules, "ballots": [{"n": 3, "choice": "for"}]}


def judged(tallies=None, ballots=None, **rules):
    asked = {"method": "majority_judgment", "options": OPTIONS, "rules": rules}
    return {**asked, "tallies": tallies, "ballots": ballots}


def shares(**rules):
    return {"method": "equal_shares", "options": OPTIONS, "rules": rules, "ballots": [{"approve": ["A"]}]}


def paper(**line):
    return schulze(ballots=[{"n": 1, "ranking": ["A"]}, line])


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ([], "a count is an object, not a list"),
        (schulze(method="plurality"), "method: majority, consent, approval"),
        (schulze(method=["schulze"]), "not a list"),
        (schulze(id=1.5), "id: a text"),
        (schulze(id=""), "id: a text"),
        (schulze(id=True), "id: a whole number"),
        (schulze(options=[]), "options: a list of at least one name"),
        (schulze(options="ABC"), "options: a list of at least one name, not “ABC”"),
        (schulze(options=["A", 2]), "options[1]: a text, not 2"),
        (schulze(options=["A", ""]), "options[1]: a text"),
        (schulze(options=["A", "\ud800"]), "options[1]: a text with half a character"),
        (schulze(options=["A", "B", "A"]), "options: “A” is there twice"),
        (schulze(seats=0), "seats: a whole number from 1"),
        (schulze(seats=1.0), "seats: a whole number from 1 to 1000000000000, not a number that is not whole"),
        (schulze(seats=True), "seats: a whole number from 1 to 1000000000000, not true"),
        (schulze(ballots=None), "ballots: a list, not null"),
        (schulze(ballots={}), "ballots: a list, not an object"),
        (schulze(ballots=["A"]), "ballots[0]: an object, not “A”"),
        (paper(n=-1, ranking=["A"]), "ballots[1]: n: a whole number from 0"),
        (paper(n=True, ranking=["A"]), "ballots[1]: n: a whole number from 0 to 1000000000000, not true"),
        (paper(n=2.0, ranking=["A"]), "ballots[1]: n: a whole number"),
        (paper(n="2", ranking=["A"]), "ballots[1]: n: a whole number"),
        (paper(n=10**5000, ranking=["A"]), "not so large a number"),
        (paper(n=1), "ballots[1]: “n” and “ranking”, and nothing else"),
        (paper(ranking=["A"], approve=["A"]), "ballots[1]: “n” and “ranking”, and nothing else"),
        (paper(approve=["A"]), "ballots[1]: “ranking” is missing"),
        (paper(choice="for"), "ballots[1]: choice: blank, spoilt, no_part (or “ranking”), not “for”"),
        (paper(ranking="A"), "ballots[1]: ranking: a list, not “A”"),
        (paper(ranking=["D"]), "ballots[1]: “D” is no option"),
        (paper(ranking=[1]), "ballots[1]: 1 is no option"),
        (paper(ranking=["A", ["B", {}]]), "ballots[1]: an object is no option"),
        (paper(ranking=["A", ["B", "A"]]), "ballots[1]: ranking: an option is there twice"),
        (paper(ranking=["A", []]), "ballots[1]: ranking: a place with nobody in it"),
        (paper(ranking=[[["A"]]]), "ballots[1]: a list is no option"),
        ({**schulze(method="approval"), "ballots": [{"approve": ["A", "A"]}]}, "approve: an option is there twice"),
        ({**schulze(method="approval"), "ballots": [{"approve": {"A": 1}}]}, "approve: a list, not an object"),
        (
            {**schulze(method="approval"), "rules": {"most": 1}, "ballots": [{"approve": ["A", "B"]}]},
            "approve: at most 1 options, not 2",
        ),
        ({**schulze(method="score"), "ballots": [{"scores": ["A"]}]}, "an object of whole numbers by option"),
        ({**schulze(method="score"), "ballots": [{"scores": {"A": -1}}]}, "A: a whole number from 0"),
        ({**schulze(method="score"), "ballots": [{"scores": {"D": 1}}]}, "“D” is no option"),
        (
            {**schulze(method="score"), "rules": {"highest": 5}, "ballots": [{"scores": {"A": 6}}]},
            "A: a whole number from 0 to 5, not 6",
        ),
        (schulze(tallies={"A": [1]}), "tallies: in place of ballots, not beside them"),
        (schulze(tallies={"A": [1]}, ballots=None), "tallies: for majority_judgment, in place of ballots"),
        (judged(["A"]), "tallies: an object of lists by option, not a list"),
        (judged({"D": [1]}), "“D” is no option"),
        (judged({"A": 1}), "tallies: “A”: a list of numbers, no longer than there are grades"),
        (judged({"A": [1, 2, 3]}, grades=["no", "yes"]), "tallies: “A”: a list of numbers, no longer than there are"),
        (judged({"A": [1, -2]}), "tallies: “A”: a whole number from 0"),
        (judged({"A": [1]}, grades="no"), "rules.grades: a list, not “no”"),
        (judged({"A": [1]}, grades=["no", 3]), "rules.grades[1]: a text, not 3"),
        (judged(ballots=[{"grades": {"A": 2}}], grades=["no", "yes"]), "A: a whole number from 0 to 1, not 2"),
        (judged(ballots=[{"grades": {"A": 10**11}}]), "A: a whole number from 0 to 999, not 100000000000"),
        (shares(costs={"A": 3, "B": 1, "C": 1}), "with costs, say how much the budget is"),
        (shares(budget=9, costs={"A": 3, "B": 2}), "the cost of “C” is missing"),
        (shares(budget=9, costs=[3]), "rules.costs: an object, not a list"),
        (shares(budget=9, costs={"A": "3"}), "rules.costs.A: a whole number from 0"),
        (shares(budget="9"), "rules.budget: a whole number from 0"),
        ({**schulze(method="dates"), "ballots": [{"grades": {"A": 3}}]}, "A: a whole number from 0 to 2, not 3"),
        (schulze(rules=[]), "rules: an object, not a list"),
        (vote(treshold="absolute"), "rules: “treshold” is not known here"),
        (vote(base="everyone"), "rules.base: expressed, cast, present, roll, not “everyone”"),
        (vote(base=1), "rules.base: expressed, cast, present, roll, not 1"),
        (vote(threshold="1/2"), "rules.threshold: relative, absolute, or a fraction above 1/2 like 2/3, not “1/2”"),
        (vote(threshold="4/3"), "rules.threshold: relative, absolute, or a fraction above 1/2"),
        (vote(threshold="0.75"), "rules.threshold: relative, absolute, or a fraction above 1/2"),
        (vote(threshold=0.75), "rules.threshold: relative, absolute, or a fraction above 1/2"),
        (vote(threshold="2/0"), "rules.threshold: relative, absolute, or a fraction above 1/2"),
        (vote(threshold=["relative"]), "rules.threshold: relative, absolute, or a fraction above 1/2"),
        (vote(tie="lot"), "rules.tie: rejected, casting, not “lot”"),
        (vote(casting="maybe"), "rules.casting: for, against, abstain, blank, no_part, not “maybe”"),
        (vote(secret=0), "rules.secret: true or false, not 0"),
        (vote(secret="no"), "rules.secret: true or false, not “no”"),
        (vote(quorum=0.5, roll=9), "rules.quorum: a fraction like 2/3, not a number that is not whole"),
        (vote(quorum="half", roll=9), "rules.quorum: a fraction like 2/3, not “half”"),
        (vote(quorum="3/2", roll=9), "a quorum is a fraction of the roll that the roll can reach"),
        (vote(quorum="1/2"), "rules.roll is missing"),
        (vote(quorum="1/2", roll=9, quorum_base="present"), "rules.quorum_base: roll, not “present”"),
        (vote(base="roll"), "rules.roll is missing"),
        (vote(base="present"), "rules.present is missing"),
        (vote(base="present", roll=9), "rules.present is missing"),
        (vote(roll=2), "more people than the roll, or more answers than people who may give one"),
        (vote(roll=9, present=2), "more answers than people who may give one"),
        (vote(roll=-1), "rules.roll: a whole number from 0"),
        (vote(by_proxy=4), "more ballots by proxy than ballots"),
        (vote(no_part_represented=1), "more represented people take no part than there are"),
        ({**vote(), "ballots": [{"choice": "maybe"}]}, "ballots[0]: choice: for, against"),
        ({**vote(), "ballots": [{"choice": []}]}, "ballots[0]: choice: for, against"),
        ({**vote(), "ballots": [{"ranking": ["A"]}]}, "ballots[0]: “choice” is missing"),
        ({**vote(), "ballots": "for"}, "ballots: a list, not “for”"),
        ({"method": "consent", "rules": {"roll": 1}, "ballots": [{"n": 2, "choice": "consent"}]}, "more positions"),
        ({"method": "consent", "ballots": [{"choice": "for"}]}, "choice: consent, concern, objection, stand_aside"),
    ],
)
def test_what_is_refused_and_in_which_words(wrong, said):
    with pytest.raises(ValueError) as refused:
        answer(wrong)
    assert said in str(refused.value)


def test_a_name_is_given_back_as_it_came():
    assert [answer({**vote(), "id": name})["id"] for name in ("a", "7", 7, 0)] == ["a", "7", 7, 0]
    assert "id" not in answer({**vote(), "id": None})


def test_what_is_not_said_or_null_is_its_default():
    assert answer(vote(base=None, threshold=None, quorum=None, roll=None, lot=None)) == answer(vote())
    assert approval({"approve": ["A"]})["counts"] == approval({"n": 1, "approve": ["A"]})["counts"]


junk = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 10**13) | st.floats() | st.text(max_size=3) | st.sampled_from(OPTIONS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_anything_is_counted_or_refused(data):
    """Wherever junk stands there is an answer that JSON can write, or a ValueError."""
    method = data.draw(st.sampled_from(["majority", "consent", *METHODS]))
    obj = {"method": method, "options": OPTIONS, "rules": {}, "ballots": []}
    where = data.draw(st.sampled_from(["id", "options", "seats", "ballots", "line", "n", "rule", "answer"]))
    said = data.draw(junk)
    line = {"n": 1, **{"majority": {"choice": "for"}, "consent": {"choice": "consent"}}.get(method, {})}
    if where == "line":
        obj["ballots"] = [said]
    elif where == "n":
        obj["ballots"] = [{**line, "n": said}]
    elif where == "answer":
        obj["ballots"] = [{data.draw(st.sampled_from(["ranking", "approve", "scores", "grades", "choice"])): said}]
    elif where == "rule":
        rule = data.draw(
            st.sampled_from(["base", "threshold", "quorum", "roll", "present", "casting", "lot", "grades", "costs"])
        )
        obj["rules"] = {rule: said}
    else:
        obj[where] = said
    with contextlib.suppress(ValueError):
        json.dumps(answer(obj), allow_nan=False)


@given(st.fractions(Fraction(501, 1000), 1, max_denominator=1000), st.integers(0, 500), st.integers(0, 500))
def test_a_fraction_is_met_exactly(part, votes_for, votes_against):
    counted = majority(votes_for, votes_against, threshold=f"{part.numerator}/{part.denominator}")
    base = votes_for + votes_against
    assert (counted["outcome"] == "adopted") == (base > 0 and Fraction(votes_for) >= part * base)
