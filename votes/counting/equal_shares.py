"""The method of equal shares: everybody holds the same part of the budget, and supporters buy together.

Source: D. Peters, P. Skowron, "Proportionality and the Limits of Welfarism" (2020); D. Peters, G. Pierczyński,
P. Skowron, "Proportional Participatory Budgeting with Additive Utilities" (2021). Each step buys, of the options
whose supporters can still pay for it together, the one that asks least for what it gives. Its supporters pay alike;
whoever has not enough left gives all that is left. `rho` is the most that one of them pays.

What an option gives its supporters is its cost: a euro spent on something that they approve. So an option is not put
behind for being dear: bought first is the one of which the smallest part of the cost falls on one supporter. This is
how cities that use the method count. Where all cost the same it makes no difference.
Money is left where nobody's supporters can put together what an option costs. What becomes of it is a rule of its own:
- "none": it is not spent. The steps tell how much it is, and what was missing.
- "raise": everybody's share is raised by the same amount, the least that lets the supporters of one more option pay for
  it together, again and again, among options that fit into what is left of the budget, until none does (the completion
  by Phragmén's sequential rule that Peters and Skowron propose). What was bought before stays bought.
An option that nobody approves is never bought.

Ties: the source has no rule; the cheaper first, then the lot; so too among those that need the same raise.
Time: options squared x different ballots.
"""

from collections.abc import Iterable, Mapping, Sequence
from enum import StrEnum
from fractions import Fraction

from votes.counting import seats as filling
from votes.counting.lots import Lots, settle
from votes.counting.method import CountingMethod
from votes.counting.parsing import Fields
from votes.counting.profile import Approvals, merged, written
from votes.counting.result import BrokenTie, CountStep, OptionsOutcome, OptionsResult, Plain


class Completion(StrEnum):
    """What becomes of money that nobody's supporters can spend together."""

    RAISE = "raise"
    NONE = "none"


def count(
    options: Sequence[str],
    ballots: Iterable[tuple[int, Approvals]],
    *,
    seats: int = 1,
    lot: str | None = None,
    budget: int | None = None,
    costs: Mapping[str, int] | None = None,
    completion: str = Completion.NONE,
) -> OptionsResult:
    """Buy options with the budget. Without costs each option costs 1, without a budget it is `seats`."""
    lines = merged(ballots)
    prices = prices_of(options, costs)
    if costs is not None and budget is None:
        raise ValueError("with costs, say how much the budget is")
    money = seats if budget is None else budget
    return settle(
        lambda lots: Purse(lines, prices, money, lots, Completion(completion)).result(),
        lot,
        work(len(prices), seats, len(lines)),
    )


def prices_of(options: Sequence[str], costs: Mapping[str, int] | None) -> dict[str, int]:
    """What each option costs, by name. Raises ValueError where that is missing, or is nothing."""
    if costs is None:
        return dict.fromkeys(sorted(options), 1)
    for option in options:
        if costs.get(option, 0) < 1:
            raise ValueError(f"the cost of “{option}” is missing: a whole number, 1 or more")
    if set(costs) - set(options):
        raise ValueError(f"“{min(set(costs) - set(options))}” has a cost and is no option")
    return {option: costs[option] for option in sorted(options)}


