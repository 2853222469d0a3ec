"""Approval: each ballot approves as many options as it likes, and those approved most win.

Source: S. Brams and P. Fishburn, "Approval Voting", American Political Science Review 72 (1978).
With several seats the most approved are elected, whoever approved them ("block approval"): a majority can take
every seat; `pav` shares them. Time: linear in the approvals.
Tie: the source has no rule but a lot.
"""

from collections.abc import Iterable, Sequence

from votes.counting import seats as places
from votes.counting.method import CountingMethod
from votes.counting.profile import Approvals, grouped, merged
from votes.counting.result import CountStep, OptionsResult


def count(
    options: Sequence[str], ballots: Iterable[tuple[int, Approvals]], *, seats: int = 1, lot: str | None = None
) -> OptionsResult:
    """`counts`: how many ballots approve each option. A ballot that approves none is blank."""
    approving = merged(ballots)
    counts = dict.fromkeys(options, 0)
    for approved, number in approving.items():
        for option in approved:
            counts[option] += number
    voters = sum(approving.values())
    counted = CountStep("approval.counted", {"voters": voters, "counts": counts})
    return places.result(grouped(counts), seats=seats, lot=lot, voters=voters, counts=counts, steps=[counted])


METHOD = CountingMethod(
    "approval",
    "approve",
    count,
    rules={"most": "the most that a ballot may approve"},
    highest=lambda rules: rules.whole("most", 1),
)
