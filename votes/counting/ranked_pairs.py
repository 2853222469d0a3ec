"""Ranked pairs: duels are locked from the strongest to the weakest, each unless it contradicts those before.

Source: T. N. Tideman, "Independence of Clones as a Criterion for Voting Rules", Social Choice and Welfare 4
(1987), where a duel is stronger that has more votes on its winning side, then fewer on its losing side
(S. Eppley, "Maximize Affirmed Majorities"). Options left unranked stand together below the others.
Time: the duels, then options⁴: at most options² duels, each looked at against those locked.

Tie: duels of equal strength that do not contradict each other are all locked, whatever their order. Of those that
would close a circle together, the lot says which is locked first (T. M. Zavist and T. N. Tideman, 1989): that of the
winner drawn first, and of the same winner's that against the loser drawn last. Options level in the end are settled
by the lot too. Ranked are those whom nobody is locked above, then those whom nobody left is.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, permutations

from votes.counting import duels
from votes.counting import seats as places
from votes.counting.lots import Lots, settle
from votes.counting.method import CountingMethod
from votes.counting.profile import Ranking, layers
from votes.counting.result import BrokenTie, CountStep, OptionsOutcome, OptionsResult

Pair = tuple[str, str]  # winner, loser
Under = dict[str, set[str]]  # all who are under each option, by one lock or several


def count(
    options: Sequence[str], ballots: Iterable[tuple[int, Ranking]], *, seats: int = 1, lot: str | None = None
) -> OptionsResult:
    """`counts`: `duels`, how many ballots rank A above B; `locked`, the pairs that were locked, in order."""
    above, voters = duels.fought(options, ballots)
    if not voters:
        everybody = (tuple(sorted(options)),)
        return places.result(everybody, seats=seats, lot=None, voters=0, counts={"duels": above, "locked": []})
    return settle(
        lambda lots: RankedPairs(above, voters, seats, lots).result(),
        lot,
        work(len(above), seats, 0),
    )


class RankedPairs:
    """One count, from the strongest duel to the last seat."""

    def __init__(self, above: duels.Duels, voters: int, seats: int, lots: Lots) -> None:
        self.above, self.seats, self.lots = above, seats, lots
        self.locked: list[Pair] = []
        self.under: Under = {option: set() for option in above}
        self.steps = duels.steps(above, voters)
        self.tie: BrokenTie | None = None

    def result(self) -> OptionsResult:
        settled = all(self.lock(equal) for equal in by_strength(self.above))
        ranking = layers(self.above, lambda option, other: other in self.under[option])
        counts = {"duels": self.above, "locked": [list(pair) for pair in self.locked]}
        winners = self.fill(ranking) if settled else ()
        undrawn = self.tie is not None and self.tie.of == places.UNDRAWN
        outcome = OptionsOutcome.TIE if undrawn else OptionsOutcome.ELECTED
        return OptionsResult(outcome, winners, ranking, counts, tuple(self.steps), tie=self.tie)

    def lock(self, equal: list[Pair]) -> bool:
        """Lock what can be locked of some duels of equal strength. False: it takes a lot that nobody draws."""
        while equal:
            for winner, loser in equal:
                if winner in self.under[loser]:
                    self.tell("skipped", (winner, loser), path=path(self.locked, loser, winner))
            equal = [(winner, loser) for winner, loser in equal if winner not in self.under[loser]]
            together = {option: below.copy() for option, below in self.under.items()}
            for pair in equal:
                put(together, pair)
            free = [(winner, loser) for winner, loser in equal if winner not in together[loser]]
            if equal and not free:
                drawn = self.draw(equal)
                if drawn is None:
                    return False
                free = [drawn]
            for pair in free:
                self.locked.append(pair)
                put(self.under, pair)
                self.tell("locked", pair)
            equal = [pair for pair in equal if pair not in free]
        return True

    def draw(self, contested: list[Pair]) -> Pair | None:
        """The duel that the lot prefers among those that contradict each other."""
        winner = self.one(sorted({winner for winner, _loser in contested}), self.lots.first)
        losers = sorted(loser for option, loser in contested if option == winner)
        loser = self.one(losers, self.lots.last) if winner is not None else None
        return None if winner is None or loser is None else (winner, loser)

    def one(self, tied: Sequence[str], drawn: Callable[[Sequence[str]], str | None]) -> str | None:
        """One of some options, by lot where there are several."""
        if len(tied) == 1:
            return tied[0]
        option, seed = drawn(tied), self.lots.seed
        if option is None:
            self.tie = BrokenTie(tuple(tied), by="lot", of=places.UNDRAWN)
            self.steps.append(CountStep("ranked_pairs.undrawn", {"between": list(tied)}))
            return None
        if seed is not None:
            self.tie = self.tie or BrokenTie(tuple(tied), by="lot", of=seed)
        self.steps.append(CountStep("ranked_pairs.lot", {"between": list(tied), "option": option, "lot": seed}))
        return option

    def fill(self, ranking: Ranking) -> tuple[str, ...]:
        """The seats, from the top; the last ones by lot among equals."""
        winners, level = places.filled(ranking, self.seats)
        while level and len(winners) < self.seats:
            option = self.one(level, self.lots.first)
            if option is None:
                break
            winners, level = (*winners, option), tuple(other for other in level if other != option)
        return winners

    def tell(self, name: str, pair: Pair, **values: object) -> None:
        winner, loser = pair
        votes = {"for": self.above[winner][loser], "against": self.above[loser][winner]}
        self.steps.append(CountStep(f"ranked_pairs.{name}", {"winner": winner, "loser": loser, **votes, **values}))


def by_strength(above: duels.Duels) -> Iterator[list[Pair]]:
    """The duels that have a winner, strongest first, those of equal strength together, by name."""

    def strength(pair: Pair) -> tuple[int, int]:
        winner, loser = pair
        return -above[winner][loser], above[loser][winner]

    won = [pair for pair in permutations(sorted(above), 2) if duels.beats(above, *pair)]
    for _strength, equal in groupby(sorted(won, key=strength), strength):
        yield list(equal)


def path(pairs: Iterable[Pair], start: str, end: str) -> list[str]:
    """The shortest way down from one option to another, first by name where there are several."""
    below: defaultdict[str, list[str]] = defaultdict(list)
    for winner, loser in sorted(pairs):
        below[winner].append(loser)
    ways = {start: [start]}
    queue = [start]
    for option in queue:
        for loser in below[option]:
            if loser not in ways:
                ways[loser] = [*ways[option], loser]
                queue.append(loser)
    return ways[end]


def put(under: Under, pair: Pair) -> None:
    """Put the loser, and all who are under it, under the winner and all who are above it."""
    winner, loser = pair
    for option, below in under.items():
        if option == winner or winner in below:
            below |= under[loser] | {loser}


def work(options: int, seats: int, lines: int) -> int:
    return options * lines + options**3


METHOD = CountingMethod("ranked_pairs", "ranking", count, work=work, follows_lots=True)
