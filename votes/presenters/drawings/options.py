"""Options beside each other: bars on one scale, each made of parts."""

from dataclasses import dataclass
from fractions import Fraction

from votes.methods.pictures import OptionBar, OptionBars
from votes.presenters.drawings.scale import percent


@dataclass(frozen=True)
class OptionPart:
    place: int
    word: str
    number: Fraction
    x: float  # percent
    width: float


@dataclass(frozen=True)
class OptionRow:
    bar: OptionBar
    parts: list[OptionPart]

    @property
    def nonzero_parts(self) -> list[OptionPart]:
        """What is written of the bar's parts: those that somebody said."""
        return [part for part in self.parts if part.number]


@dataclass(frozen=True)
class OptionsDrawing:
    picture: OptionBars

    @property
    def has_parts(self) -> bool:
        return len(self.picture.words) > 1

    @property
    def rows(self) -> list[OptionRow]:
        return [OptionRow(bar, self._parts(bar)) for bar in self.picture.rows]

    def _parts(self, bar: OptionBar) -> list[OptionPart]:
        scale = max(self.picture.scale, sum(bar.parts, Fraction(0)))
        parts, before = [], Fraction(0)
        for place, (word, number) in enumerate(zip(self.picture.words, bar.parts, strict=True)):
            parts.append(OptionPart(place, word, number, percent(before, scale), percent(number, scale)))
            before += number
        return parts
