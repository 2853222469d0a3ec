"""What the upper floors tell about a person, registered by name when they start.

`waiting` answers "what waits for me", on the home page; `person` adds a panel to somebody's page.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from members.models import Member


@dataclass(frozen=True)
class Waiting:
    """Something that waits for one person: what, where, until when, and how long it takes."""

    title: str
    url: str
    kind: str  # the app's own word, for an icon: "vote", "position", "task"…
    due: date | datetime | None = None
    minutes: int | None = None


@dataclass(frozen=True)
class Line:
    label: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class Panel:
    """A titled list on a person's page."""

    title: str
    lines: list[Line] = field(default_factory=list)


_waiting: dict[str, Callable[[Member], list[Waiting]]] = {}
_person: dict[str, Callable[[Member], Panel | None]] = {}


def waiting(name: str, fn: Callable[[Member], list[Waiting]]) -> None:
    """Register what may wait for a member. The same name again replaces the earlier one."""
    _waiting[name] = fn


def person(name: str, fn: Callable[[Member], Panel | None]) -> None:
    """Register a panel for people's pages; `None` shows nothing."""
    _person[name] = fn


def waiting_for(member: Member) -> list[Waiting]:
    """All that waits for this member, what is due first coming first, what has no date last, lower floors first."""
    return sorted((thing for fn in reversed(_waiting.values()) for thing in fn(member)), key=_when)


def panels_of(member: Member) -> list[Panel]:
    """The panels of a person's page, in the order in which the floors registered them."""
    return [panel for fn in _person.values() if (panel := fn(member)) is not None]


def _when(thing: Waiting) -> datetime:
    if thing.due is None:
        return datetime.max.replace(tzinfo=UTC)
    if isinstance(thing.due, datetime):
        return thing.due
    return datetime.combine(thing.due, time.max, tzinfo=UTC)
