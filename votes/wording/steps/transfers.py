"""The steps of the single transferable vote: the quota, seats, surpluses and exclusions, by both rules."""

from decimal import Decimal

from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from votes.counting.result import Plain
from votes.wording.steps import Teller
from votes.wording.steps.seats import named, seed, together


def exact(number: str) -> str:
    """A number of votes with all its decimals, no idle zero: « 11,99996 »."""
    return number_format(f"{Decimal(number).normalize():f}", force_grouping=True)


def listed(numbers: Plain) -> str:
    """« Chloé (11,99996), Malo (3) », the largest first."""
    order = sorted(numbers, key=lambda option: (-Decimal(numbers[option]), option))
    return pgettext("between things of a list", ", ").join(
        _("%(option)s (%(number)s)") % {"option": named(option), "number": exact(numbers[option])} for option in order
    )


def scottish(values: Plain) -> str:
    text = ngettext(
        "%(valid)d ballot, %(seats)d to choose: the quota is %(quota)s votes.",
        "%(valid)d ballots, %(seats)d to choose: the quota is %(quota)s votes.",
        values["valid"],
    ) % {**values, "quota": exact(values["quota"])}
    return f"{text} {void(values['void'])}" if values["void"] else text


def void(number: int) -> str:
    return ngettext(
        "%(count)d ballot is not counted: several options stand first on it.",
        "%(count)d ballots are not counted: several options stand first on them.",
        number,
    ) % {"count": number}


def meek(values: Plain) -> str:
    return ngettext(
        "%(valid)d ballot, %(seats)d to choose: the quota is just above the votes still held divided by %(parts)d.",
        "%(valid)d ballots, %(seats)d to choose: the quota is just above the votes still held divided by %(parts)d.",
        values["valid"],
    ) % {**values, "parts": values["seats"] + 1}


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


def transferred(values: Plain) -> str:
    """Where votes go, what has no next choice, and what the sixth decimals come to."""
    told = {"option": named(values["option"]), "votes": exact(values["votes"]), "to": listed(values["to"])}
    if values["whole"]:
        text = _("Its votes (%(votes)s) go on: %(to)s.") if values["to"] else _("Its votes (%(votes)s) go to nobody.")
    elif values["to"]:
        text = _("What %(option)s has above the quota (%(votes)s) goes on: %(to)s.")
    else:
        text = _("What %(option)s has above the quota (%(votes)s) goes to nobody.")
    clauses = [text % told]
    if Decimal(values["exhausted"]):
        clauses.append(_("Without a next choice: %(votes)s.") % {"votes": exact(values["exhausted"])})
    if Decimal(values["ignored"]):
        clauses.append(_("Beyond the fifth decimal, nobody’s: %(votes)s.") % {"votes": exact(values["ignored"])})
    return " ".join(clauses)


def kept(values: Plain) -> str:
    return _("Stage %(stage)d: so as to stay at the quota of %(quota)s, of each vote this much is kept: %(keep)s.") % {
        "stage": values["stage"],
        "quota": exact(values["quota"]),
        "keep": listed(values["keep"]),
    }


def earlier(values: Plain) -> str:
    told = {"options": together(values["between"]), "option": named(values["option"]), "at": values["at"]}
    if values["surplus"]:
        return _("%(options)s are as far above the quota; at stage %(at)d %(option)s had more, and goes first.") % told
    return _("%(options)s are level for the fewest; at stage %(at)d %(option)s had fewer.") % told


def lot(values: Plain) -> str:
    told = {"options": together(values["between"]), "option": named(values["option"])}
    if values["lot"] is None:
        if values["surplus"]:
            return _("%(options)s are as far above the quota; whoever goes first, the same are chosen.") % told
        return _("%(options)s are level for the fewest; whoever is out, the same are chosen.") % told
    told["lot"] = seed(values["lot"])
    if values["surplus"]:
        return _("%(options)s are as far above the quota; the lot drawn from “%(lot)s” puts %(option)s first.") % told
    return _("%(options)s are level for the fewest. The lot drawn from “%(lot)s” excludes %(option)s.") % told


def undrawn(values: Plain) -> str:
    told = {"options": together(values["between"])}
    if values["surplus"]:
        return _("%(options)s are as far above the quota; nobody has drawn the lot that says who goes first.") % told
    return _("%(options)s are level for the fewest; nobody has drawn the lot that says who is out.") % told


BOTH: dict[str, Teller] = {
    "elected": elected,
    "remaining": remaining,
    "excluded": excluded,
    "earlier": earlier,
    "lot": lot,
    "undrawn": undrawn,
}
STEPS: dict[str, Teller] = {
    **{f"{method}.{name}": teller for method in ("stv_scottish", "stv_meek") for name, teller in BOTH.items()},
    "stv_scottish.counted": scottish,
    "stv_scottish.transferred": transferred,
    "stv_meek.counted": meek,
    "stv_meek.kept": kept,
}
