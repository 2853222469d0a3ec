"""Appends what the actions told to the one chain."""

import hashlib
import hmac
import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection

from journal.canonical import canonical, leaf_hash, plain
from journal.clock import now
from journal.models import Entry, EntryTopic, Head, PrivateText
from journal.statements import Statement

FORMAT = 1
MOVE_HEAD = "UPDATE journal_head SET seq = %s, hash = %s"  # its one row
HEAD = Statement(lambda: Head.objects.select_for_update())
LONGEST_NAME = 64  # of a topic, a verb, an actor, a private text's name


@dataclass(frozen=True)
class PendingEntry:
    """What one `record()` said, until the journal takes it at the end of the action."""

    actor: str
    verb: str
    topics: tuple[str, ...]
    body: Mapping[str, Any]
    private: Mapping[str, str]


def tell(
    actor: str, verb: str, topics: Iterable[str], body: Mapping[str, Any], private: Mapping[str, str]
) -> PendingEntry:
    """Check what `record()` was given, at once, where the mistake is. Raises `TypeError`."""
    if not isinstance(body, Mapping) or not isinstance(private, Mapping):
        raise TypeError(f"{verb}: body: a mapping is needed")
    if isinstance(topics, str):
        raise TypeError(f"{verb}: topics: a list of texts is needed, not one text")
    entry = PendingEntry(actor, verb, tuple(sorted(set(topics))), plain(body), dict(private))
    for name in (actor, verb, *entry.topics, *entry.private):
        if not isinstance(name, str) or not 0 < len(name) <= LONGEST_NAME:
            raise TypeError(f"{verb}: {name!r} is not a name of 1 to {LONGEST_NAME} characters")
    if not entry.topics:
        raise TypeError(f"{verb}: an entry without a topic would be read by nobody")
    for name, text in entry.private.items():
        if not isinstance(text, str):
            raise TypeError(f"{verb}: the private text {name!r} is {type(text).__name__}, not a text")
        plain(text, f"private.{name}")
    return entry


def append(pending: Sequence[PendingEntry]) -> None:
    """Chain the entries at the end of the transaction that made them: the head is locked last, and briefly."""
    if not pending:
        return
    head = _lock_head()
    at = now()
    entries, topics, texts = [], [], []
    for one in pending:
        head.seq += 1
        keys = {name: secrets.token_bytes(32) for name in one.private}
        commitments = {name: commitment(keys[name], text) for name, text in one.private.items()}
        entry = _entry(one, head.seq, head.hash, at, commitments)
        head.hash = entry.hash
        entries.append(entry)
        topics += [EntryTopic(entry=entry, topic=topic) for topic in one.topics]
        texts += [PrivateText(entry=entry, name=name, key=keys[name], text=one.private[name]) for name in one.private]
    Entry.objects.bulk_create(entries)
    EntryTopic.objects.bulk_create(topics)
    PrivateText.objects.bulk_create(texts)
    with connection.cursor() as cursor:
        cursor.execute(MOVE_HEAD, [head.seq, head.hash])


def commitment(key: bytes, text: str) -> str:
    """What the bytes hold of a private text: once `key` is gone it says nothing of the text."""
    return hmac.new(key, text.encode(), hashlib.sha256).hexdigest()


def _lock_head() -> Head:
    head = HEAD.first()
    if head is None:
        Head.objects.bulk_create([Head()], ignore_conflicts=True)  # somebody else may be the first, too
        head = Head.objects.select_for_update().get()
    return head


def _entry(pending: PendingEntry, seq: int, prev: str, at: datetime, commitments: Mapping[str, str]) -> Entry:
    data = canonical(
        {
            "actor": pending.actor,
            "at": at,
            "body": pending.body,
            "format": FORMAT,
            "prev": prev,
            "private": commitments,
            "seq": seq,
            "topics": pending.topics,
            "verb": pending.verb,
        }
    )
    return Entry(seq=seq, bytes=data, hash=leaf_hash(data), prev=prev, at=at, actor=pending.actor, verb=pending.verb)
