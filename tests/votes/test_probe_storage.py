"""The attacker with full read access to the database and its files, before and after the mixing."""

import random
import re
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.db import connection, connections, transaction

from tests.closing import close_in_time
from tests.conftest import person
from tests.votes import attacker
from tests.votes.attacker import Found, right, tau
from tests.votes.conftest import in_the_box, rules_for
from tests.votes.test_sealing import secretly
from votes import keys
from votes.actions import open_gathering, seal_vote
from votes.actions.paper import confirm_papers, enter_papers
from votes.actions.shuffling import KEYS, shuffle_ballots
from votes.encryption import Lock, lock_of
from votes.integrity import receipts
from votes.methods.rules import OptionRules
from votes.models import Ballot, SealedVote, Signature
from votes.queries import ballots
from votes.queries.paper import papers_of
from votes.queries.results import lines_of

pytestmark = pytest.mark.django_db(transaction=True)
VOTERS = 40
BY_CHANCE = 8  # right pairs of 40: a random pairing has 1 on average, more than 8 once in a million
NO_ORDER = 0.6  # of Kendall's tau: more than five standard deviations of a random order


@pytest.fixture(autouse=True)
def new_files(transactional_db):
    """On PostgreSQL what earlier tests deleted lies in the files of its tables still: these begin with new ones."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"TRUNCATE {', '.join(KEYS)}")


def held(ca, ines, room: int = 50) -> tuple[Ballot, dict[int, str]]:
    """Forty people vote in secret, one after another, in an order of their own; who cast which code."""
    people = [person(f"Voter {room}-{index}", ca) for index in range(VOTERS)]
    gathering = open_gathering(owner=f"room:{room}", rules=rules_for(*people, online=True), actor=ines)
    ballot = secretly(gathering, ines, question=f"Who runs the bistro in {room}?")
    random.Random(room).shuffle(people)
    if connection.vendor == "sqlite":  # so that its log begins with the votes
        attacker.rows("PRAGMA wal_checkpoint(TRUNCATE)")
    truth = {}
    for number, one in enumerate(people):
        choice = ("for", "against", "abstain", "blank")[number % 4]
        receipt = seal_vote(ballot, elector=one, choice=choice, code=receipts.make(), actor=one)
        truth[receipt.entry.pk] = receipt.code
    return ballot, truth


def closed(ballot, ines) -> Ballot:
    ballot = close_in_time(ballot, actor=ines)
    assert shuffle_ballots() == 1
    ballot.refresh_from_db()
    return ballot


def marks_of(ballot, truth) -> dict[int, str]:
    """Under which mark each vote was written: the attacker of these tests is told by us, who still have the key."""
    lock = lock_of(ballot)
    return {entry: lock.mark(code) for entry, code in truth.items()}


def decrypted(found: Found, ballot: Ballot, key: bytes) -> list[str]:
    """The codes of what was found, for whoever has the key of this ballot; votes in others stay closed."""
    lock, codes = Lock(ballot.pk, key, 0), []
    for mark, content in found.votes.items():
        with suppress(ValidationError):
            codes.append(lock.unlock(content, mark)[0])
    return codes


def assert_at_chance(entries, votes, truth, source: str) -> None:
    assert right(entries, votes, truth) <= BY_CHANCE, source
    assert abs(tau(entries, votes, truth)) < NO_ORDER, source


def test_the_attacker_finds_who_came_with_what_before_and_nobody_after(ca, ines):
    """Before the close: which encrypted vote is whose, in every source. After it: nothing of anybody."""
    ballot, truth = held(ca, ines)
    marks = marks_of(ballot, truth)
    for source, read in attacker.sources().items():
        found = read()
        votes = [mark for mark in found.votes if mark in marks.values()]
        if (connection.vendor, source) != ("sqlite", "pages"):  # whose pages keep votes by their marks
            assert (right(found.entries, votes, marks), tau(found.entries, votes, marks)) == (VOTERS, 1.0), source
        assert set(found.codes).isdisjoint(truth.values()), source

    closed(ballot, ines)

    for source, read in attacker.sources().items():
        found = read()
        codes = [code for code in found.codes if code in truth.values()]
        assert set(codes) == set(truth.values()) or (connection.vendor, source) == ("sqlite", "log")
        assert_at_chance(found.entries, codes, truth, source)
        assert source == "log" or not found.votes


def test_logs_and_backups_of_the_hours_of_the_vote_link_nobody_once_the_key_is_gone(ca, ines):
    """The write-ahead log as it was kept, archived, recycled; a whole backup made while people voted.

    With the key it would link everybody: so it is all there, and the key alone was missing.
    """
    ballot, truth = held(ca, ines)
    key, known = keys.read(ballot.key_name), set(marks_of(ballot, truth).values())
    during = attacker.backup()
    assert len(during.votes) >= VOTERS
    assert not during.codes
    closed(ballot, ines)
    if connection.vendor == "postgresql":  # its segment is left: it is kept, or lies there to be used again
        attacker.rows("SELECT pg_switch_wal()")
        log = attacker.by_log()
        assert right(log.entries, decrypted(log, ballot, key), truth) == VOTERS
    found = during
    for read in attacker.sources().values():
        found += read()

    codes = [code for code in found.codes if code in truth.values()]
    assert set(codes) == set(truth.values())
    assert_at_chance(found.entries, codes, truth, "order")
    assert_at_chance(found.entries, sorted(codes), truth, "the published list")
    marks = [mark for mark in found.votes if mark in known]
    assert (len(marks), len({len(found.votes[mark]) for mark in marks})) == (VOTERS, 1)  # whatever was answered
    by_rank = dict(zip(sorted(marks), sorted(codes), strict=True))
    assert_at_chance(found.entries, [by_rank[mark] for mark in marks], truth, "the order of the marks")
    assert keys.read(ballot.key_name) is None
    assert not (settings.BALLOT_KEYS / ballot.key_name).exists()

    linked = decrypted(found, ballot, key)
    assert right(found.entries, linked, truth) == VOTERS


def test_everything_is_still_there_and_counts_the_same(ca, ines):
    ballot, truth = held(ca, ines)
    choices = in_the_box(ballot)
    ballot = closed(ballot, ines)
    assert ballot.shuffled_at >= ballot.closed_at
    assert dict(SealedVote.objects.values_list("code", "choice")) == choices
    assert set(Signature.objects.values_list("pk", flat=True)) == set(truth)
    assert lines_of(ballot) == [(10, answer) for answer in ("abstain", "against", "blank", "for")]


def test_a_ballot_still_open_goes_on(ca, ines):
    standing, _truth = held(ca, ines, 60)
    other, _truth = held(ca, ines, 61)
    closed(other, ines)
    standing.refresh_from_db()
    assert standing.shuffled_at is None
    assert standing.encrypted.count() == len(in_the_box(standing)) == ballots.turnout(standing).answered == VOTERS
    closed(standing, ines)


def test_of_a_batch_of_papers_only_the_key_ever_told_anything(ca, ines, malo, rose):
    """Who had given one, and what they said, is in no row, no old copy of it, no log, before or after."""
    gathering = open_gathering(owner="room:71", rules=rules_for(ines, malo, rose, online=True), actor=ines)
    ballot = secretly(gathering, ines, rules=OptionRules("approval"), options=["Quetzal", "Vaquita"])
    people = [ines.pk, malo.pk, rose.pk]
    lines = [(2, {"approve": ["Quetzal"]}), (1, {"approve": []})]
    batch = enter_papers(ballot, electors=people, lines=lines, second=malo, actor=ines)
    assert [(line["n"], line["choice"]) for line in papers_of(batch).lines] == lines
    assert told() == (False, False)
    confirm_papers(batch, actor=malo)
    assert told() == (False, False)
    close_in_time(ballot, actor=ines)
    assert shuffle_ballots() == 1
    batch.refresh_from_db()
    assert (batch.number, bytes(batch.content)) == (3, b"")
    assert told() == (True, False)  # the published list is there: the attacker does read


def told() -> tuple[bool, bool]:
    """Whether what these papers answered lies anywhere, and the list of those who gave them."""
    answer, electors = re.compile(rb"approve.{0,40}Quetzal", re.DOTALL), re.compile(rb'"electors":\[[0-9,]*\],"lines"')
    contents = everywhere()
    return any(map(answer.search, contents)), any(map(electors.search, contents))


def everywhere() -> list[bytes]:
    """The tables that hold what was answered, as they lie on the disk, and the database's log."""
    if connection.vendor == "sqlite":
        return list(attacker.database_files().values())
    files = attacker.relation_files("votes_(paperbatch|encryptedvote|sealedvote)")
    ((folder,),) = attacker.rows("SHOW data_directory")
    return [*files.values(), *(file.read_bytes() for file in (Path(folder) / "pg_wal").glob("[0-9A-F]*"))]


