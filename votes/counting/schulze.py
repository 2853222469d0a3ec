"""Schulze: who beats whom along the strongest path of duels.

Source: M. Schulze, "A new monotonic, clone-independent, reversal symmetric, and Condorcet-consistent
single-winner election method", Social Choice and Welfare 36 (2011); a duel is as strong as its winner has
votes, a path as its weakest duel. A ranks above B if its strongest path to B is stronger than B's to A.
First stand those whom nobody ranks above, then those whom nobody left does, and so on.
Options left unranked stand together below the others. Time: the duels, then options³.
Tie: those level for a seat are settled by a lot.
"""

from collections.abc import Iterable, Sequence
from itertools import permutations

from votes.counting import duels
from votes.counting import seats as places
from votes.counting.method import CountingMethod
from votes.counting.profile import Ranking, layers
from votes.counting.result import CountStep, OptionsResult


def count(
    options: Sequence[str], ballots: Iterable[tuple[int, Ranking]], *, seats: int = 1, lot: str | None = None
) -> OptionsResult:
    """`counts`: `duels`, how many ballots rank A above B; `paths`, how strong A's path to B is (0: there is none)."""
    above, voters = duels.fought(options, ballots)
    paths = strongest_paths(above)
    ranking = layers(options, lambda option, other: paths[option][other] > paths[other][option])
    return places.result(
        ranking,
        seats=seats,
        lot=lot,
        voters=voters,
        counts={"duels": above, "paths": paths},
        steps=[*duels.steps(above, voters), *steps(paths, ranking)],
    )


def strongest_paths(above: duels.Duels) -> duels.Duels:
    """How strong the strongest path from each option to each other is (Floyd and Warshall, widest path)."""
    paths = {
        option: {other: votes if votes > above[other][option] else 0 for other, votes in row.items()}
        for option, row in above.items()
    }
    for through in paths:
        for option, other in permutations(paths, 2):
            if through not in (option, other):
                detour = min(paths[option][through], paths[through][other])
                paths[option][other] = max(paths[option][other], detour)
    return paths


def steps(paths: duels.Duels, ranking: Ranking) -> Iterable[CountStep]:
    """How each option at the head fares against each other one, by the strongest paths both ways."""
    for option in ranking[0]:
        against = [[other, paths[option][other], paths[other][option]] for other in sorted(paths[option])]
        if against:
            yield CountStep("schulze.paths", {"option": option, "against": against})
    yield CountStep("schulze.ranking", {"ranking": [list(group) for group in ranking]})


def work(options: int, seats: int, lines: int) -> int:
    return options * lines + options**3 // 2


METHOD = CountingMethod("schulze", "ranking", count, work=work)
