"""Carries "topic X changed" to every hub.

In the process that made the change, the hub is told after the commit. On PostgreSQL the same news
leaves as a `NOTIFY` inside the transaction, so that other processes hear of what was committed and
of nothing else. It only ever says which topics: a hub that was cut off renders what it watches
again when it is back, and nothing need be replayed.
"""

import hashlib
import json
import logging
import secrets
import threading
from collections.abc import Iterable, Iterator

import psycopg
from django.conf import settings
from django.db import connection, connections

from realtime.hub import hub

logger = logging.getLogger(__name__)

MAX_PAYLOAD = 7000  # bytes; PostgreSQL takes less than 8000
ALIVE_EVERY = 15.0  # seconds without news before the line is tried
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


class Listener(threading.Thread):
    """Hears the other processes (PostgreSQL only), and heals the hub each time the line is back."""

    def __init__(self) -> None:
        super().__init__(name="bus", daemon=True)
        self._ended = threading.Event()
        self._line: psycopg.Connection | None = None

    def run(self) -> None:
        wait = 0.1
        while not self._ended.is_set():
            try:
                with self._open() as line:
                    wait = 0.1
                    hub.heal()
                    self._listen(line)
            except psycopg.Error as error:
                if not self._ended.is_set():
                    logger.warning("the bus is cut, trying again in %.1f s: %s", wait, error)
                self._ended.wait(wait)
                wait = min(wait * 2, 5.0)

    def end(self) -> None:
        self._ended.set()
        if self._line:
            self._line.close()

    def _open(self) -> psycopg.Connection:
        parameters = connections["default"].get_connection_params()
        for ours in ("cursor_factory", "context", "prepare_threshold"):
            parameters.pop(ours, None)
        self._line = psycopg.connect(**parameters, autocommit=True)
        self._line.execute(psycopg.sql.SQL("LISTEN {}").format(psycopg.sql.Identifier(channel())))
        return self._line

    def _listen(self, line: psycopg.Connection) -> None:
        while not self._ended.is_set():
            for news in line.notifies(timeout=ALIVE_EVERY):
                sender, *topics = json.loads(news.payload)
                if sender != ORIGIN:
                    hub.changed(topics)
            line.execute("SELECT 1")
