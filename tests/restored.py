"""What a test that commits leaves behind is undone: its database is again as it was when it was made.

Django would empty each table, announce a migration, and make the rows and the refusals of each application anew: half
a second after each such test. Here the database is remembered once; afterwards only what differs is put back.
In the same way a database that took long to fill is remembered, and put back where it is needed again.
"""

import sqlite3
from typing import Any

from django.core.management.sql import emit_post_migrate_signal
from django.db import connection
from django.test import TransactionTestCase

# A refusal is a trigger, and what it calls: a test may have taken it away.
REFUSALS = """
SELECT md5(string_agg(said, ';' ORDER BY said)) FROM (
  SELECT pg_get_triggerdef(oid) || tgenabled::text AS said FROM pg_trigger WHERE NOT tgisinternal
  UNION ALL
  SELECT proname::text || prosrc FROM pg_proc WHERE pronamespace = 'public'::regnamespace
) AS refusals
"""


class Remembered:
    """This worker's database as it was at some instant. `name` is its schema on PostgreSQL."""

    copy: sqlite3.Connection
    empty: list[str]
    filled: list[str]
    refusals: str

    def __init__(self, name: str) -> None:
        self.name = name

    def take(self) -> None:
        connection.ensure_connection()
        if connection.vendor == "sqlite":
            self.copy = sqlite3.connect(":memory:")
            connection.connection.backup(self.copy)
            return
        tables = sorted(connection.introspection.table_names())
        self.filled = self._where({table: f'SELECT FROM "{table}"' for table in tables})
        self.empty = [table for table in tables if table not in self.filled]
        ask(f"CREATE SCHEMA {self.name}")
        for table in self.filled:
            ask(f'CREATE TABLE {self.name}."{table}" AS TABLE public."{table}"')
        self.refusals = ask(REFUSALS)[0][0]

    def put_back(self) -> None:
        connection.ensure_connection()
        if connection.vendor == "sqlite":
            self.copy.backup(connection.connection)
            return
        changed = self._where({table: f'SELECT FROM "{table}"' for table in self.empty})
        changed += self._where({table: self._differs(table) for table in self.filled})
        ask("SET session_replication_role = replica")  # no trigger speaks, and no foreign key
        for table in changed:
            ask(f'DELETE FROM "{table}"')
            if table in self.filled:
                ask(f'INSERT INTO "{table}" SELECT * FROM {self.name}."{table}"')
        ask("SET session_replication_role = origin")
        if ask(REFUSALS)[0][0] != self.refusals:
            emit_post_migrate_signal(verbosity=0, interactive=False, db=connection.alias)

    def _where(self, queries: dict[str, str]) -> list[str]:
        """Which of these tables' queries finds a row."""
        one = " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS ({query})" for table, query in queries.items())
        return [table for (table,) in ask(one)] if queries else []

    def _differs(self, table: str) -> str:
        now, before = (f'SELECT one::text FROM {schema}."{table}" AS one' for schema in ("public", self.name))
        return f"(({now}) EXCEPT ({before})) UNION ALL (({before}) EXCEPT ({now}))"


def ask(sql: str) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall()) if cursor.description else []


remembered = Remembered("before_the_first_test")


def undo_what_tests_commit() -> None:
    """In place of Django's flush after each test that commits."""
    TransactionTestCase._fixture_teardown = lambda self: remembered.put_back()
