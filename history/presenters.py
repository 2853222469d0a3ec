"""Visits as one person sees them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import rules

from history.models import Visit, VisitSignup


@dataclass(frozen=True)
class VisitShown:
    """A visit: its `free` places, and what this person may do about it."""

    visit: Visit
    free: int
    mine: VisitSignup | None
    may_cancel: bool


def visits_shown(visits: Iterable[Visit], person: Any) -> list[VisitShown]:
    """`visits` come with their sign-ups (`queries.coming_visits`): no question is asked for each."""
    return [_shown(visit, person) for visit in visits]


def _shown(visit: Visit, person: Any) -> VisitShown:
    signups = list(visit.signups.all())
    return VisitShown(
        visit=visit,
        free=max(0, visit.capacity - sum(signup.people for signup in signups)),
        mine=next((signup for signup in signups if signup.member_id == person.pk), None),
        may_cancel=rules.has_perm("history.change_visit", person, visit),
    )
