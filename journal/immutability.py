"""What the database itself refuses: an entry of the journal is never changed, a decision never edited.

Each app declares its refusals as data. They are triggers, made again after every `migrate` with all that the apps make
(SQLite loses a table's triggers when Django remakes it), and looked for before anything is served: a journal that
could be rewritten must not look like one that cannot.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.core.checks import CheckMessage, Warning
from django.core.exceptions import ImproperlyConfigured
from django.db import connections

from journal import triggers
from journal.triggers import Function, Made, Trigger

# On PostgreSQL every refusal calls this one, with its sentence; Django makes an IntegrityError of it, as on SQLite.
REFUSE = Function("journal_refuse", " BEGIN RAISE EXCEPTION '%', TG_ARGV[0] USING ERRCODE = '23001'; END ")


@dataclass(frozen=True)
class Refusal:
    """One thing that is refused of a table, whoever asks: by the trigger `name`, with its sentence."""

    name: str
    table: str
    event: Literal["delete", "update", "truncate"]
    sentence: str  # without a quote
    columns: Sequence[str] = ()  # an update of these, and of no other; of any, if there are none
    unless: str = ""  # what is let through, in SQL: "NEW.seq > OLD.seq"

    def trigger(self, vendor: str) -> Trigger:
        event = f"{self.event} OF {', '.join(self.columns)}" if self.columns else self.event
        each = "STATEMENT" if self.event == "truncate" else "ROW"
        when = f"WHEN (NOT ({self.unless}))" if self.unless else ""
        act = (
            f"BEGIN SELECT RAISE(ABORT, '{self.sentence}'); END"
            if vendor == "sqlite"
            else f"EXECUTE FUNCTION {REFUSE.name}('{self.sentence}')"
        )
        sql = f'CREATE TRIGGER "{self.name}" BEFORE {event} ON "{self.table}" FOR EACH {each} {when} {act}'
        return Trigger(self.name, self.table, sql)


def made_of(refusals: Sequence[Refusal]) -> Callable[[str], Made]:
    """For `triggers.makers`. SQLite knows no TRUNCATE."""

    def made(vendor: str) -> Made:
        if vendor == "sqlite":
            return Made([one.trigger(vendor) for one in refusals if one.event != "truncate"])
        return Made([one.trigger(vendor) for one in refusals], [REFUSE])

    return made


def install(using: str = "default", **_: Any) -> None:
    """Make every trigger of every app that is missing, and make again those that are there."""
    there = set(connections[using].introspection.table_names())
    for maker in triggers.makers.values():
        made = maker(connections[using].vendor)
        if {trigger.table for trigger in made.triggers} <= there:
            triggers.make(made, using)


def lift(using: str = "default") -> None:
    """Take the journal's refusals away. For tests that empty their tables, and for nothing else."""
    triggers.drop(triggers.makers["journal"](connections[using].vendor), using)


def missing(using: str = "default", *, of: str = "") -> list[str]:
    """The triggers, of one maker or of all, that are not there as they were made: none, if it can be relied upon."""
    connection = connections[using]
    makers = [triggers.makers[of]] if of else triggers.makers.values()
    altered = [name for maker in makers for name in triggers.altered(maker(connection.vendor), using)]
    absent = list(dict.fromkeys(altered))  # makers share a function
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            if cursor.execute("PRAGMA recursive_triggers").fetchone()[0] != 1:
                absent.append("PRAGMA recursive_triggers")  # without it, INSERT OR REPLACE deletes unseen
    return absent


def ensure(using: str = "default") -> None:
    """Refuse to go on (`ImproperlyConfigured`) over a database that would let be changed what never changes."""
    if absent := missing(using):
        raise ImproperlyConfigured(
            f"This database would let the journal or the decisions be changed ({', '.join(absent)} missing). "
            "Run manage.py migrate, which makes the refusals again."
        )


def check(app_configs: Any = None, databases: Sequence[str] | None = None, **_: Any) -> list[CheckMessage]:
    """`manage.py check --database default` says the same; `migrate` too, and then mends it."""
    return [
        Warning(
            f"The journal or the decisions could be changed: {', '.join(absent)} missing.",
            hint="Run manage.py migrate.",
            id="journal.W001",
        )
        for using in databases or []
        if _is_migrated(using) and (absent := missing(using))
    ]


def _is_migrated(using: str) -> bool:
    """Whether the tables are there yet."""
    tables = {one.table for maker in triggers.makers.values() for one in maker(connections[using].vendor).triggers}
    return tables <= set(connections[using].introspection.table_names())


APPEND_ONLY = ["journal_entry", "journal_entrytopic", "journal_checkpoint"]
CHANGES = {
    # A private text may lose its text and its key, together and for good; nothing else of it moves.
    "journal_privatetext": "OLD.erased_at IS NULL AND NEW.erased_at IS NOT NULL"
    " AND NEW.id = OLD.id AND NEW.entry_id = OLD.entry_id AND NEW.name = OLD.name",
    # The end of the chain only moves on.
    "journal_head": "NEW.id = OLD.id AND NEW.seq > OLD.seq",
}
EVENTS: tuple[Literal["delete", "update", "truncate"], ...] = ("delete", "update", "truncate")
JOURNAL = [
    Refusal(
        f"journal_refuses_{event}_{table}",
        table,
        event,
        "the journal is never changed",
        unless=CHANGES.get(table, "") if event == "update" else "",
    )
    for table in [*APPEND_ONLY, *CHANGES]
    for event in EVENTS
]
