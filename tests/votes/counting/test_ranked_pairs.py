"""Ranked pairs: duels locked from the strongest to the weakest."""

from itertools import permutations

import pytest
import votelib.convert
import votelib.evaluate.condorcet
from hypothesis import assume, given, settings

from tests.votes.counting.making import (
    CIRCLE,
    SCHULZE_45,
    TENNESSEE,
    TOWNS,
    drawn_first,
    elections,
    lot,
    ranked,
    told,
)
from votes.counting import ranked_pairs
from votes.counting.duels import fought, steps
from votes.counting.ranked_pairs import count
from votes.counting.result import BrokenTie, OptionsOutcome

EQUAL_CIRCLE = ranked("1 A > B > C; 1 B > C > A; 1 C > A > B")  # each duel is won by 2 to 1


def locks(result):
    """What became of each duel, in order."""
    return [(name.removeprefix("ranked_pairs."), v) for name, v in told(result) if name.startswith("ranked_pairs.")]


def pair(winner, loser, votes_for, against, **others):
    return {"winner": winner, "loser": loser, "for": votes_for, "against": against, **others}


def test_a_circle_gives_up_its_weakest_duel():
    result = count("ABC", ranked(CIRCLE))

    assert (result.outcome, result.winners, result.tie) == (OptionsOutcome.ELECTED, ("A",), None)
    assert result.ranking == (("A",), ("B",), ("C",))
    assert result.counts == {
        "duels": {"A": {"B": 6, "C": 4}, "B": {"A": 3, "C": 7}, "C": {"A": 5, "B": 2}},
        "locked": [["B", "C"], ["A", "B"]],
    }
    before = [(step.name, step.values) for step in steps(*fought("ABC", ranked(CIRCLE)))]
    assert told(result) == [
        *before,
        ("ranked_pairs.locked", pair("B", "C", 7, 2)),
        ("ranked_pairs.locked", pair("A", "B", 6, 3)),
        ("ranked_pairs.skipped", pair("C", "A", 5, 4, path=["A", "B", "C"])),
        ("seats.elected", {"winners": ["A"]}),
    ]


def test_tennessee():
    result = count(TOWNS, ranked(TENNESSEE))
    assert result.ranking == (("Nashville",), ("Chattanooga",), ("Knoxville",), ("Memphis",))
    assert result.counts["locked"] == [
        ["Chattanooga", "Knoxville"],
        ["Nashville", "Chattanooga"],
        ["Nashville", "Knoxville"],
        ["Chattanooga", "Memphis"],
        ["Knoxville", "Memphis"],
        ["Nashville", "Memphis"],
    ]


def test_schulze_45_elects_another_than_schulze():
    result = count("ABCDE", ranked(SCHULZE_45))
    assert result.ranking == (("A",), ("C",), ("E",), ("B",), ("D",))
    assert [(v["winner"] + v["loser"], v["for"], v.get("path")) for _name, v in locks(result)] == [
        ("BD", 33, None),
        ("ED", 31, None),
        ("AD", 30, None),
        ("CB", 29, None),
        ("DC", 28, ["C", "B", "D"]),
        ("EB", 27, None),
        ("AC", 26, None),
        ("BA", 25, ["A", "C", "B"]),
        ("CE", 24, None),
        ("EA", 23, ["A", "C", "E"]),
    ]


def test_of_as_many_votes_the_duel_with_fewer_against_is_stronger():
    """A beats B by 5 to 4, B beats C by 5 to 2, C beats A by 5 to 3: A over B is the weakest."""
    lines = ranked("3 A > B > C; 2 B > C > A; 2 C > A > B; 2 C = B > A; 1 C > A = B; 1 A = B = C")
    result = count("ABC", lines)
    duels = result.counts["duels"]
    assert (duels["A"]["B"], duels["B"]["A"]) == (5, 4)
    assert (duels["B"]["C"], duels["C"]["B"]) == (5, 3)
    assert (duels["C"]["A"], duels["A"]["C"]) == (7, 3)
    assert result.ranking == (("B",), ("C",), ("A",))
    assert locks(result)[-1] == ("skipped", pair("A", "B", 5, 4, path=["B", "C", "A"]))


def test_equal_duels_that_agree_are_all_locked_without_a_lot():
    result = count("ABC", ranked("2 A > B > C"))
    assert (result.winners, result.tie) == (("A",), None)
    assert result.counts["locked"] == [["A", "B"], ["A", "C"], ["B", "C"]]


