"""Instant run-off: a ballot goes to its first choice, and on to the next when that one is excluded.

Source: the alternative vote (W. R. Ware, 1871; Robert's Rules of Order, "preferential voting"). Whoever has
more than half of the votes of a stage is elected; until then the option with the fewest is excluded. Options
ranked equal share the vote equally, exactly; a ballot that ranks none of those left is exhausted, outside
the half. One seat: for several there is the single transferable vote. Time: ballots x options.

Tie for the fewest: those who even together have fewer votes than any other are excluded together, since
none of them can stay. Else the last earlier stage at which they differed; then the lot.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm

from votes.counting import seats as places
from votes.counting.lots import Lots, settle
from votes.counting.method import CountingMethod
from votes.counting.profile import Ranking, grouped, merged, written
from votes.counting.result import OptionsResult
from votes.counting.transfers import Transfers

Group = tuple[str, ...]


def count(
    options: Sequence[str], ballots: Iterable[tuple[int, Ranking]], *, seats: int = 1, lot: str | None = None
) -> OptionsResult:
    """Elect one of the options. Raises ValueError for more seats."""
    if seats != 1:
        raise ValueError("seats: the instant run-off fills one; for several there is the single transferable vote")
    rankings = merged(ballots)
    if not rankings:
        everybody = (tuple(sorted(options)),)
        return places.result(everybody, seats=1, lot=None, voters=0, counts={"valid": 0, "void": 0})
    return settle(lambda lots: RunOff(options, rankings, lots).result(), lot, work(len(options), 1, len(rankings)))


class RunOff(Transfers):
    """One count, until somebody has more than half of the votes."""

    name = "irv"

    def __init__(self, options: Sequence[str], rankings: Mapping[Ranking, int], lots: Lots) -> None:
        super().__init__(options, 1, lots)
        equals = max(len(group) for ranking in rankings for group in ranking)
        self.vote = lcm(*range(2, equals + 1))  # parts of a vote, so that equals share it in whole ones
        self.valid, self.void = sum(rankings.values()), 0
        self.quota = self.half()
        self.together: list[Group] = []  # the excluded, first to last
        self.piles: dict[Group, dict[Ranking, int]] = {}  # the ballots by who share their vote now
        self.hand_on(rankings)

    def written(self, number: int | Fraction) -> str:
        return written(Fraction(number) / self.vote)

    @property
    def ranking(self) -> Ranking:
        """Those left by their votes, then the excluded from the last to the first."""
        return (*grouped(self.votes), *reversed(self.together))

    def run(self) -> None:
        while True:
            self.weigh()
            self.quota = self.half()
            self.open_stage()
            self.elect([option for option in self.continuing if self.votes[option] >= self.quota])
            excluded = () if self.elected else self.exclude()
            if not excluded:
                return
            self.pass_on(excluded)

    def half(self) -> int:
        """More than half of the votes that are not exhausted."""
        return (self.valid * self.vote - self.exhausted) // 2 + 1

    def weigh(self) -> None:
        """The votes of those left: whole ballots, and shares of those that rank them equal."""
        self.votes = dict.fromkeys(self.continuing, 0)
        for holders, rankings in self.piles.items():
            for option in holders:
                self.votes[option] += sum(rankings.values()) * self.vote // len(holders)
        self.exhausted = sum(self.piles.get((), {}).values()) * self.vote

    def exclude(self) -> Group:
        """Who is excluded now; nobody for a tie that nobody draws."""
        fewest = min(self.votes[option] for option in self.continuing)
        last = [option for option in self.continuing if self.votes[option] == fewest]
        others = [self.votes[option] for option in self.continuing if self.votes[option] > fewest]
        if len(last) > 1 and others and fewest * len(last) < min(others):
            self.tell("together", stage=len(self.stages), options=last, votes=self.written(fewest))
            self.continuing = [option for option in self.continuing if option not in last]
            self.excluded += last
            self.stages[-1]["excluded"] = last
            group = tuple(last)
        else:
            option = self.exclude_last()
            group = () if option is None else (option,)
        self.together += [group] if group else []
        return group

    def pass_on(self, excluded: Group) -> None:
        """The ballots of the excluded go on; what each of the excluded held is told apart."""
        gained = {option: dict.fromkeys(self.continuing, Fraction()) for option in excluded}
        lost = dict.fromkeys(excluded, Fraction())
        for held in [held for held in self.piles if not set(held).isdisjoint(excluded)]:
            for holders, number in self.hand_on(self.piles.pop(held)).items():
                for option in set(held).intersection(excluded):
                    share = Fraction(number * self.vote, len(held))
                    for heir in holders:
                        gained[option][heir] += share / len(holders)
                    if not holders:
                        lost[option] += share
        for option in excluded:
            to = {heir: self.written(votes) for heir, votes in gained[option].items() if votes}
            values = {"to": to, "exhausted": self.written(lost[option])}
            self.stages[-1]["transfers"].append({"from": option, **values})
            self.tell("transferred", stage=len(self.stages), option=option, **values)

    def hand_on(self, rankings: Mapping[Ranking, int]) -> Counter[Group]:
        """Put each ballot where the first of its options that are left hold it. How many went to whom."""
        left, moved = frozenset(self.continuing), Counter[Group]()
        for ranking, number in rankings.items():
            holders: Group = ()
            for group in ranking:
                if not left.isdisjoint(group):
                    holders = group if left.issuperset(group) else tuple(o for o in group if o in left)
                    break
            self.piles.setdefault(holders, {})[ranking] = number
            moved[holders] += number
        return moved


def work(options: int, seats: int, lines: int) -> int:
    """Equals share a vote: each ballot may go to half of the options, at every stage."""
    return options**2 * (lines // 2 + 3)


METHOD = CountingMethod("irv", "ranking", count, work=work, follows_lots=True)
