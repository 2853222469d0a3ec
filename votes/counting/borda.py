"""Borda: among n options a first place is worth n - 1 points, the next n - 2, the last 0.

Source: J.-C. de Borda, "Mémoire sur les élections au scrutin" (1781); options ranked equal, and those
left unranked, share the points of the places that they take together (D. Black, 1976), so that each
ballot gives as many points as any other. An option's points on a ballot are then the options below it, and half
those level with it: they are read from the duels. Time: as the duels, and options².
Tie: the source has no rule but a lot.
"""

from collections.abc import Iterable, Sequence
from fractions import Fraction

from votes.counting import seats as places
from votes.counting.duels import fought
from votes.counting.method import CountingMethod
from votes.counting.profile import Ranking, grouped, written
from votes.counting.result import CountStep, OptionsResult, Plain


def count(
    options: Sequence[str], ballots: Iterable[tuple[int, Ranking]], *, seats: int = 1, lot: str | None = None
) -> OptionsResult:
    """`counts`: each option's points, a whole number, or a text where a half is left ("4.5")."""
    above, voters = fought(options, ballots)
    points = {
        option: Fraction(sum(voters + above[option][other] - above[other][option] for other in above[option]), 2)
        for option in options
    }
    counts: Plain = {option: int(had) if had.denominator == 1 else written(had) for option, had in points.items()}
    counted = CountStep("borda.counted", {"voters": voters, "counts": counts})
    return places.result(grouped(points), seats=seats, lot=lot, voters=voters, counts=counts, steps=[counted])


METHOD = CountingMethod("borda", "ranking", count)