def test_equal_duels_that_close_a_circle_wait_for_a_lot():
    result = count("ABC", EQUAL_CIRCLE)
    assert (result.outcome, result.winners, result.tie) == (
        OptionsOutcome.TIE,
        (),
        BrokenTie(("A", "B", "C"), by="lot", of="none"),
    )
    assert (result.ranking, result.counts["locked"]) == ((("A", "B", "C"),), [])
    assert locks(result) == [("undrawn", {"between": ["A", "B", "C"]})]


@pytest.mark.parametrize("order", ["".join(order) for order in permutations("ABC")])
def test_the_lot_says_which_of_them_is_locked_first(order):
    """First the duel of the winner drawn first; then that of the next one, unless it contradicts."""
    seed = next(seed for seed in map(str, range(10**6)) if "".join(lot("ABC", seed)) == order)
    result = count("ABC", EQUAL_CIRCLE, lot=seed)
    beaten = {"A": "B", "B": "C", "C": "A"}
    first, second = order[0], order[1]

    assert result.tie == BrokenTie(("A", "B", "C"), by="lot", of=seed)
    assert locks(result)[:2] == [
        ("lot", {"between": ["A", "B", "C"], "option": first, "lot": seed}),
        ("locked", pair(first, beaten[first], 2, 1)),
    ]
    assert result.counts["locked"] == [[first, beaten[first]], [second, beaten[second]]]
    assert result.outcome == OptionsOutcome.ELECTED
    # The third duel contradicts the two that are locked: its winner comes after the others.
    assert result.winners == (
        next(option for option in "ABC" if [first, second].count(beaten_by(option, beaten)) == 0),
    )


def beaten_by(option, beaten):
    """Who wins against this option in the circle."""
    return next(winner for winner, loser in beaten.items() if loser == option)


def test_of_one_winner_the_duel_against_the_loser_drawn_last_comes_first():
    """A beats B and C, each of them beats D, and D beats A, all by 2 to 1; B and C are level."""
    lines = ranked("1 A > B = C > D; 1 B = C > D > A; 1 D > A > B = C")
    for seed in map(str, range(40)):
        order = lot("ABCD", seed)
        result = count("ABCD", lines, lot=seed)
        if order[0] == "A":
            first = max("BC", key=order.index)
            assert result.counts["locked"][0] == ["A", first]
            assert locks(result)[1] == ("lot", {"between": ["B", "C"], "option": first, "lot": seed})
        assert result.winners == (min(by_the_rule("ABCD", result.counts["duels"], order)[0], key=order.index),)


def test_a_circle_below_the_winner_asks_for_no_lot():
    lines = [(number, (("Z",), *ranking)) for number, ranking in EQUAL_CIRCLE]
    for seed in (None, "seed"):
        result = count("ABCZ", lines, lot=seed)
        assert (result.outcome, result.winners, result.tie) == (OptionsOutcome.ELECTED, ("Z",), None)
    assert [name for name, _values in locks(count("ABCZ", lines))][3] == "lot"
    assert count("ABCZ", lines, seats=2).tie == BrokenTie(("A", "B", "C"), by="lot", of="none")
    assert count("ABCZ", lines, seats=2).winners == ("Z",)


def test_options_level_in_the_end_are_drawn():
    lines = ranked("2 A > B > C; 2 B > A > C")
    undrawn = count("ABC", lines)
    assert (undrawn.outcome, undrawn.tie) == (OptionsOutcome.TIE, BrokenTie(("A", "B"), by="lot", of="none"))
    assert (undrawn.winners, undrawn.ranking) == ((), (("A", "B"), ("C",)))
    seed = drawn_first("B", "A")
    drawn = count("ABC", lines, lot=seed)
    assert (drawn.winners, drawn.tie) == (("B",), BrokenTie(("A", "B"), by="lot", of=seed))
    assert locks(drawn)[-1] == ("lot", {"between": ["A", "B"], "option": "B", "lot": seed})
    both = count("ABC", lines, seats=2)
    assert (both.outcome, both.winners, both.tie) == (OptionsOutcome.ELECTED, ("A", "B"), None)


def test_several_level_for_two_seats_are_drawn_one_after_the_other():
    lines = ranked("1 A = B = C > D")
    seed = drawn_first("C", "AB")
    result = count("ABCD", lines, seats=2, lot=seed)
    assert result.winners == tuple(lot("ABC", seed)[:2])
    assert [values["between"] for _name, values in locks(result)[-2:]] == [
        ["A", "B", "C"],
        [option for option in "ABC" if option != "C"],
    ]


