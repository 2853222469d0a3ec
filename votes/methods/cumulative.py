"""Cumulative voting: each person has a few points to spread (`votes.counting.cumulative`)."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from votes.counting.cumulative import POINTS
from votes.counting.result import Plain
from votes.methods.method import OptionMethod, RuleField, Sample, Teller
from votes.methods.rules import Asks, OptionRules
from votes.methods.shared import points, sums
from votes.methods.shared.lists import numbered
from votes.methods.shared.samples import WISHES, marked
from votes.models import Ballot


def of_each(rules: OptionRules) -> int:
    """How many points each person has."""
    return POINTS if rules.highest is None else rules.highest


def check(rules: OptionRules, options: Sequence[str]) -> None:
    """Raises ValidationError: `highest`."""
    if rules.highest is not None:
        points.check(rules, options)


def points_field() -> forms.Field:
    return forms.IntegerField(
        label=gettext_lazy("How many points each person spreads"), min_value=1, max_value=points.MOST, initial=POINTS
    )


def says(rules: OptionRules) -> str:
    text = ngettext(
        "Each person has %(points)d point, and gives it to one option.",
        "Each person has %(points)d points, and spreads them as they like: all on one option, or some on several.",
        of_each(rules),
    )
    return text % {"points": of_each(rules)}


def instruction(rules: OptionRules) -> str:
    text = ngettext(
        "You have %(points)d point: give it to one.",
        "You have %(points)d points: spread them as you like, on one or on several.",
        of_each(rules),
    )
    return text % {"points": of_each(rules)}


def counted(values: Plain) -> str:
    return ngettext(
        "Points spread on %(voters)d ballot: %(counts)s.",
        "Points spread on %(voters)d ballots: %(counts)s.",
        values["voters"],
    ) % {"voters": values["voters"], "counts": numbered(values["counts"])}


def most(ballot: Ballot) -> int:
    """What one ballot can give an option."""
    return int(ballot.rules.get("highest", POINTS))


STEPS: dict[str, Teller] = {"cumulative.counted": counted}
METHOD = OptionMethod(
    name="cumulative",
    label=pgettext_lazy("a method", "points to spread"),
    summary=gettext_lazy(
        "By points: each person has some to spread over what they like, and the best total is chosen."
    ),
    asks=Asks.SCORES,
    purposes={"choice": 25, "ranking": 50},
    fills_seats=True,
    says=says,
    chosen=lambda rules: [sums.most_points(rules)],
    instruction=instruction,
    best=of_each,
    limit=of_each,
    fields=[RuleField("points", "highest", points_field)],
    check=check,
    picture=sums.bars(pgettext_lazy("column of a count", "Points"), most),
    note=sums.points,
    sample=Sample(
        WISHES,
        marked("scores", WISHES, [(4, (6, 3, 1, 0)), (3, (0, 10, 0, 0)), (3, (2, 2, 6, 0)), (2, (5, 0, 0, 4))]),
        {"highest": POINTS},
    ),
)
