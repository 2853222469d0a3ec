"""Dates: where most can come, then where most come gladly."""

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.votes.counting.making import drawn_first, told
from votes.counting.dates import count
from votes.counting.result import BrokenTie, OptionsOutcome

MONDAY, TUESDAY, FRIDAY = "2026-12-07T18:30", "2026-12-08T18:30", "2026-12-11"
NO, IF_NEED_BE, YES = 0, 1, 2


def test_most_can_come_even_if_need_be():
    result = count(
        (MONDAY, TUESDAY),
        [(3, {MONDAY: YES, TUESDAY: IF_NEED_BE}), (2, {MONDAY: NO, TUESDAY: YES}), (1, {TUESDAY: IF_NEED_BE})],
    )
    assert (result.outcome, result.winners, result.tie) == (OptionsOutcome.ELECTED, (TUESDAY,), None)
    assert result.counts == {MONDAY: [3, 0, 3], TUESDAY: [0, 4, 2]}
    assert result.ranking == ((TUESDAY,), (MONDAY,))
    assert told(result) == [
        ("dates.counted", {"voters": 6, "counts": result.counts}),
        ("seats.elected", {"winners": [TUESDAY]}),
    ]


def test_where_as_many_can_come_the_yeses_decide():
    lines = [(2, {MONDAY: YES, TUESDAY: IF_NEED_BE}), (1, {MONDAY: IF_NEED_BE, TUESDAY: YES}), (1, {FRIDAY: YES})]
    result = count((FRIDAY, TUESDAY, MONDAY), lines, lot="seed")

    assert result.winners == (MONDAY,)
    assert result.ranking == ((MONDAY,), (TUESDAY,), (FRIDAY,))
    assert result.counts == {MONDAY: [1, 1, 2], TUESDAY: [1, 2, 1], FRIDAY: [3, 0, 1]}
    assert result.tie == BrokenTie((MONDAY, TUESDAY), by="rule", of="yes")
    assert told(result)[1] == ("dates.level", {"between": [MONDAY, TUESDAY], "counts": result.counts})


def test_alike_in_all_they_are_drawn():
    lines = [
        (1, {MONDAY: YES, TUESDAY: IF_NEED_BE, FRIDAY: IF_NEED_BE}),
        (1, {TUESDAY: YES, MONDAY: IF_NEED_BE, FRIDAY: 1}),
    ]
    undrawn = count((MONDAY, TUESDAY, FRIDAY), lines)
    assert (undrawn.outcome, undrawn.tie) == (OptionsOutcome.TIE, BrokenTie((MONDAY, TUESDAY), by="lot", of="none"))
    seed = drawn_first(TUESDAY, [MONDAY])
    drawn = count((MONDAY, TUESDAY, FRIDAY), lines, lot=seed)
    assert (drawn.winners, drawn.tie) == ((TUESDAY,), BrokenTie((MONDAY, TUESDAY), by="lot", of=seed))
    assert [name for name, _values in told(drawn)] == ["dates.counted", "dates.level", "seats.drawn", "seats.elected"]


def test_several_dates():
    lines = [(3, {MONDAY: YES}), (2, {TUESDAY: IF_NEED_BE}), (1, {FRIDAY: YES})]
    result = count((MONDAY, TUESDAY, FRIDAY), lines, seats=2)
    assert (result.winners, result.tie) == ((MONDAY, TUESDAY), None)


def test_who_answers_nothing_is_not_counted_and_a_no_is_an_answer():
    result = count((MONDAY, TUESDAY), [(4, {}), (2, {MONDAY: NO})])
    assert result.counts == {MONDAY: [2, 0, 0], TUESDAY: [2, 0, 0]}
    assert (result.outcome, result.tie.of) == (OptionsOutcome.TIE, "none")
    nobody = count((MONDAY, TUESDAY), [(4, {})], lot="seed")
    assert (nobody.outcome, nobody.winners) == (OptionsOutcome.TIE, ())
    assert told(nobody) == [("seats.nobody", {})]


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(1, 9), st.dictionaries(st.sampled_from("ABC"), st.integers(0, 2), min_size=1)), min_size=1
    )
)
def test_against_the_rule_as_written(lines):
    people = [answers for number, answers in lines for _ in range(number)]
    suits = {
        date: (
            sum(answers.get(date, 0) in (1, 2) for answers in people),
            sum(answers.get(date, 0) == 2 for answers in people),
        )
        for date in "ABC"
    }
    best = tuple(date for date in "ABC" if suits[date] == max(suits.values()))
    result = count("ABC", lines)

    assert result.ranking[0] == best
    assert result.winners == (best if len(best) == 1 else ())
    assert [suits[group[0]] for group in result.ranking] == sorted(set(suits.values()), reverse=True)
