"""What the upper floors tell about a person, each by a name.

`waiting` answers "what waits for me", on the home page; `person` adds a panel to somebody's page; `at_once` says on
every page of a person that somebody waits for their answer now.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time

from django.db.models import Exists, Q

from journal.registry import Registry
from members.combined_reads import Reader, fetch_all
from members.models import Member

BEGINNING = "beginning"  # the kind of what comes first in an empty collective
ICONS = {
    "task": "square",
    "following_task": "square",
    "carrying": "square",
    "turn": "calendar-check",
    "swap": "arrow-left-right",
    "last_day": "calendar-clock",
    "vote": "vote",
    "ballot": "vote",
    "objection": "diamond",
    "agreement": "diamond",
}  # of what waits, by its kind


@dataclass(frozen=True)
class Waiting:
    """Something that waits for one person: what, where, until when, and how long it takes."""

    title: str
    url: str
    kind: str  # the app's own word, for an icon: "vote", "position", "task"…
    due: date | datetime | None = None
    minutes: int | None = None
    about: str = ""  # the topic of the thing, where letters tell of it: "proposal:12"
    note: str = ""  # what a letter adds
    is_pressing: bool = False  # somebody waits for it now: its letter leaves at any hour

    @property
    def icon(self) -> str:
        return ICONS.get(self.kind, "circle-dot")


@dataclass(frozen=True)
class PersonPanelLine:
    label: str
    url: str = ""
    note: str = ""


@dataclass(frozen=True)
class PersonPanel:
    """A titled list on a person's page."""

    title: str
    lines: list[PersonPanelLine] = field(default_factory=list)


@dataclass(frozen=True)
class AnswerRequest:
    """Somebody waits for this person's answer now: a button that gives it, or a link to where it is given."""

    title: str
    text: str
    button: str
    url: str
    is_act: bool = True


@dataclass(frozen=True)
class AtOnce:
    """What a member may be asked at once, and, for the query that reads who is signed in, who may be.

    That query is composed once a process: `on_duty` names no instant.
    """

    on_duty: Callable[[], Exists]
    requests: Callable[[Member], list[AnswerRequest]]


Reads = list[Waiting] | Reader[list[Waiting]]
waiting: Registry[Callable[[Member], Reads]] = Registry("what may wait for a member")
person: Registry[Callable[[Member], PersonPanel | None]] = Registry("a panel of people's pages")  # None shows nothing
at_once: Registry[AtOnce] = Registry("what a member may be asked at once")


def is_on_duty() -> Q:
    """Whether a member may be asked something at once."""
    return Q(*(one.on_duty() for one in at_once.values()), _connector=Q.OR)


def asked_at_once(member: Member) -> list[AnswerRequest]:
    return [request for one in at_once.values() for request in one.requests(member)] if member.is_on_duty else []


def waiting_for(member: Member) -> list[Waiting]:
    """All that waits for this member, what is due first coming first, what has no date last, lower floors first."""
    return in_order(fetch_all(reads_of_waiting(member)))


def reads_of_waiting(member: Member) -> list[Reads]:
    """What each floor reads of what waits for this member, lower floors first."""
    return [fn(member) for fn in reversed(list(waiting.values()))]


def in_order(lists: Iterable[list[Waiting]]) -> list[Waiting]:
    return sorted((thing for things in lists for thing in things), key=end_of)


def next_beginning(member: Member) -> Waiting | None:
    """The first thing that a new collective asks of this member, if there is one."""
    return next((thing for thing in waiting_for(member) if thing.kind == BEGINNING), None)


def panels_of(member: Member) -> list[PersonPanel]:
    """The panels of a person's page, in the order in which the floors registered them."""
    return [panel for fn in person.values() if (panel := fn(member)) is not None]


def end_of(thing: Waiting) -> datetime:
    """Until when it waits; what has no end ends last."""
    if thing.due is None:
        return datetime.max.replace(tzinfo=UTC)
    if isinstance(thing.due, datetime):
        return thing.due
    return datetime.combine(thing.due, time.max, tzinfo=UTC)
