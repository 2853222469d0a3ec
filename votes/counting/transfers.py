"""What the two ways of counting transferable votes share: stages, ties, who is elected and who is excluded.

A stage holds the votes as they stand, then what they lead to: who is elected, or whose papers go where.
Votes are whole numbers of the smallest part of a vote that the rules know.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import ClassVar

from votes.counting import seats as filling
from votes.counting.lots import Lots
from votes.counting.profile import Ranking, grouped
from votes.counting.result import BrokenTie, CountStep, OptionsOutcome, OptionsResult, Plain


@dataclass(frozen=True)
class Standing:
    """The votes at a stage that is over; those no further apart than `slack` did not differ."""

    votes: dict[str, int]
    slack: int


class Transfers:
    """One count. Who inherits says how votes move, in `run`."""

    name: ClassVar[str]  # its steps are "name.elected", "name.excluded"…
    decimals: ClassVar[int]
    quota: int
    valid: int  # papers that make the quota
    void: int

    def __init__(self, options: Collection[str], seats: int, lots: Lots) -> None:
        self.seats, self.lots = seats, lots
        self.continuing = sorted(options)
        self.votes = dict.fromkeys(self.continuing, 0)
        self.elected: list[tuple[str, ...]] = []  # in order; equals together
        self.excluded: list[str] = []
        self.exhausted = self.slack = 0
        self.history: list[Standing] = []
        self.stages: list[Plain] = []
        self.steps: list[CountStep] = []
        self.tie: BrokenTie | None = None

    def run(self) -> None:
        raise NotImplementedError

    def result(self) -> OptionsResult:
        counts = {"valid": self.valid, "void": self.void}
        if not self.valid:
            everybody = tuple(self.continuing)
            return filling.result((everybody,), seats=self.seats, lot=None, voters=0, counts=counts)
        self.tell("counted", **counts, seats=self.seats, quota=self.written(self.quota))
        self.run()
        undrawn = self.tie is not None and self.tie.of == filling.UNDRAWN
        return OptionsResult(
            outcome=OptionsOutcome.TIE if undrawn else OptionsOutcome.ELECTED,
            winners=self.winners,
            ranking=self.ranking,
            counts=counts,
            steps=tuple(self.steps),
            stages=tuple(self.stages),
            quota=self.written(self.quota),
            tie=self.tie,
        )

    @property
    def winners(self) -> tuple[str, ...]:
        return tuple(option for group in self.elected for option in group)

    @property
    def ranking(self) -> Ranking:
        """The elected in their order, those who were left by their votes, the excluded from the last to the first."""
        left = grouped({option: self.votes[option] for option in self.continuing})
        return (*self.elected, *left, *((option,) for option in reversed(self.excluded)))

    @property
    def seats_left(self) -> int:
        return self.seats - len(self.winners)

    def written(self, number: int) -> str:
        whole, part = divmod(number, 10**self.decimals)
        return f"{whole}.{part:0{self.decimals}d}"

    def written_votes(self, votes: Mapping[str, int]) -> dict[str, str]:
        return {option: self.written(number) for option, number in votes.items()}

    def tell(self, name: str, **values: object) -> None:
        self.steps.append(CountStep(f"{self.name}.{name}", values))

    def open_stage(self) -> None:
        standing = {option: number for option, number in self.votes.items() if option not in self.excluded}
        self.history.append(Standing(standing, self.slack))
        self.stages.append(
            {
                "stage": len(self.history),
                "votes": self.written_votes(standing),
                "elected": [],
                "excluded": [],
                "exhausted": self.written(self.exhausted),
                "quota": self.written(self.quota),
                "transfers": [],
            }
        )

    def elect(self, options: Collection[str], how: str = "elected") -> None:
        """`how`: "elected" at the quota, "remaining" when as many are left as there are seats."""
        if not options:
            return
        groups = grouped({option: self.votes[option] for option in options})
        self.elected += groups
        self.continuing = [option for option in self.continuing if option not in options]
        names = [option for group in groups for option in group]
        self.stages[-1]["elected"] += names
        votes = self.written_votes({option: self.votes[option] for option in names})
        self.tell(how, stage=len(self.stages), options=names, votes=votes, quota=self.written(self.quota))

    def is_over(self) -> bool:
        """Whether every seat is filled, after electing all who are left where there is a seat for each."""
        if self.seats_left and len(self.continuing) <= self.seats_left:
            self.elect(self.continuing, "remaining")
            return True
        return not self.seats_left

    def exclude_last(self) -> str | None:
        """Exclude the one with the fewest votes. None: a tie that nobody draws."""
        fewest = min(self.votes[option] for option in self.continuing)
        level = [option for option in self.continuing if self.votes[option] <= fewest + self.slack]
        # Those without any vote all go, one after the other, and nothing moves: their order changes nothing.
        idle = not any(self.votes[o] for o in level) and len(self.continuing) - len(level) >= self.seats_left
        option = self.pick(level, highest=False, matters=not idle)
        if option is not None:
            self.continuing.remove(option)
            self.excluded.append(option)
            self.stages[-1]["excluded"].append(option)
            self.tell("excluded", stage=len(self.stages), option=option, votes=self.written(self.votes[option]))
        return option

    def pick(self, level: list[str], *, highest: bool, matters: bool = True) -> str | None:
        """Who goes first among equals: the most recent earlier stage at which they differed, then the lot."""
        if len(level) == 1:
            return level[0]
        between = tuple(level)
        for stage, standing in reversed(list(enumerate(self.history[:-1], start=1))):
            votes = {option: standing.votes[option] for option in level}
            best = max(votes.values()) if highest else min(votes.values())
            level = [option for option in level if abs(votes[option] - best) <= standing.slack]
            if len(level) == 1:
                self.tie = BrokenTie(between, by="rule", of=f"stage {stage}")
                self.tell("earlier", between=list(between), option=level[0], at=stage, surplus=highest)
                return level[0]
        if not matters:
            option: str | None = self.lots.idle(level)
        else:
            option = self.lots.first(level) if highest else self.lots.last(level)
        if option is None:
            self.tie = BrokenTie(tuple(level), by="lot", of=filling.UNDRAWN)
            self.tell("undrawn", between=level, surplus=highest)
            return None
        self.tell("lot", between=level, option=option, lot=self.lots.seed, surplus=highest)
        return option
