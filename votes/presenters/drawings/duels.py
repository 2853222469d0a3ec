"""Every option against every other, as a grid: the row beats the column, or does not."""

from dataclasses import dataclass
from typing import Literal

from votes.methods.pictures import Duel, Duels

Verdict = Literal["won", "lost", "even", "dropped"]


@dataclass(frozen=True)
class DuelCell:
    against: str
    duel: Duel | None  # None: an option against itself

    @property
    def verdict(self) -> Verdict | Literal["self"]:
        if self.duel is None:
            return "self"
        if self.duel.is_dropped:
            return "dropped"
        if self.duel.votes == self.duel.against:
            return "even"
        return "won" if self.duel.votes > self.duel.against else "lost"


@dataclass(frozen=True)
class DuelRow:
    option: str
    is_kept: bool
    cells: list[DuelCell]

    @property
    def wins(self) -> int:
        return sum(cell.verdict in ("won", "dropped") for cell in self.cells)


@dataclass(frozen=True)
class DuelsDrawing:
    picture: Duels

    @property
    def rows(self) -> list[DuelRow]:
        return [
            DuelRow(
                option,
                option in self.picture.kept,
                [DuelCell(other, self.picture.duels.get((option, other))) for other in self.picture.options],
            )
            for option in self.picture.options
        ]

    @property
    def has_paths(self) -> bool:
        return any(duel.path is not None for duel in self.picture.duels.values())

    @property
    def has_dropped(self) -> bool:
        return any(duel.is_dropped for duel in self.picture.duels.values())
