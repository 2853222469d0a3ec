"""What a circle has to do, for its wall: an accessible (tagged) PDF, on as many sheets as it needs.

The sheets lie on their long side, the tasks at the left and the shifts beside them. They are drawn by Typst from
`wall_list.typ`, in letters that never get smaller: what there is more of goes on to the next sheet. On A4 what is read
is 16 points, a small x 2.4 mm high, and details 12.8 (1.9 mm); on A3 20 points (3.0 mm) and 16 (2.4 mm); by the font's
x of 0.431 of its size. A small x that is seen under 0.2 degrees or more is read at full speed (Legge and Bigelow, “Does
print size matter for reading?”, Journal of Vision 11(5):8, 2011): from 70 cm on A4, from 87 cm on A3.
What people wrote reaches Typst as values, which it never reads as markup or as code.
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
LINES = 6  # to write ideas on, where there is no task
TOGETHER = 12  # names in one row: those of a shift of thirty places are read in rows of so many
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
        "wanted": _("a volunteer is wanted"),
        "tasks": _tasks([*board.wanted, *board.taken], today),
        "shifts": [_shifts(week_on_the_wall(circle, at))],
    }


def _tasks(tasks: Iterable[Task], today: date) -> list[dict[str, Any]]:
    """What is for these seven days, or was for a day before; then the rest, the soonest first in both."""
    ordered = sorted(tasks, key=lambda task: (task.due_on or date.max, task.pk))
    parts = [
        (_("To do this week"), [task for task in ordered if _is_near(task, today)]),
        (_("To do later, or on no set day"), [task for task in ordered if not _is_near(task, today)]),
    ]
    labels = [_("What"), _("Who"), pgettext("task", "Done")]
    none = _("Everything is done. An idea for the place? Write it here:")
    some = [
        {"kind": "tasks", "title": title, "labels": labels, "rows": [_task(task) for task in rows]}
        for title, rows in parts
        if rows
    ]
    return some or [{"kind": "tasks", "title": parts[0][0], "none": none, "lines": LINES, "rows": []}]


def _shifts(cards: Iterable[ShiftCard]) -> dict[str, Any]:
    return {
        "kind": "shifts",
        "title": _("The shifts of these seven days"),
        "labels": [_("What"), _("Who")],
        "none": _("None is planned. What comes back every week? On the circle’s page it can be shared out in turns."),
        "lines": 0,
        "rows": [row for card in cards for row in _rows(card)],
    }


def _is_near(task: Task, today: date) -> bool:
    return task.due_on is not None and task.due_on < today + WEEK


def _task(task: Task) -> dict[str, str]:
    return {
        "title": task.title,
        "note": Truncator(line(task.note)).chars(SHORT),
        "when": _("for %(day)s") % {"day": day(task.due_on)} if task.due_on else "",
        "who": task.assignee.name if task.assignee else "",
    }


def _rows(card: ShiftCard) -> list[dict[str, Any]]:
    """A shift, in more than one row where many come: where others write their names stands in the last."""
    names = [one.turn.member.name for one in card.coming]
    shift = {"title": card.shift.rota.title, "day": card.when, "hours": card.hours}
    parts = [names[at : at + TOGETHER] for at in range(0, len(names), TOGETHER)] or [[]]
    *first, last = [{**shift, "people": part, "free": 0, "wanted": "", "needed": ""} for part in parts]
    return [*first, {**last, "free": card.free, "wanted": card.wanted, "needed": card.needed}]
