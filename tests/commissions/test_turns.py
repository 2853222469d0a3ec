"""Whose turn it is: fair over a year, whatever absences and swaps come."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from commissions.turns import SharedShift, Stretch, TurnTaker, share_out

MONDAY = date(2026, 1, 5)
LONG_AGO = date(2025, 1, 1)
AHEAD = timedelta(days=14)


def week(number: int) -> date:
    return MONDAY + timedelta(weeks=number)


def shift(number: int, **fields) -> SharedShift:
    return SharedShift(number, week(number), fields.pop("places", 1), **fields)


def everybody(*keys: int, **fields) -> list[TurnTaker]:
    return [TurnTaker(key, LONG_AGO, **fields) for key in keys]


def test_turns_go_round() -> None:
    assert share_out([shift(number) for number in range(5)], everybody(1, 2, 3), only={0, 1, 2, 3, 4}) == {
        0: [1],
        1: [2],
        2: [3],
        3: [1],
        4: [2],
    }


def test_who_had_the_last_turn_longest_ago_comes_first() -> None:
    past = [shift(0, holders=frozenset({2})), shift(1, holders=frozenset({1}))]
    assert share_out([*past, shift(2)], everybody(1, 2), only={2}) == {2: [2]}


def test_who_is_away_is_skipped_and_catches_nothing_up() -> None:
    away = TurnTaker(1, LONG_AGO, away=((week(0), week(5)),))
    shared = share_out([shift(number) for number in range(8)], [away, *everybody(2, 3)], only=set(range(8)))
    assert [shared[number] for number in range(6)] == [[2], [3], [2], [3], [2], [3]]
    assert [shared[number] for number in (6, 7)].count([1]) == 1


def test_who_comes_later_begins_soon_and_catches_nothing_up() -> None:
    newcomer = TurnTaker(9, week(6))
    shared = share_out([shift(number) for number in range(12)], [*everybody(1, 2), newcomer], only=set(range(12)))
    assert shared[6] == [9]
    assert Counter(who for number in range(6, 12) for who in shared[number]) == {9: 2, 1: 2, 2: 2}


def test_who_comes_back_neither_waits_nor_catches_up() -> None:
    """Twelve weeks of three people, eight of two, and the third is back as if they had been away."""
    back = TurnTaker(3, week(20), earlier=(Stretch(LONG_AGO, week(12) - timedelta(days=1)),))
    past = [shift(number, holders=frozenset({number % 3 + 1})) for number in range(12)]
    past += [shift(number, holders=frozenset({number % 2 + 1})) for number in range(12, 20)]
    shared = share_out(
        [*past, *(shift(number) for number in range(20, 29))], [*everybody(1, 2), back], only=set(range(20, 29))
    )
    assert shared[20] == [3]
    assert Counter(who for chosen in shared.values() for who in chosen) == {1: 3, 2: 3, 3: 3}


def test_who_leaves_for_a_day_has_the_next_turn_at_its_time() -> None:
    """Not the next one at once, as somebody new would, nor one more than the others."""
    one_day = TurnTaker(1, week(3), earlier=(Stretch(LONG_AGO, week(2)),))
    past = [shift(number, holders=frozenset({number % 3 + 1})) for number in range(4)]
    ahead = [shift(number) for number in range(4, 7)]
    shared = share_out([*past, *ahead], [one_day, *everybody(2, 3)], only={4, 5, 6})
    assert shared == share_out([*past, *ahead], everybody(1, 2, 3), only={4, 5, 6}) == {4: [2], 5: [3], 6: [1]}


def test_other_days_of_the_week_are_compared_by_what_one_could_have_done() -> None:
    """Ten turns of twenty days, then Mondays only: the turns of Tuesdays are not compared with Mondays alone."""
    days = [MONDAY + timedelta(days=number) for number in range(20)]
    past = [SharedShift(number, day, 1, holders=frozenset({number % 2 + 1})) for number, day in enumerate(days)]
    first = days[-1] + timedelta(days=1)
    mondays = [SharedShift(100 + number, first + timedelta(days=1 + 7 * number), 1) for number in range(4)]
    only_mondays = TurnTaker(1, first, weekdays=frozenset({0}), earlier=(Stretch(LONG_AGO, first - timedelta(days=1)),))
    assert [one.day.weekday() for one in mondays] == [0, 0, 0, 0]
    shared = share_out([*past, *mondays], [only_mondays, *everybody(2)], only={one.key for one in mondays})
    assert Counter(who for chosen in shared.values() for who in chosen) == {1: 2, 2: 2}


def test_what_was_done_before_taking_part_is_not_held_against_anybody() -> None:
    helped = [shift(number, holders=frozenset({9})) for number in range(3)]
    newcomer = TurnTaker(9, week(3))
    shared = share_out(
        [*helped, *(shift(number) for number in range(3, 9))], [*everybody(1, 2), newcomer], only=set(range(3, 9))
    )
    assert Counter(who for chosen in shared.values() for who in chosen) == {9: 2, 1: 2, 2: 2}


def test_somebody_is_given_only_the_days_that_they_said() -> None:
    tuesday = SharedShift(1, MONDAY + timedelta(days=1), 1)
    assert share_out([tuesday], everybody(1, weekdays=frozenset({0})), only={1}) == {}


def test_someone_new_is_beside_someone_experienced() -> None:
    people = [*everybody(1, 2), *everybody(3, is_experienced=True)]
    assert share_out([shift(0, places=2, experienced=1)], people, only={0}) == {0: [3, 1]}


def test_the_place_of_somebody_experienced_stays_free_without_one() -> None:
    assert share_out([shift(0, places=2, experienced=1)], everybody(1, 2), only={0}) == {0: [1]}


def test_a_place_given_up_waits_for_whoever_takes_it() -> None:
    assert share_out([shift(0, given_up=frozenset({1}))], everybody(1, 2), only={0}) == {}


def test_a_turn_that_was_exchanged_is_not_given_back_to_whoever_gave_it() -> None:
    one = shift(0, places=3, holders=frozenset({2}), exchanged=frozenset({1}))
    assert share_out([one], everybody(1, 2), only={0}) == {}


def test_nobody_is_in_two_places_at_once() -> None:
    assert share_out([shift(0, busy=frozenset({1}))], everybody(1, 2), only={0}) == {0: [2]}


class Year:
    """A year of one rota, shared out two weeks ahead as time goes by."""

    def __init__(self, people: list[TurnTaker], places: int, experienced: int) -> None:
        self.people = people
        self.shifts = {number: shift(number, places=places, experienced=experienced) for number in range(52)}

    def share(self, today: date) -> None:
        near = {key for key, one in self.shifts.items() if today <= one.day <= today + AHEAD}
        seen = [one for one in self.shifts.values() if one.day <= today + AHEAD]
        for key, chosen in share_out(seen, self.people, only=near).items():
            one = self.shifts[key]
            self.shifts[key] = replace(one, holders=one.holders | set(chosen))

    def swap(self, today: date, choose) -> None:
        """Two people exchange one turn each."""
        turns = [(one.key, who) for one in self.shifts.values() if one.day > today for who in sorted(one.holders)]
        pairs = [
            (mine, theirs)
            for mine, theirs in combinations(turns, 2)
            if mine[1] not in self.shifts[theirs[0]].holders and theirs[1] not in self.shifts[mine[0]].holders
            if self._takes_part(mine[1], theirs[0]) and self._takes_part(theirs[1], mine[0])
        ]
        if pairs:
            (mine_key, me), (their_key, them) = choose(pairs)
            self._replace(mine_key, me, them)
            self._replace(their_key, them, me)

    def give_up(self, today: date, choose) -> None:
        """Somebody cannot come, and whoever takes it first has it."""
        turns = [(one.key, who) for one in self.shifts.values() if one.day > today for who in sorted(one.holders)]
        if not turns:
            return
        key, who = choose(turns)
        one = self.shifts[key]
        others = [
            other.key
            for other in self.people
            if other.is_available(one.day) and other.key not in one.holders | one.given_up
        ]
        self.shifts[key] = replace(one, holders=one.holders - {who}, given_up=one.given_up | {who})
        if others:
            taker, one = choose(others), self.shifts[key]
            self.shifts[key] = replace(one, holders=one.holders | {taker})

    def _replace(self, key: int, who: int, by: int) -> None:
        one = self.shifts[key]
        self.shifts[key] = replace(one, holders=(one.holders - {who}) | {by}, exchanged=one.exchanged | {who})

    def _takes_part(self, who: int, key: int) -> bool:
        """Nobody exchanges a turn before they join, or after they leave."""
        return self.people[who - 1].takes_part(self.shifts[key].day)

    def turns(self) -> Counter[int]:
        return Counter(who for one in self.shifts.values() for who in one.holders)


def alike(people: list[TurnTaker]) -> list[tuple[TurnTaker, TurnTaker]]:
    """The pairs who can do the same: the same days, now and before, the same absences, the same experience."""
    return [(one, other) for one, other in combinations(people, 2) if replace(one, key=0) == replace(other, key=0)]


absences = st.sampled_from(
    [
        (),
        ((week(3), week(6)),),
        ((week(26), week(34)),),
        ((week(3), week(6)), (week(40), week(41))),
    ]
)
beginnings = st.sampled_from(
    [
        (LONG_AGO, ()),
        (week(10), ()),
        (week(20), (Stretch(LONG_AGO, week(12)),)),
        (week(9), (Stretch(week(4), week(8)),)),
    ]
)
takers = st.builds(
    lambda beginning, is_experienced, away: TurnTaker(
        0, beginning[0], is_experienced=is_experienced, away=away, earlier=beginning[1]
    ),
    beginnings,
    st.booleans(),
    absences,
)
fourteen = st.lists(takers, min_size=14, max_size=14).map(
    lambda people: [replace(taker, key=key) for key, taker in enumerate(people, 1)]
)


@settings(max_examples=60, deadline=None)
@given(fourteen, st.integers(1, 4), st.integers(0, 1), st.data())
def test_after_a_year_of_absences_and_swaps_nobody_has_two_turns_more_than_another(
    people, places, experienced, data
) -> None:
    year = Year(people, places, experienced)
    for number in range(52):
        year.share(week(number))
        if data.draw(st.booleans()):
            year.swap(week(number), lambda choices: data.draw(st.sampled_from(choices)))
        turns = year.turns()
        assert not [(one.key, other.key) for one, other in alike(people) if abs(turns[one.key] - turns[other.key]) > 1]


@settings(max_examples=30, deadline=None)
@given(fourteen, st.data())
def test_what_was_given_up_and_taken_evens_out(people, data) -> None:
    """Twelve turns at most change hands in the first months, by whoever wants; by the end of the year it is even."""
    people = [replace(taker, since=LONG_AGO, away=(), earlier=(), is_experienced=False) for taker in people]
    year = Year(people, 4, 0)
    for number in range(52):
        year.share(week(number))
        if number < 12 and data.draw(st.booleans()):
            year.give_up(week(number), lambda choices: data.draw(st.sampled_from(choices)))
    turns = year.turns()
    assert max(turns[one.key] for one in people) - min(turns[one.key] for one in people) <= 1


@settings(max_examples=40, deadline=None)
@given(fourteen, st.integers(1, 4), st.integers(0, 2), st.randoms())
def test_the_answer_does_not_depend_on_the_order_and_gives_only_what_is_free(
    people, places, experienced, random
) -> None:
    shifts = [shift(number, places=places, experienced=min(experienced, places)) for number in range(20)]
    answer = share_out(shifts, people, only=set(range(20)))
    random.shuffle(shifts)
    random.shuffle(people)
    assert share_out(shifts, people, only=set(range(20))) == answer
    by_key = {taker.key: taker for taker in people}
    for one in shifts:
        chosen = answer.get(one.key, [])
        assert len(set(chosen)) == len(chosen) <= one.places
        assert all(by_key[key].is_available(one.day) for key in chosen)
        new = [key for key in chosen if not by_key[key].is_experienced]
        assert len(new) <= one.places - one.experienced
