"""What holds for both ways of counting transferable votes, whatever the ballots."""

from collections import Counter

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tests.votes.counting.making import elections, ranked
from votes.counting import stv_meek, stv_scottish
from votes.counting.ballot_strings import write
from votes.counting.result import OptionsOutcome

METHODS = {"stv_scottish": stv_scottish, "stv_meek": stv_meek}
each_method = pytest.mark.parametrize("method", METHODS)


def ballots_count(method, ballots):
    """Whether a ballot has a first preference; in Scotland equals are none."""
    return any(ranking and (method == "stv_meek" or len(ranking[0]) == 1) for _, ranking in ballots)


@each_method
@settings(max_examples=50, deadline=None)
@given(election=elections(), seats=st.integers(1, 3), data=st.data())
def test_neutrality_other_names_are_elected_under_their_names(method, election, seats, data):
    options, ballots = election
    names = dict(zip(options, data.draw(st.permutations(options)), strict=True))
    renamed = [(n, tuple(tuple(names[o] for o in group) for group in ranking)) for n, ranking in ballots]
    before = METHODS[method].count(options, ballots, seats=seats)
    after = METHODS[method].count(options, renamed, seats=seats)

    assert (after.outcome, set(after.winners)) == (before.outcome, {names[option] for option in before.winners})
    assume(not any(step.name.endswith(".lot") for step in before.steps))
    assert [set(group) for group in after.ranking] == [{names[o] for o in group} for group in before.ranking]
    assert [{names[o]: votes for o, votes in stage["votes"].items()} for stage in before.stages] == [
        stage["votes"] for stage in after.stages
    ]


@each_method
@pytest.mark.parametrize("lot", [None, "2026"])
@settings(max_examples=40, deadline=None)
@given(election=elections(), seats=st.integers(1, 3), data=st.data())
def test_anonymity_no_order_and_no_splitting_changes_anything(method, lot, election, seats, data):
    options, ballots = election
    one_by_one = [
        (1, tuple(tuple(reversed(group)) for group in ranking)) for number, ranking in ballots for _ in range(number)
    ]
    assert METHODS[method].count(options, ballots, seats=seats, lot=lot) == METHODS[method].count(
        data.draw(st.permutations(options)), data.draw(st.permutations(one_by_one)), seats=seats, lot=lot
    )


@each_method
@settings(max_examples=50, deadline=None)
@given(election=elections(), seats=st.integers(1, 6))
def test_every_seat_is_filled_and_every_option_ranked_once(method, election, seats):
    options, ballots = election
    result = METHODS[method].count(options, ballots, seats=seats, lot="2026")

    assert Counter(option for group in result.ranking for option in group) == Counter(options)
    if ballots_count(method, ballots):
        assert result.outcome == OptionsOutcome.ELECTED
        assert len(set(result.winners)) == len(result.winners) == min(seats, len(options))
        assert result.winners == tuple(option for stage in result.stages for option in stage["elected"])
    else:
        assert (result.outcome, result.winners) == (OptionsOutcome.TIE, ())


@each_method
@settings(max_examples=50, deadline=None)
@given(election=elections(), seats=st.integers(1, 3))
def test_without_a_lot_those_who_are_sure_win_under_every_lot(method, election, seats):
    options, ballots = election
    assume(ballots_count(method, ballots))
    sure = METHODS[method].count(options, ballots, seats=seats)
    drawn = [METHODS[method].count(options, ballots, seats=seats, lot=str(seed)) for seed in range(6)]

    assert all(set(sure.winners) <= set(result.winners) for result in drawn)
    if sure.outcome == OptionsOutcome.ELECTED:
        assert {frozenset(result.winners) for result in drawn} == {frozenset(sure.winners)}
        assert all(result.tie is None or result.tie.by == "rule" for result in drawn)
    else:
        assert (sure.tie.by, sure.tie.of) == ("lot", "none")
        assert len(sure.tie.between) > 1


@each_method
@settings(max_examples=30, deadline=None)
@given(election=elections(), number=st.integers(1, 5))
def test_blank_ballots_change_nothing(method, election, number):
    options, ballots = election
    assert METHODS[method].count(options, [*ballots, (number, ())], seats=2) == METHODS[method].count(
        options, ballots, seats=2
    )


@each_method
@settings(max_examples=40, deadline=None)
@given(election=elections(), data=st.data())
def test_majority_whom_most_rank_alone_in_front_is_elected(method, election, data):
    options, ballots = election
    favourite = data.draw(st.sampled_from(options))
    others = sum(number for number, _ in ballots)
    result = METHODS[method].count(options, [*ballots, (others + 1, ((favourite,),))])
    assert (result.outcome, result.winners) == (OptionsOutcome.ELECTED, (favourite,))


def test_papers_are_short_texts_and_equals_one_character_in_any_order():
    papers, letters = write("BA", [*ranked("2 A > B; 1 A = B; 3 B = A; 1 A > B; 4 B"), (5, ())])

    assert {tuple(letters.groups[letter] for letter in paper): number for paper, number in papers.items()} == {
        (("A",), ("B",)): 3,
        (("A", "B"),): 4,
        (("B",),): 4,
    }


def test_hundreds_of_options_and_of_groups_of_equals():
    options = [f"option {number:03}" for number in range(300)]
    ballots = [(1, (tuple(options[place : place + 2]),)) for place in range(299)]
    ballots += [(300, ((options[7],), (options[299],))), (300, ((options[299],), (options[7],)))]
    assert set(stv_meek.count(options, ballots, seats=2).winners) == {options[7], options[299]}
