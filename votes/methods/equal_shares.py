"""Equal shares of a budget: supporters buy together (`votes.counting.equal_shares`)."""

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from journal.numbers import number
from votes.counting.equal_shares import Completion
from votes.counting.result import OptionsResult, Plain
from votes.methods.method import OptionMethod, RuleField, Teller, Words
from votes.methods.pictures import Budget, Purchase
from votes.methods.rules import LARGEST, Asks, OptionRules
from votes.methods.shared import samples, ticks
from votes.methods.shared.fields import LinesField
from votes.methods.shared.lists import named, numbered, seed, together
from votes.methods.shared.results import ranked
from votes.models import Ballot
from web.numbers import amount


class CostsField(LinesField):
    """Lines like « Four : 1 800 »: what is proposed, then a whole number after the last colon."""

    def clean(self, value: Any) -> dict[str, int]:
        costs: dict[str, int] = {}
        for line in super().clean(value):
            name, sep, cost = line.rpartition(":")
            units = number("".join(cost.split()), most=LARGEST)
            if not sep or not name.strip() or units is None:
                raise ValidationError(
                    _("“%(line)s”: write the project, a colon, then what it costs, like “Kiln: 1800”.")
                    % {"line": line},
                    code="costs",
                )
            if name.strip() in costs:
                raise ValidationError(_("Two options have the same name."), code="options")
            costs[name.strip()] = units
        return costs


def costs_as_lines(costs: Mapping[str, int]) -> list[str]:
    """The same, as one writes them."""
    return [_("%(name)s: %(cost)d") % {"name": name, "cost": cost} for name, cost in costs.items()]


def costs_field(label: Words, example: Words) -> forms.Field:
    return CostsField(label=label, example=example)


def budget_field() -> forms.Field:
    return forms.IntegerField(
        label=gettext_lazy("The budget"), min_value=1, help_text=gettext_lazy("In the same unit as the costs.")
    )


COMPLETIONS = [
    (Completion.RAISE.value, gettext_lazy("spend on: everybody’s share rises, until nothing more fits")),
    (Completion.NONE.value, gettext_lazy("leave it")),
]


def completion_field() -> forms.Field:
    return forms.ChoiceField(
        label=gettext_lazy("If money is left"), choices=COMPLETIONS, initial=Completion.RAISE.value
    )


def check(rules: OptionRules, options: Sequence[str]) -> None:
    """Raises ValidationError: `completion`, `budget`.

    Without any budget, each option costs 1 and the budget is the number of places.
    """
    if rules.completion not in tuple(Completion):
        raise ValidationError(_("Say what becomes of the money that is left: “raise” or “none”."), code="completion")
    if rules.budget is None and not rules.costs:
        return
    amounts = [rules.budget or 0, *rules.costs.values()]
    if set(rules.costs) != set(options) or not all(1 <= amount <= LARGEST for amount in amounts):
        raise ValidationError(
            _("Say the budget, and what each option costs: whole numbers of the same unit."), code="budget"
        )


def chosen(rules: OptionRules) -> list[str]:
    budget = rules.budget if rules.budget is not None else rules.seats
    return [
        _("Each person holds an equal share of the budget (%(budget)s in all).")
        % {"budget": number_format(budget, force_grouping=True)},
        _("What its backers can pay for together is bought, what costs each of them least first."),
        _(
            "If money is left, everybody’s share rises by the same amount, just enough for the backers of one more "
            "option to pay for it together, until nothing more fits in the budget."
        )
        if rules.completion == Completion.RAISE
        else _("What nobody’s backers can pay for together is not bought, and the money is left."),
    ]


def instruction(rules: OptionRules) -> str:
    return ticks.instruction(rules) if rules.budget is None else _("Tick all that you would like to see funded.")


def picture(ballot: Ballot, result: OptionsResult) -> list[object]:
    counts = result.counts
    prices = {stage["option"]: Fraction(stage["rho"]) for stage in result.stages}
    purchases = [
        Purchase(option, Fraction(counts["costs"][option]), counts["approvals"][option], price is not None, price)
        for option in ranked(ballot, result)
        for price in (prices.get(option),)
    ]
    return [Budget(Fraction(counts["budget"]), purchases)]


def note(ballot: Ballot, result: OptionsResult, option: str) -> str:
    """What it costs."""
    return amount(result.counts["costs"][option])


def shares(values: Plain) -> str:
    return ngettext(
        "The budget of %(budget)s is for %(voters)s person.",
        "The budget of %(budget)s is shared equally between %(voters)s people: %(share)s each.",
        values["voters"],
    ) % {
        "budget": amount(values["budget"]),
        "voters": amount(values["voters"]),
        "share": amount(Fraction(values["share"])),
    }


