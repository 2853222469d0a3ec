"""Proportional approval: against every committee, against votelib, and the representation that it promises."""

from fractions import Fraction
from itertools import combinations
from math import comb

import votelib.evaluate.approval
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.votes.counting.making import lot, steps, told
from votes.counting import pav
from votes.counting.result import BrokenTie, OptionsOutcome

OPTIONS = "ABCDEF"
approving = st.frozensets(st.sampled_from(OPTIONS), min_size=1)
profiles = st.lists(st.tuples(st.integers(1, 5), approving), min_size=1, max_size=7)


def lines(text):
    """ "3 AB; 2 C" as lines of (number, approvals)."""
    return [(int(number), frozenset(names)) for number, names in (line.split() for line in text.split(";"))]


def satisfaction(committee, ballots):
    return sum(n * sum(Fraction(1, k + 1) for k in range(len(approved & committee))) for n, approved in ballots)


def best_of_all(ballots, seats, options=OPTIONS):
    """Every committee is looked at: the best ones, and their satisfaction."""
    scores = {one: satisfaction(one, ballots) for one in map(frozenset, combinations(options, seats))}
    most = max(scores.values())
    return [one for one in scores if scores[one] == most], most


def represented(ballots, winners, seats):
    """Extended justified representation: of those who deserve k seats and agree on k options, one has k of theirs."""
    voters = sum(number for number, _ in ballots)
    for size in range(1, seats + 1):
        for shared in map(frozenset, combinations(OPTIONS, size)):
            left_out = sum(n for n, approved in ballots if shared <= approved and len(approved & winners) < size)
            if left_out * seats >= size * voters:
                return False
    return True


def test_a_committee_by_hand():
    """3 people approve A and B, 2 C and D, 1 E. With A, B and C: 3 x (1 + 1/2) + 2 x 1. One of C and D it is."""
    result = pav.count("ABCDE", lines("3 AB; 2 CD; 1 E"), seats=3, lot="2026")
    first = lot("CD", "2026")[0]

    assert (result.outcome, result.winners) == (OptionsOutcome.ELECTED, ("A", "B", first))
    assert result.ranking == (("A", "B"), ("C", "D"), ("E",))
    assert result.counts == {
        "approvals": {"A": 3, "B": 3, "C": 2, "D": 2, "E": 1},
        "score": "6.5",
        "represented": [1, 2, 3, 0],
    }
    assert result.tie == BrokenTie(("C", "D"), by="lot", of="2026")
    assert told(result) == [
        ("pav.best", {"score": "6.5", "committees": 10}),
        ("pav.level", {"best": 2, "between": ["C", "D"], "lot": "2026"}),
        ("pav.represented", {"voters": [1, 2, 3, 0]}),
        ("seats.elected", {"winners": ["A", "B", first]}),
    ]


def test_without_a_lot_those_in_every_best_committee_are_sure():
    result = pav.count("ABCDE", lines("3 AB; 2 CD; 1 E"), seats=3)

    assert (result.outcome, result.winners) == (OptionsOutcome.TIE, ("A", "B"))
    assert result.tie == BrokenTie(("C", "D"), by="lot", of="none")
    assert "represented" not in result.counts
    assert told(result)[1:] == [
        ("pav.level", {"best": 2, "between": ["C", "D"], "lot": None}),
        ("seats.elected", {"winners": ["A", "B"]}),
    ]


def test_a_minority_of_a_third_has_a_third_of_the_seats():
    """Approval would give ABC, with 6 votes each. Here 6 x (1 + 1/2) + 3 x 1 is more than 6 x (1 + 1/2 + 1/3)."""
    result = pav.count("ABCDEF", lines("6 ABC; 3 DEF"), seats=3)

    assert result.counts["score"] == "12"
    assert result.tie.between == ("A", "B", "C", "D", "E", "F")
    assert (result.winners, result.ranking) == ((), (("A", "B", "C", "D", "E", "F"),))
    clear = pav.count("ABCD", lines("6 ABC; 3 D; 1 AB"), seats=3)
    assert (clear.winners, clear.tie) == (("A", "B", "D"), None)
    assert clear.ranking == (("A", "B", "D"), ("C",))
    assert clear.counts["score"] == "13.5"


def test_winners_stand_by_their_approvals():
    assert pav.count("ABC", lines("1 A; 3 C; 2 B"), seats=3).winners == ("C", "B", "A")
    assert pav.count("ABC", lines("1 A; 3 C; 2 B"), seats=9).winners == ("C", "B", "A")


