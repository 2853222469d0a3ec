"""Proportional approval: the committee that satisfies voters most, where a second member satisfies half as much.

Source: T. N. Thiele (1895); M. Lackner, P. Skowron, "Multi-Winner Voting with Approval Preferences" (2023). A voter
who approves k members of a committee has 1 + 1/2 + ... + 1/k; the committee with the largest sum is elected, as
a whole. It is found exactly, by branch and bound: a branch is left when even the best that could join it, each
as if alone, fall short of the best committee known.
Ties: the source has no rule. Members of every best committee are sure; of the best committees the lot takes the one
whose first member by lot comes earliest, then the second, and so on.
Time: exponential in the worst case (the problem is NP-hard): ask `votes.counting.effort` first.
"""

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import comb, lcm

from votes.counting import seats as filling
from votes.counting.lot import draw
from votes.counting.method import CountingMethod
from votes.counting.profile import Approvals, merged, written
from votes.counting.result import BrokenTie, CountStep, OptionsOutcome, OptionsResult, Plain

Committee = frozenset[str]


def count(
    options: Sequence[str], ballots: Iterable[tuple[int, Approvals]], *, seats: int = 1, lot: str | None = None
) -> OptionsResult:
    """Elect a committee of `seats` options."""
    lines = merged(ballots)
    approvals = {option: sum(n for approved, n in lines.items() if option in approved) for option in sorted(options)}
    if not lines:
        everybody = tuple(approvals)
        return filling.result((everybody,), seats=seats, lot=None, voters=0, counts={"approvals": approvals})
    search = Search(lines, sorted(approvals) if lot is None else draw(approvals, lot), min(seats, len(approvals)))
    score = search.run()
    sure, level = search.sure, search.possible - search.sure
    undrawn = bool(level) and lot is None
    elected = sure if undrawn else search.first
    winners = sorted(elected, key=lambda option: (-approvals[option], option))
    counts: Plain = {"approvals": approvals, "score": written(score)}
    steps = [CountStep("pav.best", {"score": written(score), "committees": comb(len(approvals), search.seats)})]
    if level:
        steps.append(CountStep("pav.level", {"best": search.best, "between": sorted(level), "lot": lot}))
    if not undrawn:
        counts["represented"] = represented(lines, elected)
        steps.append(CountStep("pav.represented", {"voters": counts["represented"]}))
    if winners:
        steps.append(CountStep("seats.elected", {"winners": winners}))
    return OptionsResult(
        outcome=OptionsOutcome.TIE if undrawn else OptionsOutcome.ELECTED,
        winners=tuple(winners),
        ranking=tuple(tuple(sorted(group)) for group in (sure, level, set(approvals) - sure - level) if group),
        counts=counts,
        steps=tuple(steps),
        tie=BrokenTie(tuple(sorted(level)), by="lot", of=lot or filling.UNDRAWN) if level else None,
    )


def most_work(options: int, seats: int, voters: int) -> int:
    """The additions that so many different ballots may ask for in the worst case.

    Every committee is looked at once at most, and each smaller one that it grows from.
    """
    lines = min(voters, 2**options)
    grown = sum(comb(options, members) * (options - members) for members in range(seats))
    return grown * (lines + 10) + comb(options, seats) * 20 * seats


def represented(lines: Mapping[Approvals, int], elected: Committee) -> list[int]:
    """How many voters approve none of the elected, one of them, two, and so on."""
    voters = [0] * (len(elected) + 1)
    for approved, number in lines.items():
        voters[len(approved & elected)] += number
    return voters


class Search:
    """All best committees. Satisfaction is counted in whole parts, so small that each 1/k is a number of them."""

    def __init__(self, lines: Mapping[Approvals, int], order: Sequence[str], seats: int) -> None:
        self.seats = seats
        self.whole = lcm(*range(1, seats + 1))
        self.place = {option: place for place, option in enumerate(order)}  # by lot
        self.worth = [[number * self.whole // k for k in range(1, seats + 1)] for number in lines.values()]
        self.supporters = {o: [at for at, approved in enumerate(lines) if o in approved] for o in order}
        self.members = [0] * len(lines)  # how many of the committee in hand each line approves
        self.score = self.work = self.best = 0  # `best`: how many committees have this score
        self.sure = self.possible = self.first = Committee()  # in all of them, in some, and the first by lot

    def run(self) -> Fraction:
        """Find the best committees; gives the satisfaction with each."""
        self.extend((), list(self.place), 0)
        return Fraction(self.score, self.whole)

    def extend(self, committee: tuple[str, ...], candidates: list[str], score: int) -> None:
        """Every best committee that adds to this one from these candidates."""
        left = self.seats - len(committee)
        if not left:
            self.keep(frozenset(committee), score)
            return
        gains = {option: self.gain(option) for option in candidates}
        candidates = sorted(candidates, key=lambda option: (-gains[option], self.place[option]))
        while len(candidates) >= left and score + sum(gains[o] for o in candidates[:left]) >= self.score:
            option, *candidates = candidates
            self.add(option, 1)
            self.extend((*committee, option), candidates, score + gains[option])
            self.add(option, -1)

    def keep(self, committee: Committee, score: int) -> None:
        """A committee at least as good as those that are known."""
        self.work += 20 * self.seats
        if score > self.score or not self.best:
            self.score, self.best = score, 1
            self.sure = self.possible = self.first = committee
        else:
            self.best += 1
            self.sure &= committee
            self.possible |= committee
            self.first = min(self.first, committee, key=lambda one: sorted(self.place[option] for option in one))

    def gain(self, option: str) -> int:
        """What the option adds to the committee in hand."""
        supporters = self.supporters[option]
        self.work += len(supporters) + 10
        return sum(self.worth[at][self.members[at]] for at in supporters)

    def add(self, option: str, number: int) -> None:
        for at in self.supporters[option]:
            self.members[at] += number


def work(options: int, seats: int, lines: int) -> int:
    return most_work(options, seats, lines) // 16


METHOD = CountingMethod("pav", "approve", count, work=work)
