"""Where the words of one text stand in the next: unchanged, moved, or gone.

Pure: no Django. A passage is a run of characters of one version of a text. In the next version its words are looked
for first, where several are alike with the words that stood around them; then what stands between those.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum
from hashlib import sha256
from typing import Protocol, TypeVar

from web.diff import DiffChange, changes

AROUND = 60  # characters on each side that tell one place from another
CLOSE = 8  # characters on each side that are enough to be in the same surroundings
NEAREST = 20  # characters on each side between which words that changed are looked for
SHORT = 12  # characters: as few words stand in many places, and are known again by what is around them
ALIKE = 0.5  # the least share of their words that two passages have in common, to be the same one rewritten
MOST_PLACES = 200  # where the same words stand; beyond, the first ones are compared
MOST_REWRITTEN = 2_000  # characters of a passage that is compared word by word
WORDS = re.compile(r"\w+")
BLOCK = re.compile(r"\s*(?:[-*+]\s|\d+[.)]\s|#{1,6}\s|>|\|)")  # a line that begins a block of its own


class Fate(StrEnum):
    """What became of a passage in another text."""

    SAME = "same"
    MOVED = "moved"
    GONE = "gone"


@dataclass(frozen=True)
class Passage:
    """The characters of a text from `start` until before `end`."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def overlaps(self, other: "Passage") -> bool:
        """Whether both hold a same character."""
        return self.start < other.end and other.start < self.end

    def replaced(self, text: str, words: str) -> str:
        """The text with these words in place of the passage."""
        return text[: self.start] + words + text[self.end :]


class OnPassage(Protocol):
    """Something that is about some words of a text."""

    @property
    def passage(self) -> Passage: ...


About = TypeVar("About", bound=OnPassage)


def overlapping(things: Iterable[About]) -> list[list[About]]:
    """What is about one text in groups, in its order: the things of a group touch words in common."""
    groups: list[list[About]] = []
    end = -1
    for thing in sorted(things, key=lambda it: it.passage.start):
        if thing.passage.start < end:
            groups[-1].append(thing)
        else:
            groups.append([thing])
        end = max(end, thing.passage.end)
    return groups


def followed(former: str, passage: Passage, text: str) -> tuple[Fate, Passage | None]:
    """What became in `text` of a passage of the `former` one, and where it stands now.

    The same words in the same surroundings are `SAME`, wherever they are; elsewhere, or with some of their words
    changed, they are `MOVED`. Words that are gone have no passage.
    """
    before, after = former[max(0, passage.start - AROUND) : passage.start], former[passage.end : passage.end + AROUND]
    places = list(_places(text, passage.of(former)))
    if not _cuts_a_word(former, passage):
        places = [place for place in places if not _cuts_a_word(text, place)]
    if places:
        best = max(places, key=lambda it: (sum(_alike(before, after, text, it)), -abs(it.start - passage.start)))
        alike = _alike(before, after, text, best)
        is_close = alike[0] >= min(CLOSE, len(before)) and alike[1] >= min(CLOSE, len(after))
        if is_close or sum(alike) * 2 >= len(before) + len(after):
            return Fate.SAME, best
        if len(passage.of(former)) >= SHORT:
            return Fate.MOVED, best
    rewritten = _rewritten(former, passage, text)
    return (Fate.MOVED, rewritten) if rewritten else (Fate.GONE, None)


def exact(former: str, passage: Passage, text: str) -> Passage | None:
    """Where exactly the same words stand in `text`; None where one of them changed."""
    _fate, place = followed(former, passage, text)
    return place if place is not None and place.of(text) == passage.of(former) else None


def selected(text: str, words: str, before: str = "") -> Passage | None:
    """The passage of a text that somebody selected as it is shown: without its signs of layout, its lines joined.

    `before` is what is shown before it, or the end of that, to tell which of several alike. A word of which only a part
    was selected is selected whole. None where not found.
    """
    signs = [(sign, place) for place, sign in enumerate(text) if sign.isalnum()]
    shown = "".join(sign for sign, _place in signs)
    wanted = "".join(sign for sign in words if sign.isalnum())
    if not wanted:
        return None
    context = "".join(sign for sign in before if sign.isalnum())[-AROUND:]
    starts = [place.start() for place in re.finditer(f"(?={re.escape(wanted)})", shown)][:MOST_PLACES]
    if not starts:
        return None
    start = max(starts, key=lambda it: (_same_end(shown[:it], context), -it))
    first, last = signs[start][1], signs[start + len(wanted) - 1][1]
    return _with_marks(text, Passage(first, last + 1), words.strip())


