"""Checkpoints: signed once, the same for everybody, and short enough to be printed."""

import stat
import threading
from datetime import UTC, datetime

import pytest

from journal import keys
from journal.actions import CLOCK, action
from journal.checkpoint import due, signed, take_checkpoint
from journal.models import Checkpoint, Entry
from journal.private_files import write_once
from journal.verify_journal import Tree, held_in
from tests.journal.happenings import happen, happening, latest_text


def test_an_empty_journal_has_no_checkpoint(db):
    assert take_checkpoint(actor=CLOCK) is None
    assert latest_text("fr") == ""


def test_each_checkpoint_signs_all_the_entries_there_are(db):
    for size in range(1, 12):
        happen({"n": size})
        checkpoint = take_checkpoint(actor=CLOCK)
        tree = Tree()
        for entry in Entry.objects.all():
            tree.add(bytes.fromhex(entry.hash))
        assert (checkpoint.size, checkpoint.root) == (size, tree.root().hex())
        assert signed(checkpoint).is_signed_by(keys.public_key())


def test_signing_twice_changes_nothing(db):
    happen()
    first = take_checkpoint(actor=CLOCK)

    assert take_checkpoint(actor=CLOCK) == first
    assert Checkpoint.objects.count() == 1
    assert Entry.objects.count() == 1


def test_the_clock_signs_what_is_new_an_hour_later(db, monkeypatch):
    def at(hour: int, minute: int) -> None:
        monkeypatch.setattr("journal.checkpoint.now", lambda: datetime(2026, 11, 24, hour, minute, tzinfo=UTC))
        due()
        due()

    def sizes() -> list[int]:
        return list(Checkpoint.objects.values_list("size", flat=True))

    at(18, 0)
    assert sizes() == []
    happen()
    at(18, 1)
    assert sizes() == [1]
    happen()
    at(19, 0)
    assert sizes() == [1]
    at(19, 1)
    assert sizes() == [1, 2]
    at(23, 0)
    assert sizes() == [1, 2]


def test_what_an_action_records_comes_after_the_checkpoint_it_takes(db):
    @action
    def sign(*, actor) -> None:
        happening(None, actor=actor)
        take_checkpoint(actor=actor)

    happen()
    sign(actor=CLOCK)

    assert Checkpoint.objects.get().size == 1
    assert Entry.objects.count() == 2


def test_the_lines_to_hold(db, monkeypatch):
    monkeypatch.setattr("journal.checkpoint.now", lambda: datetime(2026, 11, 24, 20, 50, 1, 123000, UTC))
    happen()
    happen()
    checkpoint = take_checkpoint(actor=CLOCK)

    french, english = latest_text("fr").split("\n"), latest_text("en").split("\n")

    assert french[0] == "Point de contrôle du journal\xa0: 2 inscriptions au 24 novembre 2026 à 21\xa0h\xa050."
    assert english[0] == "Checkpoint of the journal: 2 entries on Nov. 24, 2026 at 21:50."
    assert french[1:] == english[1:] == ["2 2026-11-24T20:50:01.123Z", checkpoint.root, checkpoint.signature]
    assert max(map(len, french)) <= 86
    assert held_in("\n".join(["Procès-verbal", *french, "fin"])) == [signed(checkpoint)._replace(key="")]


def test_the_key_is_made_once_and_is_its_owners_alone(tmp_path):
    path = tmp_path / "key.pem"
    start = threading.Barrier(8)
    read: list[bytes] = []

    def begin() -> None:
        start.wait()
        read.append(write_once(path, keys._make))

    threads = [threading.Thread(target=begin) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(set(read)) == 1
    assert len(read) == 8
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in tmp_path.iterdir()] == ["key.pem"]


def test_a_file_that_holds_no_such_key_is_refused(tmp_path, settings):
    settings.VAR_DIR = tmp_path
    (tmp_path / "journal_key.pem").write_text("perdu")

    with pytest.raises(ValueError, match="PEM"):
        keys.signing_key()
