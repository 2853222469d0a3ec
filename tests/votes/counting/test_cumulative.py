"""Cumulative voting: whoever has the most points wins, however they were spread."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.votes.counting.making import drawn_first, lot, told
from votes.counting.cumulative import METHOD, POINTS, check, count
from votes.counting.parsing import Fields
from votes.counting.recount import answer
from votes.counting.result import BrokenTie, OptionsOutcome

OPTIONS = ("A", "B", "C", "D")


@st.composite
def spread(draw: st.DrawFn, options: tuple[str, ...]) -> dict[str, int]:
    """At most ten points over some of the options."""
    left, points = POINTS, {}
    for option in draw(st.lists(st.sampled_from(options), unique=True)):
        points[option] = draw(st.integers(0, left))
        left -= points[option]
    return points


@st.composite
def elections(draw: st.DrawFn) -> tuple[tuple[str, ...], list[tuple[int, dict[str, int]]]]:
    options = OPTIONS[: draw(st.integers(1, 4))]
    return options, draw(st.lists(st.tuples(st.integers(1, 5), spread(options)), max_size=7))


def test_a_few_who_put_all_on_one_win_against_many_who_spread():
    """As Illinois meant it: five of twelve people elect one of three, and the seven others the two first."""
    ballots = [(5, {"C": 10}), (7, {"A": 5, "B": 5})]
    assert count("ABC", ballots).winners == ("C",)
    result = count("ABC", ballots, seats=3)

    assert (result.outcome, result.winners) == (OptionsOutcome.ELECTED, ("C", "A", "B"))
    assert result.counts == {"A": 35, "B": 35, "C": 50}
    assert told(result) == [
        ("cumulative.counted", {"voters": 12, "counts": {"A": 35, "B": 35, "C": 50}}),
        ("seats.elected", {"winners": ["C", "A", "B"]}),
    ]


def test_who_spreads_fewer_points_loses_the_rest():
    assert count("AB", [(2, {"A": 3}), (1, {"B": 7})]).winners == ("B",)


def test_a_tie_is_reported_until_a_lot_is_drawn():
    ballots = [(1, {"A": 5, "B": 5}), (1, {"C": 4})]
    assert count("ABC", ballots).tie == BrokenTie(("A", "B"), by="lot", of="none")
    seed = drawn_first("B", "A")
    drawn = count("ABC", ballots, lot=seed)
    assert (drawn.winners, drawn.tie) == (("B",), BrokenTie(("A", "B"), by="lot", of=seed))


def test_nobody_elects_nobody():
    result = count("AB", [(3, {})])
    assert (result.outcome, result.winners, told(result)) == (OptionsOutcome.TIE, (), [("seats.nobody", {})])


def asked(points: dict[str, object], **rules: int) -> dict[str, object]:
    return {"method": "cumulative", "options": ["A", "B"], "rules": rules, "ballots": [{"scores": points}]}


@pytest.mark.parametrize(
    ("points", "rules", "wrong"),
    [
        ({"A": 6, "B": 5}, {}, "ballots[0]: scores: 10 points at most in all, not 11"),
        ({"A": 3, "B": 3}, {"highest": 5}, "ballots[0]: scores: 5 points at most in all, not 6"),
        ({"A": 11}, {}, "ballots[0]: A: a whole number from 0 to 10, not 11"),
        ({"A": -1}, {}, "ballots[0]: A: a whole number from 0 to 10, not -1"),
        ({"A": 1.5}, {}, "not a number that is not whole"),
        ({"C": 1}, {}, "“C” is no option"),
        ({"A": 1}, {"highest": 0}, "rules.highest: a whole number from 1"),
    ],
)
def test_what_is_no_answer_is_refused(points, rules, wrong):
    with pytest.raises(ValueError) as refused:
        answer(asked(points, **rules))
    assert wrong in str(refused.value)


def test_as_many_points_as_the_rules_say_are_counted():
    assert answer(asked({"A": 6, "B": 4}))["winners"] == ["A"]
    assert answer(asked({"A": 6, "B": 14}, highest=20))["counts"] == {"A": 6, "B": 14}
    assert METHOD.highest(Fields({}, "rules", ())) == POINTS == 10


@settings(max_examples=60, deadline=None)
@given(data=st.data(), election=elections(), seats=st.integers(1, 3))
def test_neutrality_other_names_are_elected_under_their_names(data, election, seats):
    options, ballots = election
    names = dict(zip(options, data.draw(st.permutations(options)), strict=True))
    before = count(options, ballots, seats=seats)
    after = count(options, [(n, {names[o]: p for o, p in one.items()}) for n, one in ballots], seats=seats)

    assert after.counts == {names[option]: number for option, number in before.counts.items()}
    assert set(after.winners) == {names[option] for option in before.winners}


@settings(max_examples=60, deadline=None)
@given(data=st.data(), election=elections(), seats=st.integers(1, 3), seed=st.sampled_from([None, "2026"]))
def test_anonymity_no_order_no_splitting_and_no_blank_changes_anything(data, election, seats, seed):
    options, ballots = election
    one_by_one = [(1, one) for number, one in ballots for _ in range(number)]
    turned = data.draw(st.permutations([*one_by_one, (2, {})]))

    assert count(data.draw(st.permutations(options)), turned, seats=seats, lot=seed) == count(
        options, ballots, seats=seats, lot=seed
    )


@settings(max_examples=60, deadline=None)
@given(data=st.data(), election=elections())
def test_monotonicity_points_moved_to_the_winner_never_harm_it(data, election):
    options, ballots = election
    before = count(options, ballots, lot="2026")
    if not before.winners:
        return
    place = data.draw(st.integers(0, len(ballots) - 1))
    number, points = ballots[place]
    moved = [*ballots[:place], (number, {before.winners[0]: sum(points.values())} if points else {})]
    assert count(options, [*moved, *ballots[place + 1 :]], lot="2026").winners == before.winners


@settings(max_examples=60, deadline=None)
@given(election=elections(), seats=st.integers(1, 3))
def test_added_up_by_hand_the_same_are_elected(election, seats):
    options, ballots = election
    result = count(options, ballots, seats=seats, lot="2026")
    sums = {option: sum(number * points.get(option, 0) for number, points in ballots) for option in options}
    order = lot(options, "2026")

    assert result.counts == sums
    if any(points for _number, points in ballots):
        best = sorted(options, key=lambda option: (-sums[option], order.index(option)))[:seats]
        assert set(result.winners) == set(best)


@given(points=st.dictionaries(st.sampled_from(OPTIONS), st.integers(0, 10)), highest=st.integers(1, 20))
def test_a_line_is_read_where_its_points_are_no_more_than_each_has(points, highest):
    pairs = tuple(sorted(points.items()))
    if Fraction(sum(points.values()), highest) <= 1:
        check(pairs, highest)
    else:
        with pytest.raises(ValueError, match="points at most in all"):
            check(pairs, highest)
