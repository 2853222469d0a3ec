"""The methods that choose among options: what each asks of a voter, and the rules that a ballot freezes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from votes.counting import registry as counting
from votes.counting.equal_shares import Completion

if TYPE_CHECKING:
    from votes.methods.method import OptionMethod

LONGEST = 120  # characters of an option's name
MOST_OPTIONS = 100
LARGEST = 10**12  # of a budget or of a cost


class Asks(StrEnum):
    """What one answer is; the key under which a choice holds it."""

    RANKING = "ranking"  # groups of options, the preferred ones first
    APPROVE = "approve"  # some of the options
    SCORES = "scores"  # a number for each option
    GRADES = "grades"  # a word for each option, by its place in the scale, the worst being 0


@dataclass(frozen=True)
class OptionRules:
    """How a question with options is decided. What a method has no use for stays as it is here.

    `grades` are words, the worst first (majority judgment). `highest` is the best score, a whole number.
    `most` caps how many options one person may approve. `budget` and `costs` (by option, the same unit)
    belong to equal shares, with `completion`: what becomes of the money that is left. `no_part_counts`: those who take
    no part count towards the quorum.
    """

    method: str
    seats: int = 1
    no_part_counts: bool = False
    grades: tuple[str, ...] = ()
    highest: int | None = None
    most: int | None = None
    budget: int | None = None
    costs: Mapping[str, int] = field(default_factory=dict)
    completion: str = Completion.RAISE

    def __post_init__(self) -> None:
        if self.method not in _methods():
            raise ValueError(f"no method among options is called {self.method!r}")
        object.__setattr__(self, "grades", tuple(self.grades))
        object.__setattr__(self, "costs", dict(self.costs))
        if "completion" not in counting.methods()[self.method].rules:
            object.__setattr__(self, "completion", "")

    @property
    def descriptor(self) -> "OptionMethod":
        """All that the method says of itself."""
        return _methods()[self.method]

    @property
    def asks(self) -> Asks:
        return self.descriptor.asks

    @property
    def allows_equal(self) -> bool:
        """Whether two options may share a place."""
        return self.descriptor.allows_equal

    @property
    def best(self) -> int:
        """The highest number that an answer may give an option, where it gives numbers."""
        return self.descriptor.best(self)


def _methods() -> Mapping[str, "OptionMethod"]:
    from votes.methods.registry import option_methods  # whose modules know this one

    return option_methods()
