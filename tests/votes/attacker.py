"""Somebody who reads everything that the database keeps, its files included, and knows in which order people came.

Their sources are the tables, the database's own logs, and copies of all of it made while people voted. Each gives, in
the order that the attacker thinks they came, the entries of the roll, the encrypted votes and the receipt codes:
paired one by one they say who cast which ballot. `sources()` holds those of the database at hand.
"""

import re
import shutil
import sqlite3
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from django.db import connection

from launch.postgres import binaries
from votes.encryption import NONCE

SIGN = rb"[0-9A-HJKMNP-TV-Z]"
CODE = re.compile(SIGN + rb"{16}")
MARK = re.compile(r"[0-9a-f]{32}")
INTERIOR, LEAF = 0x02, 0x0A  # pages of a b-tree without rowid


@dataclass
class Found:
    """What one source gives, each in the order in which it seems to have come."""

    entries: list[int] = field(default_factory=list)
    votes: dict[str, bytes] = field(default_factory=dict)  # encrypted, by their marks
    codes: list[str] = field(default_factory=list)

    def __add__(self, later: "Found") -> "Found":
        return Found(
            list(dict.fromkeys([*self.entries, *later.entries])),
            {**self.votes, **later.votes},
            list(dict.fromkeys([*self.codes, *later.codes])),
        )


def sources() -> dict[str, Callable[[], Found]]:
    """What may be read at any moment, before the close or after it."""
    if connection.vendor == "postgresql":
        return {"transactions": by_transaction, "places": by_place, "log": by_log, "copy": by_copy}
    return {"log": by_log_of_sqlite, "pages": by_pages}


def backup() -> Found:
    """What a copy of the whole database gives, made now, its logs included."""
    if connection.vendor == "postgresql":
        return by_backup()
    return by_log_of_sqlite() + by_pages()


def right(entries: list[int], votes: list[str], truth: dict[int, str]) -> int:
    """How many are true, paired one by one."""
    return sum(truth.get(entry) == vote for entry, vote in zip(entries, votes, strict=False))


def tau(entries: list[int], votes: list[str], truth: dict[int, str]) -> float:
    """Kendall's rank correlation between the two orders: 1 the same, -1 reversed, about 0 by chance."""
    places = {vote: place for place, vote in enumerate(votes)}
    ranks = [places[truth[entry]] for entry in entries if truth.get(entry) in places]
    pairs = [(a, b) for i, a in enumerate(ranks) for b in ranks[i + 1 :]]
    return sum(1 if a < b else -1 for a, b in pairs) / len(pairs) if pairs else 0.0


