"""The subjects under which a circle files what it decides: its own words, free."""

from typing import Any

from django.db.models import QuerySet

from commissions.models import Circle
from proposals.models import Decision
from proposals.queries.register import decisions_for


def subjects_of(circle: Circle, person: Any) -> list[str]:
    """Those that this circle used, as far as this person may read what stands under them, in order."""
    return subjects_in(decisions_for(person).filter(circle=circle))


def subjects_in(decisions: QuerySet[Decision]) -> list[str]:
    """Those under which these decisions stand, in order."""
    return sorted(set(decisions.exclude(subject="").values_list("subject", flat=True)), key=str.casefold)


def same_subject(circle: Circle, subject: str) -> str:
    """The subject as this circle already wrote it, capitals aside; else as it is given."""
    known = Decision.objects.filter(circle=circle).exclude(subject="").values_list("subject", flat=True).distinct()
    return next((one for one in known if one.casefold() == subject.strip().casefold()), subject.strip())


def in_force_by_subject(person: Any) -> QuerySet[Decision]:
    """What holds today and this person may read: circle by circle, subject by subject, the latest first."""
    held = decisions_for(person).filter(replaced_by=None, is_repeal=False)
    return held.order_by("circle__name", "circle", "subject", "-decided_at", "-pk")
