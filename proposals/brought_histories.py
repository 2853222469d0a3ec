"""What a proposal went through where it was before: told again as it was brought in, and marked so. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from proposals.history_shape import LIFE, Rows

Life = Mapping[str, Any]
SAID = {"title": 120, "subject": 60, "need": None, "expected": None, "evidence": None}  # as a draft takes them
OWN = ("facilitator", "decider", "presented_at", "ended_at", "end_reason", "decision", "review_on")


def brought_histories(history: Life, *, by: str, at: str) -> list[dict[str, Any]]:
    """From the history that came in (`history_shape.SHAPE`): one row a place, the oldest first.

    `by` and `at` say who brought it in here, and when. A draft that nobody touched there adds none: it only says again
    what came before it.
    """
    earlier: Sequence[Life] = history.get("brought", [])  # what came in first tells none
    life = {name: history.get(name, read(None)) for name, read in LIFE.items()}
    if earlier and _only_repeats(life, earlier[-1]):
        return [dict(one) for one in earlier]
    return [*(dict(one) for one in earlier), {**life, "brought_by": by, "brought_at": at}]


def _only_repeats(life: Life, earlier: Life) -> bool:
    lists = [name for name, read in LIFE.items() if isinstance(read, Rows) and name not in {"versions", "stages"}]
    if any(life[name] for name in (*OWN, *lists)) or len(life["versions"]) != 1 or not earlier["versions"]:
        return False
    says_the_same = all(life[name] == earlier[name][:most].strip() for name, most in SAID.items())
    return says_the_same and bool(life["versions"][0]["text"] == earlier["versions"][-1]["text"])
