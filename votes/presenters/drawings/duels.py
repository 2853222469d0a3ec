"""Every option against every other, as a grid: the row beats the column, or does not."""

from dataclasses import dataclass
from typing import Literal

from django.utils.translation import pgettext

from votes.methods.pictures import Duel, Duels

Verdict = Literal["won", "lost", "even", "dropped"]
LOOKS = {"won": ("disc", "leaf"), "even": ("half", "plum"), "dropped": ("ring", "clay")}  # shape, tone


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

    @property
    def look(self) -> tuple[str, str] | None:
        """Its mark's shape and tone; a duel that is lost has none."""
        return LOOKS.get(self.verdict)

    @property
    def verdict_words(self) -> str:
        """For those who do not see the marks."""
        return {
            "won": pgettext("a duel", "wins"),
            "even": pgettext("a duel", "equal"),
            "dropped": pgettext("a duel", "wins, but is not counted"),
            "lost": pgettext("a duel", "loses"),
            "self": pgettext("an option", "itself"),
        }[self.verdict]


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
