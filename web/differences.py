"""The difference between two texts as a page shows it: how much it is, and what did not change put apart."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from web.diff import DiffPiece, words

PARAGRAPH = re.compile(r"(\n[ \t]*\n\s*)")
LEAST_FOLDED = 40  # words: less than that is read at a glance, and shows where one is
WORD = re.compile(r"\w+(?:[’'\-]\w+)*")


@dataclass(frozen=True)
class DiffBlock:
    """A paragraph with what changed in it, or one or several in a row of which nothing did."""

    pieces: Sequence[DiffPiece]

    @property
    def is_changed(self) -> bool:
        return any(piece.kind != "same" for piece in self.pieces)

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    @cached_property
    def is_folded(self) -> bool:
        return not self.is_changed and _count(self.text) >= LEAST_FOLDED

    @property
    def label(self) -> str:
        """What a fold says that it holds."""
        count = len([part for part in PARAGRAPH.split(self.text) if part.strip()])
        return ngettext("%(count)s unchanged paragraph", "%(count)s unchanged paragraphs", count) % {"count": count}


@dataclass(frozen=True)
class Difference:
    """What leads from one text to another."""

    pieces: Sequence[DiffPiece]

    @classmethod
    @lru_cache(maxsize=100)
    def between(cls, old: str, new: str) -> "Difference":
        """What a page shows again and again is compared once."""
        return cls(words(old, new))

    @property
    def summary(self) -> str:
        """« 12 mots ajoutés, 4 supprimés »."""
        added, removed = self._words("added"), self._words("removed")
        if not added and not removed:
            return _("Only signs or spaces changed.") if len(self.pieces) > 1 else _("Nothing changed.")
        more = ngettext("%(count)s word added", "%(count)s words added", added) % {"count": added}
        if not removed:
            return f"{more}."
        less = ngettext("%(count)s word removed", "%(count)s words removed", removed) % {"count": removed}
        return f"{more}, {less}." if added else f"{less}."

    @cached_property
    def blocks(self) -> list[DiffBlock]:
        """Its paragraphs, the unchanged ones in a row together."""
        blocks: list[DiffBlock] = []
        for block in _paragraphs(self.pieces):
            if blocks and not block.is_changed and not blocks[-1].is_changed:
                block = DiffBlock([DiffPiece("same", f"{blocks.pop().text}\n\n{block.text}")])
            blocks.append(block)
        return blocks

    def _words(self, kind: str) -> int:
        return sum(_count(piece.text) for piece in self.pieces if piece.kind == kind)


def _paragraphs(pieces: Iterable[DiffPiece]) -> Iterator[DiffBlock]:
    """The pieces, cut where both texts begin a paragraph."""
    current: list[DiffPiece] = []
    for piece in pieces:
        parts = PARAGRAPH.split(piece.text)[::2] if piece.kind == "same" else [piece.text]
        for number, part in enumerate(parts):
            if number and current:
                yield DiffBlock(current)
                current = []
            if part:
                current.append(DiffPiece(piece.kind, part))
    if current:
        yield DiffBlock(current)


def _count(text: str) -> int:
    return sum(1 for _word in WORD.finditer(text))
