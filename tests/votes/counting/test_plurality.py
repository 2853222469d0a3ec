"""Plurality: who is named most wins."""

import pytest
import votelib.evaluate.core
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.votes.counting.making import drawn_first, lot, told
from votes.counting.plurality import count
from votes.counting.result import BrokenTie, OptionsOutcome

OPTIONS = ("A", "B", "C", "D")


def named(text: str) -> list[tuple[int, frozenset[str]]]:
    """ "4 A; 3 B; 2": four for A, three for B, two blank."""
    lines = (line.split() for line in text.split(";"))
    return [(int(number), frozenset(name)) for number, *name in lines]


@st.composite
def elections(draw: st.DrawFn) -> tuple[tuple[str, ...], list[tuple[int, frozenset[str]]]]:
    options = OPTIONS[: draw(st.integers(1, 4))]
    answer = st.sampled_from([frozenset(), *(frozenset(option) for option in options)])
    return options, draw(st.lists(st.tuples(st.integers(1, 5), answer), max_size=8))


def test_who_is_named_most_is_elected_without_a_majority():
    """Borda's example: of 21 people 13 would have either of the others before A, who is elected."""
    result = count("ABC", named("8 A; 7 B; 6 C; 2"))

    assert (result.outcome, result.winners, result.tie) == (OptionsOutcome.ELECTED, ("A",), None)
    assert (result.counts, result.ranking) == ({"A": 8, "B": 7, "C": 6}, (("A",), ("B",), ("C",)))
    assert told(result) == [
        ("plurality.counted", {"voters": 21, "counts": {"A": 8, "B": 7, "C": 6}}),
        ("seats.elected", {"winners": ["A"]}),
    ]


def test_a_tie_is_reported_until_a_lot_is_drawn():
    ballots = named("3 A; 3 B; 1 C")
    assert count("ABC", ballots).tie == BrokenTie(("A", "B"), by="lot", of="none")
    seed = drawn_first("B", "A")
    drawn = count("ABC", ballots, lot=seed)
    assert (drawn.winners, drawn.tie) == (("B",), BrokenTie(("A", "B"), by="lot", of=seed))


def test_a_ballot_that_names_two_is_refused():
    with pytest.raises(ValueError, match="one option, not 2"):
        count("AB", [(1, frozenset("AB"))])


def test_nobody_elects_nobody():
    result = count("AB", named("3"))
    assert (result.outcome, result.winners, told(result)) == (OptionsOutcome.TIE, (), [("seats.nobody", {})])


@settings(max_examples=60, deadline=None)
@given(data=st.data(), election=elections(), seats=st.integers(1, 3))
def test_neutrality_other_names_are_elected_under_their_names(data, election, seats):
    options, ballots = election
    names = dict(zip(options, data.draw(st.permutations(options)), strict=True))
    before = count(options, ballots, seats=seats)
    after = count(options, [(n, frozenset(names[o] for o in one)) for n, one in ballots], seats=seats)

    assert after.counts == {names[option]: number for option, number in before.counts.items()}
    assert set(after.winners) == {names[option] for option in before.winners}


@settings(max_examples=60, deadline=None)
@given(data=st.data(), election=elections(), seats=st.integers(1, 3), seed=st.sampled_from([None, "2026"]))
def test_anonymity_no_order_no_splitting_and_no_blank_changes_anything(data, election, seats, seed):
    options, ballots = election
    one_by_one = [(1, one) for number, one in ballots for _ in range(number)]
    turned = data.draw(st.permutations([*one_by_one, (2, frozenset())]))

    assert count(data.draw(st.permutations(options)), turned, seats=seats, lot=seed) == count(
        options, ballots, seats=seats, lot=seed
    )


@settings(max_examples=60, deadline=None)
@given(election=elections(), more=st.integers(1, 5))
def test_monotonicity_more_votes_never_harm_the_winner(election, more):
    options, ballots = election
    before = count(options, ballots, lot="2026")
    if before.winners:
        assert count(options, [*ballots, (more, frozenset(before.winners))], lot="2026").winners == before.winners


@settings(max_examples=60, deadline=None)
@given(election=elections(), seats=st.integers(1, 3))
def test_an_independent_count_elects_the_same(election, seats):
    """votelib's plurality, where nobody is level for the last seat; where they are, the first of the lot."""
    options, ballots = election
    result = count(options, ballots, seats=seats, lot="2026")
    votes = {option: number for option, number in result.counts.items() if number}
    assert all(result.counts[option] == sum(n for n, one in ballots if option in one) for option in options)
    if not votes:
        return
    order = sorted(options, key=lambda option: (-result.counts[option], lot(options, "2026").index(option)))
    assert result.winners == tuple(order[:seats]) or set(result.winners) == set(order[:seats])
    by_votelib = votelib.evaluate.core.Plurality().evaluate(votes, min(seats, len(votes)))
    sure = [one for one in by_votelib if isinstance(one, str)]
    assert set(sure) <= set(result.winners)
