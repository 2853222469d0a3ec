"""Somebody who reads everything that the database keeps, its files included, and knows in which order people came.

Each attack gives, in the order that it thinks they came, the entries of the roll and the receipt codes: paired
one by one they say who cast which ballot. `attacks()` holds those of the database at hand.
"""

import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from django.db import connection

Guess = tuple[list[int], list[str]]
CODE = re.compile(rb"[0-9A-HJKMNP-TV-Z]{16}")
INTERIOR, LEAF = 0x02, 0x0A  # pages of a b-tree without rowid


def attacks() -> dict[str, Callable[[], Guess]]:
    if connection.vendor == "postgresql":
        return {"transactions": by_transaction, "places": by_place, "copy": by_copy}
    return {"log": by_log, "pages": by_pages, "plain reading": by_reading}


def right(guess: Guess, truth: dict[int, str]) -> int:
    """How many of its pairs are true."""
    return sum(truth.get(entry) == code for entry, code in zip(*guess, strict=False))


def tau(guess: Guess, truth: dict[int, str]) -> float:
    """Kendall's rank correlation between the two orders of a guess: 1 the same, -1 reversed, about 0 by chance."""
    entries, codes = guess
    places = {code: place for place, code in enumerate(codes)}
    ranks = [places[truth[entry]] for entry in entries if truth[entry] in places]
    pairs = [(a, b) for i, a in enumerate(ranks) for b in ranks[i + 1 :]]
    return sum(1 if a < b else -1 for a, b in pairs) / len(pairs) if pairs else 0.0


def rows(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


# PostgreSQL


def by_transaction() -> Guess:
    """The number of the transaction that wrote each row, then its place."""
    order = "ORDER BY xmin::text::bigint, ctid"
    return _columns(f"SELECT entry_id FROM votes_signature {order}", f"SELECT code FROM votes_sealedvote {order}")


def by_place() -> Guess:
    return _columns(
        "SELECT entry_id FROM votes_signature ORDER BY ctid", "SELECT code FROM votes_sealedvote ORDER BY ctid"
    )


def by_copy() -> Guess:
    """As `pg_dump` writes them."""
    return _columns("SELECT entry_id FROM votes_signature", "SELECT code FROM votes_sealedvote")


def relation_files(names: str = "votes_(signature|sealedvote).*") -> dict[str, bytes]:
    """The files of both tables (or others) and of their indexes, as they lie on the disk."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT relname, pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class "
            "WHERE relname ~ %s AND relkind IN ('r', 'i')",
            [f"^{names}$"],
        )
        return {name: bytes(content) for name, content in cursor.fetchall()}


def _columns(entries: str, codes: str) -> Guess:
    return [entry for (entry,) in rows(entries)], [code for (code,) in rows(codes)]


# SQLite: https://www.sqlite.org/fileformat2.html


def database_files(*, with_the_log_brought_in: bool = False) -> dict[str, bytes]:
    """The database, its write-ahead log and the log's index, as somebody who copies them has them.

    On their copy they may bring the log into the file, as SQLite itself does from time to time.
    """
    path = Path(connection.settings_dict["NAME"])
    with tempfile.TemporaryDirectory() as folder:
        beside = [path.with_name(path.name + rest) for rest in ("", "-wal", "-shm", "-journal")]
        taken = [Path(shutil.copy(one, folder)) for one in beside if one.exists()]
        if with_the_log_brought_in:
            with closing(sqlite3.connect(Path(folder) / path.name)) as copy:
                copy.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return {one.name.removeprefix(path.name): one.read_bytes() for one in taken if one.exists()}


def by_reading() -> Guess:
    return _columns("SELECT entry_id FROM votes_signature", "SELECT code FROM votes_sealedvote")


def by_log() -> Guess:
    """The log holds every page as each vote left it: what a page has that it had not before came with that vote."""
    log = database_files().get("-wal", b"")
    size = int.from_bytes(log[8:12], "big")
    entries: list[int] = []
    codes: list[str] = []
    for at in range(32, len(log), 24 + size or 1):
        for _offset, record in cells(log[at + 24 : at + 24 + size]):
            _note(record, entries, codes)
    return entries, codes


def by_pages() -> Guess:
    """SQLite fills a page from its end: the lower a row lies, the later it came."""
    file = database_files(with_the_log_brought_in=True)[""]
    size = int.from_bytes(file[16:18], "big")
    entries: list[int] = []
    codes: list[str] = []
    for at in range(0, len(file), size):
        for _offset, record in sorted(cells(file[at : at + size], 100 if at == 0 else 0), reverse=True):
            _note(record, entries, codes)
    return entries, codes


def _note(record: list, entries: list[int], codes: list[str]) -> None:
    """A mark on the roll is one number, a ballot begins with its code; each is noted where it first appears."""
    known = {entry for (entry,) in rows("SELECT entry_id FROM votes_signature")} if len(record) == 1 else set()
    if record and record[0] in known and record[0] not in entries:
        entries.append(record[0])
    if len(record) == 3 and CODE.fullmatch(str(record[0]).encode()) and record[0] not in codes:
        codes.append(record[0])


def cells(page: bytes, header: int = 0) -> Iterator[tuple[int, list]]:
    """Where each row of a page without rowid lies, and its values (whole numbers and short texts)."""
    kind = page[header] if page else 0
    if kind not in (INTERIOR, LEAF):
        return
    number = int.from_bytes(page[header + 3 : header + 5], "big")
    first = header + (12 if kind == INTERIOR else 8)
    for place in range(number):
        at = int.from_bytes(page[first + 2 * place : first + 2 * place + 2], "big")
        length, start = varint(page, at + (4 if kind == INTERIOR else 0))
        yield at, record(page[start : start + length])


def record(payload: bytes) -> list:
    end, at = varint(payload, 0)
    kinds = []
    while at < end:
        kind, at = varint(payload, at)
        kinds.append(kind)
    values: list[int | str | None] = []
    for kind in kinds:
        size = {0: 0, 5: 6, 6: 8, 7: 8, 8: 0, 9: 0}.get(kind, kind if kind < 5 else (kind - 12) // 2)
        raw = payload[at : at + size]
        at += size
        if kind in (8, 9):
            values.append(kind - 8)
        elif 0 < kind < 7:
            values.append(int.from_bytes(raw, "big", signed=True))
        else:
            values.append(raw.decode(errors="replace") if kind > 12 and kind % 2 else None)
    return values


def varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(9):
        byte = data[at + place] if at + place < len(data) else 0
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + place + 1
    return value, at + 9