def paragraphs(text: str) -> list[Passage]:
    """The blocks of a text, without the blanks around them: a paragraph, a heading, an item of a list, a table."""
    blocks: list[Passage] = []
    is_continued = False
    place = 0
    for line in text.splitlines(keepends=True):
        words = line.strip()
        if words:
            start = place + line.index(words[0])
            end = place + len(line.rstrip())
            is_table = words.startswith("|")
            begins = BLOCK.match(line) and not (is_table and blocks and text[blocks[-1].start] == "|")
            if is_continued and not begins:
                blocks[-1] = Passage(blocks[-1].start, end)
            else:
                blocks.append(Passage(start, end))
        is_continued = bool(words) and not words.startswith("#")
        place += len(line)
    return blocks


@dataclass(frozen=True)
class ChangedParagraph:
    """What changed in one paragraph of a text. `key` is another as soon as its words are."""

    key: str
    changes: tuple[DiffChange, ...]


def changed_paragraphs(former: str, text: str) -> list[ChangedParagraph]:
    """Every change that leads to `text`, by the paragraph where it begins there; words in a row are one change."""
    starts = [block.start for block in paragraphs(text)]
    by_place: dict[int, list[DiffChange]] = {}
    for change in changes(former, text):
        start = change.start + _blanks(change.added)
        by_place.setdefault(max(bisect_right(starts, start) - 1, 0), []).append(change)
    keys = [_key_of(grouped) for grouped in by_place.values()]
    return [
        ChangedParagraph(f"{key}{keys[:place].count(key) or ''}", tuple(grouped))
        for place, (key, grouped) in enumerate(zip(keys, by_place.values(), strict=True))
    ]


def _key_of(changed: Iterable[DiffChange]) -> str:
    words = "\0".join(f"{change.removed}\0{change.added}" for change in changed)
    return sha256(words.encode()).hexdigest()[:12]


def _places(text: str, words: str) -> Iterator[Passage]:
    """Where these words stand."""
    place = text.find(words) if words else -1
    for _turn in range(MOST_PLACES):
        if place < 0:
            return
        yield Passage(place, place + len(words))
        place = text.find(words, place + 1)


def _cuts_a_word(text: str, passage: Passage) -> bool:
    """Whether it begins or ends within a word: "art" in "partir"."""
    return any(
        0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()
        for place in (passage.start, passage.end)
    )


def _alike(before: str, after: str, text: str, passage: Passage) -> tuple[int, int]:
    """How many characters before it are the same, and how many after it, up to `AROUND` each."""
    preceding, following = (
        text[max(0, passage.start - AROUND) : passage.start],
        text[passage.end : passage.end + AROUND],
    )
    return _same_end(preceding, before), _same_end(following[::-1], after[::-1])


def _same_end(one: str, other: str) -> int:
    """How many characters the ends of two texts have in common."""
    count = 0
    for left, right in zip(reversed(one), reversed(other), strict=False):
        if left != right:
            break
        count += 1
    return count


def _rewritten(former: str, passage: Passage, text: str) -> Passage | None:
    """What stands between the words that stood around it, if enough of it is the same."""
    before = former[max(0, passage.start - NEAREST) : passage.start]
    after = former[passage.end : passage.end + NEAREST]
    start = text.find(before) + len(before) if before in text else -1
    end = text.find(after, start) if start >= 0 and after else len(text)
    if start < 0 or end <= start or end - start > MOST_REWRITTEN or (before and text.count(before) > 1):
        return None
    between = Passage(start + _blanks(text[start:end]), end - _blanks(text[start:end][::-1]))
    words, others = (WORDS.findall(it.casefold()) for it in (passage.of(former), between.of(text)))
    if len(passage.of(former)) > MOST_REWRITTEN or between.end <= between.start:
        return None
    return between if SequenceMatcher(None, words, others, autojunk=False).ratio() >= ALIKE else None


def _blanks(text: str) -> int:
    return len(text) - len(text.lstrip())


def _with_marks(text: str, passage: Passage, words: str) -> Passage:
    """The passage with the signs selected at its ends ("samedi." ends with its full stop), and whole words."""
    start, end = passage.start, passage.end
    head = words[: next(place for place, sign in enumerate(words) if sign.isalnum())]
    tail = words[len(words) - next(place for place, sign in enumerate(reversed(words)) if sign.isalnum()) :]
    if head and text[:start].endswith(head):
        start -= len(head)
    if tail and text.startswith(tail, end):
        end += len(tail)
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end - 1].isalnum() and text[end].isalnum():
        end += 1
    return Passage(start, end)
