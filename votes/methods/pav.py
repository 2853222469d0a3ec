"""Proportional approval: the group that represents people best (`votes.counting.pav`)."""

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext, pgettext_lazy

from votes.counting.result import OptionsResult, Plain
from votes.methods.method import OptionMethod, Teller
from votes.methods.pictures import OptionBar, OptionBars
from votes.methods.rules import Asks, OptionRules
from votes.methods.shared import samples, ticks
from votes.methods.shared.lists import seed, together, votes
from votes.methods.shared.results import bar, ranked
from votes.models import Ballot
from web.numbers import amount


def chosen(rules: OptionRules) -> list[str]:
    return [
        ngettext(
            "Chosen: the option that represents people best. "
            "For each person the first of their options counts 1, the second one half, the third one third.",
            "Chosen: the %(seats)d options that together represent people best. "
            "For each person the first of their options counts 1, the second one half, the third one third.",
            rules.seats,
        )
        % {"seats": rules.seats}
    ]


def picture(ballot: Ballot, result: OptionsResult) -> list[object]:
    """Who backs what, and how many people find how many of their options among those chosen."""
    backers, voters = result.counts["approvals"], Fraction(result.valid)
    bars = [bar(option, backers[option], result) for option in ranked(ballot, result)]
    pictures: list[object] = [OptionBars(bars, [pgettext("column of a count", "Votes")], voters)]
    if "represented" in result.counts:
        people = enumerate(result.counts["represented"])
        rows = [OptionBar(_found(many), Fraction(number), [Fraction(number)]) for many, number in people]
        pictures.append(OptionBars(rows, [_("People")], voters, _("Who finds their options among those chosen")))
    return pictures


def note(ballot: Ballot, result: OptionsResult, option: str) -> str:
    """« 12 voix »: how many people approve it."""
    return votes(Fraction(result.counts["approvals"][option]))


def _found(many: int) -> str:
    if not many:
        return _("None of their options is chosen")
    text = ngettext("%(count)d of their options is chosen", "%(count)d of their options are chosen", many)
    return text % {"count": many}


def best(values: Plain) -> str:
    text = ngettext(
        "%(committees)s group is possible: people count %(score)s with it.",
        "%(committees)s groups are possible: people count %(score)s with the best one, "
        "1 for the first of their options in it, one half for the second, one third for the third.",
        values["committees"],
    )
    return text % {"committees": amount(values["committees"]), "score": amount(Fraction(values["score"]))}


def level(values: Plain) -> str:
    parts = {"best": amount(values["best"]), "options": together(values["between"])}
    if values["lot"] is None:
        return _("%(best)s groups are equally good; they differ by %(options)s. Nobody has drawn the lot.") % parts
    parts["lot"] = seed(values["lot"])
    return _(
        "%(best)s groups are equally good; they differ by %(options)s. The lot drawn from “%(lot)s” says which."
    ) % (parts)


def represented(values: Plain) -> str:
    none, *some = values["voters"]
    parts = [
        ngettext("%(count)s for %(people)s person", "%(count)s for %(people)s people", people)
        % {"count": count, "people": amount(people)}
        for count, people in enumerate(some, start=1)
        if people
    ]
    parts += [ngettext("none for %(people)s person", "none for %(people)s people", none) % {"people": amount(none)}] * (
        none > 0
    )
    clauses = pgettext("between things of a list", ", ").join(parts)
    return _("How many of their options people find in it: %(people)s.") % {"people": clauses}


STEPS: dict[str, Teller] = {"pav.best": best, "pav.level": level, "pav.represented": represented}
METHOD = OptionMethod(
    name="pav",
    label=pgettext_lazy("a method", "proportional approval"),
    summary=gettext_lazy("By ticks, each part of the voters having its share of the places (proportional approval)."),
    asks=Asks.APPROVE,
    purposes={"people": 30},
    fills_seats=True,
    says=ticks.says,
    chosen=chosen,
    instruction=ticks.instruction,
    limit=lambda rules: rules.most,
    fields=[ticks.MOST],
    picture=picture,
    note=note,
    sample=samples.TICKED_FOR_TWO,
)
