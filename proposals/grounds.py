"""Decisions as grounds of mandates and of changed rules (PRODUCT §3.7): which ones, for which circle.

A circle's rules and places rest on a decision of that circle, or of one above it; the assembly is above all, and its
own rest on its own decisions only. What a meeting decides changes what opens after that meeting.
"""

from datetime import timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from commissions.grounds import Kind, Named, is_founding
from commissions.models import Circle
from journal.actions import CLOCK
from journal.clock import now
from journal.numbers import number, numbers
from members.actions import end_founding
from proposals.models import Decision
from proposals.queries import decisions_for
from votes.models import Gathering

FOUNDING_LASTS = timedelta(days=90)  # after the first decision
OFFERED = 100


def end_founding_in_time() -> None:
    """What the clock does: the founding is over ninety days after the first decision. Twice changes nothing."""
    if not is_founding():
        return
    first = Decision.objects.order_by("decided_at").values_list("decided_at", flat=True).first()
    if first is not None and first + FOUNDING_LASTS <= now():
        end_founding(actor=CLOCK)


def vouches(key: str, circle: Circle) -> None:
    """Raises ValidationError unless this decision may change the circle.

    Its codes: `unknown`, `elsewhere`, `earlier`, `no_longer`, `still_meeting`.
    """
    decision = Decision.objects.filter(pk=number(key) or 0).first()
    if decision is None:
        raise ValidationError(_("This decision is not in the register."), code="unknown")
    if decision.circle_id not in circles_that_decide_for(circle):
        raise ValidationError(
            _("%(number)s was decided elsewhere: it takes a decision of this circle, or of one above it.")
            % {"number": decision.number},
            code="elsewhere",
        )
    if decision.process == Decision.Process.EARLIER:
        raise ValidationError(
            _("%(number)s is older than the platform: it is remembered, and changes nothing here. Decide it anew.")
            % {"number": decision.number},
            code="earlier",
        )
    if decision.is_repeal or Decision.objects.filter(replaces=decision).exists():
        raise ValidationError(
            _("%(number)s does not hold any more: name a decision in force.") % {"number": decision.number},
            code="no_longer",
        )
    if decision.occasion and Gathering.objects.filter(owner=decision.occasion, closed_at=None).exists():
        raise ValidationError(
            _("The meeting that decided %(number)s is not over: what it changes holds for what opens afterwards.")
            % {"number": decision.number},
            code="still_meeting",
        )


def offers(circle: Circle, person: Any) -> list[tuple[str, str]]:
    """The decisions that may change this circle, among those that this person may read, newest first."""
    return [(str(decision.pk), str(decision)) for decision in _usable(circle, person)[:OFFERED]]


def names(keys: set[str]) -> dict[str, Named]:
    found = Decision.objects.filter(pk__in=numbers(keys))
    return {
        str(decision.pk): Named(_("decision %(number)s") % {"number": decision.number}, decision.get_absolute_url())
        for decision in found
    }


def circles_that_decide_for(circle: Circle) -> set[int]:
    """The circle, those that it is within, and every assembly; for an assembly, itself."""
    if circle.is_assembly:
        return {circle.pk}
    line = set(Circle.objects.filter(kind=Circle.Kind.ASSEMBLY).values_list("pk", flat=True))
    parents = dict(Circle.objects.values_list("pk", "parent"))
    above: int | None = circle.pk
    while above is not None and above not in line:
        line.add(above)
        above = parents.get(above)
    return line


def _usable(circle: Circle, person: Any) -> QuerySet[Decision]:
    meeting = Gathering.objects.filter(owner=OuterRef("occasion"), closed_at=None)
    return (
        decisions_for(person)
        .filter(circle__in=circles_that_decide_for(circle), replaced_by=None, is_repeal=False)
        .exclude(process=Decision.Process.EARLIER)
        .exclude(Exists(meeting))
        .order_by("-decided_at", "-pk")
    )


DECISION = Kind(vouches=vouches, offers=offers, names=names)
