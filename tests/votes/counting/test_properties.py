"""What holds whatever the ballots: names, order and splitting change nothing; more support never harms."""

from collections import Counter
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.votes.counting.making import approvals, elections, grades, ranked
from votes.counting import approval, borda, dates, irv, ranked_pairs, schulze, score
from votes.counting.result import OptionsOutcome

RANKED = {"borda": borda, "irv": irv, "schulze": schulze, "ranked_pairs": ranked_pairs}
SCORED = {
    "approval": (approval, approvals),
    "score": (score, partial(grades, highest=5)),
    "dates": (dates, partial(grades, highest=2)),
}
METHODS = (*RANKED, *SCORED)
ONE_SEAT = ("irv",)


def counted(method, options, ballots, **rules):
    """The count of ranked ballots, turned into what the method reads."""
    if method in RANKED:
        return RANKED[method].count(options, ballots, **rules)
    module, turned = SCORED[method]
    return module.count(options, turned(ballots), **rules)


def renamed(ballots, names):
    return [(n, tuple(tuple(names[option] for option in group) for group in ranking)) for n, ranking in ballots]


def plainly(result, names):
    """What a count says, after renaming and without the order in which equals are told."""

    def rename(value):
        if isinstance(value, dict):
            return {names.get(key, key): rename(part) for key, part in value.items()}
        return value

    return (
        result.outcome,
        frozenset(names[option] for option in result.winners),
        tuple(frozenset(names[option] for option in group) for group in result.ranking),
        rename({name: part for name, part in result.counts.items() if name != "locked"}),
        result.tie and frozenset(names[option] for option in result.tie.between),
    )


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=40, deadline=None)
@given(data=st.data(), election=elections())
def test_neutrality_other_names_are_elected_under_their_names(method, data, election):
    options, ballots = election
    seats = 1 if method in ONE_SEAT else data.draw(st.integers(1, 3))
    names = dict(zip(options, data.draw(st.permutations(options)), strict=True))
    before = counted(method, options, ballots, seats=seats)
    assume(not any(step.name in ("irv.lot", "ranked_pairs.lot") for step in before.steps))

    after = counted(method, [names[option] for option in options], renamed(ballots, names), seats=seats)

    assert plainly(after, {option: option for option in options}) == plainly(before, names)


@pytest.mark.parametrize("method", METHODS)
@pytest.mark.parametrize("lot", [None, "2026"])
@settings(max_examples=25, deadline=None)
@given(data=st.data(), election=elections())
def test_anonymity_no_order_and_no_splitting_changes_anything(method, lot, data, election):
    options, ballots = election
    seats = 1 if method in ONE_SEAT else data.draw(st.integers(1, 3))
    one_by_one = [(1, ranking) for number, ranking in ballots for _ in range(number)]

    assert counted(method, options, ballots, seats=seats, lot=lot) == counted(
        method,
        data.draw(st.permutations(options)),
        data.draw(st.permutations(one_by_one)),
        seats=seats,
        lot=lot,
    )


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=30, deadline=None)
@given(data=st.data(), election=elections())
def test_every_seat_is_filled_once_and_every_option_ranked_once(method, data, election):
    options, ballots = election
    seats = 1 if method in ONE_SEAT else data.draw(st.integers(1, 6))
    result = counted(method, options, ballots, seats=seats, lot="seed")

    assert Counter(option for group in result.ranking for option in group) == Counter(options)
    if any(ranking for _number, ranking in ballots):
        assert result.outcome == OptionsOutcome.ELECTED
        assert len(set(result.winners)) == len(result.winners) == min(seats, len(options))
    else:
        assert (result.outcome, result.winners) == (OptionsOutcome.TIE, ())
        assert (result.tie.between, result.tie.by, result.tie.of) == (options, "lot", "none")
        assert [step.name for step in result.steps] == ["seats.nobody"]


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=25, deadline=None)
@given(data=st.data(), election=elections())
def test_without_a_lot_those_who_are_sure_win_under_every_lot(method, data, election):
    options, ballots = election
    seats = 1 if method in ONE_SEAT else data.draw(st.integers(1, 3))
    sure = counted(method, options, ballots, seats=seats)
    drawn = [counted(method, options, ballots, seats=seats, lot=str(seed)) for seed in range(6)]

    if any(ranking for _number, ranking in ballots):
        assert all(set(sure.winners) <= set(result.winners) for result in drawn)
        if sure.outcome == OptionsOutcome.ELECTED:
            assert {frozenset(result.winners) for result in drawn} == {frozenset(sure.winners)}
        else:
            assert (sure.tie.by, sure.tie.of) == ("lot", "none")
            assert not set(sure.tie.between) <= set(sure.winners)


@pytest.mark.parametrize("method", METHODS)
@settings(max_examples=20, deadline=None)
@given(election=elections(), number=st.integers(1, 5))
def test_blank_ballots_and_lines_of_none_change_nothing(method, election, number):
    options, ballots = election
    assert counted(method, options, [*ballots, (number, ())]) == counted(method, options, ballots)


