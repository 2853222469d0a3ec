"""A live page for the tests: a circle's name, and a number that no act announces."""

import threading
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import RequestFactory
from django.utils.html import format_html
from django.utils.translation import get_language, override

from commissions.models import Circle, Mandate
from journal.actions import CLOCK, action, touch
from realtime import tickets
from realtime.pages import Audience, LivePage, Region, open_page

votes: dict[str, int] = {}  # circle → how many have voted: counted, never announced
rendered: list[tuple[str, Audience]] = []
may_render_secret = threading.Event()  # while it is not set, whatever may come later waits
may_render_secret.set()


@dataclass(frozen=True)
class Board:
    circle: Circle
    voted: int


def title(board: Board, audience: Audience) -> str:
    rendered.append(("title", audience))
    if "broken" in board.circle.name:
        raise ValueError("this name cannot be shown")
    return format_html("<h2>{} ({}, {})</h2>", board.circle.name, audience.rights, get_language())


def secret(board: Board, audience: Audience) -> str:
    may_render_secret.wait(10)
    return format_html("<p>{}</p>", board.circle.name) if audience.rights == "inside" else ""


def turnout(board: Board, audience: Audience) -> str:
    return format_html("<p>{}</p>", board.voted)


def circle_topics(board: Board) -> set[str]:
    return {f"circle:{board.circle.pk}"}


class BoardPage(LivePage[Board]):
    name = "board"
    regions = {
        "title": Region(title, circle_topics),
        "secret": Region(secret, circle_topics, later=True),
        "turnout": Region(turnout, lambda board: {f"tally:{board.circle.pk}"}),
    }

    def load(self, key: str) -> Board:
        circle = Circle.objects.filter(pk=key).first()
        if circle is None:
            raise Http404
        return Board(circle, votes.get(key, 0))

    def audience(self, key: str, person: Any) -> str | None:
        if not person.is_authenticated:
            return None
        return "inside" if Mandate.objects.filter(circle_id=key, member=person, until=None).exists() else "outside"

    def rights_topics(self, data: Board) -> set[str]:
        return {f"circle:{data.circle.pk}:doors"}


def tally(keys: Any) -> dict[str, int]:
    return {key: votes[key] for key in keys if key in votes}


@action
def change(write: Any, *topics: str, actor: Any) -> None:
    """Any act: writes something, and says which topics that concerns."""
    write()
    touch(*topics)


def rename(circle: Circle, name: str) -> None:
    change(lambda: Circle.objects.filter(pk=circle.pk).update(name=name), f"circle:{circle.pk}", actor=CLOCK)


def turn_out(circle: Circle, member: Any) -> None:
    """The member's mandate ends."""
    mandates = Mandate.objects.filter(circle=circle, member=member)
    change(lambda: mandates.update(until="2026-01-01"), f"member:{member.pk}", actor=CLOCK)


def touch_only(*topics: str) -> None:
    change(lambda: None, *topics, actor=CLOCK)


def ticket_of(circle: Circle, person: Any = None, language: str = "fr") -> str:
    """What the page would carry for this person."""
    request = RequestFactory().get("/")
    request.user = person or AnonymousUser()
    with override(language):
        return tickets.issue(open_page(request, "board", str(circle.pk))).signed()
