"""Carries "topic X changed" to every hub.

In the process that made the change, the hub is told after the commit. On PostgreSQL the same news
leaves as a `NOTIFY` inside the transaction, so that other processes hear of what was committed and
of nothing else. It only ever says which topics: a hub that was cut off renders what it watches
again when it is back, and nothing need be replayed. What hears it is `realtime.listener`.
"""

import hashlib
import json
import secrets
from collections.abc import Iterable, Iterator

from django.conf import settings
from django.db import connection

from realtime.hub import hub

MAX_PAYLOAD = 7000  # bytes; PostgreSQL takes less than 8000
ORIGIN = secrets.token_hex(6)  # this process, which has no need to hear itself


def channel() -> str:
    """One name per installation, so that two of them may share a database."""
    return "avant_minuit_" + hashlib.sha256(settings.SECRET_KEY.encode()).hexdigest()[:12]


def within(topics: frozenset[str]) -> None:
    """Send the news with the transaction that makes it."""
    if not topics or connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        for payload in payloads(sorted(topics)):
            cursor.execute("SELECT pg_notify(%s, %s)", [channel(), payload])


def after(topics: frozenset[str]) -> None:
    """Tell this process's own hub, once the change is committed."""
    hub.changed(topics)


def payloads(topics: Iterable[str]) -> Iterator[str]:
    """The topics as JSON lists, the sender first, each short enough to be sent."""
    batch, size = [ORIGIN], 40
    for topic in topics:
        if size + len(topic) + 4 > MAX_PAYLOAD:
            yield json.dumps(batch)
            batch, size = [ORIGIN], 40
        batch.append(topic)
        size += len(topic) + 4
    yield json.dumps(batch)
