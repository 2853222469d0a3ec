"""What a circle has to do, for its wall: an accessible (tagged) PDF, on as many sheets as it needs.

The sheets are drawn by Typst from `wall_list.typ`, in letters that never get smaller: what there is more of goes on to
the next sheet. What people wrote reaches Typst as values, which it never reads as markup or as code.
"""

import json
from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from commissions.models import Circle, Task
from commissions.queries import board_of
from commissions.rota_presenters import ShiftCard, week_on_the_wall
from journal.clock import now
from journal.texts import line
from members.outbox import absolute
from members.queries import collective
from web.dates import day, days
from web.documents import compiled
from web.drawings.qr_code import qr_squares

SOURCE = Path(__file__).with_suffix(".typ").read_bytes()
WEEK = timedelta(days=7)
SHORT = 160  # signs of a task's details on a sheet; the whole is on its page


class SheetSize(StrEnum):
    """How large the sheets are."""

    A4 = "a4"
    A3 = "a3"


def draw(circle: Circle, paper: SheetSize) -> bytes:
    """The PDF of what the circle has to do, and of its shifts of the seven days to come, in the active language."""
    words = json.dumps({**wall_list(circle), "paper": paper})
    return compiled(SOURCE, {"lang": (get_language() or "fr").split("-")[0], "list": words})


def wall_list(circle: Circle) -> dict[str, Any]:
    """What the sheets say."""
    at, board = now(), board_of(circle)
    today = timezone.localdate(at)
    address = absolute(reverse("commissions:circle-tasks", args=[circle.slug]))
    width, squares = qr_squares(address)
    return {
        "title": _("Tasks of %(name)s") % {"name": circle.name},
        "collective": collective().name,
        "circle": circle.name,
        "week": days(today, today + WEEK - timedelta(days=1)),
        "invitation": _("Write your name, or take it on your phone:"),
        "address": address,
        "code": {"width": width, "squares": squares, "label": _("QR code: the tasks of the circle")},
        "tasks": {
            "title": _("What there is to do"),
            "labels": [_("What"), _("For when"), _("Who"), pgettext("task", "Done")],
            "groups": _groups([*board.wanted, *board.taken], today),
            "wanted": _("a volunteer is wanted"),
            "none": _("Everything is done. Enjoy the evening."),
        },
        "shifts": {
            "title": _("The shifts of these seven days"),
            "labels": [_("What"), _("Who")],
            "shifts": [_shift(card) for card in week_on_the_wall(circle, at)],
        },
    }


def _groups(tasks: Iterable[Task], today: date) -> list[dict[str, Any]]:
    """What is for these seven days, or was for a day before; then the rest, the soonest first in both."""
    ordered = sorted(tasks, key=lambda task: (task.due_on or date.max, task.pk))
    groups = [
        (_("For this week"), [task for task in ordered if _is_near(task, today)]),
        (_("Later, or on no set day"), [task for task in ordered if not _is_near(task, today)]),
    ]
    return [{"title": title, "tasks": [_task(task) for task in some]} for title, some in groups if some]


def _is_near(task: Task, today: date) -> bool:
    return task.due_on is not None and task.due_on < today + WEEK


def _task(task: Task) -> dict[str, str]:
    return {
        "title": task.title,
        "note": Truncator(line(task.note)).chars(SHORT),
        "when": day(task.due_on) if task.due_on else "–",
        "who": task.assignee.name if task.assignee else "",
    }


def _shift(card: ShiftCard) -> dict[str, Any]:
    return {
        "title": card.shift.rota.title,
        "when": f"{card.when}, {card.hours}",
        "people": [one.turn.member.name for one in card.coming],
        "free": card.free,
        "wanted": card.wanted,
    }
