"""What pages say of a group that has ended."""

from dataclasses import dataclass
from typing import Any

import rules
from django.utils.translation import gettext as _

from commissions import grounds
from commissions.actions.circle_endings import LAST_DAY
from commissions.last_days import is_near_its_last_day, last_days_awaited_from
from commissions.models import Circle
from journal.topics import Known
from members.combined_reads import Reader
from members.models import Member
from members.panels import Waiting
from web.dates import day


@dataclass(frozen=True)
class Ending:
    """When a group ended, who ended it on what ground, what it leaves (Markdown); whether one may say that better, and
    take it up again.

    `by` is empty where the ground names that person already.
    """

    day: str
    by: str
    ground: Known | None
    left: str
    may_say: bool
    may_resume: bool


def last_days_waiting(member: Member) -> Reader[list[Waiting]]:
    """The groups of this person whose last day comes, or has come."""
    groups = yield from last_days_awaited_from(member)
    return [
        Waiting(
            _("%(circle)s is there until %(day)s: end it, or give it more time")
            % {"circle": circle.name, "day": day(circle.ends_on, year=True, weekday=False)},
            f"{circle.get_absolute_url()}#last-day",
            LAST_DAY,
            due=circle.ends_on,
            minutes=2,
            about=circle.topic,
            note=_("Nothing ends by itself: the group says what it leaves, or decides how long it goes on."),
        )
        for circle in groups
        if circle.ends_on
    ]


def last_day_of(circle: Circle) -> str:
    """The last day of a group that is asked about it, in words; "" where it is not near."""
    if circle.ends_on is None or not is_near_its_last_day(circle):
        return ""
    return day(circle.ends_on, year=True, weekday=False)


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
        may_say=bool(rules.has_perm("commissions.end", person, circle)),
        may_resume=bool(rules.has_perm("commissions.resume", person, circle)),
    )
