"""The one clock by which deadlines are decided.

Read it inside the action, after the lock: on PostgreSQL it is the database's own
(`clock_timestamp()`, which moves on inside a transaction, as `now()` does not), so that
several servers agree; on SQLite there is one server, and it is that server's. A process that
goes on for long holds it against the boot clock (`journal.boot_clock`): being set changes nothing.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime, timedelta

from django.conf import settings
from django.db import connection
from django.utils import timezone

from journal.boot_clock import NONE, BootClock

DISAGREE = timedelta(hours=1)  # by more than that no server's clock is wrong

_watch: BootClock | None = None
_pretended: ContextVar[datetime | None] = ContextVar("journal_clock_pretended", default=None)


@contextmanager
def telling(instant: datetime) -> Iterator[None]:
    """Tell of an evening gone by: inside, it is that instant. The demo's past is written so, and nothing else.

    Raises RuntimeError outside of the demo and the tests.
    """
    if not settings.MAY_TELL_TIME:
        raise RuntimeError("only the demo and the tests choose the time")
    token = _pretended.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _pretended.reset(token)


@contextmanager
def as_of(instant: datetime) -> Iterator[None]:
    """Do what fell due at that instant as at it, although nothing was awake then: inside, it is that instant.

    For the clock, inside an action: what it records bears its own time all the same, since the journal is written last.
    Raises ValueError for an instant that is still to come.
    """
    if instant > now():
        raise ValueError("nothing is done before it falls due")
    token = _pretended.set(instant.astimezone(UTC))
    try:
        yield
    finally:
        _pretended.reset(token)


def now() -> datetime:
    """The present instant, aware, in UTC, to the millisecond that the journal keeps."""
    if pretended := _pretended.get():
        return pretended
    wall = _read()
    instant = _watch.hold(wall) if _watch else wall
    return instant.replace(microsecond=instant.microsecond // 1000 * 1000)


def today() -> date:
    """The day that it is here. Who may do what asks for it all day long: so where servers share a database it is asked
    of that only around midnight, when they might not agree."""
    if connection.vendor == "postgresql" and _pretended.get() is None:
        local = timezone.localtime()
        if (local - DISAGREE).date() == (local + DISAGREE).date():
            return local.date()
    return timezone.localdate(now())


def keep_watch(last_record: datetime | None) -> None:
    """From here on, in this process, time neither jumps nor runs behind `last_record`, whatever the clock is set to."""
    global _watch
    _watch = BootClock(_read(), last_record)


def end_watch() -> None:
    """Take the clock again as it is."""
    global _watch
    _watch = None


def jump() -> timedelta:
    """By how much the clock differs from the time that this process goes by; zero when they agree."""
    return _watch.jump if _watch else NONE


def _read() -> datetime:
    if connection.vendor != "postgresql":
        return timezone.now()
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        instant: datetime = cursor.fetchone()[0]
        return instant


def stamp(instant: datetime) -> str:
    """The instant as the journal writes it: RFC 3339, UTC, milliseconds, `Z`."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
