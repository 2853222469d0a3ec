"""Triggers that the apps make, and whether the database has them still as they were made.

A trigger with the right name and nothing in it would look like a refusal and refuse nothing: so what it does is
compared, not only what it is called. Each app that makes some registers them; `journal.immutability` makes all and
verifies all.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.db import connections

from journal.registry import Registry


@dataclass(frozen=True)
class Trigger:
    """One trigger of one table; `sql` makes it, and on PostgreSQL names its function."""

    name: str
    table: str
    sql: str


@dataclass(frozen=True)
class Function:
    """What triggers of PostgreSQL do."""

    name: str
    body: str

    @property
    def sql(self) -> str:
        return f"CREATE OR REPLACE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $${self.body}$$"


@dataclass(frozen=True)
class Made:
    """All that one app makes in one kind of database."""

    triggers: Sequence[Trigger]
    functions: Sequence[Function] = ()


makers: Registry[Callable[[str], Made]] = Registry("what makes triggers")
"""By what they guard: each maker says which triggers it makes in "postgresql" or "sqlite"."""


def make(made: Made, using: str = "default") -> None:
    """Make each anew, whatever stands under its name."""
    with connections[using].cursor() as cursor:
        for function in made.functions:
            cursor.execute(function.sql)
        for trigger in made.triggers:
            cursor.execute(_drop(trigger, connections[using].vendor))
            cursor.execute(trigger.sql)


def drop(made: Made, using: str = "default") -> None:
    with connections[using].cursor() as cursor:
        for trigger in made.triggers:
            cursor.execute(_drop(trigger, connections[using].vendor))


def altered(made: Made, using: str = "default") -> list[str]:
    """The names of those that are missing, switched off, or do something else than what was made."""
    connection = connections[using]
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
            there = {name: _plain(sql) for name, sql in cursor.fetchall()}
            return [one.name for one in made.triggers if there.get(one.name) != _plain(one.sql)]
        cursor.execute(
            "SELECT tgname, pg_get_triggerdef(pg_trigger.oid, true) FROM pg_trigger"
            " JOIN pg_class ON pg_class.oid = tgrelid"
            " WHERE tgenabled IN ('O', 'A') AND NOT tgisinternal AND pg_table_is_visible(tgrelid)"
        )
        there = {name: _plain(sql) for name, sql in cursor.fetchall()}
        cursor.execute("SELECT proname, prosrc FROM pg_proc WHERE pronargs = 0 AND pg_function_is_visible(oid)")
        bodies = dict(cursor.fetchall())
    wrong = [one.name for one in made.triggers if there.get(one.name) != _plain(one.sql)]
    return wrong + [one.name for one in made.functions if bodies.get(one.name) != one.body]


def _plain(sql: str) -> str:
    """A trigger's statement as it can be compared: databases write it with other spaces, brackets and casts."""
    text = re.sub(r"::\w+|\bIF NOT EXISTS\b", "", sql)
    return re.sub(r'[\s"()]+', "", text).lower()


def _drop(trigger: Trigger, vendor: str) -> str:
    return f'DROP TRIGGER IF EXISTS "{trigger.name}"' + ("" if vendor == "sqlite" else f' ON "{trigger.table}"')
