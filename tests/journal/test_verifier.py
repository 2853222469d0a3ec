"""The stand-alone verifier: its tree and its signatures against published vectors, then its judgement."""

import base64
import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from hypothesis import given, settings
from hypothesis import strategies as st

from journal import keys, verify_journal
from journal.actions import CLOCK
from journal.checkpoint import take_checkpoint
from journal.export import export
from journal.models import Checkpoint, Entry
from journal.verify_journal import L, Tree, Wrong, ed25519_verifies, leaf_hash, node_hash, verify
from tests.journal.forgery import rewrite
from tests.journal.happenings import happen, latest_text
from tests.journal.vectors import RFC_8032, TREE_LEAVES, TREE_ROOTS

SCRIPT = Path(verify_journal.__file__)


# RFC 9162, section 2.1.1


@pytest.mark.parametrize("size", range(9))
def test_the_root_is_that_of_the_published_vectors(size):
    tree = Tree()
    for leaf in TREE_LEAVES[:size]:
        tree.add(leaf_hash(bytes.fromhex(leaf)))

    assert tree.root().hex() == TREE_ROOTS[size]


def defined_root(leaves: list[bytes]) -> bytes:
    """MTH, word for word as RFC 9162 defines it."""
    if not leaves:
        return hashlib.sha256(b"").digest()
    if len(leaves) == 1:
        return leaf_hash(leaves[0])
    k = 1
    while 2 * k < len(leaves):
        k *= 2
    return node_hash(defined_root(leaves[:k]), defined_root(leaves[k:]))


@given(st.lists(st.binary(max_size=4), max_size=70))
def test_the_root_is_the_defined_one(leaves):
    tree = Tree()
    for leaf in leaves:
        tree.add(leaf_hash(leaf))

    assert tree.root() == defined_root(leaves)


# RFC 8032, section 7.1


@pytest.mark.parametrize(("key", "message", "signature"), RFC_8032, ids=["1", "2", "3", "1024", "SHA(abc)"])
def test_the_vectors_of_rfc_8032_verify_and_their_neighbours_do_not(key, message, signature):
    key, message, signature = bytes.fromhex(key), bytes.fromhex(message), bytes.fromhex(signature)

    assert ed25519_verifies(key, message, signature)
    assert not ed25519_verifies(key, message + b"x", signature)
    for position in (0, 31, 32, 63):
        changed = bytearray(signature)
        changed[position] ^= 1
        assert not ed25519_verifies(key, message, bytes(changed))


def test_a_signature_has_one_writing():
    key, message, signature = (bytes.fromhex(value) for value in RFC_8032[1])
    s = int.from_bytes(signature[32:], "little")

    assert not ed25519_verifies(key, message, signature[:32] + (s + L).to_bytes(32, "little"))
    assert not ed25519_verifies(key, message, signature + b"\x00")
    assert not ed25519_verifies(key[:31], message, signature)


@pytest.mark.parametrize("key", ["02" + "00" * 31, "ff" * 31 + "7f", "01" + "00" * 30 + "80"])
def test_what_is_no_point_of_the_curve_is_no_key(key):
    """y = 2 has no x; y ≥ p is not written; x = 0 has no sign."""
    _, message, signature = (bytes.fromhex(value) for value in RFC_8032[0])

    assert not ed25519_verifies(bytes.fromhex(key), message, signature)


@settings(max_examples=15)
@given(st.binary(min_size=32, max_size=32), st.binary(max_size=100))
def test_what_a_library_signs_verifies(seed, message):
    private = Ed25519PrivateKey.from_private_bytes(seed)
    public = private.public_key().public_bytes_raw()

    assert ed25519_verifies(public, message, private.sign(message))
    assert not ed25519_verifies(public, message + b"!", private.sign(message))


# An exported journal


@pytest.fixture
def exported(db) -> bytes:
    """Three entries, a checkpoint after the second, and one at the end."""
    happen({"n": 1}, private={"reason": "parce que « ç’est » ainsi"})
    happen({"n": 2}, topics=["test:1", "test:2"])
    take_checkpoint(actor=CLOCK)
    happen({"n": 3})
    take_checkpoint(actor=CLOCK)
    return file()


def file(*, texts: bool = False) -> bytes:
    return b"".join(line + b"\n" for line in export(texts=texts))


def test_an_export_verifies(exported):
    assert verify(exported, []) == "3 entries, 2 checkpoints, 0 of yours: the journal verifies."


def test_an_empty_journal_verifies(db):
    assert verify(file(), []) == "0 entries, 0 checkpoints, 0 of yours: the journal verifies."


def is_found(data: bytes) -> bool:
    try:
        verify(data, [])
    except Wrong:
        return True
    return False


def test_a_change_of_any_byte_is_found(exported):
    for position in range(len(exported)):
        for change in (0x01, 0x20):
            changed = bytearray(exported)
            changed[position] ^= change
            assert is_found(bytes(changed)), exported[max(0, position - 20) : position + 20]


def test_a_byte_more_or_less_is_found_anywhere(exported):
    for position in range(len(exported)):
        before, after = exported[:position], exported[position:]
        assert is_found(before + after[1:]), before[-20:]
        assert is_found(before + b" " + after), before[-20:]


