"""The database refuses what the code never does."""

import asyncio

import pytest
from django.core.checks import run_checks
from django.core.exceptions import ImproperlyConfigured
from django.core.management import call_command
from django.core.wsgi import get_wsgi_application
from django.db import DatabaseError, connection, transaction

from config.application import build
from journal import immutability, triggers
from journal.actions import CLOCK, action, record
from journal.models import Entry, PrivateText
from tests.journal.reset import journal_reset

TABLES = ["journal_entry", "journal_entrytopic", "journal_privatetext", "journal_head"]


@action
def happen(*, actor) -> None:
    record("test.happened", topics=["test:1"], body={"n": 1}, private={"reason": "because"})


def refuses(sql: str) -> None:
    with pytest.raises(DatabaseError, match="the journal is never changed"), transaction.atomic():
        connection.cursor().execute(sql)


@pytest.mark.parametrize("table", TABLES)
def test_the_database_refuses_a_deletion(db, table):
    happen(actor=CLOCK)

    refuses(f"DELETE FROM {table}")


@pytest.mark.parametrize(
    "change",
    [
        "journal_entry SET actor = 'x'",
        "journal_entrytopic SET topic = 'x'",
        "journal_privatetext SET text = 'x'",
        "journal_privatetext SET name = 'x', text = '', key = NULL, erased_at = CURRENT_TIMESTAMP",
        "journal_head SET seq = 0",
        "journal_head SET hash = 'x'",
    ],
)
def test_the_database_refuses_a_change(db, change):
    happen(actor=CLOCK)

    refuses(f"UPDATE {change}")


@pytest.mark.postgres  # only PostgreSQL truncates
@pytest.mark.parametrize("table", [*TABLES, "journal_checkpoint"])
def test_postgresql_refuses_to_truncate(db, table):
    refuses(f"TRUNCATE {table} CASCADE")


@pytest.mark.sqlite  # only SQLite replaces rows
def test_sqlite_refuses_to_replace(db):
    happen(actor=CLOCK)

    refuses("INSERT OR REPLACE INTO journal_entry SELECT seq, x'00', hash, prev, at, actor, verb FROM journal_entry")


def test_an_erased_text_stays_erased(db):
    happen(actor=CLOCK)
    erased = "UPDATE journal_privatetext SET text = '', key = NULL, erased_at = CURRENT_TIMESTAMP"
    connection.cursor().execute(erased)

    refuses(erased)
    assert PrivateText.objects.get().text == ""


def test_a_missing_trigger_of_any_app_stops_the_start_and_migrate_makes_it_again(transactional_db):
    decisions = triggers.makers["register of decisions"](connection.vendor)
    triggers.drop(decisions)

    assert immutability.missing() == [trigger.name for trigger in decisions.triggers]
    with pytest.raises(ImproperlyConfigured, match="proposals_decision_never_edited"):
        immutability.ensure()

    call_command("migrate", verbosity=0)

    assert immutability.missing() == []


def test_missing_refusals_are_found_and_migrate_makes_them_again(transactional_db):
    assert immutability.missing() == []
    immutability.ensure()

    immutability.lift()

    wanted = 15 if connection.vendor == "postgresql" else 10
    assert len(immutability.missing()) == wanted
    with pytest.raises(ImproperlyConfigured, match="journal_refuses_delete_journal_entry"):
        immutability.ensure()
    assert [error.id for error in run_checks(databases=["default"])] == ["journal.W001"]

    call_command("migrate", verbosity=0)

    assert immutability.missing() == []


@pytest.mark.sqlite  # a setting of SQLite
def test_without_recursive_triggers_sqlite_is_not_trusted(db):
    connection.cursor().execute("PRAGMA recursive_triggers = OFF")
    try:
        assert immutability.missing() == ["PRAGMA recursive_triggers"]
    finally:
        connection.cursor().execute("PRAGMA recursive_triggers = ON")


@pytest.mark.parametrize("turn", [1, 2])
def test_each_committing_test_starts_from_an_empty_journal(transactional_db, turn):
    assert not Entry.objects.exists()
    happen(actor=CLOCK)
    assert Entry.objects.get().seq == 1


def test_the_reset_guards_again_even_when_it_failed(transactional_db):
    with pytest.raises(ZeroDivisionError), journal_reset():
        raise ZeroDivisionError

    assert immutability.missing() == []


def test_the_server_does_not_start_over_a_journal_that_could_be_rewritten(transactional_db):
    async def start() -> None:
        async def receive() -> dict[str, str]:
            return {"type": "lifespan.startup"}

        async def send(message: dict[str, str]) -> None:
            pytest.fail(f"it began: {message}")

        await build(get_wsgi_application())({"type": "lifespan"}, receive, send)

    with journal_reset(), pytest.raises(ImproperlyConfigured, match="let the journal or the decisions be changed"):
        asyncio.run(start())
