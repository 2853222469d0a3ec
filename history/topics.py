"""The story, the documents and the visits as topics."""

from typing import Any

from django.db.models import QuerySet

from history.models import Document, Event, Visit
from history.queries import readable
from journal.topics import RowKind
from members.rules import is_member
from web.dates import day


class EventKind(RowKind[Event]):
    prefix = Event.topic_prefix
    rows = Event.objects.all()

    def readable_by(self, person: Any) -> QuerySet[Event]:
        return readable(self.rows, person)


class DocumentKind(RowKind[Document]):
    prefix = Document.topic_prefix
    rows = Document.objects.all()

    def readable_by(self, person: Any) -> QuerySet[Document]:
        return readable(self.rows, person)


class VisitKind(RowKind[Visit]):
    """Who comes to a visit is for members to know."""

    prefix = Visit.topic_prefix
    rows = Visit.objects.all()

    def readable_by(self, person: Any) -> QuerySet[Visit]:
        return self.rows.all() if is_member(person) else self.rows.none()

    def name(self, row: Visit) -> str:
        return day(row.starts_at)