class Purse:
    """One count: what everybody still holds. Voters of one ballot hold the same."""

    def __init__(
        self,
        lines: Mapping[Approvals, int],
        prices: Mapping[str, int],
        budget: int,
        lots: Lots,
        completion: Completion,
    ) -> None:
        self.lines, self.prices, self.budget, self.lots, self.completion = lines, prices, budget, lots, completion
        self.voters = sum(lines.values())
        self.left = list(prices)
        self.bought: list[str] = []
        self.stages: list[Plain] = []
        self.steps: list[CountStep] = []
        self.tie: BrokenTie | None = None

    def result(self) -> OptionsResult:
        approvals = {o: sum(n for approved, n in self.lines.items() if o in approved) for o in self.prices}
        counts: Plain = {"approvals": approvals, "costs": dict(self.prices), "budget": self.budget}
        if not self.voters:
            return filling.result((tuple(self.left),), seats=len(self.left), lot=None, voters=0, counts=counts)
        share = Fraction(self.budget, self.voters)
        self.held = dict.fromkeys(self.lines, share)
        self.tell("shares", budget=self.budget, voters=self.voters, share=written(share))
        undrawn = not self.share_out() or (self.completion == Completion.RAISE and not self.spend_on())
        counts["left"] = written(self.unspent)
        if not undrawn and self.completion == Completion.RAISE:
            wanted = {option: self.prices[option] for option in self.left if approvals[option]}
            self.tell("rest", left=self.unspent, costs=wanted)
        elif not undrawn:
            self.tell("left", left=written(self.unspent), within=self.within(), costs=self.prices)
        return OptionsResult(
            outcome=OptionsOutcome.TIE if undrawn else OptionsOutcome.ELECTED,
            winners=tuple(self.bought),
            ranking=(*((option,) for option in self.bought), *([tuple(self.left)] if self.left else [])),
            counts=counts,
            steps=tuple(self.steps),
            stages=tuple(self.stages),
            tie=self.tie,
        )

    def share_out(self) -> bool:
        """Buy what supporters can pay for with their shares. False: a tie that nobody draws."""
        while offers := self.offers():
            least = min(offers.values())
            option = self.pick("cheaper", [option for option, part in offers.items() if part == least])
            if option is None:
                return False
            self.buy(option, least * self.prices[option], part=str(least))
        return True

    def spend_on(self) -> bool:
        """Raise everybody's share until nothing more fits. False: a tie that nobody draws."""
        while raises := self.raises():
            least = min(raises.values())
            option = self.pick("same_raise", [option for option, by in raises.items() if by == least])
            if option is None:
                return False
            self.held = {approved: held + least for approved, held in self.held.items()}
            self.buy(option, max(held for held, _number in self.supporters(option)), raised=written(least))
        return True

    def tell(self, name: str, **values: object) -> None:
        self.steps.append(CountStep(f"equal_shares.{name}", values))

    @property
    def unspent(self) -> int:
        """What is left of the budget."""
        return self.budget - sum(self.prices[option] for option in self.bought)

    def supporters(self, option: str) -> list[tuple[Fraction, int]]:
        """What each supporter holds, the poorest first, and how many hold it."""
        return sorted((held, self.lines[approved]) for approved, held in self.held.items() if option in approved)

    def offers(self) -> dict[str, Fraction]:
        """The part of its cost that each option asks of a supporter, at most: those that can be paid for."""
        prices = {option: most_paid(self.prices[option], self.supporters(option)) for option in self.left}
        return {option: paid / self.prices[option] for option, paid in prices.items() if paid is not None}

    def raises(self) -> dict[str, Fraction]:
        """By how much each share must rise for the supporters of an option to pay for it: of those that still fit."""
        by = {}
        for option in self.left:
            supporters = self.supporters(option)
            if supporters and self.prices[option] <= self.unspent:
                together = sum((held * number for held, number in supporters), Fraction(0))
                by[option] = (self.prices[option] - together) / sum(number for _held, number in supporters)
        return by

    def pick(self, cheaper: str, level: list[str]) -> str | None:
        """Which of those that ask the same part, or the same raise, is bought first. None: a tie that nobody draws."""
        between, cheapest = level, min(self.prices[option] for option in level)
        level = [option for option in level if self.prices[option] == cheapest]
        if len(level) == 1:
            if len(between) > 1:
                self.tell(cheaper, between=between, option=level[0])
            return level[0]
        option = self.lots.first(level)
        if option is None:
            self.tie = BrokenTie(tuple(level), by="lot", of=filling.UNDRAWN)
            self.tell("undrawn", between=level)
            return None
        self.tell("lot", between=level, option=option, lot=self.lots.seed)
        return option

    def buy(self, option: str, most: Fraction, **how: str) -> None:
        """Each supporter pays `most`, or all they have. `how`: the part that it is of the cost, or the raise before."""
        paying = full = 0
        for approved, held in self.held.items():
            if option in approved and held:
                paying += self.lines[approved]
                full += self.lines[approved] if held >= most else 0
                self.held[approved] = max(Fraction(0), held - most)
        self.left.remove(option)
        self.bought.append(option)
        values: Plain = {"option": option, "cost": self.prices[option], **how, "rho": written(most)}
        values |= {"paying": paying, "in_full": full, "left": written(self.unspent)}
        self.stages.append({"stage": len(self.bought), **values, "within": self.within()})
        self.tell("bought", stage=len(self.bought), **values)

    def within(self) -> dict[str, str]:
        """What the supporters of each option still hold together."""
        return {o: written(sum((held * n for held, n in self.supporters(o)), Fraction(0))) for o in self.left}


def most_paid(cost: int, supporters: Sequence[tuple[Fraction, int]]) -> Fraction | None:
    """The most that one of them pays, when all pay alike and the poorest give all they have. None: too little."""
    rest, people = Fraction(cost), sum(number for _, number in supporters)
    for held, number in supporters:
        if held * people >= rest:
            return rest / people
        rest -= held * number
        people -= number
    return None


def own(rules: Fields) -> Plain:
    completion = rules.word("completion", tuple(Completion), Completion.NONE)
    return {"budget": rules.whole("budget"), "costs": rules.numbers("costs"), "completion": completion}


def work(options: int, seats: int, lines: int) -> int:
    return options**2 * (4 * lines + 40)


METHOD = CountingMethod(
    "equal_shares",
    "approve",
    count,
    work=work,
    follows_lots=True,
    rules={
        "budget": "what there is to spend: 1000",
        "costs": 'what each option costs, in the same unit: {"A": 300}; without them each costs 1, and the budget is '
        "“seats”. What an option gives is what it costs: bought next is the one of which the smallest part of the cost "
        "falls on one supporter",
        "completion": "what becomes of money that nobody’s supporters can spend together: “none” (if it is not said) "
        "leaves it; “raise” raises everybody’s share by the least that lets the supporters of one more option pay for "
        "it, until nothing more fits",
    },
    own=own,
)
