"""How long a count may take at the worst, known before it begins from how much there is to count.

In microseconds of one ordinary processor (`votes.counting.method.Method.work`); the same on every machine, so that
what may open on one may open on all. A count that follows the lots of its ties is run again
(`votes.counting.lots`).
"""

from votes.counting import lots
from votes.counting.registry import methods

SMALL = 600_000  # of which most may go into following lots: counted at once, where somebody waits
MOST = 10_000_000  # what may take longer does not open


def most(name: str, options: int, seats: int, lines: int) -> int:
    """Microseconds, for so many different answers. A majority and a consent only add."""
    method = methods().get(name)
    if method is None:
        return 0
    return method.work(options, seats, lines) + (lots.WORK if method.follows_lots else 0)
