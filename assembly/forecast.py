"""When the meeting will end at its present pace. Pure: no Django, no clock of its own.

The plain sum: what is left of the current item, plus what is planned for those to come. An item
that is over its time has nothing left but the stage of its proposal, and takes more with every
second. The range tells how far the room may be from it: those to come may take a fifth less, or two
fifths more.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from fractions import Fraction

SHORTER = Fraction(4, 5)
LONGER = Fraction(7, 5)

DONE, DEFERRED = "done", "deferred"


@dataclass(frozen=True)
class Timed:
    """An item as the forecast sees it, in seconds. `planned` counts the minutes granted on the way; `least` is what is
    left of the stage of its proposal, which it takes at least."""

    key: int
    state: str
    planned: int
    spent: int
    least: int = 0

    @property
    def left(self) -> int:
        """Seconds that this item may still take."""
        if self.state in (DONE, DEFERRED):
            return 0
        return max(0, self.least, self.planned - self.spent)


@dataclass(frozen=True)
class Forecast:
    """The end at the present pace, its likely range, and the items that pass the hard end."""

    ends_at: datetime
    low: datetime
    high: datetime
    hard_end: datetime
    too_late: tuple[int, ...]  # keys, in the order of the agenda

    @property
    def is_late(self) -> bool:
        return self.ends_at > self.hard_end


def forecast(items: Sequence[Timed], *, now: datetime, hard_end: datetime) -> Forecast:
    """Add up what is left of `items`, in their order, from `now` on.

    An item passes the hard end when, at that pace, it would end after it. Before the meeting,
    `now` is its start.
    """
    ends_at = now
    too_late = []
    for item in items:
        ends_at += timedelta(seconds=item.left)
        if item.left and ends_at > hard_end:
            too_late.append(item.key)
    left = sum(item.left for item in items)
    return Forecast(
        ends_at=ends_at,
        low=now + timedelta(seconds=int(left * SHORTER)),
        high=now + timedelta(seconds=int(left * LONGER)),
        hard_end=hard_end,
        too_late=tuple(too_late),
    )
