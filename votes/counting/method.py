"""What a method among options says of itself, so that its ballots can be read, counted and recounted."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from votes.counting.parsing import Fields
from votes.counting.result import OptionsResult, Plain


def no_tallies(*given: object, **rules: object) -> OptionsResult:
    raise ValueError("tallies: for majority_judgment, in place of ballots")


def sums(options: int, seats: int, lines: int) -> int:
    """The microseconds of a method that only adds up."""
    return options * lines


@dataclass(frozen=True)
class CountingMethod:
    """`count` takes the options, the lines, `seats` and `lot`, and what `own` reads from the rules.

    `work` is how long one count takes at the worst, in microseconds of one ordinary processor, rounded up from
    what the worst ballots were measured to take: of so many options, seats and different lines.
    """

    name: str
    key: str  # under which a ballot's line holds its answer
    count: Callable[..., OptionsResult]
    work: Callable[[int, int, int], int] = sums
    follows_lots: bool = False  # counts again to tell whether a tie changes anything (`votes.counting.lots`)
    rules: Mapping[str, str] = field(default_factory=dict)  # its own, by name: what each is, for `manage.py count`
    answers: str = ""  # what is to be known of its lines, for `manage.py count`
    highest: Callable[[Fields], int | None] = lambda rules: None  # of a score or a grade; how many may be approved
    own: Callable[[Fields], Plain] = lambda rules: {}
    check: Callable[[Any, int | None], None] = lambda answer, highest: None  # ValueError for an answer that is none
    count_tallies: Callable[..., OptionsResult] = no_tallies  # the same, from the number of each grade by option
