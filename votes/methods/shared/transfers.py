"""What both ways of counting transferable votes say: seats, surpluses and exclusions."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from votes.counting.result import Plain
from votes.methods.method import Teller
from votes.methods.rules import OptionRules
from votes.methods.shared.lists import named, seed, together


def chosen(rules: OptionRules) -> list[str]:
    seats = ngettext("There is %(seats)d seat.", "There are %(seats)d seats.", rules.seats) % {"seats": rules.seats}
    return [
        seats,
        _(
            "An option that reaches the quota has a seat, "
            "and what it has above the quota goes to the next options of its ballots."
        ),
        _("When nobody reaches it, the option with the fewest votes is excluded, and its ballots go on."),
    ]


def steps(method: str) -> dict[str, Teller]:
    """The steps of this one of the two."""
    return {f"{method}.{name}": teller for name, teller in BOTH.items()}


def exact(number: str) -> str:
    """A number of votes with all its decimals, no idle zero: « 11,99996 »."""
    return number_format(f"{Decimal(number).normalize():f}", force_grouping=True)


def listed(numbers: Plain) -> str:
    """« Chloé (11,99996), Malo (3) », the largest first."""
    order = sorted(numbers, key=lambda option: (-Decimal(numbers[option]), option))
    return pgettext("between things of a list", ", ").join(
        _("%(option)s (%(number)s)") % {"option": named(option), "number": exact(numbers[option])} for option in order
    )


def elected(values: Plain) -> str:
    return _("Stage %(stage)d: the quota of %(quota)s is reached: a seat for %(options)s.") % {
        "stage": values["stage"],
        "quota": exact(values["quota"]),
        "options": listed(values["votes"]),
    }


def remaining(values: Plain) -> str:
    return _("Stage %(stage)d: as many options as seats are left: a seat for %(options)s.") % {
        "stage": values["stage"],
        "options": listed(values["votes"]),
    }


def excluded(values: Plain) -> str:
    return _("Stage %(stage)d: %(option)s has the fewest votes (%(votes)s) and is out.") % {
        "stage": values["stage"],
        "option": named(values["option"]),
        "votes": exact(values["votes"]),
    }


def earlier(values: Plain) -> str:
    parts = {"options": together(values["between"]), "option": named(values["option"]), "at": values["at"]}
    if values["surplus"]:
        return _("%(options)s are as far above the quota; at stage %(at)d %(option)s had more, and goes first.") % parts
    return _("%(options)s are level for the fewest; at stage %(at)d %(option)s had fewer.") % parts


def lot(values: Plain) -> str:
    parts = {"options": together(values["between"]), "option": named(values["option"])}
    if values["lot"] is None:
        if values["surplus"]:
            return _("%(options)s are as far above the quota; whoever goes first, the same are chosen.") % parts
        return _("%(options)s are level for the fewest; whoever is out, the same are chosen.") % parts
    parts["lot"] = seed(values["lot"])
    if values["surplus"]:
        return _("%(options)s are as far above the quota; the lot drawn from “%(lot)s” puts %(option)s first.") % parts
    return _("%(options)s are level for the fewest. The lot drawn from “%(lot)s” excludes %(option)s.") % parts


def undrawn(values: Plain) -> str:
    parts = {"options": together(values["between"])}
    if values["surplus"]:
        return _("%(options)s are as far above the quota; nobody has drawn the lot that says who goes first.") % parts
    return _("%(options)s are level for the fewest; nobody has drawn the lot that says who is out.") % parts


BOTH: dict[str, Teller] = {
    "elected": elected,
    "remaining": remaining,
    "excluded": excluded,
    "earlier": earlier,
    "lot": lot,
    "undrawn": undrawn,
}
