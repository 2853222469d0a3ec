"""What each database adds to find stems quickly, and how it is asked."""

from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from history.models import SearchEntry
from journal.triggers import Made, Trigger

ENTRY = SearchEntry._meta.db_table
FTS = "history_searchfts"
TITLE_WEIGHT = 6  # a word in the title counts as much as six in the text

# An FTS5 table over the rows themselves; triggers keep it true whatever writes them. Names are ours: no input here.
_ADD = f"INSERT INTO {FTS}(rowid, title_stems, text_stems) VALUES (new.id, new.title_stems, new.text_stems);"  # noqa: S608
_REMOVE = (
    f"INSERT INTO {FTS}({FTS}, rowid, title_stems, text_stems) "  # noqa: S608
    "VALUES ('delete', old.id, old.title_stems, old.text_stems);"
)
SQLITE = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {FTS} USING fts5(title_stems, text_stems, "
    f"content='{ENTRY}', content_rowid='id', tokenize='unicode61')",
)
FOLLOWING = [
    Trigger(f"{FTS}_{event}", ENTRY, f"CREATE TRIGGER {FTS}_{event} AFTER {event} ON {ENTRY} BEGIN {act} END")
    for event, act in (("insert", _ADD), ("delete", _REMOVE), ("update", f"{_REMOVE} {_ADD}"))
]
VECTOR = "(setweight(to_tsvector('simple', title_stems), 'A') || setweight(to_tsvector('simple', text_stems), 'D'))"
POSTGRESQL = (f"CREATE INDEX IF NOT EXISTS {FTS} ON {ENTRY} USING gin ({VECTOR})",)


def make(**_signal: Any) -> None:
    """Make what is not there yet. Called after each `migrate`; the triggers are made with those of the other apps."""
    with connection.cursor() as cursor:
        if ENTRY not in connection.introspection.table_names(cursor):
            return
        for statement in POSTGRESQL if connection.vendor == "postgresql" else SQLITE:
            cursor.execute(statement)


def made(vendor: str) -> Made:
    """Only SQLite needs triggers to keep its index true."""
    return Made(FOLLOWING if vendor == "sqlite" else [])


def matching(words: list[frozenset[str]], rights: list[str], limit: int, *, every_word: bool = True) -> list[int]:
    """The rows that hold one stem of each word (or of any), and whose right is one of these, the nearest first."""
    marks = ", ".join(["%s"] * len(rights))
    if connection.vendor == "postgresql":
        query = _asking(words, both=" & " if every_word else " | ", either=" | ", quote="'")
        sql = (
            f"SELECT id FROM {ENTRY}, to_tsquery('simple', %s) AS asked "  # noqa: S608  (constants of this module)
            f'WHERE {VECTOR} @@ asked AND "right" IN ({marks}) '
            f"ORDER BY ts_rank({VECTOR}, asked) DESC, id DESC LIMIT %s"
        )
    else:
        query = _asking(words, both=" AND " if every_word else " OR ", either=" OR ", quote='"')
        sql = (
            f"SELECT entry.id FROM {FTS} JOIN {ENTRY} AS entry ON entry.id = {FTS}.rowid "  # noqa: S608
            f'WHERE {FTS} MATCH %s AND entry."right" IN ({marks}) '
            f"ORDER BY bm25({FTS}, {TITLE_WEIGHT}.0, 1.0), entry.id DESC LIMIT %s"
        )
    with connection.cursor() as cursor:
        cursor.execute(sql, [query, *rights, limit])
        return [row[0] for row in cursor.fetchall()]


def holding(words: list[frozenset[str]]) -> RawSQL:
    """The keys of the rows that hold one stem of each word, to be asked with a query: `pk__in=holding(words)`."""
    if connection.vendor == "postgresql":
        sql = f"SELECT id FROM {ENTRY} WHERE {VECTOR} @@ to_tsquery('simple', %s)"  # noqa: S608  (constants of this module)
        return RawSQL(sql, [_asking(words, both=" & ", either=" | ", quote="'")])  # noqa: S611  (what is asked is a parameter)
    sql = f"SELECT rowid FROM {FTS} WHERE {FTS} MATCH %s"  # noqa: S608
    return RawSQL(sql, [_asking(words, both=" AND ", either=" OR ", quote='"')])  # noqa: S611


def _asking(words: list[frozenset[str]], *, both: str, either: str, quote: str) -> str:
    """The question in the database's own words. Stems are letters and digits: nothing in them needs escaping."""
    return both.join("(" + either.join(f"{quote}{stem}{quote}" for stem in sorted(word)) + ")" for word in words)
