"""How long a count may take at the worst, known before it begins from how much there is to count.

In microseconds of one ordinary processor, rounded up from what the worst ballots of each method were measured to
take; the same on every machine, so that what may open on one may open on all. A count that follows the lots of its
ties is run again (`votes.counting.lots`): `once` is one run, `most` all of it.
"""

from collections.abc import Callable

from votes.counting import lots, pav

SMALL = 600_000  # of which most may go into following lots: counted at once, where somebody waits
MOST = 10_000_000  # what may take longer does not open


def most(method: str, options: int, seats: int, lines: int) -> int:
    """Microseconds, for so many different answers. A majority and a consent only add."""
    return once(method, options, seats, lines) + (lots.WORK if method in FOLLOWS_LOTS else 0)


def once(method: str, options: int, seats: int, lines: int) -> int:
    return RUNS[method](options, seats, lines) if method in RUNS else 0


FOLLOWS_LOTS = frozenset({"irv", "ranked_pairs", "stv_scottish", "stv_meek", "equal_shares"})
RUNS: dict[str, Callable[[int, int, int], int]] = {
    "approval": lambda options, seats, lines: options * lines,
    "score": lambda options, seats, lines: options * lines,
    "borda": lambda options, seats, lines: options * lines,
    "majority_judgment": lambda options, seats, lines: options * lines,
    "dates": lambda options, seats, lines: options * lines,
    "schulze": lambda options, seats, lines: options * lines + options**3 // 2,
    "ranked_pairs": lambda options, seats, lines: options * lines + options**3,
    # Equals share a vote: each ballot may go to half of the options, at every stage.
    "irv": lambda options, seats, lines: options**2 * (lines // 2 + 3),
    "stv_scottish": lambda options, seats, lines: options * lines + 3 * options**2,
    # Equals take parts of a paper that are integrals of degree `options`, found again whenever the elected keep less.
    "stv_meek": lambda options, seats, lines: (
        options * lines + 5 * options**2 + options * seats * lines // 2 + 8 * options**3 * seats
    ),
    "pav": lambda options, seats, lines: pav.most_work(options, seats, lines) // 16,
    "equal_shares": lambda options, seats, lines: options**2 * (4 * lines + 40),
}
