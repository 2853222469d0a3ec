"""What a recount refuses, and in which words; anything else is counted."""

import contextlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.votes.test_recount import OPTIONS, approval
from votes.counting.recount import answer
from votes.counting.registry import methods


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
        (schulze(method="guessing"), "method: majority, consent, approval"),
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
        (vote(quorum="0 people", roll=9), "a quorum is of one person at least"),
        (vote(quorum=12, roll=9), "rules.quorum: a fraction like 2/3, not 12"),
        (
            vote(quorum="12 people", quorum_strict=True, roll=9),
            "a number of people is reached, not passed",
        ),
        (vote(quorum="1/2"), "rules.roll is missing"),
        (vote(quorum="12 people"), "rules.roll is missing"),
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
    method = data.draw(st.sampled_from(["majority", "consent", *methods()]))
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
