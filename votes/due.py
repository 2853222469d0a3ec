"""What falls due by itself: ballots whose time has passed are counted."""

from journal.actions import CLOCK
from votes.actions import close_ballot
from votes.queries import ballots_due


def close_ballots() -> int:
    """Count what closed by time, and announce it; how many there were. Safe to run twice, and on two machines.

    Votes were refused from the closing time on, whether or not this ran. Whoever opened a ballot
    concludes it: its app finds what closed by the ballot's `owner`.
    """
    found = list(ballots_due())
    return sum(close_ballot(ballot, actor=CLOCK).closed_at is not None for ballot in found)
