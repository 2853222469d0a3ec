"""What a bench says, and what a kept run says of it."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

UNKNOWN_SPREAD = 0.1  # of a run that measured once


@dataclass(frozen=True)
class Result:
    """A figure beside its baseline of the same run. `spread` is how far the ratios of a repeated run lie apart, as a
    part of their median; 0 where it ran once. `is_met`: its aim, where it has one that no machine changes."""

    value: float
    unit: str
    baseline: float
    ratio: float
    spread: float = 0.0
    is_met: bool = True

    @classmethod
    def of(cls, value: float, unit: str, baseline: float, *, is_met: bool = True) -> "Result":
        return cls(round(value, 2), unit, round(baseline, 2), round(value / baseline, 3), is_met=is_met)

    @classmethod
    def median(cls, results: Sequence["Result"]) -> "Result":
        """The one in the middle by its ratio (of an even number, the lower), with their spread."""
        ranked = sorted(results, key=lambda result: result.ratio)
        middle = ranked[(len(ranked) - 1) // 2]
        spread = round((ranked[-1].ratio - ranked[0].ratio) / middle.ratio, 3)
        return replace(middle, spread=spread, is_met=all(result.is_met for result in results))


def kept(path: Path) -> dict[str, Result]:
    """What `--json` wrote. Raises OSError, or ValueError where it is no such file."""
    try:
        return {name: Result(**figures) for name, figures in json.loads(path.read_text()).items()}
    except (TypeError, AttributeError) as error:
        raise ValueError(f"{path} is no file of results") from error


def keep(path: Path, results: Mapping[str, Result]) -> None:
    path.write_text(json.dumps({name: vars(result) for name, result in results.items()}, indent=1))


def worse(before: Mapping[str, Result], after: Mapping[str, Result]) -> list[str]:
    """A line for each bench of both runs whose ratio moved to the worse by more than either run's spread.

    A greater ratio is worse, or a smaller one where more is better (`MORE_IS_BETTER`).
    """
    lines = []
    for name in before.keys() & after.keys():
        old, new = before[name], after[name]
        spread = max(old.spread or UNKNOWN_SPREAD, new.spread or UNKNOWN_SPREAD)
        moved = new.ratio / old.ratio - 1
        if new.unit in MORE_IS_BETTER:
            moved = -moved
        if moved > spread:
            lines.append(f"{name}: ratio {old.ratio:.2f} → {new.ratio:.2f}, spread {spread:.0%}")
    return sorted(lines)


def far_off(results: Mapping[str, Result], bounds: Mapping[str, float]) -> list[str]:
    """Those whose ratio is beyond its bound: above it, or below it where more is better."""
    return [
        name
        for name, bound in bounds.items()
        if (results[name].ratio < bound if results[name].unit in MORE_IS_BETTER else results[name].ratio > bound)
    ]


MORE_IS_BETTER = {"votes/s", "pages"}
