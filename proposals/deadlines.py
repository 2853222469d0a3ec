"""When a length of days is over: which days count, and at what hour. Pure: no Django."""

from collections.abc import Collection, Container
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

SATURDAY = 5
ONE_DAY = timedelta(days=1)
ONE_HOUR = timedelta(hours=1)
FARTHEST = timedelta(days=366)  # days off beyond that are a mistake, and no deadline waits for their end


@dataclass(frozen=True)
class Period:
    """From the first of these days to the last, both included."""

    first: date
    last: date
    name: str = ""


@dataclass(frozen=True)
class Calendar:
    """The days that count towards a length: every day, unless the circle's rules leave some out."""

    skips_weekends: bool = False
    closed: Collection[Period] = ()
    holidays: Container[date] = ()

    def counts(self, day: date) -> bool:
        if self.skips_weekends and day.weekday() >= SATURDAY:
            return False
        if day in self.holidays:
            return False
        return not any(period.first <= day <= period.last for period in self.closed)


def days_after(start: datetime, days: int, calendar: Calendar) -> datetime:
    """The same time of day, as many days later as count; what begins on a day off begins on the next one that counts.

    `start` is aware, in the time zone of the people; so is the result, across changes of the clock too.
    """
    day = _next_counting(start.date(), calendar)
    for _ in range(days):
        day = _next_counting(day + ONE_DAY, calendar)
    there = datetime.combine(day, start.timetz(), tzinfo=start.tzinfo)
    return there.astimezone(UTC).astimezone(start.tzinfo)  # an hour that does not exist that day is the next one


def to_the_hour(instant: datetime) -> datetime:
    """The next full hour, which people remember; this one where it is full."""
    down = instant.replace(minute=0, second=0, microsecond=0)
    return instant if down == instant else (down.astimezone(UTC) + timedelta(hours=1)).astimezone(instant.tzinfo)


def _next_counting(day: date, calendar: Calendar) -> date:
    """That day, or the next that counts."""
    farthest = day + FARTHEST
    while not calendar.counts(day) and day < farthest:
        day += ONE_DAY
    return day
