"""The steps of the methods in which people share: proportional approval, and equal shares of a budget."""

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from votes.counting.result import Plain
from votes.wording.steps import Teller
from votes.wording.steps.seats import named, seed, together
from web.numbers import amount


def best(values: Plain) -> str:
    text = ngettext(
        "%(committees)s group is possible: people count %(score)s with it.",
        "%(committees)s groups are possible: people count %(score)s with the best one, "
        "1 for the first of their options in it, one half for the second, one third for the third.",
        values["committees"],
    )
    return text % {"committees": amount(values["committees"]), "score": amount(Fraction(values["score"]))}


def level(values: Plain) -> str:
    told = {"best": amount(values["best"]), "options": together(values["between"])}
    if values["lot"] is None:
        return _("%(best)s groups are equally good; they differ by %(options)s. Nobody has drawn the lot.") % told
    told["lot"] = seed(values["lot"])
    return _(
        "%(best)s groups are equally good; they differ by %(options)s. The lot drawn from “%(lot)s” says which."
    ) % (told)


def represented(values: Plain) -> str:
    none, *some = values["voters"]
    told = [
        ngettext("%(count)s for %(people)s person", "%(count)s for %(people)s people", people)
        % {"count": count, "people": amount(people)}
        for count, people in enumerate(some, start=1)
        if people
    ]
    told += [ngettext("none for %(people)s person", "none for %(people)s people", none) % {"people": amount(none)}] * (
        none > 0
    )
    clauses = pgettext("between things of a list", ", ").join(told)
    return _("How many of their options people find in it: %(people)s.") % {"people": clauses}


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
    told = {
        "stage": values["stage"],
        "option": named(values["option"]),
        "cost": amount(values["cost"]),
        "paying": amount(values["paying"]),
        "rho": amount(Fraction(values["rho"])),
        "left": amount(Fraction(values["left"])),
    }
    if values["in_full"] == values["paying"]:
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
    return text % told


def cheaper(values: Plain) -> str:
    return _("%(options)s ask the same part of their cost from each; %(option)s is the cheapest.") % {
        "options": together(values["between"]),
        "option": named(values["option"]),
    }


def lot(values: Plain) -> str:
    told = {"options": together(values["between"]), "option": named(values["option"])}
    if values["lot"] is None:
        return _("Equals: %(options)s. Whichever comes first, the same are chosen; here %(option)s.") % told
    return _("Equals: %(options)s. The lot drawn from “%(lot)s” gives %(option)s.") % {
        **told,
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


STEPS: dict[str, Teller] = {
    "pav.best": best,
    "pav.level": level,
    "pav.represented": represented,
    "equal_shares.shares": shares,
    "equal_shares.bought": bought,
    "equal_shares.cheaper": cheaper,
    "equal_shares.lot": lot,
    "equal_shares.undrawn": undrawn,
    "equal_shares.left": left,
}
