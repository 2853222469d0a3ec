"""`manage.py journal`: what is wrong in the database is found, at the first entry, and said."""

import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from journal import immutability, verify_journal
from journal.actions import CLOCK
from journal.checkpoint import take_checkpoint
from journal.models import Entry
from journal.verify import Wrong, verify
from tests.journal.forgery import rewrite, tamper
from tests.journal.happenings import happen, latest_text

BLANK = "UPDATE journal_privatetext SET text = '', key = NULL, erased_at = CURRENT_TIMESTAMP WHERE name = 'reason'"


@pytest.fixture
def journal(db) -> None:
    """Three entries, a checkpoint after the second, and one at the end."""
    happen({"n": 1}, private={"name": "Inès", "reason": "parce que"})
    happen({"n": 2}, topics=["test:1", "test:2"])
    take_checkpoint(actor=CLOCK)
    happen({"n": 3})
    take_checkpoint(actor=CLOCK)


def command(*arguments: str) -> str:
    out = StringIO()
    call_command("journal", *arguments, stdout=out)
    return out.getvalue()


def test_a_good_journal_verifies(journal):
    assert command("verify") == "3 entries, 2 checkpoints, 0 of yours: the journal verifies.\n"


def test_an_empty_journal_verifies(db):
    assert verify() == "0 entries, 0 checkpoints, 0 of yours: the journal verifies."


def test_a_change_of_any_byte_of_an_entry_is_found_there(journal):
    original = bytes(Entry.objects.get(seq=2).bytes)

    for position in range(len(original)):
        changed = bytearray(original)
        changed[position] ^= 1
        tamper("UPDATE journal_entry SET bytes = %s WHERE seq = 2", bytes(changed))
        with pytest.raises(Wrong, match=r"^Entry 2: "):
            verify()

    tamper("UPDATE journal_entry SET bytes = %s WHERE seq = 2", original)
    verify()


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("UPDATE journal_entry SET actor = 'member:9' WHERE seq = 2", "Entry 2: its actor is 'member:9' in the table"),
        ("UPDATE journal_entry SET verb = 'x' WHERE seq = 2", "Entry 2: its verb"),
        ("UPDATE journal_entry SET hash = 'x' WHERE seq = 2", "Entry 2: its hash"),
        ("UPDATE journal_entry SET prev = 'x' WHERE seq = 2", "Entry 2: its previous hash"),
        ("UPDATE journal_entry SET at = '2020-01-01 00:00:00+00:00' WHERE seq = 2", "Entry 2: its instant"),
        ("UPDATE journal_entrytopic SET topic = 'x' WHERE topic = 'test:2'", "Entry 2: its topics"),
        ("DELETE FROM journal_entrytopic WHERE topic = 'test:2'", "Entry 2: its topics"),
        ("UPDATE journal_privatetext SET text = 'Lise' WHERE name = 'name'", "Entry 1: the text “name” is not the one"),
        ("UPDATE journal_privatetext SET name = 'x' WHERE name = 'name'", "Entry 1: the text “name” was taken away"),
        ("UPDATE journal_privatetext SET entry_id = 2 WHERE name = 'name'", "Entry 1: the text “name” was taken away"),
        (BLANK, "Entry 1: the text “reason” was emptied without an erasure"),
        ("UPDATE journal_head SET hash = 'x'", "Entry 4: missing; the journal's end is at entry 3, hash x"),
        ("UPDATE journal_head SET seq = 2", "Entry 3: missing; the journal's end is at entry 2"),
        (
            "UPDATE journal_checkpoint SET root = 'x' WHERE size = 2",
            "Checkpoint of 2 entries .*: the journal was rewritten",
        ),
        (
            "UPDATE journal_checkpoint SET signature = 'x' WHERE size = 2",
            "Checkpoint of 2 entries: its signature is wrong",
        ),
        (
            "UPDATE journal_checkpoint SET frontier = 'x' WHERE size = 2",
            "Checkpoint of 2 entries: what the next one starts",
        ),
        ("UPDATE journal_checkpoint SET size = 9 WHERE size = 2", "Checkpoint of 9 entries: the journal was cut short"),
        ("DELETE FROM journal_checkpoint", None),
    ],
)
def test_what_was_changed_is_said(journal, sql, message):
    tamper(sql)

    if message is None:
        verify()  # a checkpoint that nobody holds can be withheld: that is why they are printed
    else:
        with pytest.raises(Wrong, match=f"^{message}"):
            verify()


def drop(seq: int) -> None:
    tamper("DELETE FROM journal_entrytopic WHERE entry_id = %s", seq)
    tamper("DELETE FROM journal_privatetext WHERE entry_id = %s", seq)
    tamper("DELETE FROM journal_entry WHERE seq = %s", seq)


@pytest.mark.parametrize(
    ("seq", "message"),
    [(1, "Entry 1: missing or moved; entry 2"), (2, "Entry 2: missing or moved; entry 3"), (3, "Entry 4: missing;")],
)
def test_a_deletion_is_found(journal, seq, message):
    drop(seq)

    with pytest.raises(Wrong, match=message.replace("Entry 4", "Entry 3")):
        verify()


def test_a_deleted_end_is_found_by_a_checkpoint_even_when_the_head_was_moved_back(journal):
    second = Entry.objects.get(seq=2)
    drop(3)
    tamper("UPDATE journal_head SET seq = 2, hash = %s", second.hash)

    with pytest.raises(Wrong, match="Checkpoint of 3 entries: the journal was cut short; it has 2"):
        verify()


