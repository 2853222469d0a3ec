"""What upper floors add, by name, to the pages of a circle and of its tasks."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from commissions.models import Circle, CircleRole
from journal.registry import Registry
from votes.counting.majority import MajorityTally


@dataclass(frozen=True)
class CirclePanelLine:
    """One line of a panel: what it is, where it leads, and a word beside it ("tonight", "2026-014")."""

    title: str
    url: str
    note: str = ""


@dataclass(frozen=True)
class CirclePanelPress:
    """An act that one press on the circle's page does: where it is posted, what its button and the line over it say."""

    url: str
    label: str
    note: str = ""


@dataclass(frozen=True)
class CirclePanel:
    """What a floor has to say of a circle: its lines, where to see them all, and what to say if there are none.

    `under_way` stands first on the circle's page: what happens there at this moment.
    """

    title: str
    lines: list[CirclePanelLine]
    more_url: str = ""
    more_label: str = ""
    empty: str = ""
    under_way: Sequence[CirclePanelLine] = ()
    press: CirclePanelPress | None = None


@dataclass(frozen=True)
class PastMeeting:
    """A meeting that is over, to be told again by other rules: numbers of people, and the clear days of its letter.

    `days_ahead` is None where none was sent; `votes` are its majority votes whose counts are shown, in their order.
    """

    title: str
    url: str
    roll: int
    present: int
    represented: int
    days_ahead: int | None
    votes: Sequence[tuple[str, MajorityTally]] = ()


class TaskOrigin(NamedTuple):
    """Where a task came from: a meeting, or a decision, and until when that one is tried."""

    label: str
    url: str
    tried_until: date | None = None  # the day on which the decision is looked at again


TextsFor = Callable[[Any], Mapping[str, str]]
PanelOfCircle = Callable[[Circle, Any], CirclePanel | None]
LinkOfCircle = Callable[[Circle], CirclePanelLine]
LinkOfRole = Callable[[CircleRole, Any], CirclePanelLine | None]
LastMeeting = Callable[[Circle], PastMeeting | None]
Origins = Callable[[Iterable[int]], Mapping[int, TaskOrigin]]

circle_panels: Registry[PanelOfCircle] = Registry("a panel of a circle's page")
beside_rules: Registry[LinkOfCircle] = Registry("what stands beside the rules of a circle")
beside_roles: Registry[LinkOfRole] = Registry("what a person may begin from the page of a role")
last_meetings: Registry[LastMeeting] = Registry("the last meeting of a circle that is over")
cited_texts: Registry[TextsFor] = Registry("the texts whose articles rules may cite, by topic, with their names")
task_origins: Registry[Origins] = Registry("where tasks came from")
"""Each tells where some of the tasks came from: `fn({1, 2}) -> {1: TaskOrigin("2026-014", "/decisions/2026-014/")}`."""


def panels_of(circle: Circle, person: Any) -> list[CirclePanel]:
    """What each floor has to say of it; of a group that has ended, only what there is to read."""
    panels = [panel for fn in circle_panels.values() if (panel := fn(circle, person)) is not None]
    return [panel for panel in panels if panel.lines] if circle.has_ended else panels


def links_beside_rules(circle: Circle) -> list[CirclePanelLine]:
    """What else says how this circle works, where its rules are read and changed."""
    return [fn(circle) for fn in beside_rules.values()]


def texts_to_cite(person: Any) -> dict[str, str]:
    """The texts that this person reads and whose articles rules may cite: `{"document:3": "Statuts"}`."""
    return {topic: name for fn in cited_texts.values() for topic, name in fn(person).items()}


def links_beside_role(role: CircleRole, person: Any) -> list[CirclePanelLine]:
    """What this person may begin from the page of a role: to elect somebody to it, for instance."""
    return [line for fn in beside_roles.values() if (line := fn(role, person)) is not None]


def last_meetings_of(circle: Circle) -> list[PastMeeting]:
    """The last meeting that it held, in numbers, of each app that holds some."""
    return [meeting for fn in last_meetings.values() if (meeting := fn(circle)) is not None]


def origins_of(task_ids: Iterable[int]) -> dict[int, TaskOrigin]:
    """What each task came from; those that came from nowhere are absent."""
    wanted = set(task_ids)
    origins: dict[int, TaskOrigin] = {}
    for fn in task_origins.values() if wanted else []:
        origins.update(fn(wanted))
    return origins
