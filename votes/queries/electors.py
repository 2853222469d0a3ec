"""An elector's place in a ballot, and a new answer there, each in one statement that is written once.

Hundreds vote in the same minute. Django composes a statement anew each time, which was half of what a vote cost the
server; and on SQLite all the others wait meanwhile, since one writes at a time.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.db import connection
from django.db.models import BigIntegerField, Model

from votes.models import Ballot, Gathering, RollEntry, Vote

Convert = Callable[[Any, Any, Any], Any]


@dataclass(frozen=True)
class ElectorState:
    """What stands for one elector at this moment."""

    entry: RollEntry  # with its ballot, and that ballot's gathering
    versions: list[Vote]  # of the elector's answer, the latest first
    is_signed: bool  # the roll is marked: the elector has voted in secret, or on paper


def place_of(ballot: int, member: int) -> ElectorState | None:
    """None for whoever is not on the roll. Within an action: after the locks, since nothing here waits."""
    if ballot > BigIntegerField.MAX_BIGINT:  # of an address that somebody typed: no database could look for it
        return None
    with connection.cursor() as cursor:
        cursor.execute(_question(), [ballot, member])
        rows = cursor.fetchall()
    if not rows:
        return None
    signed, *first = rows[0]
    entry, of, gathering = _read((RollEntry, Ballot, Gathering), first)
    of.gathering, entry.ballot = gathering, of
    version = _width(RollEntry, Ballot, Gathering) + 1
    versions = [_read((Vote,), row[version:])[0] for row in rows if row[version] is not None]
    for vote in versions:
        vote.entry = entry
    return ElectorState(entry, versions, signed is not None)


def write(vote: Vote) -> Vote:
    """Write a new version of an answer, as `save` would."""
    fields = [field for field in Vote._meta.concrete_fields if not field.primary_key]
    with connection.cursor() as cursor:
        values = [field.get_db_prep_save(getattr(vote, field.attname), connection) for field in fields]
        cursor.execute(_insertion(), values)
        vote.pk = cursor.fetchone()[0]
    vote._state.adding, vote._state.db = False, connection.alias
    return vote


@cache
def _insertion() -> str:
    columns = [str(field.column) for field in Vote._meta.concrete_fields if not field.primary_key]
    places = ", ".join(["%s"] * len(columns))
    return f"INSERT INTO votes_vote ({', '.join(columns)}) VALUES ({places}) RETURNING id"  # noqa: S608  (names of ours)


@cache
def _question() -> str:
    columns = ", ".join(
        f'"{model._meta.db_table}"."{field.column}"'
        for model in (RollEntry, Ballot, Gathering, Vote)
        for field in model._meta.concrete_fields
    )
    return (
        f"SELECT votes_signature.entry_id, {columns} FROM votes_rollentry"  # noqa: S608  (names of ours)
        " JOIN votes_ballot ON votes_ballot.id = votes_rollentry.ballot_id"
        " JOIN votes_gathering ON votes_gathering.id = votes_ballot.gathering_id"
        " LEFT JOIN votes_signature ON votes_signature.entry_id = votes_rollentry.id"
        " LEFT JOIN votes_vote ON votes_vote.entry_id = votes_rollentry.id"
        " WHERE votes_rollentry.ballot_id = %s AND votes_rollentry.member_id = %s"
        " ORDER BY votes_vote.version DESC"
    )


def _width(*models: type[Model]) -> int:
    return sum(len(model._meta.concrete_fields) for model in models)


def _read(models: Sequence[type[Model]], row: Sequence[Any]) -> list[Any]:
    """One instance of each model, whole, from the columns of a question."""
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
