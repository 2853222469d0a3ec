"""Score: each person gives each option a number (`votes.counting.score`)."""

from django import forms
from django.utils.translation import gettext, gettext_lazy, ngettext, pgettext_lazy

from votes.counting.result import Plain
from votes.methods.method import OptionMethod, RuleField, Teller
from votes.methods.rules import Asks, OptionRules
from votes.methods.shared import points, samples, sums
from votes.methods.shared.lists import numbered


def says(rules: OptionRules) -> str:
    return gettext("Each person gives each option a number from 0 to %(highest)d.") % {"highest": rules.best}


def instruction(rules: OptionRules) -> str:
    text = gettext("Give each a number, %(highest)d being the best. What you leave without one counts as 0.")
    return text % {"highest": rules.best}


def highest_field() -> forms.Field:
    return forms.IntegerField(label=gettext_lazy("The best number"), min_value=1, max_value=20, initial=5)


def counted(values: Plain) -> str:
    return ngettext(
        "Sum of the scores on %(voters)d ballot: %(counts)s.",
        "Sum of the scores on %(voters)d ballots: %(counts)s.",
        values["voters"],
    ) % {"voters": values["voters"], "counts": numbered(values["counts"])}


STEPS: dict[str, Teller] = {"score.counted": counted}
METHOD = OptionMethod(
    name="score",
    label=pgettext_lazy("a method", "scores"),
    summary=gettext_lazy("By numbers: each person gives each a number, and the best total is chosen."),
    asks=Asks.SCORES,
    purposes={"choice": 20, "opinion": 20},
    fills_seats=True,
    says=says,
    chosen=lambda rules: [sums.most_points(rules)],
    instruction=instruction,
    fields=[RuleField("highest", "highest", highest_field)],
    check=points.check,
    picture=sums.bars(pgettext_lazy("column of a count", "Points"), lambda ballot: int(ballot.rules["highest"])),
    note=sums.points,
    sample=samples.scored(highest=5),
)
