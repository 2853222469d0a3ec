"""Instant run-off: stage by stage."""

from fractions import Fraction

import pyrankvote
import pytest
from hypothesis import assume, given, settings

from tests.votes.counting.making import (
    SCHULZE_45,
    TENNESSEE,
    TOWNS,
    drawn_last,
    elections,
    lot,
    ranked,
    steps,
    told,
)
from votes.counting.irv import count
from votes.counting.result import BrokenTie, OptionsOutcome


def stage(number, votes, *, quota, elected=(), excluded=(), exhausted="0", transfers=()):
    return {
        "stage": number,
        "votes": votes,
        "elected": list(elected),
        "excluded": list(excluded),
        "exhausted": exhausted,
        "quota": quota,
        "transfers": list(transfers),
    }


def move(option, to, exhausted="0"):
    return {"from": option, "to": to, "exhausted": exhausted}


def test_tennessee_stage_by_stage():
    result = count(TOWNS, ranked(TENNESSEE))

    assert (result.outcome, result.winners, result.tie) == (OptionsOutcome.ELECTED, ("Knoxville",), None)
    assert result.ranking == (("Knoxville",), ("Memphis",), ("Nashville",), ("Chattanooga",))
    assert (result.quota, result.counts) == ("51", {"valid": 100, "void": 0})
    assert result.stages == (
        stage(
            1,
            {"Memphis": "42", "Nashville": "26", "Chattanooga": "15", "Knoxville": "17"},
            quota="51",
            excluded=["Chattanooga"],
            transfers=[move("Chattanooga", {"Knoxville": "15"})],
        ),
        stage(
            2,
            {"Memphis": "42", "Nashville": "26", "Knoxville": "32"},
            quota="51",
            excluded=["Nashville"],
            transfers=[move("Nashville", {"Knoxville": "26"})],
        ),
        stage(3, {"Memphis": "42", "Knoxville": "58"}, quota="51", elected=["Knoxville"]),
    )
    assert told(result) == [
        ("irv.counted", {"valid": 100, "void": 0, "seats": 1, "quota": "51"}),
        ("irv.excluded", {"stage": 1, "option": "Chattanooga", "votes": "15"}),
        ("irv.transferred", {"stage": 1, "option": "Chattanooga", "to": {"Knoxville": "15"}, "exhausted": "0"}),
        ("irv.excluded", {"stage": 2, "option": "Nashville", "votes": "26"}),
        ("irv.transferred", {"stage": 2, "option": "Nashville", "to": {"Knoxville": "26"}, "exhausted": "0"}),
        ("irv.elected", {"stage": 3, "options": ["Knoxville"], "votes": {"Knoxville": "58"}, "quota": "51"}),
        ("seats.elected", {"winners": ["Knoxville"]}),
    ]


def test_schulze_45():
    result = count("ABCDE", ranked(SCHULZE_45))
    assert result.stages[0]["votes"] == {"A": "10", "B": "8", "C": "12", "D": "7", "E": "8"}
    assert [one["excluded"] for one in result.stages] == [["D"], ["B"], ["A"], []]
    assert (result.winners, result.stages[-1]["votes"]) == (("C",), {"C": "24", "E": "21"})
    assert result.tie is None  # B and E are level at stage 2; whichever goes, C is elected


def test_more_than_half_ends_it_and_half_does_not():
    first = count("AB", ranked("3 A; 2 B"))
    assert (len(first.stages), first.winners, first.quota) == (1, ("A",), "3")
    half = count("ABC", ranked("3 A; 2 B; 1 C > B"))
    assert [one["excluded"] for one in half.stages] == [["C"], ["B"], []]
    assert [one["quota"] for one in half.stages] == ["4", "4", "2"]


def test_a_ballot_with_nobody_left_is_exhausted_and_outside_the_half():
    result = count("ABC", ranked("4 A; 3 B; 2 C; 5"))
    assert result.counts["valid"] == 9
    assert result.stages == (
        stage(1, {"A": "4", "B": "3", "C": "2"}, quota="5", excluded=["C"], transfers=[move("C", {}, "2")]),
        stage(2, {"A": "4", "B": "3"}, quota="4", elected=["A"], exhausted="2"),
    )
    assert steps(result, "irv.transferred") == [{"stage": 1, "option": "C", "to": {}, "exhausted": "2"}]


