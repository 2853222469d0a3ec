"""Schulze: duels, and the strongest chains of them (`votes.counting.schulze`)."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from votes.counting.result import Plain
from votes.methods.method import OptionMethod, Teller
from votes.methods.rules import Asks, OptionRules
from votes.methods.shared import duels, rankings, samples
from votes.methods.shared.lists import listed


def chosen(rules: OptionRules) -> list[str]:
    return [
        _("Every option is compared with every other, two by two."),
        _(
            "Chosen: the one that beats each of the others, directly "
            "or by a chain of duels stronger than the chain that comes back."
        ),
    ]


def paths(values: Plain) -> str:
    against = [
        _("%(option)s: %(there)d there, %(back)d back") % {"option": option, "there": there, "back": back}
        for option, there, back in values["against"]
    ]
    return _("Strongest paths from %(option)s to %(others)s.") % {
        "option": values["option"],
        "others": pgettext("between the clauses of a sentence", "; ").join(against),
    }


def ranking(values: Plain) -> str:
    groups = [listed(group) for group in values["ranking"]]
    return _("Ranking by the strongest paths: %(ranking)s.") % {
        "ranking": pgettext("from one place of a ranking to the next", ", then ").join(groups)
    }


STEPS: dict[str, Teller] = {**duels.STEPS, "schulze.paths": paths, "schulze.ranking": ranking}
METHOD = OptionMethod(
    name="schulze",
    label=pgettext_lazy("a method", "Schulze"),
    summary=gettext_lazy("By ranking, in duels: whoever beats each of the others is chosen (Schulze)."),
    asks=Asks.RANKING,
    purposes={"choice": 40, "person": 20, "ranking": 10},
    says=rankings.says,
    chosen=chosen,
    instruction=rankings.instruction,
    picture=duels.picture,
    note=duels.note,
    sample=samples.RANKED,
)
