#!/usr/bin/env python3
"""Checks an exported journal without any of the programs that wrote it.

    python3 verify_journal.py journal.txt
    python3 verify_journal.py journal.txt --held minutes.txt --held "1204 2026-11-24T20:50:00.123Z 3f… kQ…"

It needs Python and nothing else. It ends with 0 if the journal verifies, 1 at the first thing that
is wrong (and says what), 2 if it was called wrongly.

What it checks. Each line of the file that begins with `{` is one entry: exactly the bytes that were
hashed. An entry's hash is SHA-256(0x00 || bytes), and each entry holds the hash of the one before, so
none can be changed, taken out, or moved without all that follow changing. A checkpoint is the root of
the tree of these hashes (RFC 9162, section 2.1.1), with an Ed25519 signature (RFC 8032). Whoever rewrites
the whole journal can compute all of it again; what they cannot change is a checkpoint that you hold:
the lines printed in minutes, convocations and result emails. Give them with `--held`, as a
file that contains them or as they are.
"""

import argparse
import base64
import hashlib
import hmac
import json
import re
import sys
from pathlib import Path
from typing import Any, NamedTuple

HEADER = b"#avant-minuit journal 1"
GENESIS = "0" * 64
LARGEST = 2**53 - 1
FIELDS = ["actor", "at", "body", "format", "prev", "private", "seq", "topics", "verb"]
HELD = re.compile(r"\b(\d+)\s+(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)\s+([0-9a-f]{64})\s+([\w-]{86})(?![\w-])")


class Wrong(Exception):
    """What is wrong, in words."""


# The chain


class Chain:
    """The entries read so far: how many, the hash of the last, and the tree over all of them."""

    def __init__(self) -> None:
        self.size = 0
        self.hash = GENESIS
        self.tree = Tree()

    def add(self, data: bytes) -> dict[str, Any]:
        """Check the next entry's bytes and chain it. Returns what the bytes say."""
        number = self.size + 1
        entry = _read(data, number)
        if entry["seq"] != number:
            raise Wrong(f"Entry {number}: missing or moved; entry {entry['seq']} stands in its place.")
        if entry["prev"] != self.hash:
            raise Wrong(f"Entry {number}: it does not follow the entry before, which was changed or replaced.")
        digest = leaf_hash(data)
        self.size, self.hash = number, digest.hex()
        self.tree.add(digest)
        return entry


def _read(data: bytes, number: int) -> dict[str, Any]:
    try:
        entry = json.loads(data.decode())
    except ValueError:
        raise Wrong(f"Entry {number}: its bytes are not JSON; they were changed.") from None
    if not isinstance(entry, dict) or sorted(entry) != FIELDS or type(entry["seq"]) is not int:
        raise Wrong(f"Entry {number}: its fields are not those of an entry.")
    if canonical(entry) != data:
        raise Wrong(f"Entry {number}: its bytes are not written as RFC 8785 says; they were changed.")
    return entry


def canonical(value: Any) -> bytes | None:
    """RFC 8785 for what an entry may hold; `None` if it holds anything else (a float, a huge number)."""
    try:
        return json.dumps(_sorted(value), ensure_ascii=False, separators=(",", ":")).encode()
    except ValueError:
        return None


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _sorted(value[name]) for name in sorted(value, key=lambda name: name.encode("utf-16-be"))}
    if isinstance(value, list):
        return [_sorted(item) for item in value]
    if isinstance(value, float) or (isinstance(value, int) and abs(value) > LARGEST):
        raise ValueError(value)
    return value


# The tree (RFC 9162, section 2.1.1)


class Tree:
    """The roots of the full subtrees so far, the largest first: all that the next leaf needs."""

    def __init__(self) -> None:
        self.size = 0
        self.roots: list[bytes] = []

    def add(self, leaf: bytes) -> None:
        self.roots.append(leaf)
        self.size += 1
        merges = (self.size & -self.size).bit_length() - 1  # as many as trailing zeros
        for _ in range(merges):
            right, left = self.roots.pop(), self.roots.pop()
            self.roots.append(node_hash(left, right))

    def root(self) -> bytes:
        if not self.roots:
            return hashlib.sha256(b"").digest()
        root = self.roots[-1]
        for left in reversed(self.roots[:-1]):
            root = node_hash(left, root)
        return root


def leaf_hash(data: bytes) -> bytes:
    return hashlib.sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    return hashlib.sha256(b"\x01" + left + right).digest()


# Checkpoints


class Checkpoint(NamedTuple):
    size: int
    at: str
    root: str
    signature: str  # base64url without padding
    key: str = ""  # hex; a printed checkpoint does not repeat it

    def message(self) -> bytes:
        """The bytes that are signed."""
        return f"avant-minuit journal\n{self.size}\n{self.at}\n{self.root}\n".encode()

    def is_signed_by(self, key: str) -> bool:
        try:
            public = bytes.fromhex(key)
            signature = base64.urlsafe_b64decode(self.signature + "==")
        except ValueError:
            return False
        if public.hex() != key or base64.urlsafe_b64encode(signature).decode().rstrip("=") != self.signature:
            return False  # another way to write the same bytes
        return ed25519_verifies(public, self.message(), signature)

    def check(self, root: bytes) -> None:
        if root.hex() != self.root:
            raise Wrong(
                f"Checkpoint of {self.size} entries ({self.at}): the journal was rewritten; "
                f"one of its first {self.size} entries is not the one that was there then."
            )


def held_in(text: str) -> list[Checkpoint]:
    """Every checkpoint printed in a text: minutes, an email, or the four values alone."""
    return [Checkpoint(int(size), at, root, signature) for size, at, root, signature in HELD.findall(text)]


