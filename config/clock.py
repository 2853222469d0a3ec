"""The clock: runs what the apps say is due (`journal.schedule`)."""

import logging
import threading
import time
from zlib import crc32

from django.db import close_old_connections, connection, connections

from journal import heartbeat
from journal.actions import CLOCK
from journal.clock import now
from journal.schedule import Due, due

logger = logging.getLogger(__name__)

EVERY = 2.0  # seconds


def run_due() -> list[str]:
    """Run each due function once; returns the names of those that failed (and were logged)."""
    failed = []
    for one in due():
        try:
            _run_alone(one)
        except Exception:
            logger.exception("what was due could not be done: %s", one.name)
            failed.append(one.name)
    return failed


def _run_alone(one: Due) -> None:
    """On PostgreSQL, leave it to another clock that is already at it: a saving, not a safeguard."""
    if connection.vendor != "postgresql":
        one.run()
        return
    lock = [crc32(b"due") // 2, crc32(one.name.encode()) // 2]
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", lock)
        if not cursor.fetchone()[0]:
            return
        try:
            one.run()
        finally:
            cursor.execute("SELECT pg_advisory_unlock(%s, %s)", lock)


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
        for one in due():
            try:
                if one.coming and (instant := one.coming()):
                    pause = min(pause, max(0.01, (instant - now()).total_seconds()))
            except Exception:
                logger.exception("when this comes next is not known: %s", one.name)
        return pause

    def end(self) -> None:
        self._ended.set()
