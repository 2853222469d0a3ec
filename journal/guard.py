"""What the database itself refuses: an entry is never changed, deleted, or swept away.

The refusals are triggers. They are made again after every `migrate`, and looked for before
anything is served: a journal that could be rewritten must not look like one that cannot.
"""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Warning
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

APPEND_ONLY = ["journal_entry", "journal_entrytopic", "journal_checkpoint"]
NEVER_DELETED = [*APPEND_ONLY, "journal_privatetext", "journal_head"]
PREFIX = "journal_refuses"

# A private text may lose its text and its key, together and for good; nothing else of it moves.
ERASURE = (
    "OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL"
    " AND NEW.id = OLD.id AND NEW.entry_id = OLD.entry_id AND NEW.name = OLD.name"
)
# The end of the chain only moves on.
ADVANCE = "NEW.id = OLD.id AND NEW.seq > OLD.seq"


def install(using: str = "default", **_: Any) -> None:
    """Make every refusal that is missing, and make again those that are there."""
    connection = connections[using]
    if not _is_made(using):
        return
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "CREATE OR REPLACE FUNCTION journal_refuse() RETURNS trigger LANGUAGE plpgsql AS"
                " $$ BEGIN RAISE EXCEPTION 'the journal is never changed' USING ERRCODE = '23001'; END $$"
            )
        for name, (table, event, condition) in _wanted(connection.vendor).items():
            cursor.execute(_drop(connection.vendor, name, table))
            cursor.execute(_create(connection.vendor, name, table, event, condition))


def lift(using: str = "default") -> None:
    """Take the refusals away. For tests that empty their tables, and for nothing else."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for name, (table, _event, _condition) in _wanted(connection.vendor).items():
            cursor.execute(_drop(connection.vendor, name, table))


def missing(using: str = "default") -> list[str]:
    """The refusals that this database does not make: none, if the journal can be relied upon."""
    connection = connections[using]
    sqlite = connection.vendor == "sqlite"
    with connection.cursor() as cursor:
        if sqlite:
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute(
                "SELECT tgname FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid"
                " WHERE tgenabled IN ('O', 'A') AND pg_table_is_visible(tgrelid)"
            )
        there = {row[0] for row in cursor.fetchall()}
        absent = [name for name in _wanted(connection.vendor) if name not in there]
        if sqlite and cursor.execute("PRAGMA recursive_triggers").fetchone()[0] != 1:
            absent.append("PRAGMA recursive_triggers")  # without it, INSERT OR REPLACE deletes unseen
    return absent


def ensure(using: str = "default") -> None:
    """Refuse to go on (`ImproperlyConfigured`) over a database that would let the journal be changed."""
    if absent := missing(using):
        raise ImproperlyConfigured(
            f"This database would let the journal be changed ({', '.join(absent)} missing). "
            "Run manage.py migrate, which makes the refusals again."
        )


def check(app_configs: Any = None, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """`manage.py check --database default` says the same; `migrate` too, and then mends it."""
    return [
        Warning(
            f"The journal could be changed: {', '.join(absent)} missing.",
            hint="Run manage.py migrate.",
            id="journal.W001",
        )
        for using in databases or []
        if _is_made(using) and (absent := missing(using))
    ]


def _is_made(using: str) -> bool:
    """Whether the journal's own tables are there yet."""
    return set(NEVER_DELETED) <= set(connections[using].introspection.table_names())


def _wanted(vendor: str) -> dict[str, tuple[str, str, str]]:
    """Each trigger's name, with its table, what it hears, and what it lets through."""
    wanted = {}
    for table in NEVER_DELETED:
        wanted[f"{PREFIX}_delete_{table}"] = (table, "DELETE", "")
        allowed = {"journal_privatetext": ERASURE, "journal_head": ADVANCE}.get(table, "")
        wanted[f"{PREFIX}_update_{table}"] = (table, "UPDATE", allowed)
        if vendor == "postgresql":
            wanted[f"{PREFIX}_truncate_{table}"] = (table, "TRUNCATE", "")
    return wanted


def _create(vendor: str, name: str, table: str, event: str, allowed: str) -> str:
    when = f"WHEN (NOT ({allowed}))" if allowed else ""
    if vendor == "sqlite":
        refusal = "SELECT RAISE(ABORT, 'the journal is never changed');"
        return f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH ROW {when} BEGIN {refusal} END'
    each = "STATEMENT" if event == "TRUNCATE" else "ROW"
    return (
        f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH {each} {when} EXECUTE FUNCTION journal_refuse()'
    )


def _drop(vendor: str, name: str, table: str) -> str:
    return f'DROP TRIGGER IF EXISTS "{name}"' + ("" if vendor == "sqlite" else f' ON "{table}"')