def test_it_is_done_once(ca, ines):
    ballot, _truth = held(ca, ines)
    first = closed(ballot, ines).shuffled_at
    assert shuffle_ballots() == 0
    ballot.refresh_from_db()
    assert ballot.shuffled_at == first


def test_it_waits_for_nobody_and_is_tried_again(ca, ines):
    """Somebody reads the tables, for a backup perhaps: nothing is marked done until they have left."""
    ballot, _truth = held(ca, ines)
    close_in_time(ballot, actor=ines)
    reader = connections.create_connection("default")
    try:
        with reader.cursor() as cursor:
            cursor.execute("BEGIN")
            cursor.execute("SELECT count(*) FROM votes_sealedvote")
            cursor.fetchone()
            assert shuffle_ballots() == 0
            ballot.refresh_from_db()
            assert ballot.shuffled_at is None
            cursor.execute("ROLLBACK")
    finally:
        reader.close()
    assert shuffle_ballots() == 1


def test_a_vote_writes_one_mark_and_one_ballot_and_nothing_else(ca, ines, client):
    """Every table, every column, before and after: no session, no last visit, no journal, no letter."""
    ballot, _truth = held(ca, ines)
    last = person("Zoé", ca)
    gathering = open_gathering(owner="room:70", rules=rules_for(last, ines, online=True), actor=ines)
    ballot = secretly(gathering, ines)
    client.force_login(last)
    client.get(f"/ballots/{ballot.pk}/")
    before = everything()
    sent = {"elector": last.pk, "choice": "for", "code": receipts.make()}
    assert client.post(f"/ballots/{ballot.pk}/votes/", sent).status_code == 200
    after = everything()
    written = {table: after[table] - before[table] for table in after if after[table] != before[table]}
    assert {table: len(new) for table, new in written.items()} == {"votes_signature": 1, "votes_encryptedvote": 1}
    assert all(before[table] <= after[table] for table in before)