def test_an_entry_slipped_in_beyond_the_end_is_found(journal):
    tamper(
        "INSERT INTO journal_entry (seq, bytes, hash, prev, at, actor, verb)"
        " SELECT 4, bytes, 'x', hash, at, actor, verb FROM journal_entry WHERE seq = 3"
    )

    with pytest.raises(Wrong, match="Entry 4: it stands beyond the journal's end"):
        verify()


def test_two_entries_that_changed_places_are_found(journal):
    second, third = (bytes(Entry.objects.get(seq=seq).bytes) for seq in (2, 3))
    tamper("UPDATE journal_entry SET bytes = %s WHERE seq = 2", third)
    tamper("UPDATE journal_entry SET bytes = %s WHERE seq = 3", second)

    with pytest.raises(Wrong, match="Entry 2: missing or moved; entry 3 stands in its place"):
        verify()


def test_a_rewritten_and_signed_again_journal_is_caught_by_a_checkpoint_held_outside(journal, tmp_path):
    minutes = tmp_path / "pv.txt"
    minutes.write_text(f"Procès-verbal du CA\n{latest_text('fr')}\n")
    assert command("verify", "--held", str(minutes)) == "3 entries, 2 checkpoints, 1 of yours: the journal verifies.\n"

    rewrite(2, {"n": 20})

    assert "the journal verifies" in command("verify")
    with pytest.raises(CommandError, match="the journal was rewritten") as caught:
        command("verify", "--held", str(minutes))
    assert caught.value.returncode == 1


def test_a_journal_without_its_guards_does_not_verify(journal):
    immutability.lift()

    with pytest.raises(Wrong, match="would let the journal be changed: journal_refuses_delete_journal_entry"):
        verify()


def test_verify_ends_with_1_at_the_first_wrong_entry(journal):
    tamper("UPDATE journal_entry SET verb = 'x' WHERE seq > 1")

    with pytest.raises(CommandError, match="Entry 2: its verb is 'x'") as caught:
        command("verify")

    assert caught.value.returncode == 1


def test_a_journal_signed_again_with_another_key_is_said_unless_a_checkpoint_held_outside_vouches(
    journal, settings, tmp_path
):
    """Whoever has the database alone rewrites all of it, and signs with a key of his own."""
    held, ours = latest_text("fr"), settings.VAR_DIR
    settings.VAR_DIR = tmp_path
    with pytest.raises(Wrong, match="Checkpoint of 2 entries: it was signed with another key than this installation"):
        verify()
    happen({"n": 4})
    take_checkpoint(actor=CLOCK)  # the key was lost and made anew: what is held says that the rest is whole
    assert command("verify", "--held", held) == "4 entries, 3 checkpoints, 1 of yours: the journal verifies.\n"

    rewrite(2, {"n": 20})
    settings.VAR_DIR = ours
    with pytest.raises(CommandError, match="Checkpoint of 4 entries: it was signed with another key"):
        command("verify")


def test_a_held_checkpoint_that_cannot_be_read_is_said(journal):
    with pytest.raises(CommandError, match="no checkpoint found in 'perdu'") as caught:
        command("verify", "--held", "perdu")

    assert caught.value.returncode == 2


def test_export_writes_what_the_stand_alone_script_checks(journal, tmp_path):
    file = tmp_path / "journal.txt"
    command("export", str(file))

    assert verify_journal.main([str(file)]) == 0
    assert "Inès" not in file.read_text()

    command("export", str(file), "--texts")

    assert verify_journal.main([str(file)]) == 0
    assert "Inès" in file.read_text()


def test_export_says_where_it_cannot_write(journal, tmp_path):
    with pytest.raises(CommandError, match="Is a directory"):
        command("export", str(tmp_path))


def test_checkpoint_prints_the_lines_to_hold(db):
    with pytest.raises(CommandError, match="The journal is empty"):
        command("checkpoint")

    happen()

    assert command("checkpoint").strip() == latest_text("en")


def test_the_command_ends_with_its_code(transactional_db, settings):
    """As a person runs it: 0 and the sentence, or 1 and what is wrong."""
    happen()
    manage = [sys.executable, str(Path(settings.BASE_DIR, "manage.py")), "journal", "verify"]
    url = database_url()

    def run() -> subprocess.CompletedProcess:
        environment = {"DATABASE_URL": url, "AVANT_MINUIT_VAR": str(settings.VAR_DIR), "PATH": "/usr/bin:/bin"}
        return subprocess.run(manage, capture_output=True, text=True, check=False, env=environment)

    good = run()
    assert (good.returncode, good.stdout) == (0, "1 entries, 0 checkpoints, 0 of yours: the journal verifies.\n"), good

    tamper("UPDATE journal_entry SET verb = 'x'")

    bad = run()
    assert (bad.returncode, bad.stdout) == (1, "")
    assert "Entry 1: its verb is 'x' in the table, 'test.happened' in its bytes." in bad.stderr


def database_url() -> str:
    """The tests' own database, as another process names it."""
    at = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{at['NAME']}"
    host = at["HOST"] or at["OPTIONS"].get("host", "")
    return f"postgres://{at['USER']}:{at['PASSWORD']}@/{at['NAME']}?host={host}&port={at['PORT'] or 5432}"
