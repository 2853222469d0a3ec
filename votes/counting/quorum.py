"""The quorum: a fraction of the roll, reached at "at least" or at "more than" it (PRODUCT §3.1)."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True)
class QuorumRule:
    """`fraction` of the roll, above 0 and at most 1. `strict`: "more than", not "at least"."""

    fraction: Fraction
    strict: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.fraction <= 1 or (self.strict and self.fraction == 1):
            raise ValueError("a quorum is a fraction of the roll that the roll can reach")

    def needed(self, roll: int) -> int:
        """How many people it takes: half of 12 is 6, more than half of 12 is 7, half of 13 is 7."""
        share = self.fraction * roll
        return share.numerator // share.denominator + 1 if self.strict else -(-share.numerator // share.denominator)


@dataclass(frozen=True)
class Quorum:
    """How it stood: `counted` people where `needed` were."""

    needed: int
    counted: int

    @property
    def reached(self) -> bool:
        return self.counted >= self.needed
