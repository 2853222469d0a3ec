"""The one clock by which deadlines are decided.

Read it inside the action, after the lock: on PostgreSQL it is the database's own
(`clock_timestamp()`, which moves on inside a transaction, as `now()` does not), so that
several servers agree; on SQLite there is one server, and it is that server's.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

from django.db import connection
from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("journal_clock_told", default=None)


@contextmanager
def telling(instant: datetime) -> Iterator[None]:
    """Tell of an evening gone by: inside, it is that instant. The demo's past is written so, and nothing else."""
    token = _told.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _told.reset(token)


def now() -> datetime:
    """The present instant, aware, in UTC, to the millisecond that the journal keeps."""
    if told := _told.get():
        return told
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            instant: datetime = cursor.fetchone()[0]
    else:
        instant = timezone.now()
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def stamp(instant: datetime) -> str:
    """The instant as the journal writes it: RFC 3339, UTC, milliseconds, `Z`."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
