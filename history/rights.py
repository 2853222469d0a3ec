"""Who may read what the journal keeps of the story, the documents and the visits."""

from typing import Any

from django.db.models import QuerySet

from history.models import Document, Event
from history.queries import readable
from members.rules import is_member


def reads_event(person: Any, pk: str) -> bool:
    return bool(readable_events(person, {pk}))


def reads_document(person: Any, pk: str) -> bool:
    return bool(readable_documents(person, {pk}))


def reads_visit(person: Any, pk: str) -> bool:
    """Who comes to a visit is for members to know."""
    return bool(is_member(person))


def readable_events(person: Any, pks: set[str]) -> set[str]:
    return _among(readable(Event.objects.all(), person), pks)


def readable_documents(person: Any, pks: set[str]) -> set[str]:
    return _among(readable(Document.objects.all(), person), pks)


def readable_visits(person: Any, pks: set[str]) -> set[str]:
    return pks if is_member(person) else set()


def _among(rows: QuerySet[Any], pks: set[str]) -> set[str]:
    return {str(pk) for pk in rows.filter(pk__in=pks).values_list("pk", flat=True)}