def raised(ranking, winner):
    """The same ballot with the winner alone in front."""
    rest = (tuple(option for option in group if option != winner) for group in ranking)
    return ((winner,), *(group for group in rest if group))


@pytest.mark.parametrize("method", ["approval", "score", "borda", "schulze", "ranked_pairs", "dates"])
@settings(max_examples=60, deadline=None)
@given(data=st.data(), election=elections(most=4))
def test_monotonicity_support_never_harms_the_winner(method, data, election):
    options, ballots = election
    before = counted(method, options, ballots)
    assume(before.outcome == OptionsOutcome.ELECTED)
    place = data.draw(st.integers(0, len(ballots) - 1))
    number, ranking = ballots[place]
    moved = data.draw(st.integers(1, number))
    winner = before.winners[0]
    better = [*ballots[:place], (number - moved, ranking), *ballots[place + 1 :]]
    if method in RANKED:
        after = counted(method, options, [*better, (moved, raised(ranking, winner))])
    else:
        module, turned = SCORED[method]
        ((_one, answer),) = turned([(moved, ranking)])
        top = answer | {winner} if isinstance(answer, frozenset) else {**answer, winner: 2 if method == "dates" else 5}
        after = module.count(options, [*turned(better), (moved, top)])

    assert (after.outcome, after.winners) == (OptionsOutcome.ELECTED, (winner,))


def test_instant_run_off_is_not_monotonic():
    """Two more voters who put the winner first make it lose: the known failure of eliminations."""
    before = irv.count("ABC", ranked("6 A > B > C; 5 C > A > B; 4 B > C > A; 2 B > A > C"))
    after = irv.count("ABC", ranked("8 A > B > C; 5 C > A > B; 4 B > C > A"))

    assert before.winners == ("A",)
    assert after.winners == ("C",)


@pytest.mark.parametrize("method", ["irv", "schulze", "ranked_pairs"])
@settings(max_examples=40, deadline=None)
@given(data=st.data(), election=elections())
def test_majority_whom_most_rank_alone_in_front_wins(method, data, election):
    options, ballots = election
    favourite = data.draw(st.sampled_from(options))
    others = sum(number for number, _ranking in ballots)
    result = counted(method, options, [*ballots, (others + 1, ((favourite,),))])

    assert (result.outcome, result.winners) == (OptionsOutcome.ELECTED, (favourite,))


def test_borda_and_score_may_pass_over_the_favourite_of_a_majority():
    ballots = ranked("3 A > B > C; 2 B > C > A")
    assert borda.count("ABC", ballots).winners == ("B",)
    assert score.count("ABC", [(3, {"A": 5, "B": 4}), (2, {"B": 5, "A": 0})]).winners == ("B",)


@pytest.mark.parametrize("method", ["schulze", "ranked_pairs"])
@settings(max_examples=60, deadline=None)
@given(election=elections())
def test_condorcet_who_wins_each_duel_is_elected_and_who_loses_each_is_last(method, election):
    options, ballots = election
    result = counted(method, options, ballots)
    duels = result.counts["duels"]
    champions = [a for a in options if all(duels[a][b] > duels[b][a] for b in options if b != a)]
    losers = [a for a in options if all(duels[a][b] < duels[b][a] for b in options if b != a)]

    if champions and any(ranking for _number, ranking in ballots):
        assert result.winners == tuple(champions)
        assert result.ranking[0] == tuple(champions)
    if losers and len(options) > 1:
        assert result.ranking[-1] == tuple(losers)


def test_instant_run_off_and_borda_may_pass_over_who_wins_each_duel():
    centre = ranked("9 A > B > C; 8 C > B > A; 4 B > A > C")  # B wins against A by 12 to 9, against C by 13 to 8
    assert irv.count("ABC", centre).winners == ("A",)
    assert schulze.count("ABC", centre).winners == ("B",)
    assert borda.count("ABC", ranked("3 A > B > C; 2 B > C > A")).winners == ("B",)
    assert schulze.count("ABC", ranked("3 A > B > C; 2 B > C > A")).winners == ("A",)


@pytest.mark.parametrize("method", ["schulze", "ranked_pairs"])
@settings(max_examples=40, deadline=None)
@given(election=elections(most=4))
def test_clones_a_twin_that_nobody_separates_neither_helps_nor_harms(method, election):
    """Independence of clones: the winner stays, or is the twin's family."""
    options, ballots = election
    before = counted(method, options, ballots)
    assume(before.outcome == OptionsOutcome.ELECTED)
    twins = [
        (
            n,
            tuple(
                g
                for group in ranking
                for g in ([group, ("Z",)] if group == ("A",) else [(*group, "Z")] if "A" in group else [group])
            ),
        )
        for n, ranking in ballots
    ]
    after = counted(method, (*options, "Z"), twins, lot="seed")

    family = {"A": {"A", "Z"}}
    assert set(after.winners) <= family.get(before.winners[0], {before.winners[0]})


def test_no_result_is_shared_or_changed_by_another_count():
    first = schulze.count("AB", ranked("1 A > B"))
    second = schulze.count("AB", ranked("2 A > B"))
    assert first.counts["duels"]["A"]["B"] == 1
    assert replace(second) == second
