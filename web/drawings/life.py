"""The life of a decision: its marks along one line, from the idea to what is to come.

What led to the text and what was decided stand on the line; objections above it, tasks and reviews below. Times stand
where they fall, in percent of the width, and never closer than a mark is wide.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from django.utils import timezone
from django.utils.functional import cached_property

from web.dates import day
from web.pictures import Life, LifeMark, LifeStep

LEFT, RIGHT = 3.0, 97.0  # percent
APART = 5.0  # percent, where there is room
LINE, ABOVE, BELOW = 54, 20, 88  # px
LANES: dict[LifeMark, int] = {"objection": ABOVE, "task": BELOW, "review": BELOW}
BIG: frozenset[LifeMark] = frozenset({"decision", "replacement", "repeal"})
ALONE = 16.0  # percent around a day that is written under the line


@dataclass(frozen=True)
class DrawnStep:
    """One mark; `branch` says that a line joins it to the one of the text."""

    step: LifeStep
    x: float
    y: int

    @property
    def branch(self) -> bool:
        return self.y != LINE


@dataclass(frozen=True)
class DrawnDay:
    """A day written under the picture."""

    x: float
    text: str
    anchor: str


@dataclass(frozen=True)
class LifeDrawing:
    life: Life

    @cached_property
    def steps(self) -> list[DrawnStep]:
        """Those whose day is known, from left to right."""
        dated = [step for step in self.life.steps if step.when is not None]
        places = spread([_seconds(step.when) for step in dated if step.when is not None])
        return [DrawnStep(step, x, LANES.get(step.mark, LINE)) for step, x in zip(dated, places, strict=True)]

    @property
    def today(self) -> float | None:
        """Where the line ends for now: at the last mark that is not to come."""
        happened = [one.x for one in self.steps if one.step.state != "pending"]
        return happened[-1] if happened else None

    @property
    def days(self) -> list[DrawnDay]:
        """The first day, that of the decision, and the last, where they do not run into each other."""
        if not self.steps:
            return []
        first, last = self.steps[0], self.steps[-1]
        days = [_day(first, "start")]
        if last.x - first.x >= ALONE:
            days.append(_day(last, "end"))
        decided = next((one for one in self.steps if one.step.mark == "decision"), None)
        if decided and min(decided.x - first.x, last.x - decided.x) >= ALONE * 2:
            days.append(_day(decided, "middle"))
        return days


def spread(instants: Sequence[float]) -> list[float]:
    """The place of each, in percent; they come in order."""
    if len(instants) < 2:
        return [LEFT for _one in instants]
    length = (instants[-1] - instants[0]) or 1.0
    apart = min(APART, (RIGHT - LEFT) / (len(instants) - 1))
    places: list[float] = []
    for instant in instants:
        place = LEFT + (RIGHT - LEFT) * max(0.0, instant - instants[0]) / length
        places.append(max(place, places[-1] + apart) if places else place)
    for number in range(len(places)):
        last = RIGHT - apart * number
        places[-1 - number] = min(places[-1 - number], last)
    return [round(place, 2) for place in places]


def _seconds(when: date | datetime) -> float:
    instant = when if isinstance(when, datetime) else timezone.make_aware(datetime.combine(when, time(12)))
    return instant.timestamp()


def _day(one: DrawnStep, anchor: str) -> DrawnDay:
    assert one.step.when is not None  # noqa: S101  (only what has a day is drawn)
    return DrawnDay(one.x, day(one.step.when, year=True, weekday=False), anchor)