def test_equals_share_their_vote_exactly():
    result = count("ABCD", ranked("3 A = B = C; 4 D; 1 B > D"), lot=drawn_last("A", "C"))
    votes, moved = {"A": "1", "B": "2", "C": "1", "D": "4"}, move("A", {"B": "0.5", "C": "0.5"})
    assert result.stages[0] == stage(1, votes, quota="25/6", excluded=["A"], transfers=[moved])
    assert result.stages[1]["votes"] == {"B": "2.5", "C": "1.5", "D": "4"}
    thirds = count("ABCD", ranked("1 A = B = C; 2 D; 1 D > A; 3 B > D"))
    assert thirds.stages[0]["votes"] == {"A": "1/3", "B": "10/3", "C": "1/3", "D": "3"}
    assert thirds.stages[0]["excluded"] == ["A", "C"]
    assert thirds.stages[0]["transfers"] == [move("A", {"B": "1/3"}), move("C", {"B": "1/3"})]
    assert thirds.stages[1]["votes"] == {"B": "4", "D": "3"}


def test_a_shared_vote_goes_on_as_a_whole_when_its_holders_are_out():
    result = count("ABCD", ranked("1 A = B > C; 4 C; 6 D; 1 A"))
    assert result.stages[0]["votes"] == {"A": "1.5", "B": "0.5", "C": "4", "D": "6"}
    assert result.stages[0]["excluded"] == ["B"]
    assert result.stages[0]["transfers"] == [move("B", {"A": "0.5"})]
    assert result.stages[1]["transfers"] == [move("A", {"C": "1"}, "1")]
    assert result.stages[1]["excluded"] == ["A"]
    assert result.stages[2]["votes"] == {"C": "5", "D": "6"}


def test_an_excluded_vote_is_shared_between_equals_behind():
    result = count("ABCD", ranked("1 A > B = C > D; 5 D; 3 B; 3 C"))
    assert result.stages[0]["transfers"] == [move("A", {"B": "0.5", "C": "0.5"})]
    assert result.stages[1]["votes"] == {"B": "3.5", "C": "3.5", "D": "5"}
    assert result.stages[1]["quota"] == "6.5"


def test_those_who_even_together_have_fewer_are_excluded_together():
    result = count("ABCDE", ranked("5 A; 4 B; 1 C > D > B; 1 D > A"), lot="seed")

    assert (result.winners, result.tie) == (("A",), None)
    assert result.stages[0]["excluded"] == ["E"]
    assert result.stages[1]["excluded"] == ["C", "D"]
    assert result.stages[1]["transfers"] == [move("C", {"B": "1"}), move("D", {"A": "1"})]
    assert result.stages[2]["votes"] == {"A": "6", "B": "5"}
    assert result.ranking == (("A",), ("B",), ("C", "D"), ("E",))
    assert steps(result, "irv.together") == [{"stage": 2, "options": ["C", "D"], "votes": "1"}]
    assert steps(result, "irv.transferred")[1:] == [
        {"stage": 2, "option": "C", "to": {"B": "1"}, "exhausted": "0"},
        {"stage": 2, "option": "D", "to": {"A": "1"}, "exhausted": "0"},
    ]


def test_what_each_of_those_excluded_together_held_is_told_apart():
    result = count("ABCD", ranked("6 C; 7 D; 1 A; 1 B; 2 A = B"))
    assert result.stages[0]["votes"] == {"A": "2", "B": "2", "C": "6", "D": "7"}
    assert result.stages[0]["transfers"] == [move("A", {}, "2"), move("B", {}, "2")]
    shared = count("ABCDE", ranked("6 C; 7 D; 2 A = B = C; 1 B > C; 1 A > C > D"))
    assert shared.stages[0]["excluded"] == ["E"]
    assert shared.stages[1]["transfers"] == [move("A", {"C": "5/3"}), move("B", {"C": "5/3"})]
    assert shared.stages[2]["votes"] == {"C": "10", "D": "7"}


