"""Plurality: each ballot names one option, and those named most win.

Source: the ballot in one round, as J.-C. de Borda describes it to find it wanting ("Mémoire sur les élections au
scrutin", Académie royale des sciences, 1781): who is named most may be whom most people want least, when others
resemble each other. With several seats it is the single non-transferable vote.
Time: linear in the ballots. Tie: the source has no rule but a lot.
"""

from collections.abc import Iterable, Sequence

from votes.counting import seats as places
from votes.counting.method import CountingMethod
from votes.counting.profile import Approvals, grouped, merged
from votes.counting.result import CountStep, OptionsResult


def count(
    options: Sequence[str], ballots: Iterable[tuple[int, Approvals]], *, seats: int = 1, lot: str | None = None
) -> OptionsResult:
    """`counts`: how many ballots name each option. A ballot that names none is blank.

    Raises ValueError for a ballot that names two.
    """
    naming = merged(ballots)
    counts = dict.fromkeys(options, 0)
    for named, number in naming.items():
        if len(named) > 1:
            raise ValueError(f"plurality: a ballot names one option, not {len(named)}")
        counts[min(named)] += number
    voters = sum(naming.values())
    counted = CountStep("plurality.counted", {"voters": voters, "counts": counts})
    return places.result(grouped(counts), seats=seats, lot=lot, voters=voters, counts=counts, steps=[counted])


METHOD = CountingMethod("plurality", "approve", count, answers="one at most", highest=lambda rules: 1)
