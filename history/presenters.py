"""Visits as one person sees them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import rules
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from history.models import Visit, VisitSignup
from members.models import Member
from web import dates


@dataclass(frozen=True)
class VisitShown:
    """A visit: its `free` places, who comes (said to members alone), and what this person may do about it."""

    visit: Visit
    free: int
    is_to_member: bool
    signups: list[VisitSignup]
    mine: VisitSignup | None
    may_cancel: bool

    @property
    def may_sign_up(self) -> bool:
        return self.is_to_member and self.mine is None and self.free > 0

    @property
    def day(self) -> str:
        return dates.day(self.visit.starts_at)

    @property
    def places_left(self) -> str:
        if not self.free:
            return _("full")
        return ngettext("%(number)s place left", "%(number)s places left", self.free) % {"number": self.free}

    @property
    def with_guests(self) -> str:
        """Whom this person brings, when they bring somebody."""
        guests = self.mine.guests if self.mine else 0
        return ngettext("with %(number)s person", "with %(number)s people", guests) % {"number": guests}


@dataclass(frozen=True)
class VisitStep:
    """What the newcomer's path says of a visit, and the one that they can join with a button there."""

    sentence: str
    is_planned: bool = True
    to_join: Visit | None = None


def visits_shown(visits: Iterable[Visit], person: Any) -> list[VisitShown]:
    """`visits` come with their sign-ups (`queries.coming_visits`): no question is asked for each."""
    return [_shown(visit, person) for visit in visits]


def visit_step(visits: Sequence[Visit], member: Member) -> VisitStep:
    """Of `visits`, the next ones, the soonest first, with their sign-ups."""
    if any(signup.member_id == member.pk for visit in visits for signup in visit.signups.all()):
        return VisitStep(_("You are expected. See you there!"))
    if not visits:
        sentence = _("No visit is planned yet. Ask anybody to show you around: they will be glad to.")
        return VisitStep(sentence, is_planned=False)
    visit = visits[0]
    when = f"{capfirst(dates.day(visit.starts_at, year=True))}, {dates.clock(visit.starts_at)}"
    host = _("%(name)s shows you around.") % {"name": visit.host.name}
    return VisitStep(f"{when}. {visit.place}. {host}", to_join=visit)


def _shown(visit: Visit, person: Any) -> VisitShown:
    signups = list(visit.signups.all())
    return VisitShown(
        visit=visit,
        free=max(0, visit.capacity - sum(signup.people for signup in signups)),
        is_to_member=person.is_authenticated,
        signups=signups if person.is_authenticated else [],
        mine=next((signup for signup in signups if signup.member_id == person.pk), None),
        may_cancel=rules.has_perm("history.change_visit", person, visit),
    )