def everything() -> dict[str, set[str]]:
    """Every row of every table."""
    with connection.cursor() as cursor:
        tables = connection.introspection.table_names(cursor)
    return {table: {repr(row) for row in attacker.rows(f'SELECT * FROM "{table}"')} for table in tables}


# SQLite


@pytest.mark.sqlite
def test_none_of_the_tables_has_rowids():
    """Read from the schema as `migrate` leaves it: a table that Django remade would have them."""
    made = dict(attacker.rows("SELECT name, sql FROM sqlite_master WHERE type = 'table'"))
    for table in ("votes_signature", "votes_encryptedvote", "votes_sealedvote"):
        assert made[table].rstrip().endswith("WITHOUT ROWID")
        with pytest.raises(Exception, match="no such column: rowid"):
            attacker.rows(f"SELECT rowid FROM {table}")
    call_command("makemigrations", "votes", check=True, dry_run=True, verbosity=0)


@pytest.mark.sqlite
def test_no_number_counts_them(ca, ines):
    held(ca, ines)
    counted = {name for (name,) in attacker.rows("SELECT name FROM sqlite_sequence")}
    assert not counted & {"votes_signature", "votes_encryptedvote", "votes_sealedvote"}


@pytest.mark.sqlite
def test_each_code_lies_once_in_its_table_and_nowhere_else(ca, ines):
    """No old page, no freed page, no log keeps another copy; and they lie in the order of the codes."""
    ballot, truth = held(ca, ines)
    marks = marks_of(ballot, truth).values()
    before = attacker.database_files()
    assert all(before["-wal"].count(mark.encode()) > 2 for mark in list(marks)[:-1])
    assert not any(code.encode() in content for content in before.values() for code in truth.values())

    closed(ballot, ines)

    after = attacker.database_files()
    places = {code: [found.start() for found in re.finditer(code.encode(), after[""])] for code in truth.values()}
    assert {len(found) for found in places.values()} == {1}
    assert not any(attacker.CODE.search(after.get(rest, b"")) for rest in ("-shm", "-journal"))
    assert not any(code.encode() in after["-wal"] for code in truth.values())
    assert not any(mark.encode() in content for content in after.values() for mark in marks)
    ordered = [places[code] for code in sorted(truth.values())]
    for one, next_one in pairwise(ordered):  # filled from the end
        assert next_one[0] < one[0]


