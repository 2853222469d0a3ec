"""Lots drawn in the middle of a count, and what a tie is when nobody draws them.

A transfer or a purchase may need an order among equals long before the last seat. With a seed, each lot is
drawn (`votes.counting.lot`). Without one, the count is followed down every branch: a tie after which the same
are elected whoever comes first is passed over, and the first that changes who is elected ends the count.
"""

from collections.abc import Callable, Collection
from dataclasses import replace

from votes.counting.lot import draw
from votes.counting.result import Result, Step

WORK = 1_000_000  # ballots counted again to tell whether a tie changes anything; past it, a tie is taken to
Ways = frozenset[frozenset[str]]  # the sets of winners that the lots may lead to


class Lots:
    """The lots of one count: drawn from a seed, or given by name for a branch that is being followed."""

    def __init__(self, seed: str | None, given: tuple[str, ...] = ()) -> None:
        self.seed = seed
        self.given = iter(given)
        self.asked = self.undrawn = False

    def first(self, tied: Collection[str]) -> str | None:
        """Who is preferred among equals. None: nobody draws, and the count ends as a tie."""
        return self._place(tied, 0)

    def last(self, tied: Collection[str]) -> str | None:
        """Who is excluded first among equals. None: as above."""
        return self._place(tied, -1)

    def _place(self, tied: Collection[str], place: int) -> str | None:
        self.asked = True
        if self.seed is not None:
            return draw(tied, self.seed)[place]
        option = next(self.given, None)
        self.undrawn = option is None
        return option


def settle(run: Callable[[Lots], Result], seed: str | None, size: int = 1000) -> Result:
    """The result of a count of `size` different ballots, its ties drawn from `seed`, or only reported if it is None.

    A lot that was drawn and that changes nobody elected stays in the steps, and is not told as the tie.
    """
    lots = Lots(seed)
    result = run(lots)
    if lots.asked:
        try:
            ways, followed = _follow(run, (), [1 + WORK // size])
        except _TooManyBranches:
            pass
        else:
            if seed is None:
                result = followed
            elif len(ways) == 1 and result.tie is not None and result.tie.by == "lot":
                result = replace(result, tie=None)
    if not result.winners:
        return result
    return replace(result, steps=(*result.steps, Step("seats.elected", {"winners": list(result.winners)})))


class _TooManyBranches(Exception):
    pass


def _follow(run: Callable[[Lots], Result], given: tuple[str, ...], left: list[int]) -> tuple[Ways, Result]:
    """Every set of winners from here on, and the result to report: the first tie that changes them, or the end."""
    if left[0] == 0:
        raise _TooManyBranches
    left[0] -= 1
    lots = Lots(None, given)
    result = run(lots)
    if not lots.undrawn or result.tie is None:
        return frozenset({frozenset(result.winners)}), result
    branches = [_follow(run, (*given, option), left) for option in result.tie.between]
    if len({ways for ways, _ in branches}) == 1:
        return branches[0]
    ways = frozenset[frozenset[str]]().union(*(ways for ways, _ in branches))
    sure = frozenset.intersection(*ways)
    return ways, replace(result, winners=(*result.winners, *sorted(sure - set(result.winners))))
