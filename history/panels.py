"""What the apps add to the home page, each by a name.

Three questions for a member: what waits for me (`members.panels.waiting`), what is happening, what
is coming. For a visitor, what is published.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from itertools import islice
from typing import Any

from commissions.circles_read_once import circles_read_once
from history.queries import Path, is_newcomer, path_of
from journal.registry import Registry
from members.combined_reads import Reader, fetch_all
from members.models import Member
from members.news import News, news_for
from members.panels import Waiting, in_order, reads_of_waiting, waiting
from web.pictures import Evening


@dataclass(frozen=True)
class Item:
    """One line of the home page; `evening` draws a meeting's bar under it."""

    title: str
    url: str
    icon: str
    note: str = ""
    when: date | datetime | None = None
    evening: Evening | None = None


Reads = list[Item] | Reader[list[Item]]

happening: Registry[Callable[[Member], Reads]] = Registry("what is going on now")
coming: Registry[Callable[[Member], Reads]] = Registry("what is to come")  # shown by date
published: Registry[Callable[[Any], Iterable[Item]]] = Registry(
    "what a visitor may read"
)  # newest first within each panel


@dataclass(frozen=True)
class Home:
    """What a member's home page shows: what is to come, and what waits, the soonest first; what they are told, the
    latest first."""

    waiting: list[Waiting]
    news: list[News]
    happening: list[Item]
    coming: list[Item]
    path: Path | None


def home_of(member: Member) -> Home:
    """All of it, read together (`members.combined_reads`)."""
    walked = path_of(member) if is_newcomer(member) else None
    with circles_read_once():
        going_on, to_come = ([fn(member) for fn in panels.values()] for panels in (happening, coming))
        readers: list[Any] = [*reads_of_waiting(member), news_for(member), *going_on, *to_come, walked]
        lists = iter(fetch_all(readers))
    waits = in_order(islice(lists, len(waiting)))
    things = {(thing.kind, thing.about) for thing in waits}
    return Home(
        waiting=waits,
        news=[one for one in next(lists) if (one.thing.kind, one.thing.about) not in things],
        happening=[item for items in islice(lists, len(going_on)) for item in items],
        coming=sorted((item for items in islice(lists, len(to_come)) for item in items), key=_when),
        path=next(lists),
    )


def published_for(person: Any) -> list[Item]:
    return [item for fn in published.values() for item in fn(person)]


def _when(item: Item) -> datetime:
    if item.when is None:
        return datetime.max.replace(tzinfo=UTC)
    if isinstance(item.when, datetime):
        return item.when
    return datetime.combine(item.when, time.min, tzinfo=UTC)
