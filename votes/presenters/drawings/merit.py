"""Grades as one bar an option, from the best to the worst; the middle is where the median is read."""

from dataclasses import dataclass

from votes.methods.pictures import Merit, Profile
from votes.presenters.drawings.scale import percent

SHADES = 7  # how many the sheet knows, from the best to the worst
NUMBERED = 7  # percent: a part narrower than this has no room for its number


@dataclass(frozen=True)
class MeritPart:
    word: str
    count: int
    shade: int
    x: float  # percent
    width: float

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)

    @property
    def has_number(self) -> bool:
        return self.width >= NUMBERED


@dataclass(frozen=True)
class MeritRow:
    profile: Profile
    parts: list[MeritPart]
    shade: int  # of its median


@dataclass(frozen=True)
class MeritDrawing:
    merit: Merit

    @property
    def legend(self) -> list[tuple[int, str]]:
        return [(self._shade(place), word) for place, word in enumerate(self.merit.words)]

    @property
    def rows(self) -> list[MeritRow]:
        return [
            MeritRow(profile, self._parts(profile), self._shade(self.merit.words.index(profile.median)))
            for profile in self.merit.rows
        ]

    def _parts(self, profile: Profile) -> list[MeritPart]:
        total, before, parts = sum(profile.counts), 0, []
        for place, (word, count) in enumerate(zip(self.merit.words, profile.counts, strict=True)):
            parts.append(MeritPart(word, count, self._shade(place), percent(before, total), percent(count, total)))
            before += count
        return parts

    def _shade(self, place: int) -> int:
        """Spread over the shades, so that the best and the worst are always the ends of them."""
        last = len(self.merit.words) - 1
        return round(place * (SHADES - 1) / last) if last else 0
