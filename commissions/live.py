"""The board of a circle's tasks moves by itself: two phones see each other."""

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

from commissions.models import Circle
from commissions.presenters import cards, origins_on
from commissions.queries import Board, board_of
from realtime.pages import Audience, LivePage, Region


class BoardViewers(StrEnum):
    """Those who see the same of a board, by what they may do on it."""

    MEMBER = "member"  # of the circle
    READER = "reader"  # another member, where the circle is open


@dataclass(frozen=True)
class TaskBoard:
    """What the board shows."""

    circle: Circle
    board: Board
    origins: dict[int, tuple[str, str]]
    today: date


def region(column: str) -> Region[TaskBoard]:
    """One column of the board, for those in the circle and for those who only follow it."""

    def render(data: TaskBoard, audience: Audience) -> SafeString:
        tasks, is_member = getattr(data.board, column), audience.rights == BoardViewers.MEMBER
        context = {"cards": cards(tasks, data.origins, data.today, is_member=is_member)}
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
        return TaskBoard(circle, board, origins_on(board), timezone.localdate())

    def audience(self, key: str, person: Any) -> str | None:
        return viewers_of(circle_named(key), person)

    def rights_topics(self, data: TaskBoard) -> AbstractSet[str]:
        return {f"{data.circle.topic}:rules"}


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
