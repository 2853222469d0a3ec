"""What somebody who owns the server could do: rewrite everything, and sign it again."""

from typing import Any

from django.db import connection

from journal.actions import CLOCK
from journal.chain import PendingEntry, append
from journal.checkpoint import take_checkpoint
from journal.models import Entry
from tests.journal.happenings import bodies
from tests.journal.reset import journal_reset

TABLES = ["journal_checkpoint", "journal_privatetext", "journal_entrytopic", "journal_entry", "journal_head"]


def tamper(sql: str, *values: Any) -> None:
    """Change the tables under the journal, its guards lifted for that moment."""
    with journal_reset(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def rewrite(seq: int, body: dict[str, Any] | None) -> None:
    """Make the whole journal again and sign it, with another body in entry `seq`, or without that entry."""
    told = bodies()
    told[seq - 1 : seq] = [] if body is None else [body]
    with journal_reset(), connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"DELETE FROM {table}")
        append([PendingEntry("clock", "test.happened", ("test:1",), one, {}) for one in told])
        take_checkpoint(actor=CLOCK)
    assert Entry.objects.count() == len(told)
