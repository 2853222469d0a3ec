"""The single transferable vote by Meek's method: each candidate keeps a part of every paper that comes.

Source: I. D. Hill, B. A. Wichmann, D. R. Woodall, "Algorithm 123: single transferable vote by Meek's method",
The Computer Journal 30 (1987), as the reference rule of the Proportional Representation Foundation fixes it, and
New Zealand uses it: nine decimals, parts kept rounded up. A hopeful candidate keeps all, an excluded one nothing,
an elected one just enough to stay at the quota: what is kept x quota / votes, over and over, until the surplus is
under a millionth of a vote or shrinks no more. The quota, votes / (seats + 1) + 0.000000001, follows the votes
that are still held. Whoever reaches it is elected; if nobody does, the candidate with the fewest votes is excluded.

Equal ranks share: a paper counts as the average of the papers that would rank those equals in each order.
Ties: candidates no further apart than the surplus still to be moved are level; first the most recent earlier
stage at which they differed by more than its surplus then, and the lot afterwards.
Time: papers x options once, then a few hundred rounds over the orders in which elected candidates stand; with large
groups of equals, options cubed x seats.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from fractions import Fraction
from functools import lru_cache

from votes.counting.ballot_strings import Letters, write
from votes.counting.lots import Lots, settle
from votes.counting.method import CountingMethod
from votes.counting.profile import Ranking
from votes.counting.result import OptionsResult, Plain
from votes.counting.transfers import Transfers

VOTE = 10**9  # one vote, in the smallest part that the rules know; also what a hopeful candidate keeps of one
SMALL = 1000  # a surplus below this is none
Parts = dict[str, list[tuple[str, int]]]  # of a whole paper, what each option of a group takes


def count(
    options: Sequence[str], ballots: Iterable[tuple[int, Ranking]], *, seats: int = 1, lot: str | None = None
) -> OptionsResult:
    """Elect `seats` of the options. Each stage tells what candidates keep of a paper; its transfers are net."""
    papers, letters = write(options, ballots)
    return settle(
        lambda lots: Meek(papers, letters, seats, lots).result(),
        lot,
        work(len(options), seats, len(papers)),
    )


class Meek(Transfers):
    """One count. A pile holds the papers that reach the same candidates, up to the first hopeful one."""

    name, decimals = "stv_meek", 9

    def __init__(self, papers: dict[str, int], letters: Letters, seats: int, lots: Lots) -> None:
        super().__init__([group[0] for group in letters.groups.values() if len(group) == 1], seats, lots)
        self.groups = letters.groups
        self.keep = dict.fromkeys(self.continuing, VOTE)
        self.piles: dict[str, dict[str, int]] = {"": papers}  # by who is reached; then what is left of each paper
        self.moved: Counter[tuple[str, str]] = Counter()  # how many papers of each pile are now in which
        self.parts: Parts = {}
        self.valid, self.void = sum(papers.values()), 0
        self.quota = 0

    def run(self) -> None:
        while True:
            self.move_papers()
            reached = self.weigh()
            self.open_stage()
            self.elect(reached)
            if self.is_over():
                return
            if not reached:
                option = self.exclude_last()
                if option is None or self.is_over():
                    return
                self.keep[option] = 0

    def move_papers(self) -> None:
        """Let each paper reach its next preferences, until one of them is hopeful."""
        among = {letter: [o for o in group if self.keep[o]] for letter, group in self.groups.items()}
        gone = "".join(letter for letter, group in among.items() if not group)
        hopeful = {letter for letter, group in among.items() if not set(group).isdisjoint(self.continuing)}
        free = {held: self.piles.pop(held) for held in list(self.piles) if held[-1:] not in hopeful}
        self.moved = Counter({(held, held): sum(pile.values()) for held, pile in self.piles.items()})
        for held, papers in free.items():
            start = held.rstrip(gone)
            for paper, number in papers.items():
                reached, rest = start, paper.lstrip(gone)
                while rest:
                    reached, rest = reached + rest[0], rest[1:].lstrip(gone)
                    if reached[-1] in hopeful:
                        break
                pile = self.piles.setdefault(reached, {})
                pile[rest] = pile.get(rest, 0) + number
                self.moved[held, reached] += number

    def weigh(self) -> list[str]:
        """Find what the elected have to keep. Gives the hopeful who reach the quota on the way."""
        surplus = None
        while True:
            self.distribute()
            self.quota = sum(self.votes.values()) // (self.seats + 1) + 1
            self.slack = max(0, sum(self.votes[option] - self.quota for option in self.winners))
            reached = [option for option in self.continuing if self.votes[option] >= self.quota]
            if len(reached) > self.seats_left:  # by roundings alone: they share exactly what is left
                reached = []
            if reached or self.slack < SMALL or (surplus is not None and self.slack >= surplus):
                return reached
            surplus = self.slack
            for option in self.winners:
                share = -(-self.keep[option] * self.quota // VOTE)
                self.keep[option] = -(-share * VOTE // self.votes[option])

    def distribute(self) -> None:
        """Give each candidate their part of every paper; what is left of a paper in the end is exhausted."""
        self.votes, self.exhausted = dict.fromkeys(self.votes, 0), 0
        self.parts = {letter: self.taken(letter) for letter in set("".join(reached for _, reached in self.moved))}
        for (_, reached), number in self.moved.items():
            for option, kept in split(reached, self.parts).items():
                if option:
                    self.votes[option] += kept * number
                else:
                    self.exhausted += kept * number

    def taken(self, letter: str) -> list[tuple[str, int]]:
        """What each of a group takes of a whole paper."""
        group = sorted((self.keep[option], option) for option in self.groups[letter] if self.keep[option])
        return [(option, part) for (_, option), part in zip(group, shares(tuple(k for k, _ in group)), strict=True)]

    def open_stage(self) -> None:
        """Also tells the stage before where its votes went."""
        super().open_stage()
        keep = self.written_votes({option: kept for option, kept in self.keep.items() if kept})
        self.stages[-1]["keep"] = keep
        if self.elected:
            kept = {option: keep[option] for option in self.winners}
            self.tell("kept", stage=len(self.stages), keep=kept, quota=self.written(self.quota))
        if len(self.stages) > 1:
            self.stages[-2]["transfers"] = self.transfers()
        self.before = self.parts

    def transfers(self) -> list[Plain]:
        """What each candidate lost since the stage before, and who has it: paper by paper, shared as the gains are."""
        flows: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for (held, reached), number in self.moved.items():
            change = Counter(split(reached, self.parts))
            change.subtract(split(held, self.before))
            lost = {option: -votes for option, votes in change.items() if option and votes < 0}
            for option, votes in lost.items():
                for heir, gain in (+change).items():
                    flows[option][heir] += number * votes * gain // sum(lost.values())
        return [
            {
                "from": option,
                "exhausted": self.written(flows[option].pop("", 0)),
                "to": self.written_votes(flows[option]),
            }
            for option in sorted(flows)
        ]


def split(reached: str, parts: Parts) -> dict[str, int]:
    """What each candidate keeps of one paper that reaches them in this order; "" is what is left in the end."""
    kept, left = {}, VOTE
    for letter in reached:
        takers, coming = parts[letter], left
        for option, part in takers:
            kept[option] = -(-coming * part // VOTE) if len(takers) == 1 else coming * part // VOTE
            left -= kept[option]
    return {**kept, "": left}


@lru_cache(maxsize=4096)
def shares(keeps: tuple[int, ...]) -> tuple[int, ...]:
    """What each of some equals takes of a paper, if it meets them in any order: the average, rounded down.

    One who keeps k comes at a random moment t; each other has come by then with chance t, and let 1 - k pass.
    So the share is k x the integral over t of the product of the others' 1 - k t.
    """
    if len(keeps) == 1:
        return keeps
    parts = []
    for place, keep in enumerate(keeps):
        product = [Fraction(1)]
        for other in keeps[:place] + keeps[place + 1 :]:
            part = Fraction(other, VOTE)
            product = [a - part * b for a, b in zip([*product, Fraction(0)], [Fraction(0), *product], strict=True)]
        parts.append(int(keep * sum(term / power for power, term in enumerate(product, start=1))))
    return tuple(parts)


def work(options: int, seats: int, lines: int) -> int:
    """Equals take parts of a paper that are integrals of degree `options`, found again when the elected keep less."""
    return options * lines + 5 * options**2 + options * seats * lines // 2 + 8 * options**3 * seats


METHOD = CountingMethod("stv_meek", "ranking", count, work=work, follows_lots=True)
