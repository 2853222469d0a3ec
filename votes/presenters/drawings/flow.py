"""A count in stages: a lane an option, a column a stage, and bands for the votes that move on between two."""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from django.utils.translation import pgettext

from votes.methods.pictures import CountStage, Flow, Transfer

COLUMN, BAR = 206, 150  # from one stage to the next; the longest bar
LANE, HEAD = 48, 34  # from one option to the next; above the first
NAME, TRACK, THICK = 14, 21, 14  # in a lane: the name's line, the bar's top and height
BAND = 64  # as thick as all the votes of a stage would be
LETTERS = 12  # of a name
SIGNS = {"": "", "kept": "✓ ", "excluded": "✕ "}


@dataclass(frozen=True)
class FlowCell:
    """One option at one stage."""

    option: str
    votes: Fraction
    received: Fraction
    x: int
    y: int
    width: float
    gained: float  # how much of the width it received since the stage before
    state: str  # "", "kept" or "excluded", from this stage on

    @property
    def name(self) -> str:
        """The option, shortened, with what became of it; what it is called where nobody takes the votes."""
        if not self.option:
            return pgettext("ballots with no option left", "exhausted")
        return SIGNS[self.state] + self.short

    @property
    def short(self) -> str:
        return self.option if len(self.option) <= LETTERS else self.option[: LETTERS - 1] + "…"

    @property
    def name_y(self) -> int:
        return self.y + NAME

    @property
    def bar_y(self) -> int:
        return self.y + TRACK

    @property
    def gained_x(self) -> float:
        return round(self.x + self.width - self.gained, 1)

    @property
    def end(self) -> int:
        return self.x + BAR

    @property
    def mark(self) -> tuple[int, int]:
        """From where to where the mark of the votes needed crosses the bar."""
        return self.bar_y - 3, self.bar_y + THICK + 3


@dataclass(frozen=True)
class Band:
    """Votes on their way: a curve from where they leave to where they arrive."""

    transfer: Transfer
    path: str
    width: float
    is_surplus: bool


@dataclass(frozen=True)
class Column:
    number: int
    round: CountStage
    x: int
    needed_x: float | None
    cells: list[FlowCell]
    bands: list[Band]


@dataclass(frozen=True)
class FlowDrawing:
    flow: Flow
    bar_height: int = THICK

    @property
    def width(self) -> int:
        return COLUMN * (len(self.flow.rounds) - 1) + BAR + 8

    @property
    def height(self) -> int:
        return HEAD + LANE * len(self._lanes)

    @cached_property
    def columns(self) -> list[Column]:
        return [self._column(index, stage) for index, stage in enumerate(self.flow.rounds)]

    @property
    def has_exhausted(self) -> bool:
        return any(stage.exhausted for stage in self.flow.rounds)

    @property
    def has_needed(self) -> bool:
        return any(stage.needed is not None for stage in self.flow.rounds)

    @property
    def rows(self) -> list[tuple[str, list[Fraction | None]]]:
        """The same numbers as a table: an option a row, a stage a column."""
        return [(option, [stage.votes.get(option) for stage in self.flow.rounds]) for option in self.flow.options]

    @property
    def kept(self) -> set[str]:
        return {option for stage in self.flow.rounds for option in stage.kept}

    @cached_property
    def _lanes(self) -> dict[str, int]:
        """Where each option's lane begins; the last is for the votes that nobody takes."""
        lanes = [*self.flow.options, *([""] if self.has_exhausted else [])]
        return {option: HEAD + LANE * number for number, option in enumerate(lanes)}

    @cached_property
    def _scale(self) -> Fraction:
        votes_held = [votes for stage in self.flow.rounds for votes in (*stage.votes.values(), stage.exhausted)]
        return max([Fraction(1), *votes_held, *(stage.needed for stage in self.flow.rounds if stage.needed)])

    def _long(self, votes: Fraction) -> float:
        return round(float(BAR * votes / self._scale), 1)

    def _column(self, index: int, stage: CountStage) -> Column:
        x = COLUMN * index
        before = self.flow.rounds[index - 1] if index else None
        kept = {option for earlier in self.flow.rounds[: index + 1] for option in earlier.kept}
        cells = []
        for option, y in self._lanes.items():
            votes = stage.votes.get(option) if option else stage.exhausted
            if not option and not votes:
                continue
            if votes is not None:
                came = [move.votes for move in before.transfers if move.to == option] if before else []
                received = min(votes, sum(came, Fraction(0)))
                state = "kept" if option in kept else "excluded" if option in stage.excluded else ""
                cells.append(
                    FlowCell(
                        option, votes, received, x, y, self._long(votes), self._long(received) if came else 0.0, state
                    )
                )
        needed_x = None if stage.needed is None else round(x + self._long(stage.needed), 1)
        is_last = index == len(self.flow.rounds) - 1
        return Column(index + 1, stage, x, needed_x, cells, [] if is_last else self._bands(x, stage))

    def _bands(self, x: int, stage: CountStage) -> list[Band]:
        total = sum(stage.votes.values(), Fraction(0)) or Fraction(1)
        bands = []
        for move in stage.transfers:
            if move.votes and move.source in self._lanes and move.to in self._lanes:
                start = x + self._long(stage.votes.get(move.source, Fraction(0))) + 1
                top, down = (self._lanes[option] + TRACK + THICK // 2 for option in (move.source, move.to))
                end, bend = x + COLUMN - 2, x + COLUMN - (COLUMN - BAR) // 2
                path = f"M{start:.1f} {top}C{bend} {top} {bend} {down} {end} {down}"
                thick = max(2.0, round(float(BAND * move.votes / total), 1))
                bands.append(Band(move, path, thick, move.source not in stage.excluded))
        return bands
