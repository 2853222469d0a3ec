"""The single transferable vote as in Scotland: weighted inclusive Gregory transfers, five decimals.

Source: The Scottish Local Government Elections Order 2007 (SSI 2007/42), schedule 1, rules 45 to 52, which the
Order of 2011 keeps. The quota is Droop's: valid papers / (seats + 1), without decimals, + 1. Whoever reaches it
is elected. Above it, the largest surplus first, all papers of the elected go to their next preference, each at
surplus x its value / votes, to five decimals, any remainder ignored: what is ignored is nobody's. With no surplus
left, the candidate with the fewest votes is excluded, and the papers go on at the value at which they came. When
as many are left as there are seats, all are elected and nothing more is transferred (rule 52).

Equal ranks: the Order knows none. A paper is followed up to them and is not transferable there; where they stand
first it is void, outside the papers that make the quota.
Ties (rules 49 and 51): the most recent earlier stage at which they differed; then the lot.
Time: papers x options, some million preferences a second.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from votes.counting.ballot_strings import Letters, write
from votes.counting.lots import Lots, settle
from votes.counting.method import CountingMethod
from votes.counting.profile import Ranking
from votes.counting.result import OptionsResult
from votes.counting.transfers import Transfers

VOTE = 100_000  # one vote, in the smallest part that the rules know
Pile = defaultdict[int, dict[str, int]]  # a candidate's papers by their value: how many of each


def count(
    options: Sequence[str], ballots: Iterable[tuple[int, Ranking]], *, seats: int = 1, lot: str | None = None
) -> OptionsResult:
    """Elect `seats` of the options. Raises ValueError for a ranking of what is not on the ballot, or twice."""
    papers, letters = write(options, ballots)
    return settle(
        lambda lots: Scottish(papers, letters, seats, lots).result(),
        lot,
        work(len(options), seats, len(papers)),
    )


class Scottish(Transfers):
    """One count, from first preferences to the last seat."""

    name, decimals = "stv_scottish", 5

    def __init__(self, papers: dict[str, int], letters: Letters, seats: int, lots: Lots) -> None:
        self.names = {letter: group[0] for letter, group in letters.groups.items() if len(group) == 1}
        super().__init__(self.names.values(), seats, lots)
        self.piles: dict[str, Pile] = {option: defaultdict(dict) for option in self.continuing}
        first = {letter: self.piles[option][VOTE] for letter, option in self.names.items()}
        for paper, number in papers.items():
            if (letter := paper[0]) in first:
                first[letter][paper] = number
        self.votes = {option: sum(pile[VOTE].values()) * VOTE for option, pile in self.piles.items()}
        self.valid = sum(self.votes.values()) // VOTE
        self.void = sum(papers.values()) - self.valid
        self.quota = (self.valid // (seats + 1) + 1) * VOTE
        self.surpluses: list[str] = []  # elected above the quota, with papers still to be transferred

    def run(self) -> None:
        while True:
            self.open_stage()
            reached = [option for option in self.continuing if self.votes[option] >= self.quota]
            self.elect(reached)
            self.surpluses += [option for option in reached if self.votes[option] > self.quota]
            if self.is_over():
                return
            if self.surpluses:
                most = max(self.votes[option] for option in self.surpluses)
                option = self.pick([o for o in self.surpluses if self.votes[o] == most], highest=True)
                if option is None:
                    return
                self.surpluses.remove(option)
                self.pass_on(option, most - self.quota)
            else:
                option = self.exclude_last()
                if option is None or self.is_over():
                    return
                self.pass_on(option, self.votes[option])

    def pass_on(self, option: str, moved: int) -> None:
        """Transfer a surplus, or all the votes of someone who is excluded, to the next preferences."""
        before, gained, stuck = self.votes[option], dict.fromkeys(self.continuing, 0), 0
        gone = "".join(letter for letter, name in self.names.items() if name not in gained)
        for value, papers in self.piles.pop(option).items():
            passed = value if moved == before else value * moved // before
            piles = {letter: self.piles[name][passed] for letter, name in self.names.items() if name in gained}
            had = {letter: sum(pile.values()) for letter, pile in piles.items()}
            for paper, number in papers.items():
                rest = paper.lstrip(gone)
                pile = piles.get(rest[:1])
                if pile is None:
                    stuck += number * passed
                else:
                    pile[rest] = pile.get(rest, 0) + number
            for letter, pile in piles.items():
                gained[self.names[letter]] += (sum(pile.values()) - had[letter]) * passed
        for name, votes in gained.items():
            self.votes[name] += votes
        self.votes[option] -= moved
        lost = moved - sum(gained.values())
        self.exhausted += lost
        values = {
            "to": self.written_votes({name: votes for name, votes in gained.items() if votes}),
            "exhausted": self.written(stuck),
            "ignored": self.written(lost - stuck),
        }
        self.stages[-1]["transfers"].append({"from": option, **values})
        whole = moved == before
        self.tell(
            "transferred", stage=len(self.stages), option=option, votes=self.written(moved), whole=whole, **values
        )


def work(options: int, seats: int, lines: int) -> int:
    return options * lines + 3 * options**2


METHOD = CountingMethod("stv_scottish", "ranking", count, work=work, follows_lots=True)
