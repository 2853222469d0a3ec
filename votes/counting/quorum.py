"""The quorum: a number of people, or a fraction of the roll, reached at "at least" or at "more than" it (PRODUCT §3.1).

A rule is one text wherever it is kept, "1/2", ">1/2" or "12 people" (`read`, `str`). The journal and the recount format
write it as two values, the amount and whether it must be passed (`plain`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any, ClassVar

from votes.counting import parsing
from votes.counting.result import CountStep, Plain


@dataclass(frozen=True)
class ShareOfRoll:
    """`fraction` of the roll, above 0 and at most 1. `strict`: "more than", not "at least"."""

    fraction: Fraction
    strict: bool = False

    def __post_init__(self) -> None:
        if not 0 < self.fraction <= 1 or (self.strict and self.fraction == 1):
            raise ValueError("a quorum is a fraction of the roll that the roll can reach")

    def __str__(self) -> str:
        return f">{self.amount}" if self.strict else self.amount

    @property
    def amount(self) -> str:
        """How much it takes, whether that must be reached or passed."""
        return str(self.fraction)

    @property
    def part(self) -> str:
        """The same before "of the roll"."""
        return self.amount

    def needed(self, roll: int) -> int:
        """How many people it takes: half of 12 is 6, more than half of 12 is 7, half of 13 is 7."""
        share = self.fraction * roll
        return share.numerator // share.denominator + 1 if self.strict else -(-share.numerator // share.denominator)


@dataclass(frozen=True)
class NumberOfPeople:
    """`number` people, one at least, however long the roll is; all of a shorter one (PRODUCT §3.7)."""

    number: int
    strict: ClassVar[bool] = False  # a number is reached: to pass 12 is to reach 13

    def __post_init__(self) -> None:
        if self.number < 1:
            raise ValueError("a quorum is of one person at least")

    def needed(self, roll: int) -> int:
        """How many people it takes: 12 of 20, 9 of 9."""
        return min(self.number, roll)

    def __str__(self) -> str:
        return self.amount

    @property
    def amount(self) -> str:
        return f"{self.number} people"

    @property
    def part(self) -> str:
        return str(self.number)


QuorumRule = ShareOfRoll | NumberOfPeople
PEOPLE = re.compile(r"([0-9]{1,12}) people", re.ASCII)


@lru_cache(maxsize=256)
def read(text: str, *, strict: bool = False) -> QuorumRule | None:
    """The rule that `text` says: "1/2", ">1/2", "12 people"; None for an empty one. Raises ValueError for any other."""
    return rule(text.removeprefix(">"), strict=strict or text.startswith(">")) if text else None


def rule(amount: object, *, strict: bool, name: str = "quorum") -> QuorumRule:
    """The rule of an amount that somebody wrote under `name`. Raises ValueError where it is none."""
    people = PEOPLE.fullmatch(amount) if isinstance(amount, str) else None
    if people is None:
        return ShareOfRoll(parsing.fraction(amount, name), strict)
    if strict:
        raise ValueError(f"{name}: a number of people is reached, not passed, so it is not strict")
    return NumberOfPeople(int(people[1]))


def plain(rule: QuorumRule | None) -> Plain:
    """The rule as the journal and the recount format write it: `{"quorum": "1/2", "quorum_strict": true}`."""
    return {"quorum": rule.amount if rule else None, "quorum_strict": rule is not None and rule.strict}


def read_plain(values: Mapping[str, Any]) -> QuorumRule | None:
    """What `plain` wrote. Where there is no quorum, whether it must be passed says nothing."""
    return read(values["quorum"] or "", strict=values["quorum_strict"])


@dataclass(frozen=True)
class Quorum:
    """How it stood: `counted` people where `needed` were."""

    needed: int
    counted: int

    @property
    def reached(self) -> bool:
        return self.counted >= self.needed

    def step(self, who: str) -> CountStep:
        """How it stood, to be told. `who`: whom it counts, as `Attendance.who` says."""
        return CountStep(
            "quorum", {"needed": self.needed, "counted": self.counted, "reached": self.reached, "who": who}
        )


@dataclass(frozen=True)
class Attendance:
    """How many there are, and how many of them answered. `present` is None online: a roll and no room."""

    roll: int
    cast: int = 0  # every ballot, blank and spoilt ones included
    no_part: int = 0
    present: int | None = None  # there in person when the ballot opened
    represented: int = 0  # absent, with a proxy in the hands of someone present
    no_part_represented: int = 0  # of those who take no part, the represented ones

    def __post_init__(self) -> None:
        numbers = (self.roll, self.cast, self.no_part, self.present or 0, self.represented, self.no_part_represented)
        if min(numbers) < 0:
            raise ValueError("a count is never below 0")
        if self.entitled > self.roll or self.cast + self.no_part > self.entitled:
            raise ValueError("more people than the roll, or more answers than people who may give one")
        if self.no_part_represented > min(self.no_part, self.represented):
            raise ValueError("more represented people take no part than there are")

    @property
    def entitled(self) -> int:
        """How many may answer: present or represented in a meeting, the roll online."""
        return self.roll if self.present is None else self.present + self.represented

    def counted(self, *, no_part_counts: bool, proxies_count: bool) -> int:
        """Towards the quorum: in a meeting those present, and represented if proxies count; online who answered."""
        if self.present is None:
            return self.cast + (self.no_part if no_part_counts else 0)
        there, aside = self.present, self.no_part - self.no_part_represented
        if proxies_count:
            there, aside = there + self.represented, self.no_part
        return there if no_part_counts else there - aside

    def who(self, *, proxies_count: bool) -> str:
        """Whom that number counts: `answers` online, `present`, or `present_or_represented`."""
        if self.present is None:
            return "answers"
        return "present_or_represented" if self.represented and proxies_count else "present"