def test_large_numbers_are_exact():
    result = count("AB", ranked(f"{10**17 + 1} A; {10**17} B"))
    assert (result.winners, result.quota) == (("A",), str(10**17 + 1))
    assert result.stages[0]["votes"] == {"A": str(10**17 + 1), "B": str(10**17)}


def test_those_who_together_reach_the_next_are_not_excluded_together():
    """C and D have 2 each, B has 4: one of them could still pass B."""
    result = count("ABCD", ranked("7 A; 4 B > C; 2 C > D; 2 D > C"))
    assert result.stages[0]["excluded"] in (["C"], ["D"])


def test_nobody_has_a_first_choice_of_theirs():
    result = count("ABCDEF", ranked("2 A > C; 2 B > A; 1 C > B"), lot="seed")
    assert (result.stages[0]["excluded"], result.tie) == (["D", "E", "F"], None)
    assert result.stages[0]["transfers"] == [move("D", {}), move("E", {}), move("F", {})]


def test_a_tie_looks_back_at_the_last_stage_at_which_they_differed():
    result = count("ABCD", ranked("5 A; 2 B > A; 3 C > A; 1 D > B"))

    assert result.stages[1]["votes"] == {"A": "5", "B": "3", "C": "3"}
    assert (result.stages[1]["excluded"], result.winners) == (["B"], ("A",))
    assert result.tie == BrokenTie(("B", "C"), by="rule", of="stage 1")
    assert steps(result, "irv.earlier") == [{"between": ["B", "C"], "option": "B", "at": 1, "surplus": False}]


def test_the_most_recent_difference_counts_first():
    """B had fewer than C at stage 1, and more at stage 2: at stage 3 they are level, and C goes."""
    lines = ranked("9 A; 4 B; 5 C; 1 D > E > C; 2 E > B > C")
    result = count("ABCDE", lines)
    assert [one["votes"] for one in result.stages[:3]] == [
        {"A": "9", "B": "4", "C": "5", "D": "1", "E": "2"},
        {"A": "9", "B": "4", "C": "5", "E": "3"},
        {"A": "9", "B": "6", "C": "6"},
    ]
    assert (result.tie, result.stages[2]["excluded"]) == (BrokenTie(("B", "C"), by="rule", of="stage 2"), ["B"])


@pytest.mark.parametrize("out", "BC")
def test_with_no_difference_the_last_of_the_lot_is_excluded(out):
    lines = ranked("4 A > B; 3 B > C; 3 C > B")
    seed = drawn_last(out, {"B": "C", "C": "B"}[out])
    result = count("ABC", lines, lot=seed)
    kept = lot("BC", seed)[0]

    assert result.stages[0]["excluded"] == [out]
    assert result.winners == (kept,)
    assert result.tie == BrokenTie(("B", "C"), by="lot", of=seed)
    assert steps(result, "irv.lot") == [{"between": ["B", "C"], "option": out, "lot": seed, "surplus": False}]


def test_a_tie_that_nobody_draws_ends_the_count():
    result = count("ABC", ranked("4 A > B; 3 B > C; 3 C > B"))

    assert (result.outcome, result.winners) == (OptionsOutcome.TIE, ())
    assert result.tie == BrokenTie(("B", "C"), by="lot", of="none")
    assert result.ranking == (("A",), ("B", "C"))
    assert result.stages == (stage(1, {"A": "4", "B": "3", "C": "3"}, quota="6"),)
    assert told(result)[-1] == ("irv.undrawn", {"between": ["B", "C"], "surplus": False})


def test_a_tie_that_changes_nobody_elected_is_passed_over():
    """Whichever of B and C goes, A has more than half."""
    lines = ranked("4 A; 2 B > A; 2 C > B")
    undrawn, drawn = count("ABC", lines), count("ABC", lines, lot="seed")
    assert (undrawn.outcome, undrawn.winners, undrawn.tie) == (OptionsOutcome.ELECTED, ("A",), None)
    assert (drawn.winners, drawn.tie) == (("A",), None)


