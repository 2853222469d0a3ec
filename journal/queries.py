"""Reading the journal, each topic by its own right.

Whoever may read one of an entry's topics reads the entry; its names and reasons are for those who
may read all of them. (What is told to the collective about a person does not tell it their address.)
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet

from journal import topics
from journal.models import Entry, EntryTopic

PAGE = 50


@dataclass(frozen=True)
class Fact:
    """One entry, as this person reads it: `erased` tells when a private text was, `withheld` which are not for them."""

    seq: int
    at: datetime
    actor: str
    verb: str
    topics: list[str]
    body: dict[str, Any]
    private: dict[str, str]
    erased: dict[str, datetime]
    withheld: list[str]
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
    entries = _of(topic) if before is None else _of(topic).filter(seq__lt=before)
    return _reading(person, topic, entries.order_by("-seq"), before or 0, limit)


@dataclass(frozen=True)
class Proof:
    """Where the journal keeps that a thing happened: the entry's place in the chain, its instant, its hash."""

    seq: int
    at: datetime
    hash: str


def proofs_of(verb: str, about: Iterable[str]) -> dict[str, Proof]:
    """By topic, the first entry of this verb about each of these; what has none is absent. Tells nothing private."""
    rows = EntryTopic.objects.filter(topic__in=set(about), entry__verb=verb).select_related("entry")
    return {row.topic: Proof(row.entry.seq, row.entry.at, row.entry.hash) for row in rows.order_by("-entry__seq")}


def actors_of(verb: str, about: str) -> set[str]:
    """The topics of those who did this to that one thing, once or often. Tells nothing private."""
    return set(Entry.objects.filter(verb=verb, topics__topic=about).values_list("actor", flat=True))


def first_record() -> datetime | None:
    """When the journal was first written; None while it is empty."""
    entry = Entry.objects.first()
    return entry.at if entry else None


def last_record() -> datetime | None:
    """When the journal was last written; None while it is empty."""
    entry = Entry.objects.last()
    return entry.at if entry else None


def _of(topic: str | None) -> QuerySet[Entry]:
    return Entry.objects.all() if topic is None else Entry.objects.filter(topics__topic=topic)


def _reading(person: Any, topic: str | None, entries: QuerySet[Entry], start: int, limit: int) -> Reading:
    if topic is not None and not topics.can_read(person, topic):
        raise PermissionDenied("journal.read_topic")
    looked_at = list(entries.prefetch_related("topics", "private_texts")[: limit + 1])
    window = looked_at[:limit]
    theirs = topics.readable(person, {about for entry in window for about in _topics(entry)})
    shown = [entry for entry in window if topic is not None or not theirs.isdisjoint(_topics(entry))]
    reached = window[-1].seq if window else start
    return Reading([_fact(entry, theirs) for entry in shown], reached, more=len(looked_at) > limit)


def _topics(entry: Entry) -> list[str]:
    return sorted(row.topic for row in entry.topics.all())


def _fact(entry: Entry, theirs: set[str]) -> Fact:
    texts = entry.private_texts.all()
    whole = theirs.issuperset(_topics(entry))
    return Fact(
        seq=entry.seq,
        at=entry.at,
        actor=entry.actor,
        verb=entry.verb,
        topics=_topics(entry),
        body=json.loads(bytes(entry.bytes))["body"],
        private={text.name: text.text for text in texts if whole and text.erased_at is None},
        erased={text.name: text.erased_at for text in texts if text.erased_at},
        withheld=sorted(text.name for text in texts if not whole and text.erased_at is None),
        hash=entry.hash,
    )
