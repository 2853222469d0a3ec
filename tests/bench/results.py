"""What a bench says."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Result:
    value: float
    unit: str
    baseline: float
    ratio: float

    @classmethod
    def of(cls, value: float, unit: str, baseline: float) -> "Result":
        return cls(round(value, 2), unit, round(baseline, 2), round(value / baseline, 3))