def test_two_left_and_level():
    undrawn = count("AB", ranked("2 A; 2 B"))
    assert (undrawn.outcome, undrawn.tie) == (OptionsOutcome.TIE, BrokenTie(("A", "B"), by="lot", of="none"))
    seed = drawn_last("A", "B")
    drawn = count("AB", ranked("2 A; 2 B"), lot=seed)
    assert (drawn.winners, drawn.stages[1]["votes"]) == (("B",), {"B": "2"})
    assert drawn.stages[1] == stage(2, {"B": "2"}, quota="2", elected=["B"], exhausted="2")


def test_one_option_and_nobody():
    alone = count("A", ranked("2 A"))
    assert (alone.winners, alone.stages) == (("A",), (stage(1, {"A": "2"}, quota="2", elected=["A"]),))
    for seed in (None, "seed"):
        nobody = count("BA", ranked("2"), lot=seed)
        assert (nobody.outcome, nobody.winners, nobody.ranking) == (OptionsOutcome.TIE, (), (("A", "B"),))
        assert nobody.tie == BrokenTie(("A", "B"), by="lot", of="none")
        assert (nobody.counts, nobody.stages) == ({"valid": 0, "void": 0}, ())


def test_it_fills_one_seat():
    with pytest.raises(ValueError, match="fills one"):
        count("AB", ranked("1 A"), seats=2)


def by_the_rule(options, ballots, order):
    """The rule said again, ballot by ballot, every vote a fraction: the stages' votes and who is left."""
    papers = [ranking for number, ranking in ballots for _ in range(number) if ranking]
    left, history = list(options), []
    while True:
        votes = dict.fromkeys(left, Fraction(0))
        for ranking in papers:
            held = next((both for group in ranking if (both := [o for o in group if o in left])), [])
            for option in held:
                votes[option] += Fraction(1, len(held))
        history.append(votes)
        leading = [option for option in left if votes[option] * 2 > sum(votes.values())]
        if leading:
            return history, leading[0]
        last = [option for option in left if votes[option] == min(votes.values())]
        others = [votes[option] for option in left if option not in last]
        if len(last) == 1 or (others and sum(votes[option] for option in last) < min(others)):
            left = [option for option in left if option not in last]
            continue
        for earlier in reversed(history[:-1]):
            last = [option for option in last if earlier[option] == min(earlier[other] for other in last)]
        left.remove(max(last, key=order.index))


@settings(max_examples=200, deadline=None)
@given(elections(lines=8))
def test_against_the_rule_as_written_whatever_the_lot(election):
    options, ballots = election
    assume(any(ranking for _number, ranking in ballots))
    for seed in ("1", "2"):
        result = count(options, ballots, lot=seed)
        history, winner = by_the_rule(options, ballots, lot(options, seed))

        assert result.winners == (winner,)
        assert [{o: Fraction(v) for o, v in one["votes"].items()} for one in result.stages] == history
        for one, after in zip(result.stages, [*result.stages[1:], None], strict=True):
            moved = sum(Fraction(n) for transfer in one["transfers"] for n in transfer["to"].values())
            lost = sum(Fraction(transfer["exhausted"]) for transfer in one["transfers"])
            assert moved + lost == sum(Fraction(one["votes"][option]) for option in one["excluded"])
            if after:
                for option, votes in after["votes"].items():
                    gained = sum(Fraction(t["to"].get(option, "0")) for t in one["transfers"])
                    assert Fraction(one["votes"][option]) + gained == Fraction(votes)
                assert Fraction(one["exhausted"]) + lost == Fraction(after["exhausted"])
            assert Fraction(one["exhausted"]) + sum(map(Fraction, one["votes"].values())) == result.counts["valid"]


@settings(max_examples=60, deadline=None)
@given(elections(lines=8, complete=True, number=30))
def test_as_pyrankvote_counts(election):
    options, ballots = election
    result = count(options, ballots)
    assume(not steps(result, "irv.lot", "irv.earlier", "irv.undrawn"))
    named = {option: pyrankvote.Candidate(option) for option in options}
    papers = [
        pyrankvote.Ballot(ranked_candidates=[named[option] for (option,) in ranking])
        for number, ranking in ballots
        for _ in range(number)
    ]
    elected = pyrankvote.instant_runoff_voting(list(named.values()), papers).get_winners()

    assert tuple(candidate.name for candidate in elected) == result.winners
