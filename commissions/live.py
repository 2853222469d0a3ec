"""The board of a circle's tasks, and the page of each, move by themselves: two phones see each other."""

from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import rules
from django.http import Http404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString

from commissions.models import ChecklistLine, Circle, Task, TaskComment
from commissions.panels import TaskOrigin, origins_of
from commissions.presenters import TaskCard, cards, origins_on
from commissions.queries import Board, board_of
from journal.clock import now
from journal.numbers import number
from realtime.pages import Audience, LivePage, Region
from web.attached_files import FileLine


class BoardViewers(StrEnum):
    """Those who see the same of a board, by what they may do on it."""

    MEMBER = "member"  # of the circle
    READER = "reader"  # another member, where the circle is open
    HOLDER = "holder"  # who has or had the task that is looked at, of whatever circle


@dataclass(frozen=True)
class TaskBoard:
    """What the board shows."""

    circle: Circle
    board: Board
    origins: dict[int, TaskOrigin]
    today: date


def region(column: str) -> Region[TaskBoard]:
    """One column of the board, for those in the circle and for those who only follow it."""

    def render(data: TaskBoard, audience: Audience) -> SafeString:
        tasks, is_member = getattr(data.board, column), audience.rights == BoardViewers.MEMBER
        context = {"cards": cards(tasks, data.origins, data.today, is_member=is_member), "circle": data.circle}
        return render_to_string(f"commissions/regions/{column}.html", context)

    def topics(data: TaskBoard) -> AbstractSet[str]:
        return {data.circle.topic}

    return Region(render=render, topics=topics)


class BoardPage(LivePage[TaskBoard]):
    name = "tasks"
    regions = {column: region(column) for column in ("wanted", "taken", "done")}

    def load(self, key: str) -> TaskBoard:
        circle = circle_named(key)
        board = board_of(circle)
        return TaskBoard(circle, board, origins_on(board), timezone.localdate(now()))

    def audience(self, key: str, person: Any) -> str | None:
        return viewers_of(circle_named(key), person)

    def rights_topics(self, data: TaskBoard) -> AbstractSet[str]:
        return {f"{data.circle.topic}:rules"}


@dataclass(frozen=True)
class TaskSheet:
    """What the page of one task shows."""

    task: Task
    origin: TaskOrigin | None
    lines: list[ChecklistLine]
    files: list[FileLine]
    comments: list[TaskComment]
    today: date

    def card(self, audience: Audience) -> TaskCard:
        origins = {self.task.pk: self.origin} if self.origin else {}
        is_member, is_mine = audience.rights == BoardViewers.MEMBER, audience.rights == BoardViewers.HOLDER
        return cards([self.task], origins, self.today, is_member=is_member, is_mine=is_mine)[0]


def part(name: str) -> Region[TaskSheet]:
    """A part of the page of a task; what may be done in it is for those of its circle, and whoever has it."""

    def render(data: TaskSheet, audience: Audience) -> SafeString:
        card = data.card(audience)
        may_hold = audience.rights != BoardViewers.READER
        context = {
            "card": card,
            "task": data.task,
            "lines": data.lines,
            "files": data.files,
            "comments": data.comments,
            "may_hold": may_hold,
            "may_tick": may_hold and not data.task.is_done,
        }
        return render_to_string(f"commissions/regions/{name}.html", context)

    def topics(data: TaskSheet) -> AbstractSet[str]:
        return {data.task.topic}

    return Region(render=render, topics=topics)


class TaskPage(LivePage[TaskSheet]):
    name = "task"
    regions = {name: part(name) for name in ("task", "checklist", "files", "comments")}

    def load(self, key: str) -> TaskSheet:
        task = task_with(key)
        return TaskSheet(
            task=task,
            origin=origins_of([task.pk]).get(task.pk),
            lines=list(task.checklist.select_related("ticked_by")),
            files=[FileLine(file) for file in task.files.all()],
            comments=list(task.comments.select_related("member")),
            today=timezone.localdate(now()),
        )

    def audience(self, key: str, person: Any) -> str | None:
        task = task_with(key)
        viewers = viewers_of(task.circle, person)
        is_theirs = viewers != BoardViewers.MEMBER and rules.has_perm("commissions.hold_task", person, task)
        return BoardViewers.HOLDER if is_theirs else viewers

    def rights_topics(self, data: TaskSheet) -> AbstractSet[str]:
        return {f"{data.task.circle.topic}:rules", data.task.topic}


def task_with(key: str) -> Task:
    task = Task.objects.filter(pk=number(key) or 0).select_related("circle", "assignee", "done_by").first()
    if task is None:
        raise Http404
    return task


def viewers_of(circle: Circle, person: Any) -> str | None:
    """As whom this person sees what the circle has to do; None for whoever may not."""
    if rules.has_perm("commissions.add_task", person, circle):
        return BoardViewers.MEMBER
    return BoardViewers.READER if rules.has_perm("commissions.read", person, circle) else None


def circle_named(key: str) -> Circle:
    circle = Circle.objects.filter(slug=key).first()
    if circle is None:
        raise Http404
    return circle