def bought(values: Plain) -> str:
    parts = {
        "stage": values["stage"],
        "option": named(values["option"]),
        "cost": amount(values["cost"]),
        "paying": amount(values["paying"]),
        "rho": amount(Fraction(values["rho"])),
        "left": amount(Fraction(values["left"])),
    }
    if values.get("raised"):
        parts["raised"] = amount(Fraction(values["raised"]))
        text = ngettext(
            "Purchase %(stage)d: everybody’s share rises by %(raised)s; %(option)s costs %(cost)s, "
            "paid by %(paying)s person with all they have. Left of the budget: %(left)s.",
            "Purchase %(stage)d: everybody’s share rises by %(raised)s; %(option)s costs %(cost)s, "
            "paid by %(paying)s people with all they have. Left of the budget: %(left)s.",
            values["paying"],
        )
    elif values["paying"] == 1 or values["in_full"] == values["paying"]:
        text = ngettext(
            "Purchase %(stage)d: %(option)s costs %(cost)s, paid by %(paying)s person. Left: %(left)s.",
            "Purchase %(stage)d: %(option)s costs %(cost)s, paid by %(paying)s people, %(rho)s each. Left: %(left)s.",
            values["paying"],
        )
    else:
        text = _(
            "Purchase %(stage)d: %(option)s costs %(cost)s, paid by %(paying)s people, %(rho)s each, "
            "or all they have left. Left: %(left)s."
        )
    return text % parts


def cheaper(values: Plain) -> str:
    text = _("%(options)s ask the same part of their cost from each; %(option)s is the cheapest.")
    return text % {"options": together(values["between"]), "option": named(values["option"])}


def same_raise(values: Plain) -> str:
    text = _("%(options)s need the same raise; %(option)s is the cheapest.")
    return text % {"options": together(values["between"]), "option": named(values["option"])}


def lot(values: Plain) -> str:
    parts = {"options": together(values["between"]), "option": named(values["option"])}
    if values["lot"] is None:
        return _("Equals: %(options)s. Whichever comes first, the same are chosen; here %(option)s.") % parts
    return _("Equals: %(options)s. The lot drawn from “%(lot)s” gives %(option)s.") % {
        **parts,
        "lot": seed(values["lot"]),
    }


def undrawn(values: Plain) -> str:
    return _("Equals: %(options)s. Nobody has drawn the lot.") % {"options": together(values["between"])}


def left(values: Plain) -> str:
    """What is not spent, and what each option that is not chosen lacks."""
    missing = [
        _("%(option)s costs %(cost)s, and those who approve it have %(held)s together")
        % {"option": named(option), "cost": amount(values["costs"][option]), "held": amount(Fraction(held))}
        for option, held in sorted(values["within"].items())
    ]
    text = _("Not spent: %(left)s.") % {"left": amount(Fraction(values["left"]))}
    if not missing:
        return text
    clauses = pgettext("between the clauses of a sentence", "; ").join(missing)
    return text + " " + _("Not chosen: %(options)s.") % {"options": clauses}


def rest(values: Plain) -> str:
    """What is left once everybody's share has risen: less than anything costs."""
    if not values["left"]:
        return _("The whole budget is spent.")
    left = {"left": amount(values["left"])}
    if not values["costs"]:
        return _("Left of the budget: %(left)s. All that somebody approves is bought.") % left
    return _("Left of the budget: %(left)s. Nothing more fits: %(options)s.") % {
        **left,
        "options": numbered(values["costs"]),
    }


STEPS: dict[str, Teller] = {
    "equal_shares.shares": shares,
    "equal_shares.bought": bought,
    "equal_shares.cheaper": cheaper,
    "equal_shares.same_raise": same_raise,
    "equal_shares.lot": lot,
    "equal_shares.undrawn": undrawn,
    "equal_shares.left": left,
    "equal_shares.rest": rest,
}
METHOD = OptionMethod(
    name="equal_shares",
    label=pgettext_lazy("a method", "equal shares of a budget"),
    asks=Asks.APPROVE,
    purposes={"budget": 10},
    says=ticks.says,
    chosen=chosen,
    between_equals=gettext_lazy(
        "Between equals, the one that costs least is bought first; else a lot that anyone can redraw decides."
    ),
    instruction=instruction,
    weight=lambda rules, option: None if rules.budget is None else rules.costs.get(option),
    limit=lambda rules: rules.most if rules.budget is None else rules.budget,
    options_field=costs_field,
    fields=[
        RuleField("budget", "budget", budget_field, is_main=True),
        RuleField("options", "costs", write=costs_as_lines),
        RuleField("completion", "completion", completion_field),
    ],
    check=check,
    picture=picture,
    note=note,
    sample=samples.FUNDED,
)
