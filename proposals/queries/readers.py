"""Who may read a decision: who changed it, and what is never read by everybody."""

from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from proposals.models import Decision, ProposalAudience, ReaderChange
from proposals.queries.register import decisions_for


def reader_changes_of(decision: Decision) -> QuerySet[ReaderChange]:
    """Each change of who may read it, the first one first."""
    return ReaderChange.objects.filter(decision=decision).select_related("by")


def was_closed(decision: Decision) -> bool:
    """Whether it was decided for its circle alone: it is about a person, and never becomes public (PRODUCT §3.7)."""
    first = reader_changes_of(decision).first()
    return (first.former if first else decision.audience) == ProposalAudience.CIRCLE


def published_since(person: Any, since: datetime) -> QuerySet[ReaderChange]:
    """The decisions that somebody made public since then, the latest first, of those that this person may read."""
    changes = ReaderChange.objects.filter(at__gte=since, audience=ProposalAudience.PUBLIC)
    readable = decisions_for(person).filter(audience=ProposalAudience.PUBLIC)
    return changes.filter(decision__in=readable.values("pk")).select_related("decision", "by").order_by("-pk")
