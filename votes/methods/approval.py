"""Approval: each person ticks what suits them (`votes.counting.approval`)."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from votes.counting.result import Plain
from votes.methods.method import OptionMethod, Teller
from votes.methods.rules import Asks, OptionRules
from votes.methods.shared import samples, sums, ticks
from votes.methods.shared.lists import numbered


def chosen(rules: OptionRules) -> list[str]:
    text = ngettext(
        "Chosen: the option that the most people approve.",
        "Chosen: the %(seats)d options that the most people approve.",
        rules.seats,
    )
    return [text % {"seats": rules.seats}]


def counted(values: Plain) -> str:
    return ngettext(
        "Approvals on %(voters)d ballot: %(counts)s.", "Approvals on %(voters)d ballots: %(counts)s.", values["voters"]
    ) % {"voters": values["voters"], "counts": numbered(values["counts"])}


STEPS: dict[str, Teller] = {"approval.counted": counted}
METHOD = OptionMethod(
    name="approval",
    label=pgettext_lazy("a method", "approval"),
    summary=_("By ticks: each person ticks all that suits them, and what has the most ticks is chosen."),
    asks=Asks.APPROVE,
    purposes={"choice": 10, "person": 40, "people": 40},
    fills_seats=True,
    says=ticks.says,
    chosen=chosen,
    instruction=ticks.instruction,
    limit=lambda rules: rules.most,
    fields=[ticks.MOST],
    picture=sums.bars(pgettext_lazy("column of a count", "Votes"), lambda ballot: 1),
    note=sums.votes,
    sample=samples.TICKED,
)
