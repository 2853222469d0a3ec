"""What the database itself refuses: an entry is never changed, deleted, or swept away.

The refusals are triggers. They are made again after every `migrate`, and looked for before
anything is served: a journal that could be rewritten must not look like one that cannot.
"""

from collections.abc import Sequence
from typing import Any

from django.core.checks import CheckMessage, Warning
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from journal import triggers
from journal.triggers import Function, Made, Trigger

APPEND_ONLY = ["journal_entry", "journal_entrytopic", "journal_checkpoint"]
NEVER_DELETED = [*APPEND_ONLY, "journal_privatetext", "journal_head"]
PREFIX = "journal_refuses"
SENTENCE = "the journal is never changed"
REFUSE = Function("journal_refuse", f" BEGIN RAISE EXCEPTION '{SENTENCE}' USING ERRCODE = '23001'; END ")

# A private text may lose its text and its key, together and for good; nothing else of it moves.
ERASURE = (
    "OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL"
    " AND NEW.id = OLD.id AND NEW.entry_id = OLD.entry_id AND NEW.name = OLD.name"
)
# The end of the chain only moves on.
ADVANCE = "NEW.id = OLD.id AND NEW.seq > OLD.seq"


def install(using: str = "default", **_: Any) -> None:
    """Make every refusal that is missing, and make again those that are there."""
    if _is_made(using):
        triggers.make(made(connections[using].vendor), using)


def lift(using: str = "default") -> None:
    """Take the refusals away. For tests that empty their tables, and for nothing else."""
    triggers.drop(made(connections[using].vendor), using)


def missing(using: str = "default") -> list[str]:
    """The refusals that this database does not make (one that does nothing is none): none, if it can be relied upon."""
    connection = connections[using]
    absent = triggers.altered(made(connection.vendor), using)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            if cursor.execute("PRAGMA recursive_triggers").fetchone()[0] != 1:
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


def made(vendor: str) -> Made:
    """Each refusal: its table, what it hears, and what it lets through."""
    triggers = []
    for table in NEVER_DELETED:
        allowed = {"journal_privatetext": ERASURE, "journal_head": ADVANCE}.get(table, "")
        triggers += [_trigger(vendor, "delete", table), _trigger(vendor, "update", table, allowed)]
        if vendor == "postgresql":
            triggers.append(_trigger(vendor, "truncate", table))
    return Made(triggers, [REFUSE] if vendor == "postgresql" else [])


def _trigger(vendor: str, event: str, table: str, allowed: str = "") -> Trigger:
    name, each = f"{PREFIX}_{event}_{table}", "STATEMENT" if event == "truncate" else "ROW"
    when = f"WHEN (NOT ({allowed}))" if allowed else ""
    act = triggers.refusal(vendor, SENTENCE, REFUSE.name)
    return Trigger(name, table, f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH {each} {when} {act}')
