"""Whose turn it is: shifts shared out among volunteers, by how often and how long ago each had one. Pure.

Each volunteer is compared by the share of the shifts that they could have done: somebody who was away, or who came
later, has nothing to catch up. Of two people who are available for the same shifts, the one who had fewer turns comes
first, so neither ever has two turns more than the other.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

NEVER = date.min


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

    @property
    def free(self) -> int:
        """The places that nobody has had yet."""
        return max(self.places - len(self.holders) - len(self.given_up), 0)


@dataclass(frozen=True)
class TurnTaker:
    """Somebody who takes turns: since when, on which days of the week (0 is Monday), away from when to when."""

    key: int
    since: date
    weekdays: frozenset[int] = frozenset(range(7))
    is_experienced: bool = False
    away: tuple[tuple[date, date], ...] = ()  # first and last day, both included

    def is_available(self, day: date) -> bool:
        is_away = any(first <= day <= last for first, last in self.away)
        return self.since <= day and day.weekday() in self.weekdays and not is_away


@dataclass
class Record:
    """How often and how long ago somebody had a turn. It orders people, and is shown to nobody."""

    turns: int = 0
    could_have: int = 0
    last_on: date = field(default=NEVER)

    @property
    def share(self) -> Fraction:
        return Fraction(self.turns, self.could_have) if self.could_have else Fraction(self.turns)


def share_out(shifts: Sequence[SharedShift], people: Iterable[TurnTaker], *, only: set[int]) -> dict[int, list[int]]:
    """Who has which free place, by the key of the shift: those of `only`; the others are what has been until now.

    A place for somebody experienced stays free where nobody experienced is available: someone new is never without
    somebody who knows. The same input has the same answer, in whatever order it comes.
    """
    takers = sorted(people, key=lambda taker: taker.key)
    records = {taker.key: Record() for taker in takers}
    ordered = sorted(shifts, key=lambda shift: (shift.day, shift.key))
    for shift in ordered:
        for key in shift.holders & records.keys():
            records[key].turns += 1
            records[key].last_on = max(records[key].last_on, shift.day)
    shared: dict[int, list[int]] = {}
    for shift in ordered:
        available = [taker for taker in takers if taker.is_available(shift.day)]
        for taker in available:
            records[taker.key].could_have += 1
        if shift.key not in only:
            continue
        if chosen := _chosen(shift, _in_order(shift, available, records), takers):
            shared[shift.key] = chosen
        for key in chosen:
            records[key].turns += 1
            records[key].last_on = max(records[key].last_on, shift.day)
    return shared


def places_for_the_experienced(shift: SharedShift, experienced: set[int] | frozenset[int]) -> int:
    """How many of its places still wait for somebody experienced."""
    return max(shift.experienced - len(shift.holders & experienced), 0)


def _in_order(shift: SharedShift, available: Iterable[TurnTaker], records: Mapping[int, Record]) -> list[TurnTaker]:
    """Who could come, whose turn it is first."""
    taken = shift.holders | shift.given_up | shift.exchanged | shift.busy

    def rank(taker: TurnTaker) -> tuple[Fraction, date, date, int]:
        record = records[taker.key]
        return (record.share, record.last_on, taker.since, taker.key)

    return sorted((taker for taker in available if taker.key not in taken), key=rank)


def _chosen(shift: SharedShift, in_order: Sequence[TurnTaker], takers: Iterable[TurnTaker]) -> list[int]:
    known = {taker.key for taker in takers if taker.is_experienced}
    kept = min(places_for_the_experienced(shift, known), shift.free)
    experienced = [taker.key for taker in in_order if taker.is_experienced][:kept]
    others = [taker.key for taker in in_order if taker.key not in experienced]
    return experienced + others[: shift.free - kept]