def test_a_tie_too_wide_to_follow_every_lot_is_told_all_the_same():
    options = "ABCDEFG"
    everybody = [(1, (tuple(options),))]
    result = count(options, everybody, seats=6, lot="seed")
    assert result.tie == BrokenTie(tuple(options), by="lot", of="seed")
    assert result.winners == tuple(lot(options, "seed")[:6])
    assert count(options, everybody, seats=6).tie == BrokenTie(tuple(options), by="lot", of="none")


def test_one_option_and_nobody():
    alone = count("A", ranked("2 A"))
    assert (alone.winners, alone.counts) == (("A",), {"duels": {"A": {}}, "locked": []})
    nobody = count("BA", ranked("2"), lot="seed")
    assert (nobody.outcome, nobody.winners, nobody.ranking) == (OptionsOutcome.TIE, (), (("A", "B"),))
    assert nobody.counts == {"duels": {"A": {"B": 0}, "B": {"A": 0}}, "locked": []}
    assert told(nobody) == [("seats.nobody", {})]


def by_the_rule(options, duels, order):
    """The rule said again: all duels in one list, strongest first, equal ones by the lot; one after the other."""
    won = [(a, b) for a, b in permutations(options, 2) if duels[a][b] > duels[b][a]]
    won.sort(key=lambda p: (-duels[p[0]][p[1]], duels[p[1]][p[0]], order.index(p[0]), -order.index(p[1])))
    locked = set()

    def leads(start, end):
        return any(b == end or leads(b, end) for a, b in locked if a == start)

    for winner, loser in won:
        if not leads(loser, winner):
            locked.add((winner, loser))
    left, ranking = list(options), []
    while left:
        first = sorted(a for a in left if not any((b, a) in locked for b in left))
        ranking.append(tuple(first))
        left = [a for a in left if a not in first]
    return ranking


@settings(max_examples=150, deadline=None)
@given(elections(number=2))
def test_against_the_rule_as_written_whatever_the_lot(election):
    options, ballots = election
    assume(any(ranking for _number, ranking in ballots))
    for seed in ("1", "2", "3"):
        result = count(options, ballots, lot=seed)
        expected = by_the_rule(options, result.counts["duels"], lot(options, seed))

        assert result.ranking == tuple(expected)
        assert result.winners == (min(expected[0], key=lot(options, seed).index),)


@settings(max_examples=100, deadline=None)
@given(elections(most=4, number=2))
def test_a_tie_is_reported_just_where_the_lot_changes_who_wins(election):
    options, ballots = election
    assume(any(ranking for _number, ranking in ballots))
    result = count(options, ballots)
    rankings = [by_the_rule(options, result.counts["duels"], order) for order in permutations(options)]
    winners = {option for ranking in rankings for option in ranking[0]}

    assert (result.outcome == OptionsOutcome.ELECTED) == (len(winners) == 1)
    assert set(result.winners) == (winners if len(winners) == 1 else set())


@settings(max_examples=60, deadline=None)
@given(elections(lines=8, complete=True, number=40))
def test_as_votelib_counts(election):
    options, ballots = election
    result = count(options, ballots)
    groups = list(ranked_pairs.by_strength(result.counts["duels"]))
    assume(len(groups) == len(options) * (len(options) - 1) // 2)  # no two duels of one strength, none level
    votes = {}
    for number, ranking in ballots:
        order = tuple(option for (option,) in ranking)
        votes[order] = votes.get(order, 0) + number
    duels = votelib.convert.RankedToCondorcetVotes().convert(votes)

    assert votelib.evaluate.condorcet.RankedPairs().evaluate(duels, len(options)) == [o for (o,) in result.ranking]


def test_with_many_options_and_many_ties_few_lots_are_followed(monkeypatch):
    """What a count costs grows with its options: the lots are not followed down hundreds of long counts."""
    counted, settle = [], ranked_pairs.settle

    def settle_and_tell(count, *more):
        return settle(lambda lots: counted.append(1) or count(lots), *more)

    monkeypatch.setattr(ranked_pairs, "settle", settle_and_tell)
    options = [f"option {at:02}" for at in range(60)]
    lines = [(1, tuple((option,) for option in options[at:] + options[:at])) for at in range(0, 60, 5)]

    result = ranked_pairs.count(options, lines, lot="seed")

    assert result.winners == result.ranking[0][:1]
    assert result.tie is not None
    assert 1 <= len(counted) < 20