def held_from(argument: str) -> list[Checkpoint]:
    """What `--held` gives: the four values themselves, or the name of a file with some. Raises `ValueError`."""
    checkpoints = held_in(argument)
    if not checkpoints:
        try:
            checkpoints = held_in(Path(argument).read_text(errors="replace"))
        except OSError:
            checkpoints = []
    if not checkpoints:
        raise ValueError(f"no checkpoint found in {argument!r}")
    return checkpoints


# Ed25519 (RFC 8032, section 5.1), verifying only

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)
Point = tuple[int, int, int, int]  # extended coordinates: X, Y, Z, T


def ed25519_verifies(public_key: bytes, message: bytes, signature: bytes) -> bool:
    if len(public_key) != 32 or len(signature) != 64:
        return False
    key, commitment = _point(public_key), _point(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if key is None or commitment is None or s >= L:
        return False
    challenge = int.from_bytes(hashlib.sha512(signature[:32] + public_key + message).digest(), "little") % L
    return _same(_times(s, BASE), _plus(commitment, _times(challenge, key)))


def _point(data: bytes) -> Point | None:
    """RFC 8032, section 5.1.3."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (2**255 - 1)
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_1 % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = x if x & 1 == sign else P - x
    return x, y, 1, x * y % P


def _plus(a: Point, b: Point) -> Point:
    """RFC 8032, section 5.1.4."""
    low, high = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, d = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    e, f, g, h = high - low, d - c, d + c, high + low
    return e * f % P, g * h % P, f * g % P, e * h % P


def _times(factor: int, point: Point) -> Point:
    total: Point = (0, 1, 1, 0)
    while factor:
        if factor & 1:
            total = _plus(total, point)
        point, factor = _plus(point, point), factor >> 1
    return total


def _same(a: Point, b: Point) -> bool:
    return (a[0] * b[2] - b[0] * a[2]) % P == 0 and (a[1] * b[2] - b[1] * a[2]) % P == 0


_base = _point((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
assert _base is not None  # noqa: S101
BASE: Point = _base


# An exported file


def verify(data: bytes, held: list[Checkpoint], key: str = "") -> str:
    """Check a whole exported file. Returns a sentence that says what was checked; raises `Wrong`."""
    lines = data.split(b"\n")
    if lines[0] != HEADER:
        raise Wrong("This is not an exported journal.")
    chain, checkpoints, keys, ended = Chain(), 0, {key} - {""}, False
    commitments: dict[tuple[int, str], str] = {}
    expected: dict[int, list[Checkpoint]] = {}
    for one in held:
        expected.setdefault(one.size, []).append(one)
    for line in lines[1:-1]:
        if ended:
            raise Wrong("Something stands after the end of the journal.")
        if line.startswith(b"{"):
            entry = chain.add(line)
            commitments |= {(chain.size, name): value for name, value in entry["private"].items()}
            for one in expected.pop(chain.size, []):
                one.check(chain.tree.root())
        elif line.startswith(b"#checkpoint "):
            keys.add(_checkpoint(line, chain, key).key)
            checkpoints += 1
        elif line.startswith(b"#text "):
            _text(line, commitments)
        elif line == f"#end {chain.size} {chain.hash}".encode():
            ended = True
        else:
            raise Wrong(f"After entry {chain.size}: a line that has no place here.")
    if expected:
        size = min(expected)
        raise Wrong(f"Checkpoint of {size} entries: the journal was cut short; it has {chain.size}.")
    if not ended or lines[-1]:
        raise Wrong(f"The file was cut short after entry {chain.size}.")
    for one in held:
        if keys and not any(one.is_signed_by(known) for known in keys):
            raise Wrong(f"Checkpoint of {one.size} entries: the one you hold was not signed by this journal's key.")
    return f"{chain.size} entries, {checkpoints} checkpoints, {len(held)} of yours: the journal verifies."


def _checkpoint(line: bytes, chain: Chain, key: str) -> Checkpoint:
    fields = line.decode(errors="replace").split(" ")
    if len(fields) != 6 or fields[1] != str(chain.size):
        raise Wrong(f"After entry {chain.size}: a checkpoint that is not in its place.")
    checkpoint = Checkpoint(chain.size, *fields[2:])
    checkpoint.check(chain.tree.root())
    if not checkpoint.is_signed_by(key or checkpoint.key):
        raise Wrong(f"Checkpoint of {chain.size} entries: its signature is wrong.")
    return checkpoint


def _text(line: bytes, commitments: dict[tuple[int, str], str]) -> None:
    """A name or a reason handed out with the export: is it the one that the entry commits to?"""
    try:
        text = json.loads(line[len(b"#text ") :])
        number, name = text["entry"], text["name"]
        commitment = hmac.new(bytes.fromhex(text["key"]), text["text"].encode(), hashlib.sha256).hexdigest()
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Wrong("A private text that cannot be read.") from None
    if commitments.get((number, name)) != commitment:
        raise Wrong(f"Entry {number}: the text “{name}” is not the one that was written then.")


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("file", type=Path, help="what `manage.py journal export` wrote")
    parser.add_argument("--held", action="append", default=[], help="a checkpoint that you hold, or a file with some")
    parser.add_argument("--key", default="", help="the public key you know, in hex: checkpoints must be signed by it")
    options = parser.parse_args(arguments)
    try:
        held = [checkpoint for argument in options.held for checkpoint in held_from(argument)]
    except ValueError as error:
        parser.error(str(error))
    try:
        print(verify(options.file.read_bytes(), held, options.key))
    except OSError as error:
        parser.error(str(error))
    except Wrong as wrong:
        print(wrong, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
