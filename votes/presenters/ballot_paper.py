"""What a ballot asks about its options, one method like another: `_answer_<kind>.html` draws it.

The fields are those that `votes.methods.answers.from_form` reads.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString

from journal.numbers import number
from votes.methods.answers import FIELDS
from votes.methods.rules import Asks, OptionRules

KINDS = {Asks.RANKING: "ranking", Asks.APPROVE: "approve", Asks.SCORES: "score", Asks.GRADES: "grades"}
LAST = 1_000_000  # where an option without a place stands in a ranking


@dataclass(frozen=True)
class Mark:
    """One thing that may be said of an option: a place, a number, a word."""

    value: int
    label: str
    is_mine: bool
    tone: str = ""
    shape: str = ""


@dataclass(frozen=True)
class OptionLine:
    """One option, as its ballot asks about it."""

    index: int
    field: str  # the form's field that answers for it: "rank-0"
    label: str
    value: int | None  # its place, its number, its mention; 1 where it is ticked
    marks: list[Mark]
    adds: int = 1  # to the sum of what is ticked: itself, or its cost
    cost: str = ""


@dataclass(frozen=True)
class OptionsPaper:
    """The options of a ballot as one person answers about them."""

    rules: OptionRules
    options: Sequence[str]
    choice: Any  # what counts for now
    typed: Mapping[str, Any] = field(default_factory=dict)  # what was just sent and refused, to be shown again

    @property
    def kind(self) -> str:
        """What the page draws of it: one choice, or points to spread, are asked otherwise than ticks and numbers."""
        if self.is_ticked and self.rules.descriptor.most(self.rules) == 1:
            return "one"
        if self.rules.asks == Asks.SCORES and self._limit is not None:
            return "points"
        return KINDS[self.rules.asks]

    @property
    def is_ticked(self) -> bool:
        """Whether an option is only named, or not."""
        return self.rules.asks == Asks.APPROVE

    @property
    def sentence(self) -> str:
        """What to do with the options."""
        return self.rules.descriptor.instruction(self.rules)

    @cached_property
    def lines(self) -> list[OptionLine]:
        """The options, in the ballot's order; a ranking in its own."""
        lines = [self._line(index, option) for index, option in enumerate(self.options)]
        if self.rules.asks == Asks.RANKING:
            lines.sort(key=lambda line: line.value or LAST)
        return lines

    @property
    def limit(self) -> str:
        """The budget, or how many may be ticked; empty where there is no limit."""
        return "" if self._limit is None else number_format(self._limit, force_grouping=True)

    @property
    def sum(self) -> SafeString:
        """What is ticked, added up: the script follows it."""
        total = sum(line.adds for line in self.lines if line.value)
        return format_html('<span data-sum="{}">{}</span>', str(self._limit), number_format(total, force_grouping=True))

    @property
    def _limit(self) -> int | None:
        return self.rules.descriptor.limit(self.rules)

    def _line(self, index: int, option: str) -> OptionLine:
        name = f"{FIELDS[self.rules.asks]}-{index}"
        place = self._typed(name, index) if self.typed else value_of(self.rules, self.choice, option)
        cost = self.rules.descriptor.weight(self.rules, option)
        return OptionLine(
            index=index,
            field=name,
            label=self.rules.descriptor.option(option),
            value=place,
            marks=marks(self.rules, len(self.options), place),
            adds=(place or 0) if self.rules.asks == Asks.SCORES else 1 if cost is None else cost,
            cost="" if cost is None else number_format(cost, force_grouping=True),
        )

    def _typed(self, name: str, index: int) -> int | None:
        """What was typed in a field: a number, or a tick; where one is chosen, its place stands for a tick."""
        chosen = self.is_ticked and self.typed.get(FIELDS[self.rules.asks]) == str(index)
        text = "on" if chosen else str(self.typed.get(name, ""))
        value = number(text, most=10**9)
        return (int(text == "on") or None) if value is None else value


def value_of(rules: OptionRules, choice: Any, option: str) -> int | None:
    """What a recorded choice says of one option."""
    given = choice.get(rules.asks.value) if isinstance(choice, dict) else None
    if given is None:
        return None
    if rules.asks == Asks.APPROVE:
        return 1 if option in given else None
    if rules.asks == Asks.RANKING:
        groups = [[group] if isinstance(group, str) else group for group in given]
        return next((place for place, group in enumerate(groups, 1) if option in group), None)
    number: int | None = given.get(option)
    return number


def marks(rules: OptionRules, options: int, chosen: int | None) -> list[Mark]:
    """All that may be said of an option, the best first; numbers in their own order."""
    if rules.asks == Asks.RANKING:
        return [Mark(place, str(place), place == chosen) for place in range(1, options + 1)]
    degrees = rules.descriptor.degrees(rules)
    return [Mark(one.value, one.label, one.value == chosen, str(one.tone), str(one.shape)) for one in degrees]
