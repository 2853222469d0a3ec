"""Election without candidate: who is named by how many, once all nominations are opened.

Source: the collective's rules for the "élection sans candidat" (PRODUCT §3.2), from sociocracy (G. Endenburg).
Nobody is elected by the numbers: they inform the facilitator's proposal, which objections can stop. So there is
no tie to settle: people named by as many stand together. Time: linear in the nominations.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from votes.counting.profile import Ranking, grouped


@dataclass(frozen=True)
class NominationTally:
    counts: dict[str, int]
    ranking: Ranking  # those named most first, equals together, by name


def count(nominations: Iterable[tuple[int, str]]) -> NominationTally:
    """How many name each person. `nominations`: one name from each, as (how many, name); an empty one is a pass."""
    counts = Counter[str]()
    for number, name in nominations:
        if name:
            counts[name] += number
    return NominationTally(dict(counts), grouped(counts))
