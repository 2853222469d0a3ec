"""Ranked pairs: duels, the clearest counting first (`votes.counting.ranked_pairs`)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from votes.counting.result import Plain
from votes.methods.method import OptionMethod, Teller
from votes.methods.rules import Asks, OptionRules
from votes.methods.shared import duels, rankings, samples
from votes.methods.shared.lists import listed, seed


def chosen(rules: OptionRules) -> list[str]:
    return [
        _("Every option is compared with every other, two by two; the clearest duels count first."),
        _("A duel that would contradict clearer ones is left aside. Chosen: the one that nothing beats."),
    ]


def locked(values: Plain) -> str:
    return _("%(winner)s above %(loser)s (%(for)d to %(against)d): locked.") % values


def skipped(values: Plain) -> str:
    way = pgettext("from one option down to the next", " above ").join(values["path"])
    return _("%(winner)s above %(loser)s (%(for)d to %(against)d): left out, since what is locked says %(way)s.") % {
        **values,
        "way": way,
    }


def drawn(values: Plain) -> str:
    between = {"options": listed(values["between"]), "option": values["option"]}
    if values["lot"] is None:
        return _("Equals: %(options)s. Whichever comes first, the same are chosen; here %(option)s.") % between
    return _("Equals: %(options)s. The lot drawn from “%(lot)s” gives %(option)s.") % {
        **between,
        "lot": seed(values["lot"]),
    }


def undrawn(values: Plain) -> str:
    return _("Equals: %(options)s. Nobody has drawn the lot.") % {"options": listed(values["between"])}


STEPS: dict[str, Teller] = {
    **duels.STEPS,
    "ranked_pairs.locked": locked,
    "ranked_pairs.skipped": skipped,
    "ranked_pairs.lot": drawn,
    "ranked_pairs.undrawn": undrawn,
}
METHOD = OptionMethod(
    name="ranked_pairs",
    label=pgettext_lazy("a method", "ranked pairs"),
    summary=gettext_lazy("By ranking, in duels, the clearest counting first (ranked pairs)."),
    asks=Asks.RANKING,
    purposes={"ranking": 20},
    says=rankings.says,
    chosen=chosen,
    instruction=rankings.instruction,
    picture=duels.picture,
    note=duels.note,
    sample=samples.RANKED,
)
