"""A common budget as one bar: what it buys, and what is left of it."""

from dataclasses import dataclass
from fractions import Fraction

from votes.methods.pictures import Budget, Purchase
from votes.presenters.drawings.scale import percent

NUMBERED = 5  # percent: a part narrower than this has no room for its number


@dataclass(frozen=True)
class BudgetPart:
    purchase: Purchase
    number: int
    x: float  # percent
    width: float

    @property
    def middle(self) -> float:
        return round(self.x + self.width / 2, 2)

    @property
    def has_number(self) -> bool:
        return self.width > NUMBERED


@dataclass(frozen=True)
class BudgetDrawing:
    budget: Budget

    @property
    def parts(self) -> list[BudgetPart]:
        parts, before = [], Fraction(0)
        for number, purchase in enumerate(self.bought, start=1):
            width = percent(purchase.cost, self.budget.budget)
            parts.append(BudgetPart(purchase, number, percent(before, self.budget.budget), width))
            before += purchase.cost
        return parts

    @property
    def bought(self) -> list[Purchase]:
        return [purchase for purchase in self.budget.purchases if purchase.is_bought]

    @property
    def others(self) -> list[Purchase]:
        return [purchase for purchase in self.budget.purchases if not purchase.is_bought]

    @property
    def left(self) -> Fraction:
        return self.budget.budget - sum((purchase.cost for purchase in self.bought), Fraction(0))
