"""What a method says of itself: how people are asked, how the rules are told, what its result looks like."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from votes.counting.result import OptionsResult, Plain
from votes.methods.rules import Asks, OptionRules
from votes.methods.shared.fields import LinesField
from votes.models import Ballot
from web.pictures import Shape, Tone

Words = str | Promise
Teller = Callable[[Plain], str]  # the values of a step of a count → a sentence
Pictures = Callable[[Ballot, OptionsResult], list[object]]  # some of `votes.methods.pictures`

BY_LOT = _("Between equals, a lot that anyone can redraw decides.")


@dataclass(frozen=True)
class Degree:
    """One thing that may be said of an option, where it is given a number or a word."""

    value: int
    label: str
    tone: Tone | str = ""
    shape: Shape | str = ""


@dataclass(frozen=True)
class RuleField:
    """A rule of a method, as a form asks for it. `rule` names it in `OptionRules`."""

    name: str
    rule: str
    make: Callable[[], forms.Field] | None = None  # None: the options' own field says it
    read: Callable[[Any], Any] = lambda typed: typed  # what was typed, cleaned → the rule
    write: Callable[[Any], Any] = lambda rule: rule  # the rule → as one types it
    is_main: bool = False  # asked of everybody, not among the finer rules


@dataclass(frozen=True)
class Sample:
    """A small ballot of the method with invented answers, (how many, the choice): for the style guide and the tests."""

    options: Sequence[str]
    answers: Sequence[tuple[int, Plain]]
    rules: Plain = field(default_factory=dict)  # of `OptionRules`


def numbers(rules: OptionRules) -> list[Degree]:
    """From 0 to the best."""
    return [Degree(value, str(value)) for value in range(rules.best + 1)]


def names_field(label: Words, example: Words) -> forms.Field:
    return LinesField(label=label, example=example)


@dataclass(frozen=True, kw_only=True)
class Method:
    """`purposes`: for which of `votes.methods.purposes` it is offered, and its place there: the least is proposed."""

    name: str
    label: Words
    purposes: Mapping[str, int]
    decides: bool = True  # what it chooses is a decision; a date that suits most is an appointment


@dataclass(frozen=True, kw_only=True)
class OptionMethod(Method):
    """A method among options. Sentences are in the active language."""

    asks: Asks
    summary: Words = ""  # how people answer and how it is counted, for who chooses among methods
    says: Callable[[OptionRules], str]  # what each person says
    chosen: Callable[[OptionRules], list[str]]  # what is then chosen
    between_equals: Words = BY_LOT  # what settles a tie
    settled: Callable[[str, str], str] = lambda options, rule: ""  # who was level, `Tie.of` → the clause of a result
    instruction: Callable[[OptionRules], str]  # on the ballot: what to do with the options
    picture: Pictures
    note: Callable[[Ballot, OptionsResult, str], str]  # beside an option in a result: the number that placed it there
    fills_seats: bool = False  # may choose several options
    allows_equal: bool = True  # two options may share a place in a ranking
    best: Callable[[OptionRules], int] = lambda rules: rules.highest or 0  # the most that an answer may give an option
    degrees: Callable[[OptionRules], list[Degree]] = numbers  # in the order in which they are shown
    most: Callable[[OptionRules], int | None] = lambda rules: rules.most  # how many options one may approve
    weight: Callable[[OptionRules, str], int | None] = lambda rules, option: None  # of a tick: what the option costs
    limit: Callable[[OptionRules], int | None] = lambda rules: None  # to what ticks, or numbers, should add up at most
    options_field: Callable[[Words, Words], forms.Field] = names_field  # label, example
    option: Callable[[str], str] = str  # an option as people read it
    fields: Sequence[RuleField] = ()
    check: Callable[[OptionRules, Sequence[str]], None] = lambda rules, options: None  # ValidationError
    sample: Sample

    def how(self, rules: OptionRules) -> list[str]:
        """What each person says, what is then chosen, and what settles a tie."""
        return [self.says(rules), *self.chosen(rules), str(self.between_equals)]
