"""What the apps add to the home page, each by a name.

Three questions for a member: what waits for me (`members.panels.waiting`), what is happening, what
is coming. For a visitor, what is published.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

from journal.registry import Registry
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


Panel = Callable[[Any], Iterable[Item]]

happening: Registry[Panel] = Registry("what is going on now")
coming: Registry[Panel] = Registry("what is to come")  # shown by date
published: Registry[Panel] = Registry("what a visitor may read")  # newest first within each panel


def happening_for(person: Any) -> list[Item]:
    return [item for fn in happening.values() for item in fn(person)]


def coming_for(person: Any) -> list[Item]:
    """What is to come, the soonest first."""
    return sorted((item for fn in coming.values() for item in fn(person)), key=_when)


def published_for(person: Any) -> list[Item]:
    return [item for fn in published.values() for item in fn(person)]


def _when(item: Item) -> datetime:
    if item.when is None:
        return datetime.max.replace(tzinfo=UTC)
    if isinstance(item.when, datetime):
        return item.when
    return datetime.combine(item.when, time.min, tzinfo=UTC)
