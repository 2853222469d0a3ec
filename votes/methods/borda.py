"""Borda: a ranking gives points for each place (`votes.counting.borda`)."""

from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext_lazy

from votes.counting.result import Plain
from votes.methods.method import OptionMethod, Teller
from votes.methods.rules import Asks, OptionRules
from votes.methods.shared import rankings, samples, sums
from votes.methods.shared.lists import numbered


def chosen(rules: OptionRules) -> list[str]:
    return [gettext("On each ballot an option gets a point for each option ranked below it."), sums.most_points(rules)]


def counted(values: Plain) -> str:
    return ngettext(
        "Points on %(voters)d ballot, %(most)d for a first place, one less for each place below, "
        "shared between equals: %(counts)s.",
        "Points on %(voters)d ballots, %(most)d for a first place, one less for each place below, "
        "shared between equals: %(counts)s.",
        values["voters"],
    ) % {"voters": values["voters"], "most": len(values["counts"]) - 1, "counts": numbered(values["counts"])}


STEPS: dict[str, Teller] = {"borda.counted": counted}
METHOD = OptionMethod(
    name="borda",
    label=pgettext_lazy("a method", "points by rank (Borda)"),
    summary=gettext_lazy("By ranking, with points for each place (Borda)."),
    asks=Asks.RANKING,
    purposes={"ranking": 30},
    fills_seats=True,
    says=rankings.says,
    chosen=chosen,
    instruction=rankings.instruction,
    picture=sums.bars(pgettext_lazy("column of a count", "Points"), lambda ballot: len(ballot.options) - 1),
    note=sums.points,
    sample=samples.RANKED,
)
