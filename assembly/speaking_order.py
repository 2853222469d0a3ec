"""In which order raised hands are called. Pure.

A word on the process comes before all, then what clarifies or answers directly: once a person and item,
so that it is no way around the queue. Among the others, those who have spoken least come first, then
those who have waited longest. A word on the process is one sentence, and counted apart: what goes beyond
it counts as speaking, and so does a word that took its turn with the others, whatever it is called.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

RANK = {"process": 0, "clarify": 1, "answer": 2, "speak": 3}
SENTENCE = 30  # seconds


@dataclass(frozen=True)
class Raised:
    """A raised hand: `key` is its row, `member` who raised it, `kind` the one by which it has its place."""

    key: int
    member: int
    kind: str
    raised_at: datetime


def in_order(
    hands: Sequence[Raised], spoken: Mapping[int, int], went_ahead: Collection[int] = frozenset()
) -> list[Raised]:
    """The hands as they will be called; `spoken` gives each member's seconds so far (0 when absent).

    `went_ahead` are the members who were called before the queue on this item: they wait with the others now.
    """

    def place(hand: Raised) -> tuple[int, int, datetime, int]:
        rank = RANK["speak" if hand.member in went_ahead else hand.kind]
        return rank, spoken.get(hand.member, 0), hand.raised_at, hand.key

    return sorted(hands, key=place)


def keeps_its_place(before: str, kind: str) -> str:
    """By which kind a hand has its place when it changes: a change never brings it forward."""
    return max(before, kind, key=RANK.__getitem__)


def counted(kind: str, seconds: int, *, is_ahead: bool) -> int:
    """How much of a turn counts as speaking time; `is_ahead` when it is the one that went before the queue."""
    return max(0, seconds - SENTENCE) if is_ahead and kind == "process" else seconds


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
