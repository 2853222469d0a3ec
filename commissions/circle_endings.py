"""Working groups that end: what keeps one from ending, which have ended, who was there then."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from commissions.models import Circle, CircleQuerySet, Mandate
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
