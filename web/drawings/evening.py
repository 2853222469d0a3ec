"""The evening: one bar from the start to the hard end, each item as wide as its minutes.

Everything stands in percent of the bar, so that it is as wide as its place and needs no style.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.utils.functional import cached_property
from django.utils.translation import get_language, ngettext, pgettext
from django.utils.translation import gettext as _

from web.dates import clock, duration
from web.pictures import Evening, Segment

NARROW = 4.5  # percent: under this, a segment has no room for its number on a phone


@dataclass(frozen=True)
class DrawnSegment:
    """One segment of the bar; `filled` is the part of it that has passed."""

    number: int
    segment: Segment
    x: float
    width: float
    filled: float

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)

    @property
    def has_number(self) -> bool:
        return self.width >= NARROW

    @property
    def says(self) -> str:
        """The item for those who do not see the bar."""
        return words_of(self.segment, get_language())


@lru_cache(maxsize=1_000)
def words_of(segment: Segment, _language: str | None) -> str:
    """In the active language: an item's title, its minutes, how far it is."""
    planned = _("%(time)s planned") % {"time": duration(segment.planned_seconds)}
    spent = _("%(time)s spent") % {"time": duration(segment.spent_seconds)}
    state = {
        "done": pgettext("agenda item", "done"),
        "current": pgettext("agenda item", "now"),
        "pending": pgettext("agenda item", "to come"),
        "deferred": pgettext("agenda item", "deferred"),
    }[segment.state]
    times = planned if segment.state in ("pending", "deferred") else f"{planned}, {spent}"
    return _("%(title)s: %(state)s (%(times)s)") % {"title": segment.title, "state": state, "times": times}


@dataclass(frozen=True)
class EveningDrawing:
    evening: Evening

    @cached_property
    def end(self) -> datetime:
        """When the last item would end: the forecast, or what the minutes add up to."""
        return self.evening.forecast or self._planned_end

    @cached_property
    def scale(self) -> float:
        """Seconds from the start to the right end of the bar."""
        last = max(self.evening.hard_end, self.end, self.evening.high or self.end)
        return max(1.0, (last - self.evening.start).total_seconds())

    @cached_property
    def pieces(self) -> list[DrawnSegment]:
        return list(self._pieces())

    @cached_property
    def hard_end_x(self) -> float:
        return self._x(self.evening.hard_end)

    @cached_property
    def lamp_x(self) -> float:
        return self._x(self.end)

    @cached_property
    def range_x(self) -> tuple[float, float] | None:
        """The likely range under the lamp, when it is one."""
        low, high = self.evening.low, self.evening.high
        if not low or not high or high <= low:
            return None
        return self._x(low), self._x(high)

    @cached_property
    def over_width(self) -> float:
        return round(max(0.0, self._x(self.end) - self.hard_end_x), 2)

    @cached_property
    def over_minutes(self) -> int:
        return max(0, round((self.end - self.evening.hard_end).total_seconds() / 60))

    @property
    def lamp_anchor(self) -> str:
        return _anchor(self.lamp_x)

    @property
    def moon_anchor(self) -> str:
        return _anchor(self.hard_end_x)

    @property
    def start_label(self) -> str:
        """The start, unless the moon stands so far left that both would be on one spot."""
        return clock(self.evening.start) if self.hard_end_x > 30 else ""

    @property
    def says_forecast(self) -> str:
        """« 21 h 48, entre 21 h 35 et 22 h 05, fin prévue à 22 h »."""
        times = {"time": clock(self.end), "end": clock(self.evening.hard_end)}
        if self.is_over:
            return _("Ended at %(time)s; planned for %(end)s.") % times
        if self.evening.now <= self.evening.start:
            return _("End if each item keeps to its time: %(time)s; planned for %(end)s.") % times
        low, high = self.evening.low, self.evening.high
        if low and high and clock(low) != clock(high):
            times |= {"low": clock(low), "high": clock(high)}
            return _("End at this pace: %(time)s, between %(low)s and %(high)s; planned for %(end)s.") % times
        return _("End at this pace: %(time)s; planned for %(end)s.") % times

    @property
    def is_over(self) -> bool:
        """Whether nothing is left of this evening: then its end is a fact, not a forecast."""
        states = [segment.state for segment in self.evening.segments]
        return "done" in states and "current" not in states and "pending" not in states

    @property
    def says_over(self) -> str:
        if not self.over_minutes:
            return ""
        return ngettext("%(count)d minute too long", "%(count)d minutes too long", self.over_minutes) % {
            "count": self.over_minutes
        }

    @property
    def current(self) -> DrawnSegment | None:
        return next((piece for piece in self.pieces if piece.segment.state == "current"), None)

    @cached_property
    def _planned_end(self) -> datetime:
        left = sum(_left(segment) for segment in self.evening.segments)
        return max(self.evening.now, self.evening.start) + timedelta(seconds=left)

    def _pieces(self) -> Iterator[DrawnSegment]:
        """In their order, from when the first began; what is to come shares the time up to the forecast."""
        at = self._first_begins
        behind = [segment for segment in self.evening.segments if segment.state in ("done", "current")]
        reached = at + sum(_width(segment) for segment in behind)
        ahead = sum(segment.planned_seconds for segment in self.evening.segments if segment.state == "pending")
        stretch = ((self.end - self.evening.start).total_seconds() - reached) / ahead if ahead else 1.0
        for number, segment in enumerate(self.evening.segments, 1):
            if segment.state == "deferred":
                yield DrawnSegment(number, segment, self._percent(at), 0.0, 0.0)
                continue
            width = _width(segment) * (max(0.2, stretch) if segment.state == "pending" else 1.0)
            filled = 0.0 if segment.state == "pending" else min(width, float(segment.spent_seconds))
            yield DrawnSegment(number, segment, self._percent(at), self._percent(width), self._percent(filled))
            at += width

    @property
    def _first_begins(self) -> float:
        """Seconds after the start: a meeting that opened late leaves a gap before its first item."""
        spent = sum(segment.spent_seconds for segment in self.evening.segments if segment.state in ("done", "current"))
        passed = (self.evening.now - self.evening.start).total_seconds()
        return max(0.0, passed - spent) if spent else max(0.0, passed)

    def _x(self, instant: datetime) -> float:
        return self._percent((instant - self.evening.start).total_seconds())

    def _percent(self, seconds: float) -> float:
        return round(max(0.0, min(100.0, 100 * seconds / self.scale)), 2)


def _width(segment: Segment) -> float:
    """Seconds an item takes on the bar: what it took, or what it will."""
    if segment.state == "done":
        return float(segment.spent_seconds)
    return float(max(segment.planned_seconds, segment.spent_seconds))


def _left(segment: Segment) -> float:
    if segment.state == "pending":
        return float(segment.planned_seconds)
    if segment.state == "current":
        return float(max(0, segment.planned_seconds - segment.spent_seconds))
    return 0.0


def _anchor(x: float) -> str:
    """Which side of the mark its label stands, so that it stays on the bar."""
    return "start" if x < 12 else "end" if x > 88 else "middle"
