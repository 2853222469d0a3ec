"""Reading the journal, each topic by its own right."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from journal import rights
from journal.models import Entry

PAGE = 50


@dataclass(frozen=True)
class Fact:
    """One entry, as those who may read it read it. `erased` tells when a private text was."""

    seq: int
    at: datetime
    actor: str
    verb: str
    topics: list[str]
    body: dict[str, Any]
    private: dict[str, str]
    erased: dict[str, datetime]
    hash: str


@dataclass(frozen=True)
class Reading:
    """Facts in order, and from where to read on: `reached` is the last entry looked at."""

    facts: list[Fact]
    reached: int
    more: bool


def entries(person: Any, topic: str | None = None, since: int = 0, limit: int = PAGE) -> Reading:
    """The entries after `since`, oldest first: of one topic (`PermissionDenied` if it is not theirs to
    read), or of all that this person may read, `limit` of the journal looked at each time.
    """
    return _reading(person, topic, _of(topic).filter(seq__gt=since).order_by("seq"), since, limit)


def latest(person: Any, topic: str | None = None, before: int | None = None, limit: int = PAGE) -> Reading:
    """The same, newest first, going back from `before`."""
    found = _of(topic) if before is None else _of(topic).filter(seq__lt=before)
    return _reading(person, topic, found.order_by("-seq"), before or 0, limit)


def _of(topic: str | None) -> QuerySet[Entry]:
    return Entry.objects.all() if topic is None else Entry.objects.filter(topics__topic=topic)


def _reading(person: Any, topic: str | None, found: QuerySet[Entry], start: int, limit: int) -> Reading:
    if topic is not None and not rights.can_read(person, topic):
        raise PermissionDenied(_("This part of the journal is kept for those whom it is about: ask one of them."))
    looked_at = list(found.prefetch_related("topics", "private_texts")[: limit + 1])
    window = looked_at[:limit]
    if topic is None:
        theirs = rights.readable(person, {row.topic for entry in window for row in entry.topics.all()})
        shown = [entry for entry in window if any(row.topic in theirs for row in entry.topics.all())]
    else:
        shown = window
    reached = window[-1].seq if window else start
    return Reading(_facts(shown), reached, more=len(looked_at) > limit)


def _facts(shown: Sequence[Entry]) -> list[Fact]:
    return [
        Fact(
            seq=entry.seq,
            at=entry.at,
            actor=entry.actor,
            verb=entry.verb,
            topics=sorted(row.topic for row in entry.topics.all()),
            body=json.loads(bytes(entry.bytes))["body"],
            private={text.name: text.text for text in entry.private_texts.all() if text.erased_at is None},
            erased={text.name: text.erased_at for text in entry.private_texts.all() if text.erased_at},
            hash=entry.hash,
        )
        for entry in shown
    ]
