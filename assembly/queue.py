"""In which order raised hands are called. Pure.

A word on the process comes before all, then what clarifies or answers directly; among those who
ask to speak, those who have spoken least come first, then those who have waited longest.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

RANK = {"process": 0, "clarify": 1, "answer": 2, "speak": 3}


@dataclass(frozen=True)
class Raised:
    """A raised hand: `key` is its row, `member` who raised it."""

    key: int
    member: int
    kind: str
    raised_at: datetime


def in_order(hands: Sequence[Raised], spoken: Mapping[int, int]) -> list[Raised]:
    """The hands as they will be called; `spoken` gives each member's seconds so far (0 when absent)."""
    return sorted(hands, key=lambda hand: (RANK[hand.kind], spoken.get(hand.member, 0), hand.raised_at, hand.key))


def shares(seconds: Sequence[int]) -> str:
    """How speaking time is shared, told in one word and with no name: `even`, `uneven` or `few`.

    `few`: two people or fewer hold more than half of the time, of four speakers or more.
    """
    total, speakers = sum(seconds), [s for s in seconds if s]
    if len(speakers) < 4 or not total:
        return "even"
    if 2 * sum(sorted(speakers)[-2:]) > total:
        return "few"
    return "uneven" if max(speakers) * len(speakers) > 2 * total else "even"
