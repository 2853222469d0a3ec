"""What pages say of a group that has ended."""

from dataclasses import dataclass
from typing import Any

import rules
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commissions import grounds
from commissions.actions.circle_endings import LAST_DAY
from commissions.circle_endings import undone_tasks, where_tasks_go
from commissions.last_days import is_near_its_last_day, last_days_awaited_from
from commissions.models import Circle, Rota
from commissions.queries import is_empty
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


def freed_by_its_end(circle: Circle) -> list[str]:
    """Of a group in which nobody is left: what becomes of what it holds. Told in numbers, to whoever may end it."""
    if not circle.may_end or circle.has_ended or not is_empty(circle):
        return []
    lines, above, tasks = [_("Nobody is left in it.")], where_tasks_go(circle), undone_tasks(circle).count()
    if tasks and above:
        words = ngettext(
            "Its task that is to be done goes to %(circle)s; where nobody has it, a volunteer is wanted.",
            "Its %(count)d tasks that are to be done go to %(circle)s; where nobody has them, a volunteer is wanted.",
            tasks,
        )
        lines.append(words % {"count": tasks, "circle": above.name})
    elif tasks:
        words = ngettext(
            "Its task that is to be done waits here, until the group is taken up again.",
            "Its %(count)d tasks that are to be done wait here, until the group is taken up again.",
            tasks,
        )
        lines.append(words % {"count": tasks})
    if Rota.objects.filter(circle=circle, ended_at=None).exists():
        lines.append(_("Its shifts end with it. Whoever had a turn is told."))
    return lines
