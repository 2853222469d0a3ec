"""What changed between two texts: sentence by sentence first, then word by word within those that changed.

A passage that changed is first cut at the runs of words that stand once in each text, in the same order (the "patience"
of Bram Cohen's comparison), which takes a time that grows with its length alone. The rest of the work is bounded: a
sentence changed into something else altogether is shown as the old one and the new one.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

SENTENCES = re.compile(r"[^\n.!?;]*(?:[.!?;]+\s*|\n\s*|$)")
WORDS = re.compile(r"\s+|\w+(?:[’'\-]\w+)*|[^\w\s]", re.UNICODE)
MOST_PAIRS = 20_000  # of equal words, one on each side: what the time to compare two passages grows with
MOST_PAIRS_IN_ALL = 100_000
MOST_STEPS = 1_000_000  # of words or sentences read again for each run that both passages have, in all
ANCHOR = 3  # words in a row: two texts about other things share single words, seldom three that stand once


@dataclass(frozen=True)
class DiffPiece:
    """A run of text that both have, or only the new one (`added`), or only the old one (`removed`)."""

    kind: Literal["same", "added", "removed"]
    text: str


@dataclass(frozen=True)
class DiffChange:
    """Words that took the place of others, and where they begin in the new text; either may be empty."""

    start: int
    removed: str
    added: str


@dataclass(frozen=True)
class DiffMark:
    """What is said of a change beside it: a short text, its sentence, and the page where it leads."""

    text: str
    sentence: str
    url: str


def changes(old: str, new: str) -> list[DiffChange]:
    """All that leads from `old` to `new`, each run of changed words as one."""
    return grouped(words(old, new))


def grouped(pieces: Iterable[DiffPiece]) -> list[DiffChange]:
    """The changes that these pieces make."""
    changed_words: list[DiffChange] = []
    start, removed, added = 0, "", ""
    for piece in [*pieces, DiffPiece("same", "")]:
        if piece.kind == "removed":
            removed += piece.text
        elif piece.kind == "added":
            added += piece.text
        else:
            if removed or added:
                changed_words.append(DiffChange(start, removed, added))
            start, removed, added = start + len(added) + len(piece.text), "", ""
    return changed_words


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
    for removed, added in _gaps(old, new):
        if removed == added:
            yield from _change("".join(removed), "".join(added))
            continue
        cost, reading = _pairs(removed, added), _steps(removed, added)
        if cost > min(MOST_PAIRS, budget) or reading > steps:
            yield from _change("".join(removed), "".join(added))
            continue
        budget, steps = budget - cost, steps - reading
        for verb, start, end, new_start, new_end in _matcher(removed, added).get_opcodes():
            if verb == "equal":
                yield DiffPiece("same", "".join(removed[start:end]))
            else:
                yield from _change("".join(removed[start:end]), "".join(added[new_start:new_end]))


def _gaps(old: str, new: str) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """The texts side by side in small passages of words; those that both have are equal."""
    for before, after in _passages(SENTENCES.findall(old), SENTENCES.findall(new)):
        if before == after:
            yield [before], [after]
            continue
        yield from _cut_at_anchors(WORDS.findall(before), WORDS.findall(after))


def _cut_at_anchors(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[Sequence[str], Sequence[str]]]:
    """Both passages cut where the same words stand, and what lies between."""
    start = new_start = 0
    for anchor, new_anchor in _anchors(before, after):
        if anchor < start or new_anchor < new_start:
            continue  # within the run that the last one began
        first, new_first = anchor, new_anchor
        while first > start and new_first > new_start and before[first - 1] == after[new_first - 1]:
            first, new_first = first - 1, new_first - 1
        end, new_end = anchor, new_anchor
        while end < len(before) and new_end < len(after) and before[end] == after[new_end]:
            end, new_end = end + 1, new_end + 1
        yield before[start:first], after[new_start:new_first]
        yield before[first:end], after[new_first:new_end]
        start, new_start = end, new_end
    yield before[start:], after[new_start:]


def _anchors(before: Sequence[str], after: Sequence[str]) -> list[tuple[int, int]]:
    """Where words in a row that each passage has once begin in both: the longest series that is in order in both."""
    there, new_there = _once(before), _once(after)
    both = [(place, new_there[run]) for run, place in there.items() if run in new_there]
    tops: list[int] = []  # by length, the lowest place in `after` at which a series of that length ends
    ends: list[int] = []  # and which of `both` that is
    previous: list[int] = []
    for number, (_place, new_place) in enumerate(both):
        length = bisect_left(tops, new_place)
        previous.append(ends[length - 1] if length else -1)
        tops[length : length + 1], ends[length : length + 1] = [new_place], [number]
    series, number = [], ends[-1] if ends else -1
    while number >= 0:
        series.append(both[number])
        number = previous[number]
    return series[::-1]


def _once(passage: Sequence[str]) -> dict[tuple[str, ...], int]:
    """The runs of words that stand once in the passage, and where each begins, from the first to the last."""
    places = [place for place, word in enumerate(passage) if not word.isspace()]
    runs = [tuple(passage[place] for place in places[i : i + ANCHOR]) for i in range(len(places) - ANCHOR + 1)]
    counts = Counter(runs)
    return {run: place for run, place in zip(runs, places, strict=False) if counts[run] == 1}


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
