"""Score: each ballot gives each option a whole number, and the largest sums win.

Source: W. D. Smith, "Range Voting" (2000), in its form where every option is scored by everyone:
an option that a ballot does not score has 0 from it, so that the sum and the mean rank alike.
Time: linear in the scores. Tie: the source has no rule but a lot.
"""

from collections.abc import Iterable, Sequence

from votes.counting import seats as places
from votes.counting.method import CountingMethod
from votes.counting.profile import Scores, grouped
from votes.counting.result import CountStep, OptionsResult


def count(
    options: Sequence[str], ballots: Iterable[tuple[int, Scores]], *, seats: int = 1, lot: str | None = None
) -> OptionsResult:
    """`counts`: the sum of each option's scores. A ballot that scores none is blank."""
    counts, voters = dict.fromkeys(options, 0), 0
    for number, scores in ballots:
        voters += number if scores else 0
        for option, score in scores.items():
            counts[option] += number * score
    counted = CountStep("score.counted", {"voters": voters, "counts": counts})
    return places.result(grouped(counts), seats=seats, lot=lot, voters=voters, counts=counts, steps=[counted])


METHOD = CountingMethod(
    "score",
    "scores",
    count,
    rules={"highest": "the highest score"},
    answers="from 0; who is not named has 0",
    highest=lambda rules: rules.whole("highest", 1),
)