def test_a_file_cut_short_anywhere_is_found(exported):
    for length in range(len(exported)):
        assert is_found(exported[:length]), length


def test_an_entry_taken_out_moved_or_doubled_is_found(exported):
    lines = exported.split(b"\n")
    first, second = lines[1], lines[2]
    for changed, message in [
        ([second], "Entry 1: missing or moved; entry 2"),
        ([second, first], "Entry 1: missing or moved; entry 2"),
        ([first, second, second], "Entry 3: missing or moved; entry 2"),
        ([], "After entry 0: a checkpoint that is not in its place"),
    ]:
        with pytest.raises(Wrong, match=message):
            verify(b"\n".join([lines[0], *changed, *lines[3:]]), [])


def test_an_entry_that_nobody_could_have_written_is_found(exported):
    for forged in (b'{"n":1}', b'{"seq":1,"seq":1}', exported.split(b"\n")[1].replace(b'"n":1', b'"n":1.0'), b"{}"):
        lines = exported.split(b"\n")
        lines[1] = forged
        with pytest.raises(Wrong, match="Entry 1: its "):
            verify(b"\n".join(lines), [])


def test_names_and_reasons_are_the_ones_committed_to(exported):
    with_texts = file(texts=True)

    assert "« ç’est »".encode() not in exported
    verify(with_texts, [])
    changes = {"parce": "Parce", '"entry": 1': '"entry": 2', '"name": "reason"': '"name": "x"', '"key": "': '"key": "0'}
    for old, new in changes.items():
        with pytest.raises(Wrong, match=r"the text|private text"):
            verify(with_texts.replace(old.encode(), new.encode()), [])


def test_a_rewritten_and_signed_again_journal_is_caught_by_a_checkpoint_held_outside(exported):
    held = verify_journal.held_in(latest_text("fr"))
    rewrite(2, {"n": 20})
    forged = file()

    assert verify(forged, []).endswith("the journal verifies.")
    with pytest.raises(Wrong, match=r"Checkpoint of 3 entries .*: the journal was rewritten"):
        verify(forged, held)


def test_a_journal_cut_short_and_signed_again_is_caught_by_a_checkpoint_held_outside(exported):
    held = verify_journal.held_in(latest_text("fr"))
    rewrite(3, None)
    forged = file()

    verify(forged, [])
    with pytest.raises(Wrong, match="Checkpoint of 3 entries: the journal was cut short; it has 2"):
        verify(forged, held)


def test_a_journal_signed_by_another_key_is_caught_by_who_knows_the_key(exported, settings, tmp_path):
    known, held = keys.public_key(), verify_journal.held_in(latest_text("fr"))
    settings.VAR_DIR = tmp_path
    rewrite(3, {"n": 3})
    forged = file()

    verify(forged, [])
    with pytest.raises(Wrong, match="its signature is wrong"):
        verify(forged, [], known)
    with pytest.raises(Wrong, match=r"was rewritten|was not signed by this journal's key"):
        verify(forged, held)


def test_a_checkpoint_that_nobody_signed_accuses_nobody(exported):
    signature = base64.urlsafe_b64encode(bytes(64)).decode().rstrip("=")
    root = Checkpoint.objects.get(size=3).root
    held = verify_journal.held_in(f"3 2026-11-24T20:50:00.123Z\n{root}\n{signature}")

    assert len(held) == 1
    with pytest.raises(Wrong, match="not signed by this journal's key"):
        verify(exported, held)


# As a person runs it


def run(*arguments: object) -> tuple[int, str]:
    """By plain Python, away from our code and from the environment's packages."""
    command = [sys.executable, "-I", "-S", str(SCRIPT), *map(str, arguments)]
    ended = subprocess.run(command, capture_output=True, text=True, check=False)
    return ended.returncode, ended.stdout + ended.stderr


def test_the_script_runs_alone_and_says_what_is_wrong(exported, tmp_path):
    good, bad, minutes = tmp_path / "journal.txt", tmp_path / "bad.txt", tmp_path / "minutes.txt"
    good.write_bytes(exported)
    bad.write_bytes(exported.replace(b'"n":2', b'"n":7'))
    minutes.write_text(f"Procès-verbal\n\n{latest_text('fr')}\n\nFait à Crest.")

    assert run(good) == (0, "3 entries, 2 checkpoints, 0 of yours: the journal verifies.\n")
    assert run(good, "--held", minutes, "--key", keys.public_key()) == (
        0,
        "3 entries, 2 checkpoints, 1 of yours: the journal verifies.\n",
    )
    code, said = run(bad)
    assert (code, said) == (
        1,
        "Checkpoint of 2 entries (" + said.split("(")[1].split(")")[0] + "): the journal was rewritten; "
        "one of its first 2 entries is not the one that was there then.\n",
    )
    assert run(good, "--held", "nothing here")[0] == 2
    assert run(tmp_path / "absent.txt")[0] == 2


def test_an_entry_is_exactly_a_line_of_the_file(exported):
    lines = exported.split(b"\n")

    assert [line for line in lines if line.startswith(b"{")] == [bytes(entry.bytes) for entry in Entry.objects.all()]
