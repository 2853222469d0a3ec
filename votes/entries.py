"""An elector's place in a ballot, read by questions that are written once.

Every vote reads it, and hundreds vote in the same minute. Django composes a question anew each time it is asked:
for these that was half of what a vote cost the server.
"""

from collections.abc import Callable, Iterable, Sequence
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import Model

from votes.models import Ballot, Gathering, RollEntry, Vote

Convert = Callable[[Any, Any, Any], Any]


def entry_of(ballot: int, member: int, *, lock: bool = False) -> RollEntry | None:
    """The roll's entry, with its ballot and that ballot's gathering. None for whoever is not on the roll.

    Locked, nobody else casts for this elector until the transaction ends. What is joined to it is as it was before
    the lock was waited for: share the ballot first (`share_ballot`), so that it does not change meanwhile.
    """
    question = _entry_locked() if lock and connection.features.has_select_for_update else _entry()
    with connection.cursor() as cursor:
        cursor.execute(question, [ballot, member])
        row = cursor.fetchone()
    if row is None:
        return None
    entry, of, gathering = _read((RollEntry, Ballot, Gathering), row)
    of.gathering, entry.ballot = gathering, of
    return entry


def versions_of(entry: RollEntry) -> list[Vote]:
    """Every version of the elector's answer, the latest first."""
    with connection.cursor() as cursor:
        cursor.execute(_versions(), [entry.pk])
        votes = [_read((Vote,), row)[0] for row in cursor.fetchall()]
    for vote in votes:
        vote.entry = entry
    return votes


def is_signed(entry: RollEntry) -> bool:
    """Whether the roll is marked: this elector has voted in secret, or on paper."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM votes_signature WHERE entry_id = %s", [entry.pk])
        return cursor.fetchone() is not None


@cache
def _entry() -> str:
    return (
        f"SELECT {_columns(RollEntry, Ballot, Gathering)} FROM votes_rollentry"  # noqa: S608  (names of ours)
        " JOIN votes_ballot ON votes_ballot.id = votes_rollentry.ballot_id"
        " JOIN votes_gathering ON votes_gathering.id = votes_ballot.gathering_id"
        " WHERE votes_rollentry.ballot_id = %s AND votes_rollentry.member_id = %s"
    )


@cache
def _entry_locked() -> str:
    return f"{_entry()} FOR NO KEY UPDATE OF votes_rollentry"


@cache
def _versions() -> str:
    return f"SELECT {_columns(Vote)} FROM votes_vote WHERE entry_id = %s ORDER BY version DESC"  # noqa: S608


def _columns(*models: type[Model]) -> str:
    return ", ".join(
        f'"{model._meta.db_table}"."{field.column}"' for model in models for field in model._meta.concrete_fields
    )


def _read(models: Sequence[type[Model]], row: Iterable[Any]) -> list[Any]:
    """One instance of each model, whole, from the columns that `_columns` names."""
    values, made = iter(row), []
    for model in models:
        names, readers = _fields(model, connection.vendor)
        read = []
        for (expression, converters), value in zip(readers, values, strict=False):  # each model takes its part
            for convert in converters:
                value = convert(value, expression, connection)
            read.append(value)
        made.append(model.from_db(connection.alias, names, read))
    return made


@cache
def _fields(model: type[Model], vendor: str) -> tuple[list[str], list[tuple[Any, list[Convert]]]]:
    """The names of a model's fields, and how each is read from this kind of database."""
    columns = [(field, field.get_col(model._meta.db_table)) for field in model._meta.concrete_fields]
    readers = [
        (column, [*connection.ops.get_db_converters(column), *field.get_db_converters(connection)])
        for field, column in columns
    ]
    return [field.attname for field, _column in columns], readers