def test_the_lot_takes_the_committee_whose_first_by_lot_comes_earliest():
    """AB or CD, A or B with C or D …: the six committees of 2 people for A, B, C, D."""
    for seed in map(str, range(20)):
        result = pav.count("ABCD", lines("1 AB; 1 CD"), seats=2, lot=seed)
        order = lot("ABCD", seed)
        other = next(option for option in order if {order[0], option} not in ({"A", "B"}, {"C", "D"}, {order[0]}))
        assert set(result.winners) == {order[0], other}


def test_of_the_best_committees_the_one_found_first_is_not_always_that_of_the_lot():
    ballots = lines("2 ABC; 1 C; 1 BD; 2 AD")
    best, _ = best_of_all(ballots, 2, "ABCD")
    assert len(best) == 4
    for seed in map(str, range(2020, 2040)):
        order = lot("ABCD", seed)
        drawn = pav.count("ABCD", ballots, seats=2, lot=seed)
        assert set(drawn.winners) == min(best, key=lambda one: sorted(order.index(option) for option in one))


def test_the_most_approved_option_may_be_in_no_best_committee():
    """C alone has 6 approvals, A and B 5 each; but A and B together satisfy 10, C with either 9.5."""
    result = pav.count("ABC", lines("3 AC; 2 A; 3 BC; 2 B"), seats=2)

    assert (result.winners, result.counts["score"]) == (("A", "B"), "10")
    assert result.counts["represented"] == [0, 10, 0]
    assert pav.count("ABC", lines("3 AC; 2 A; 3 BC; 2 B")).winners == ("C",)


def test_a_fraction_that_no_decimals_can_say():
    assert pav.count("ABC", lines("1 ABC"), seats=3).counts["score"] == "11/6"


def test_no_approval_elects_nobody():
    result = pav.count("BA", [(4, frozenset())], lot="2026")
    assert (result.outcome, result.winners, result.ranking) == (OptionsOutcome.TIE, (), (("A", "B"),))
    assert result.counts == {"approvals": {"A": 0, "B": 0}}
    assert told(result) == [("seats.nobody", {})]


@settings(max_examples=120, deadline=None)
@given(ballots=profiles, seats=st.integers(1, 5))
def test_it_is_the_best_of_all_committees(ballots, seats):
    best, most = best_of_all(ballots, seats)
    result = pav.count(OPTIONS, ballots, seats=seats)
    sure = frozenset.intersection(*best)

    assert Fraction(result.counts["score"]) == most
    assert set(result.winners) == sure
    assert (result.tie is None) == (len(best) == 1)
    assert steps(result, "pav.best") == [{"score": result.counts["score"], "committees": comb(6, seats)}]
    if len(best) > 1:
        assert result.tie.between == tuple(sorted(frozenset.union(*best) - sure))
        assert steps(result, "pav.level")[0]["best"] == len(best)
        order = lot(OPTIONS, "2026")
        drawn = pav.count(OPTIONS, ballots, seats=seats, lot="2026")
        assert set(drawn.winners) == min(best, key=lambda one: sorted(order.index(option) for option in one))


@settings(max_examples=60, deadline=None)
@given(ballots=profiles, seats=st.integers(2, 4))
def test_votelib_elects_the_same(ballots, seats):
    """It knows only options that somebody approves, leaves ties to its caller, and fails for one seat."""
    result = pav.count(OPTIONS, ballots, seats=seats)
    assume(result.outcome == OptionsOutcome.ELECTED)
    votes = {}
    for number, approved in ballots:
        votes[approved] = votes.get(approved, 0) + number
    assume(len(frozenset.union(*votes)) >= seats)
    theirs = votelib.evaluate.approval.ProportionalApproval().evaluate(votes, seats)

    assert frozenset(theirs) == frozenset(result.winners)


@settings(max_examples=80, deadline=None)
@given(ballots=profiles, seats=st.integers(1, 4))
def test_groups_that_agree_are_represented(ballots, seats):
    assert represented(ballots, frozenset(pav.count(OPTIONS, ballots, seats=seats, lot="2026").winners), seats)


@settings(max_examples=60, deadline=None)
@given(ballots=profiles, seats=st.integers(1, 4), data=st.data())
def test_neutrality_and_anonymity(ballots, seats, data):
    names = dict(zip(OPTIONS, data.draw(st.permutations(OPTIONS)), strict=True))
    before = pav.count(OPTIONS, ballots, seats=seats)
    one_by_one = [(1, frozenset(names[o] for o in approved)) for n, approved in ballots for _ in range(n)]
    after = pav.count(data.draw(st.permutations(OPTIONS)), data.draw(st.permutations(one_by_one)), seats=seats)

    assert after.counts["score"] == before.counts["score"]
    assert set(after.winners) == {names[option] for option in before.winners}
    assert [set(group) for group in after.ranking] == [{names[o] for o in group} for group in before.ranking]
