"""Working groups that end: what keeps one from ending, which have ended, who was there then."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from commissions.models import Circle, CircleQuerySet, Mandate, Task
from journal.clock import now
from journal.registry import Registry
from members.models import Member


@dataclass(frozen=True)
class Unfinished:
    """Something that still needs a circle: what it is, its page ("" where this reader has none), what to do with it."""

    title: str
    url: str
    advice: str


WhatIsUnfinished = Callable[[Circle, Any], Sequence[Unfinished]]

unfinished: Registry[WhatIsUnfinished] = Registry("what keeps a circle from ending")
"""By what is looked at ("tasks"): each tells what is still open there, in the words that this person may read."""


def unfinished_in(circle: Circle, person: Any) -> list[Unfinished]:
    """All that keeps this circle from ending, floor by floor."""
    return [one for tell in unfinished.values() for one in tell(circle, person)]


def may_end_by_its_day(circle: Circle) -> bool:
    """Whether the day that it was given has come: its end was decided with that day."""
    return circle.ends_on is not None and circle.ends_on <= timezone.localdate(now())


def ended_circles() -> CircleQuerySet:
    """The groups that have ended, the last to end first."""
    return Circle.objects.filter(ended_on__isnull=False).order_by("-ended_on", "name")


def heir_of(circle: Circle) -> Circle:
    """The circle that answers for what a group that has ended decided: the nearest above it that goes on. A circle that
    goes on answers for itself; so does a group above which there is none."""
    heir: Circle | None = circle
    while heir is not None and heir.has_ended:
        heir = heir.parent
    return heir or circle


def where_tasks_go(circle: Circle) -> Circle | None:
    """The circle to which an empty group hands what is still to do in it: the nearest above it that goes on. None where
    there is none, or where everybody reads that one and not this: what a group kept to itself is not shown by its end.
    """
    above = heir_of(circle.parent) if circle.parent else None
    if above is None or above.has_ended:
        return None
    everybody_reads = above.is_open or above.is_assembly
    return above if circle.is_open or not everybody_reads else None


def undone_tasks(circle: Circle) -> QuerySet[Task]:
    """What nobody has done yet in it."""
    return Task.objects.filter(circle=circle, done_at=None)


def places_at_its_end(circle: Circle) -> list[Mandate]:
    """Who had a place in it on the day it ended."""
    places = Mandate.objects.that_ended_with_their_circle().filter(circle=circle)
    return list(places.select_related("member", "entered_by").order_by("member__name", "pk"))


def sat_to_the_end(person: Member, circle: Circle, *, as_coordinator: bool = False) -> bool:
    """Whether this person had a place in it, or coordinated it, on the day it ended."""
    if not circle.has_ended:
        return False
    places = Mandate.objects.that_ended_with_their_circle().filter(circle=circle, member=person)
    return (places.filter(role=Mandate.Role.COORDINATOR) if as_coordinator else places).exists()
