"""What pages say of a group that has ended."""

from dataclasses import dataclass
from typing import Any

import rules

from commissions import grounds
from commissions.models import Circle
from journal.topics import Known
from web.dates import day


@dataclass(frozen=True)
class Ending:
    """When a group ended, who ended it on what ground, what it leaves (Markdown); whether one may take it up again.

    `by` is empty where the ground names that person already.
    """

    day: str
    by: str
    ground: Known | None
    left: str
    may_resume: bool


def ending_of(circle: Circle, person: Any) -> Ending | None:
    """Of a group that has ended; None while a circle lives."""
    if circle.ended_on is None:
        return None
    by = circle.ended_by.name if circle.ended_by else ""
    ground = circle.ended_ground, by
    return Ending(
        day=day(circle.ended_on, year=True, weekday=False),
        by="" if circle.ended_ground == grounds.FOUNDING else by,
        ground=grounds.named([ground])[ground],
        left=circle.left,
        may_resume=bool(rules.has_perm("commissions.end", person, circle)),
    )
