"""What every method among options has: one shape of answer, blank ballots, seats, a lot, no order of entry."""

import contextlib
import hashlib
import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.votes.test_recount import OPTIONS, approval, told
from votes.counting.lines import read
from votes.counting.parsing import Fields
from votes.counting.recount import answer
from votes.counting.registry import methods


def test_the_whole_answer_among_options():
    """Tennessee chooses its capital."""
    memphis, nashville = ["Memphis", "Nashville", "Chattanooga", "Knoxville"], ["Nashville", "Chattanooga", "Knoxville"]
    asked = {
        "id": "capital",
        "options": memphis,
        "ballots": [
            {"n": 42, "ranking": memphis},
            {"n": 26, "ranking": [*nashville, "Memphis"]},
            {"n": 15, "ranking": ["Chattanooga", "Knoxville", "Nashville", "Memphis"]},
            {"n": 17, "ranking": ["Knoxville", "Chattanooga", "Nashville", "Memphis"]},
        ],
    }
    by_schulze, by_run_off = (answer({**asked, "method": method}) for method in ("schulze", "irv"))

    assert set(by_schulze) == {"id", "outcome", "winners", "ranking", "counts", "tie", "steps"}
    assert (by_schulze["id"], by_schulze["outcome"], by_schulze["tie"]) == ("capital", "elected", None)
    assert by_schulze["winners"] == ["Nashville"]
    assert by_schulze["ranking"] == [["Nashville"], ["Chattanooga"], ["Knoxville"], ["Memphis"]]
    assert by_schulze["counts"]["duels"]["Nashville"] == {"Memphis": 58, "Chattanooga": 68, "Knoxville": 68}
    assert set(by_run_off) == set(by_schulze) | {"quota", "stages"}
    assert (by_run_off["winners"], by_run_off["quota"]) == (["Knoxville"], "51")
    assert [stage["excluded"] for stage in by_run_off["stages"]] == [["Chattanooga"], ["Nashville"], []]


def test_the_largest_that_is_counted_and_any_name():
    options = ["A", "\ue000", "\ud7ff", "a\nb", "é" * 500]
    counted = approval({"n": 10**12, "approve": ["A", "a\nb"]}, options=options, most=2)
    assert (counted["winners"], counted["counts"]["a\nb"]) == ([counted["winners"][0]], 10**12)
    for half in ("\ud800", "\udfff", "a\udabcb"):
        with pytest.raises(ValueError):
            approval(options=["A", half])


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


def papers_of(name):
    """Lines that this method reads, its own rules left out."""
    method = methods()[name]
    highest = method.highest(Fields({}, "rules", ()))

    def is_read(line):
        with contextlib.suppress(ValueError):
            read([line], method.key, OPTIONS, highest, method.check)
            return True
        return False

    return papers[method.key].filter(is_read)


@settings(max_examples=100, deadline=None)
@given(st.data(), st.sampled_from(sorted(methods())))
def test_the_order_of_entry_changes_nothing(data, method):
    paper = papers_of(method) | st.just({"choice": "blank"})
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


@pytest.mark.parametrize("method", sorted(methods()))
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
