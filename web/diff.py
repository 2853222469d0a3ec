"""What changed between two texts, word by word."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

WORDS = re.compile(r"\s+|\w+(?:[’'\-]\w+)*|[^\w\s]", re.UNICODE)


@dataclass(frozen=True)
class Piece:
    """A run of text that both have, or only the new one (`added`), or only the old one (`removed`)."""

    kind: Literal["same", "added", "removed"]
    text: str


def words(old: str, new: str) -> list[Piece]:
    """The pieces that lead from `old` to `new`. Same and removed ones make `old` again, same and added ones `new`."""
    return list(_joined(_pieces(WORDS.findall(old), WORDS.findall(new))))


def _pieces(before: list[str], after: list[str]) -> Iterator[Piece]:
    for verb, start, end, new_start, new_end in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if verb == "equal":
            yield Piece("same", "".join(before[start:end]))
            continue
        if end > start:
            yield Piece("removed", "".join(before[start:end]))
        if new_end > new_start:
            yield Piece("added", "".join(after[new_start:new_end]))


def _joined(pieces: Iterator[Piece]) -> Iterator[Piece]:
    """A lone space between two changes belongs to both: a rewritten sentence reads as one change, not as confetti."""
    removed = added = ""
    for piece in pieces:
        if piece.kind == "removed":
            removed += piece.text
        elif piece.kind == "added":
            added += piece.text
        elif piece.text.isspace() and "\n" not in piece.text and (removed or added):
            removed, added = removed + piece.text, added + piece.text
        else:
            yield from _change(removed, added)
            removed = added = ""
            yield piece
    yield from _change(removed, added)


def _change(removed: str, added: str) -> Iterator[Piece]:
    if removed == added:
        if removed:
            yield Piece("same", removed)
        return
    tail = ""
    if removed[-1:].isspace() and removed[-1:] == added[-1:]:
        tail, removed, added = removed[-1], removed[:-1], added[:-1]
    if removed:
        yield Piece("removed", removed)
    if added:
        yield Piece("added", added)
    if tail:
        yield Piece("same", tail)
