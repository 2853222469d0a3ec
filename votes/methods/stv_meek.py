"""The single transferable vote by Meek's method (`votes.counting.stv_meek`)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from votes.counting.result import Plain
from votes.methods.method import OptionMethod, Teller
from votes.methods.rules import Asks, OptionRules
from votes.methods.shared import rankings, samples, stages, transfers
from votes.methods.shared.transfers import exact, listed


def chosen(rules: OptionRules) -> list[str]:
    again = _("The quota is computed again as ballots run out of options (Meek’s rules).")
    return [*transfers.chosen(rules), again]


def counted(values: Plain) -> str:
    return ngettext(
        "%(valid)d ballot, %(seats)d to choose: the quota is just above the votes still held divided by %(parts)d.",
        "%(valid)d ballots, %(seats)d to choose: the quota is just above the votes still held divided by %(parts)d.",
        values["valid"],
    ) % {**values, "parts": values["seats"] + 1}


def kept(values: Plain) -> str:
    return _("Stage %(stage)d: so as to stay at the quota of %(quota)s, of each vote this much is kept: %(keep)s.") % {
        "stage": values["stage"],
        "quota": exact(values["quota"]),
        "keep": listed(values["keep"]),
    }


STEPS: dict[str, Teller] = {
    **transfers.steps("stv_meek"),
    "stv_meek.counted": counted,
    "stv_meek.kept": kept,
}
METHOD = OptionMethod(
    name="stv_meek",
    label=pgettext_lazy("a method", "single transferable vote (Meek)"),
    summary=gettext_lazy("The same, counted again at each step by a machine (Meek’s rules)."),
    asks=Asks.RANKING,
    purposes={"people": 20},
    fills_seats=True,
    says=rankings.says,
    chosen=chosen,
    between_equals=stages.BETWEEN_EQUALS,
    settled=stages.settled,
    instruction=rankings.instruction,
    picture=stages.picture,
    note=stages.note,
    sample=samples.RANKED_FOR_TWO,
)
