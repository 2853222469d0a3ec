"""A count as bars on one scale, the threshold as a mark on the first of them."""

from dataclasses import dataclass

from votes.methods.pictures import Bar, VoteBars


@dataclass(frozen=True)
class BarRow:
    bar: Bar
    width: float  # percent
    threshold_x: float | None


@dataclass(frozen=True)
class BarsDrawing:
    result: VoteBars

    @property
    def rows(self) -> list[BarRow]:
        return [
            BarRow(bar, self._percent(bar.count), self._threshold_x if index == 0 else None)
            for index, bar in enumerate(self.result.rows)
        ]

    @property
    def _scale(self) -> int:
        return max([1, self.result.base, self.result.threshold or 0, *(bar.count for bar in self.result.rows)])

    @property
    def _threshold_x(self) -> float | None:
        return None if self.result.threshold is None else self._percent(self.result.threshold)

    def _percent(self, count: int) -> float:
        return round(100 * count / self._scale, 2)