def rows(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return cursor.fetchall()


def electors() -> set[int]:
    """Everybody may read the roll."""
    return {entry for (entry,) in rows("SELECT id FROM votes_rollentry")}


# PostgreSQL


def by_transaction() -> Found:
    """The number of the transaction that wrote each row, then its place."""
    return _tables("ORDER BY xmin::text::bigint, ctid")


def by_place() -> Found:
    return _tables("ORDER BY ctid")


def by_copy() -> Found:
    """As `pg_dump` writes them."""
    return _tables("")


def _tables(order: str) -> Found:
    return Found(
        [entry for (entry,) in rows(f"SELECT entry_id FROM votes_signature {order}")],
        {mark: bytes(kept) for mark, kept in rows(f"SELECT mark, content FROM votes_encryptedvote {order}")},
        [code for (code,) in rows(f"SELECT code FROM votes_sealedvote {order}")],
    )


def by_log() -> Found:
    """The write-ahead log, in all the segments that lie there: current, kept, recycled under another name."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute("SHOW data_directory")
        return _read_log(Path(cursor.fetchone()[0]) / "pg_wal")


def by_backup() -> Found:
    """`pg_basebackup`, as for an archive or a replica: the log that it brings along holds the votes."""
    said = connection.settings_dict
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "copy"
        command = [binaries() / "pg_basebackup", "-D", copy, "-X", "fetch", "-c", "fast", "-h", said["HOST"]]
        subprocess.run([*command, "-U", said["USER"]], check=True, capture_output=True)
        heap = _read_heaps(copy)
        return _read_log(copy / "pg_wal") + heap


def _read_heaps(copy: Path) -> Found:
    """The tables' own files in a copy: a page is filled from its end, so what lies lower came later."""
    found = Found()
    for path in ("votes_signature", "votes_encryptedvote", "votes_sealedvote"):
        ((place,),) = rows(f"SELECT pg_relation_filepath('{path}')")
        file = copy / place
        content = file.read_bytes() if file.exists() else b""
        for at in range(0, len(content), 8192):
            found += _reversed(_read_tuples(content[at : at + 8192], electors()))
    return found


def _reversed(found: Found) -> Found:
    return Found(found.entries[::-1], dict(reversed(found.votes.items())), found.codes[::-1])


def _read_log(folder: Path) -> Found:
    """Every page of every segment, whatever the file is called, in the order in which they were written."""
    pages: dict[int, bytes] = {}
    for file in folder.glob("[0-9A-F]" * 24):
        content = file.read_bytes()
        for at in range(0, len(content), 8192):
            place = int.from_bytes(content[at + 8 : at + 16], "little")
            header = 40 if content[at + 2] & 2 else 24
            if place:
                pages[place] = content[at + header : at + 8192]
    return _read_tuples(_of_this_database(b"".join(pages[place] for place in sorted(pages))), electors())


def _of_this_database(log: bytes) -> bytes:
    """The records about its tables, one after another; others of the same server write in the same log.

    A record begins at a multiple of 8 with its length. It names the tablespace and the database after its own
    header and that of its first block, which is longer by 5 bytes where a whole page is in it.
    """
    ((place, database),) = rows(
        "SELECT CASE dattablespace WHEN 0 THEN 1663 ELSE dattablespace END::bigint, oid::bigint"
        " FROM pg_database WHERE datname = current_database()"
    )
    named = place.to_bytes(4, "little") + database.to_bytes(4, "little")
    records = []
    for found in re.finditer(re.escape(named), log):
        start = next((at for at in (found.start() - 28, found.start() - 33) if at >= 0 and at % 8 == 0), None)
        if start is not None:
            records.append(log[start : start + int.from_bytes(log[start : start + 4], "little") % 20_000])
    return b"".join(records)


def _read_tuples(content: bytes, known: set[int]) -> Found:
    """The rows of the three tables, by how each lies: its header, then its columns."""
    entries = (
        int.from_bytes(row[1], "little")
        for row in re.finditer(rb"\x01\x00\x00[\x08-\x0b]\x18\x00(.{8})", content, re.DOTALL)
    )
    votes = {}
    for row in re.finditer(rb"C([0-9a-f]{32})\x00{7}.{8}([\x01-\xff])", content, re.DOTALL):
        length = row[2][0] // 2 - 1  # of a short value, where the byte is odd
        if row[2][0] % 2 and length > NONCE:  # less is no vote: the name of a key lies like a mark
            votes.setdefault(row[1].decode(), content[row.end() : row.end() + length])
    codes = (row[1].decode() for row in re.finditer(rb"#(" + SIGN + rb"{16})", content))
    return Found(list(dict.fromkeys(entry for entry in entries if entry in known)), votes, list(dict.fromkeys(codes)))


def relation_files(names: str = "votes_(signature|encryptedvote|sealedvote).*") -> dict[str, bytes]:
    """The files of the tables (or others) and of their indexes, as they lie on the disk."""
    with connection.cursor() as cursor:
        cursor.execute("CHECKPOINT")
        cursor.execute(
            "SELECT relname, pg_read_binary_file(pg_relation_filepath(oid)) FROM pg_class "
            "WHERE relname ~ %s AND relkind IN ('r', 'i')",
            [f"^{names}$"],
        )
        return {name: bytes(content) for name, content in cursor.fetchall()}


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


def by_log_of_sqlite() -> Found:
    """The log holds every page as each vote left it: what a page has that it had not before came with that vote."""
    log = database_files().get("-wal", b"")
    size = int.from_bytes(log[8:12], "big")
    found, known = Found(), electors()
    for at in range(32, len(log), 24 + size or 1):
        for _offset, record in cells(log[at + 24 : at + 24 + size]):
            _note(record, found, known)
    return found


def by_pages() -> Found:
    """SQLite fills a page from its end: the lower a row lies, the later it came."""
    file = database_files(with_the_log_brought_in=True)[""]
    size = int.from_bytes(file[16:18], "big")
    found, known = Found(), electors()
    for at in range(0, len(file), size):
        for _offset, record in sorted(cells(file[at : at + size], 100 if at == 0 else 0), reverse=True):
            _note(record, found, known)
    return found


def _note(record: list, found: Found, known: set[int]) -> None:
    """A mark on the roll is one number; each row is noted where it first appears."""
    if len(record) == 1 and record[0] in known and record[0] not in found.entries:
        found.entries.append(record[0])
    if len(record) == 3 and isinstance(record[2], bytes) and MARK.fullmatch(str(record[0])):
        found.votes.setdefault(record[0], record[2])
    if len(record) == 3 and CODE.fullmatch(str(record[1]).encode()) and record[1] not in found.codes:
        found.codes.append(record[1])


def cells(page: bytes, header: int = 0) -> Iterator[tuple[int, list]]:
    """Where each row of a page without rowid lies, and its values."""
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
    """Whole numbers, texts and bytes; None for what is neither."""
    end, at = varint(payload, 0)
    kinds = []
    while at < end:
        kind, at = varint(payload, at)
        kinds.append(kind)
    values: list[int | str | bytes | None] = []
    for kind in kinds:
        size = {0: 0, 5: 6, 6: 8, 7: 8, 8: 0, 9: 0}.get(kind, kind if kind < 5 else (kind - 12) // 2)
        raw = payload[at : at + size]
        at += size
        if kind in (8, 9):
            values.append(kind - 8)
        elif 0 < kind < 7:
            values.append(int.from_bytes(raw, "big", signed=True))
        elif kind < 12:
            values.append(None)
        else:
            values.append(raw.decode(errors="replace") if kind % 2 else raw)
    return values


def varint(data: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(9):
        byte = data[at + place] if at + place < len(data) else 0
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + place + 1
    return value, at + 9
