"""The single transferable vote by the rules of Scottish councils (`votes.counting.stv_scottish`)."""

from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from votes.counting.result import Plain
from votes.methods.method import OptionMethod, Teller
from votes.methods.rules import Asks
from votes.methods.shared import rankings, samples, stages, transfers
from votes.methods.shared.lists import named
from votes.methods.shared.transfers import exact, listed


def counted(values: Plain) -> str:
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


def transferred(values: Plain) -> str:
    """Where votes go, what has no next choice, and what the sixth decimals come to."""
    parts = {"option": named(values["option"]), "votes": exact(values["votes"]), "to": listed(values["to"])}
    if values["whole"]:
        text = _("Its votes (%(votes)s) go on: %(to)s.") if values["to"] else _("Its votes (%(votes)s) go to nobody.")
    elif values["to"]:
        text = _("What %(option)s has above the quota (%(votes)s) goes on: %(to)s.")
    else:
        text = _("What %(option)s has above the quota (%(votes)s) goes to nobody.")
    clauses = [text % parts]
    if Decimal(values["exhausted"]):
        clauses.append(_("Without a next choice: %(votes)s.") % {"votes": exact(values["exhausted"])})
    if Decimal(values["ignored"]):
        clauses.append(_("Beyond the fifth decimal, nobody’s: %(votes)s.") % {"votes": exact(values["ignored"])})
    return " ".join(clauses)


STEPS: dict[str, Teller] = {
    **transfers.steps("stv_scottish"),
    "stv_scottish.counted": counted,
    "stv_scottish.transferred": transferred,
}
METHOD = OptionMethod(
    name="stv_scottish",
    label=pgettext_lazy("a method", "single transferable vote"),
    summary=gettext_lazy(
        "By ranking, each part of the voters having its share of the places (single transferable vote)."
    ),
    asks=Asks.RANKING,
    purposes={"people": 10},
    fills_seats=True,
    allows_equal=False,
    says=rankings.says,
    chosen=lambda rules: [*transfers.chosen(rules), _("These are the rules of Scottish councils.")],
    between_equals=stages.BETWEEN_EQUALS,
    settled=stages.settled,
    instruction=rankings.instruction,
    picture=stages.picture,
    note=stages.note,
    sample=samples.RANKED_FOR_TWO,
)
