"""Whose turn it is: shifts shared out among volunteers, by how often and how long ago each had one. Pure.

Each volunteer is compared by what was due: at each shift, everybody who was available is due an equal part of the turns
that were had. So somebody who was away, who came later or who comes back after a while has nothing to catch up, and
nothing in advance: they take their place in the middle of the others. Of two people who are available for the same
shifts, the one who had fewer turns comes first, so neither ever has two turns more than the other.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

NEVER = date.min


@dataclass(frozen=True)
class ShiftNeed:
    """How many of the places of a shift are for somebody who has a qualification, and who has it (by their keys)."""

    places: int
    qualified: frozenset[int]

    def missing_at(self, shift: "SharedShift") -> int:
        """How many places still wait for one of them."""
        return max(self.places - len(shift.holders & self.qualified), 0)


@dataclass(frozen=True)
class SharedShift:
    """A shift to share out, or one of those already shared; people by their keys."""

    key: int
    day: date
    places: int
    experienced: int = 0  # how many of its places are for somebody experienced
    holders: frozenset[int] = frozenset()
    given_up: frozenset[int] = frozenset()  # who cannot come: their places wait for whoever takes them
    exchanged: frozenset[int] = frozenset()  # who gave their place in an exchange: it is not given to them again
    busy: frozenset[int] = frozenset()  # who is elsewhere at that time
    needs: tuple[ShiftNeed, ...] = ()

    @property
    def free(self) -> int:
        """The places that nobody has had yet."""
        return max(self.places - len(self.holders) - len(self.given_up), 0)


@dataclass(frozen=True)
class Stretch:
    """From a day to another, both included, somebody took turns on these days of the week (0 is Monday)."""

    first: date
    last: date
    weekdays: frozenset[int] = frozenset(range(7))

    def has(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True)
class TurnTaker:
    """Somebody who takes turns: since when, on which days of the week (0 is Monday), away from when to when."""

    key: int
    since: date
    weekdays: frozenset[int] = frozenset(range(7))
    is_experienced: bool = False
    away: tuple[tuple[date, date], ...] = ()  # first and last day, both included
    earlier: tuple[Stretch, ...] = ()  # when they took turns before, and on which days

    def takes_part(self, day: date) -> bool:
        """Whether they took turns then, on whatever day of the week."""
        return self.since <= day or any(stretch.has(day) for stretch in self.earlier)

    def is_available(self, day: date) -> bool:
        is_away = any(first <= day <= last for first, last in self.away)
        return self._suits(day) and not is_away

    def _suits(self, day: date) -> bool:
        weekday = day.weekday()
        before = any(stretch.has(day) and weekday in stretch.weekdays for stretch in self.earlier)
        return before or (self.since <= day and weekday in self.weekdays)


@dataclass
class Record:
    """How often and how long ago somebody had a turn. It orders people, and is shown to nobody."""

    turns: int = 0
    due: Fraction = Fraction(0)
    last_on: date = field(default=NEVER)

    @property
    def ahead(self) -> Fraction:
        """How many turns more than were due; less than 0 where they are due one."""
        return self.turns - self.due


def share_out(shifts: Sequence[SharedShift], people: Iterable[TurnTaker], *, only: set[int]) -> dict[int, list[int]]:
    """Who has which free place, by the key of the shift: those of `only`; the others are what has been until now.

    What somebody did before taking part, or between leaving and coming back, was a gift: it is not held against them.
    A place for somebody experienced stays free where nobody experienced is available: someone new is never without
    somebody who knows. So does a place for somebody who has a qualification. The same input has the same answer, in
    whatever order it comes.
    """
    takers = sorted(people, key=lambda taker: taker.key)
    records, by_key = {taker.key: Record() for taker in takers}, {taker.key: taker for taker in takers}
    ordered = sorted(shifts, key=lambda shift: (shift.day, shift.key))
    for shift in ordered:
        for key in shift.holders & records.keys():
            records[key].turns += by_key[key].takes_part(shift.day)
            records[key].last_on = max(records[key].last_on, shift.day)
    shared: dict[int, list[int]] = {}
    for shift in ordered:
        available = [taker for taker in takers if taker.is_available(shift.day)]
        had = sum(by_key[key].takes_part(shift.day) for key in shift.holders & records.keys())
        chosen = _chosen(shift, _in_order(shift, available, records), takers) if shift.key in only else []
        if chosen:
            shared[shift.key] = chosen
        for key in chosen:
            records[key].turns += 1
            records[key].last_on = max(records[key].last_on, shift.day)
        for taker in available:
            records[taker.key].due += Fraction(had + len(chosen), len(available))
    return shared


def needs_of(shift: SharedShift, experienced: Set[int]) -> list[ShiftNeed]:
    """All that it needs: its qualifications first, then those who know how it is done."""
    return [*shift.needs, ShiftNeed(shift.experienced, frozenset(experienced))]


def _in_order(shift: SharedShift, available: Iterable[TurnTaker], records: Mapping[int, Record]) -> list[TurnTaker]:
    """Who could come, whose turn it is first."""
    taken = shift.holders | shift.given_up | shift.exchanged | shift.busy

    def rank(taker: TurnTaker) -> tuple[Fraction, date, date, int]:
        record = records[taker.key]
        return (record.ahead, record.last_on, taker.since, taker.key)

    return sorted((taker for taker in available if taker.key not in taken), key=rank)


def _chosen(shift: SharedShift, in_order: Sequence[TurnTaker], takers: Iterable[TurnTaker]) -> list[int]:
    """First those whom it needs: one person may have several qualifications. Then whose turn it is."""
    known = {taker.key for taker in takers if taker.is_experienced}
    keys = [taker.key for taker in in_order]
    chosen: list[int] = []
    kept = 0
    for need in needs_of(shift, known):
        missing = max(need.missing_at(shift) - len(need.qualified.intersection(chosen)), 0)
        picked = [key for key in keys if key in need.qualified and key not in chosen][:missing]
        picked = picked[: shift.free - len(chosen)]
        chosen += picked
        kept += missing - len(picked)
    others = [key for key in keys if key not in chosen]
    return chosen + others[: max(shift.free - len(chosen) - kept, 0)]
