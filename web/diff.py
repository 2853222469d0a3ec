"""What changed between two texts: sentence by sentence first, then word by word within those that changed.

The work is bounded: a sentence changed into something else altogether is shown as the old one and the new one.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

SENTENCES = re.compile(r"[^\n.!?;]*(?:[.!?;]+\s*|\n\s*|$)")
WORDS = re.compile(r"\s+|\w+(?:[’'\-]\w+)*|[^\w\s]", re.UNICODE)
MOST_PAIRS = 20_000  # of equal words, one on each side: what the time to compare two passages grows with
MOST_PAIRS_IN_ALL = 100_000
MOST_STEPS = 1_000_000  # of words or sentences read again for each run that both passages have, in all


@dataclass(frozen=True)
class DiffPiece:
    """A run of text that both have, or only the new one (`added`), or only the old one (`removed`)."""

    kind: Literal["same", "added", "removed"]
    text: str


def words(old: str, new: str) -> list[DiffPiece]:
    """The pieces that lead from `old` to `new`. Same and removed ones make `old` again, same and added ones `new`."""
    pieces: list[DiffPiece] = []
    for piece in _joined(_pieces(old, new)):
        if piece.kind == "same" and pieces and pieces[-1].kind == "same":
            piece = DiffPiece("same", pieces.pop().text + piece.text)
        pieces.append(piece)
    return pieces


def _pieces(old: str, new: str) -> Iterator[DiffPiece]:
    budget, steps = MOST_PAIRS_IN_ALL, MOST_STEPS
    for before, after in _passages(SENTENCES.findall(old), SENTENCES.findall(new)):
        if before == after:
            if before:
                yield DiffPiece("same", before)
            continue
        removed, added = WORDS.findall(before), WORDS.findall(after)
        cost, reading = _pairs(removed, added), _steps(removed, added)
        if cost > min(MOST_PAIRS, budget) or reading > steps:
            yield from _change(before, after)
            continue
        budget, steps = budget - cost, steps - reading
        for verb, start, end, new_start, new_end in _matcher(removed, added).get_opcodes():
            if verb == "equal":
                yield DiffPiece("same", "".join(removed[start:end]))
            else:
                yield from _change("".join(removed[start:end]), "".join(added[new_start:new_end]))


def _passages(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[str, str]]:
    """The texts side by side: what both have, and between them what became of what."""
    least = min(len(before), len(after))
    head = next((i for i in range(least) if before[i] != after[i]), least)
    tail = next((i for i in range(least - head) if before[-1 - i] != after[-1 - i]), least - head)
    middle, new_middle = before[head : len(before) - tail], after[head : len(after) - tail]
    yield "".join(before[:head]), "".join(after[:head])
    if _pairs(middle, new_middle) > MOST_PAIRS or _steps(middle, new_middle) > MOST_STEPS:
        yield "".join(middle), "".join(new_middle)
    else:
        for _verb, start, end, new_start, new_end in _matcher(middle, new_middle).get_opcodes():
            yield "".join(middle[start:end]), "".join(new_middle[new_start:new_end])
    yield "".join(before[len(before) - tail :]), "".join(after[len(after) - tail :])


def _pairs(before: Sequence[str], after: Sequence[str]) -> int:
    """In how many ways one of `before` can be paired with an equal one of `after`; blanks are not."""
    there = Counter(after)
    return sum(count * there[one] for one, count in Counter(before).items() if not one.isspace())


def _steps(before: Sequence[str], after: Sequence[str]) -> int:
    """How often one of `before` is read at most: the whole of it, for each run that both have."""
    runs = min(_pairs(before, after), len(before), len(after))
    return runs * len(before)


def _matcher(before: Sequence[str], after: Sequence[str]) -> "SequenceMatcher[str]":
    return SequenceMatcher(str.isspace, before, after, autojunk=False)


def _joined(pieces: Iterator[DiffPiece]) -> Iterator[DiffPiece]:
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


def _change(removed: str, added: str) -> Iterator[DiffPiece]:
    if removed == added:
        if removed:
            yield DiffPiece("same", removed)
        return
    tail = ""
    if removed[-1:].isspace() and removed[-1:] == added[-1:]:
        tail, removed, added = removed[-1], removed[:-1], added[:-1]
    if removed:
        yield DiffPiece("removed", removed)
    if added:
        yield DiffPiece("added", added)
    if tail:
        yield DiffPiece("same", tail)
