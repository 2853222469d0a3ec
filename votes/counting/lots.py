"""Lots drawn in the middle of a count, and what a tie is when nobody draws them.

A transfer or a purchase may need an order among equals long before the last seat. With a seed, each lot is
drawn (`votes.counting.lot`). Without one, the count is followed down every branch: a tie after which the same
are elected whoever comes first is passed over, and the first that changes who is elected ends the count.
"""

from collections.abc import Callable, Collection
from dataclasses import replace

from votes.counting.lot import draw
from votes.counting.result import BrokenTie, CountStep, OptionsResult

WORK = 500_000  # microseconds of counting again to tell whether a tie changes anything; past it, a tie is taken to
LEAST = 1000  # what a count costs at least
Picks = tuple[str, ...]  # who came first in each lot so far
Ways = frozenset[frozenset[str]]  # the sets of winners that the lots may lead to


class Lots:
    """The lots of one count: drawn from a seed, or given by name for a branch that is being followed."""

    def __init__(self, seed: str | None, given: Picks = ()) -> None:
        self.seed = seed
        self.given = iter(given)
        self.picks: Picks = ()
        self.tied: Picks = ()  # between whom the first lot is
        self.undrawn = False

    def first(self, tied: Collection[str]) -> str | None:
        """Who is preferred among equals. None: nobody draws, and the count ends as a tie."""
        return self._pick(tied, 0)

    def last(self, tied: Collection[str]) -> str | None:
        """Who is excluded first among equals. None: as above."""
        return self._pick(tied, -1)

    def idle(self, tied: Collection[str]) -> str:
        """Who is excluded first, where that changes nothing: there is always somebody."""
        return draw(tied, self.seed or "")[-1]

    def _pick(self, tied: Collection[str], place: int) -> str | None:
        self.tied = self.tied or tuple(tied)
        option = next(self.given, None) if self.seed is None else draw(tied, self.seed)[place]
        if option is None:
            self.undrawn = True
        else:
            self.picks += (option,)
        return option


def settle(run: Callable[[Lots], OptionsResult], seed: str | None, cost: int = LEAST) -> OptionsResult:
    """The result of a count, its ties drawn from `seed`, or only reported if it is None.

    `cost` is what one run takes at the worst, in microseconds.

    A lot that was drawn and that changes nobody elected stays in the steps, and is not told as the tie.
    """
    lots = Lots(seed)
    result = run(lots)
    if lots.tied:
        branches, between = _Branches(run, WORK // max(cost, LEAST)), lots.tied
        try:
            _, followed = branches.follow(())
            between = branches.between(lots.picks)
        except _TooManyBranches:
            followed = result
        if seed is None:
            result = followed
        else:
            ruled = result.tie if result.tie is not None and result.tie.by == "rule" else None
            result = replace(result, tie=BrokenTie(between, by="lot", of=seed) if between else ruled)
    if not result.winners:
        return result
    return replace(result, steps=(*result.steps, CountStep("seats.elected", {"winners": list(result.winners)})))


class _TooManyBranches(Exception):
    pass


class _Branches:
    """A count run again with every lot, as long as it takes no more than `most` counts."""

    def __init__(self, run: Callable[[Lots], OptionsResult], most: int) -> None:
        self.run, self.left = run, most
        self.decisive: dict[Picks, Picks] = {}  # after these lots, a tie between those that changes who is elected

    def follow(self, given: Picks) -> tuple[Ways, OptionsResult]:
        """Every set of winners from here on, and the first tie that changes them, or the end of the count."""
        if not self.left:
            raise _TooManyBranches
        self.left -= 1
        lots = Lots(None, given)
        result = self.run(lots)
        if not lots.undrawn or result.tie is None:
            return frozenset({frozenset(result.winners)}), result
        branches = [self.follow((*given, option)) for option in result.tie.between]
        if len({ways for ways, _ in branches}) == 1:
            return branches[0]
        self.decisive[given] = result.tie.between
        ways = frozenset[frozenset[str]]().union(*(ways for ways, _ in branches))
        sure = frozenset.intersection(*ways)
        return ways, replace(result, winners=(*result.winners, *sorted(sure - set(result.winners))))

    def between(self, picks: Picks) -> Picks:
        """Between whom the first of these lots that changed who is elected was drawn; nobody if none did."""
        starts = (picks[:number] for number in range(len(picks)))
        return next((self.decisive[start] for start in starts if start in self.decisive), ())
