"""Plurality: one choice, most votes (`votes.counting.plurality`)."""

from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext_lazy

from votes.counting.result import Plain
from votes.methods.method import OptionMethod, Sample, Teller
from votes.methods.rules import Asks, OptionRules
from votes.methods.shared import sums
from votes.methods.shared.lists import numbered
from votes.methods.shared.samples import PEOPLE


def says(rules: OptionRules) -> str:
    return gettext("Each person chooses one option.")


def chosen(rules: OptionRules) -> list[str]:
    return [gettext("Chosen: the option with the most votes, even if more than half of them went to others.")]


def instruction(rules: OptionRules) -> str:
    return gettext("Choose one.")


def counted(values: Plain) -> str:
    return ngettext(
        "Votes on %(voters)d ballot: %(counts)s.", "Votes on %(voters)d ballots: %(counts)s.", values["voters"]
    ) % {"voters": values["voters"], "counts": numbered(values["counts"])}


STEPS: dict[str, Teller] = {"plurality.counted": counted}
METHOD = OptionMethod(
    name="plurality",
    label=pgettext_lazy("a method", "one choice, most votes"),
    summary=gettext_lazy("By one choice: each person chooses one, and what has the most votes is chosen."),
    asks=Asks.APPROVE,
    purposes={"choice": 50, "person": 50},
    says=says,
    chosen=chosen,
    instruction=instruction,
    most=lambda rules: 1,
    picture=sums.bars(pgettext_lazy("column of a count", "Votes"), lambda ballot: 1),
    note=sums.votes,
    sample=Sample(PEOPLE, [(number, {"approve": [name]}) for name, number in zip(PEOPLE, (8, 7, 5, 2), strict=True)]),
)
