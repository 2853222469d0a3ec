"""The clock: runs what is due.

Each app gives its due functions a name in `config/apps.py`. A due function finds what has fallen due
and acts on it through its app's actions; it changes nothing the second time, and two machines may
run it at once. It is not what makes a deadline hold (the act itself reads the time): it announces.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime
from zlib import crc32

from django.db import close_old_connections, connection, connections

from journal import heartbeat
from journal.actions import CLOCK
from journal.clock import now

logger = logging.getLogger(__name__)

EVERY = 2.0  # seconds
_due: dict[str, Callable[[], object]] = {}
_coming: dict[str, Callable[[], datetime | None]] = {}


def register(name: str, due: Callable[[], object], coming: Callable[[], datetime | None] | None = None) -> None:
    """Have `due()` called every few seconds, somewhere; and at once at the instant that `coming()` says is the next."""
    _due[name] = due
    if coming:
        _coming[name] = coming


def run_due() -> list[str]:
    """Run each due function once; returns the names of those that failed (and were logged)."""
    failed = []
    for name, due in _due.items():
        try:
            _run_alone(name, due)
        except Exception:
            logger.exception("what was due could not be done: %s", name)
            failed.append(name)
    return failed


def _run_alone(name: str, due: Callable[[], object]) -> None:
    """On PostgreSQL, leave it to another clock that is already at it: a saving, not a safeguard."""
    if connection.vendor != "postgresql":
        due()
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [crc32(b"due") // 2, crc32(name.encode()) // 2])
        if not cursor.fetchone()[0]:
            return
        try:
            due()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", [crc32(b"due") // 2, crc32(name.encode()) // 2])


def say(failed: list[str]) -> None:
    """Say that a round is over; that it cannot be said, whatever the reason, stops no clock."""
    try:
        heartbeat.beat(failed=failed, actor=CLOCK)
    except Exception:
        logger.exception("the clock could not say that it runs")


class Clock(threading.Thread):
    """Runs what is due until it is told to end."""

    def __init__(self, every: float = EVERY) -> None:
        super().__init__(name="clock", daemon=True)
        self._every = every
        self._ended = threading.Event()

    def run(self) -> None:
        beaten = 0.0
        while not self._ended.wait(self._pause()):
            close_old_connections()
            failed = run_due()
            if time.monotonic() - beaten >= heartbeat.EVERY.total_seconds() or failed:
                beaten = time.monotonic()
                say(failed)
            close_old_connections()
        connections.close_all()

    def _pause(self) -> float:
        """Seconds until the next round, or until what people see ticking falls due, if that comes sooner."""
        pause = self._every
        for name, coming in _coming.items():
            try:
                if instant := coming():
                    pause = min(pause, max(0.01, (instant - now()).total_seconds()))
            except Exception:
                logger.exception("when this comes next is not known: %s", name)
        return pause

    def end(self) -> None:
        self._ended.set()
