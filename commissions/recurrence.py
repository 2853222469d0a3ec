"""When a shift comes back: a rule of RFC 5545, told by the clock on the wall. Pure.

Each occurrence is a day and an hour where the collective lives, and becomes an instant by itself: when the clocks
change, a shift at 18:00 stays at 18:00.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
FREQUENCIES = {
    "day": "FREQ=DAILY",
    "week": "FREQ=WEEKLY",
    "fortnight": "FREQ=WEEKLY;INTERVAL=2",
    "month": "FREQ=MONTHLY",
}
Every = Literal["day", "week", "fortnight", "month"]


@dataclass(frozen=True)
class Recurrence:
    """What a person chooses: how often, and on which days of the week (0 is Monday) where it is by weeks.

    By months it is the day of the week and its rank in the month of `first_on`: the first Saturday; the last one,
    where it is the fifth.
    """

    every: Every
    first_on: date
    weekdays: tuple[int, ...] = ()

    @property
    def rule(self) -> str:
        """The RRULE: "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH"."""
        frequency = FREQUENCIES[self.every]
        if self.every == "day":
            return frequency
        if self.every == "month":
            rank = (self.first_on.day - 1) // 7 + 1
            return f"{frequency};BYDAY={rank if rank < 5 else -1}{WEEKDAYS[self.first_on.weekday()]}"
        days = sorted(set(self.weekdays)) or [self.first_on.weekday()]
        return f"{frequency};BYDAY={','.join(WEEKDAYS[day] for day in days)}"

    @classmethod
    def read(cls, rule: str, first_on: date) -> "Recurrence":
        """What was chosen, from the RRULE that `rule` made. Raises ValueError for another one."""
        for every in ("fortnight", "week", "month", "day"):
            if rule.startswith(FREQUENCIES[every]):
                days = rule.partition("BYDAY=")[2].split(",") if every in {"week", "fortnight"} else []
                chosen = cls(every, first_on, tuple(WEEKDAYS.index(day) for day in days))
                if chosen.rule == rule:
                    return chosen
        raise ValueError(f"no rule of ours: {rule}")


@dataclass(frozen=True)
class Occurrence:
    """One shift, from an instant to another; `day` is the day on which it begins, where the collective lives."""

    day: date
    starts_at: datetime
    ends_at: datetime


def occurrences(
    rule: str, *, first_on: date, last_on: date | None, hour: time, minutes: int, zone: ZoneInfo, begin: date, end: date
) -> Iterator[Occurrence]:
    """Those from the day `begin` to the day `end`, both included, in their order."""
    from dateutil.rrule import rrulestr

    last = min(end, last_on) if last_on else end
    first = max(begin, first_on)
    series = rrulestr(rule, dtstart=datetime.combine(first_on, hour))
    for wall in series.between(datetime.combine(first, time.min), datetime.combine(last, time.max), inc=True):
        starts_at = wall.replace(tzinfo=zone)
        ends_at = (wall + timedelta(minutes=minutes)).replace(tzinfo=zone)
        if ends_at.timestamp() <= starts_at.timestamp():  # inside the hour that a night of spring leaves out
            ends_at = datetime.fromtimestamp(starts_at.timestamp() + 60 * minutes, zone)
        yield Occurrence(wall.date(), starts_at, ends_at)