@pytest.mark.sqlite
def test_the_file_depends_on_what_it_holds_and_not_on_who_came_first(ca, ines):
    """The same ballots cast in another order leave the same pages."""
    ballot, truth = held(ca, ines)
    closed(ballot, ines)
    first = pages()
    everyone, answers = list(truth), dict(SealedVote.objects.values_list("code", "choice"))
    Ballot.objects.filter(pk=ballot.pk).update(shuffled_at=None, key_name="")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM votes_signature")
        cursor.execute("DELETE FROM votes_sealedvote")
    random.Random(2).shuffle(everyone)
    for entry in everyone:
        with transaction.atomic():
            Signature.objects.create(pk=entry)
            SealedVote.objects.create(code=truth[entry], ballot=ballot, choice=answers[truth[entry]])
    assert pages() != first
    assert shuffle_ballots() == 1
    assert pages() == first


def pages() -> list[bytes]:
    """The pages of both tables and of the index, in the order of the tree."""
    file = attacker.database_files(with_the_log_brought_in=True)[""]
    size = int.from_bytes(file[16:18], "big")
    roots = attacker.rows(
        "SELECT rootpage FROM sqlite_master WHERE tbl_name IN ('votes_signature', 'votes_sealedvote') ORDER BY name"
    )
    return [file[(root - 1) * size : root * size] for (root,) in roots]


# PostgreSQL


@pytest.mark.postgres
def test_no_row_anywhere_keeps_the_number_of_a_vote(ca, ines):
    """Neither `xmin` nor `xmax`, in any table: not in the roll either, which a lock or a foreign key would mark."""
    ballot, _truth = held(ca, ines)
    ((end,),) = attacker.rows("SELECT txid_current()")
    votes = set(range(min(numbers("votes_signature")["xmin"]), end))
    assert len(votes) >= VOTERS
    written = {table for table in tables() if votes & set(numbers(table)["xmin"])}
    assert written == {"votes_signature", "votes_encryptedvote"}
    assert set(numbers("votes_rollentry")["xmax"]) == {0}

    closed(ballot, ines)

    for table in tables():
        kept = numbers(table)
        assert not votes & {*kept["xmin"], *kept["xmax"]}, table
    assert [len(set(numbers(table)["xmin"])) for table in ("votes_signature", "votes_sealedvote")] == [1, 1]


@pytest.mark.postgres
def test_no_dead_row_and_no_old_file_remains(ca, ines):
    ballot, truth = held(ca, ines)
    old = file_paths()
    closed(ballot, ines)

    assert not set(old.values()) & set(file_paths().values())
    for path in old.values():
        assert attacker.rows(f"SELECT coalesce((pg_stat_file('{path}', true)).size, 0)") == [(0,)]
    files = attacker.relation_files()
    assert all(files["votes_sealedvote"].count(code.encode()) == 1 for code in truth.values())
    for table in ("votes_signature", "votes_sealedvote"):  # one page, and in it one place a row, none dead
        assert len(files[table]) == 8192
        assert (int.from_bytes(files[table][12:14], "little") - 24) // 4 == VOTERS


def tables() -> list[str]:
    with connection.cursor() as cursor:
        return connection.introspection.table_names(cursor)


def numbers(table: str) -> dict[str, list[int]]:
    found = attacker.rows(f'SELECT xmin::text::bigint, xmax::text::bigint FROM "{table}"')
    return {"xmin": [low for low, _high in found], "xmax": [high for _low, high in found]}


def file_paths() -> dict[str, str]:
    return dict(
        attacker.rows(
            "SELECT relname, pg_relation_filepath(oid) FROM pg_class "
            "WHERE relname ~ '^votes_(signature|encryptedvote|sealedvote)' AND relkind IN ('r', 'i')"
        )
    )
