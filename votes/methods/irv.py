"""Instant run-off: the last one leaves, until one has more than half (`votes.counting.irv`)."""

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from votes.counting.result import OptionsResult, Plain
from votes.methods.method import OptionMethod, Teller
from votes.methods.rules import Asks, OptionRules
from votes.methods.shared import rankings, samples, stages
from votes.methods.shared.lists import listed, numbered, seed, votes
from votes.models import Ballot
from web.numbers import amount


def chosen(rules: OptionRules) -> list[str]:
    return [
        _("Chosen: the option that more than half of the ballots prefer."),
        _(
            "While there is none, the option with the fewest votes is excluded, "
            "and each of its ballots goes to the next option that it names."
        ),
    ]


def note(ballot: Ballot, result: OptionsResult, option: str) -> str:
    """« 23 voix sur 41, au 3e tour » for the one that is chosen."""
    stage = stages.standing(result, option)
    if stage is None or option not in result.winners:
        return stages.note(ballot, result, option)
    return _("%(votes)s of %(total)s, %(stage)s") % {
        "votes": votes(Fraction(stage["votes"][option])),
        "total": amount(sum(Fraction(number) for number in stage["votes"].values())),
        "stage": stages.at_stage(stage["stage"]),
    }


def ballots(values: Plain) -> str:
    return ngettext(
        "%(valid)d ballot goes to its first choice. More than half of the votes at a stage is needed.",
        "%(valid)d ballots go each to its first choice. More than half of the votes at a stage is needed.",
        values["valid"],
    ) % {"valid": values["valid"]}


def elected(values: Plain) -> str:
    option = values["options"][0]
    return _("Stage %(stage)d: %(option)s has %(votes)s, and it takes %(needed)s: chosen.") % {
        "stage": values["stage"],
        "option": option,
        "votes": votes(Fraction(values["votes"][option])),
        "needed": amount(Fraction(values["quota"])),
    }


def excluded(values: Plain) -> str:
    return _("Stage %(stage)d: %(option)s has the fewest, %(votes)s: excluded.") % {
        **values,
        "votes": votes(Fraction(values["votes"])),
    }


def excluded_together(values: Plain) -> str:
    return _(
        "Stage %(stage)d: %(options)s have the fewest, %(votes)s each, fewer even together than any other: excluded."
    ) % {**values, "options": listed(values["options"]), "votes": votes(Fraction(values["votes"]))}


def transferred(values: Plain) -> str:
    exhausted = Fraction(values["exhausted"])
    if not values["to"] and not exhausted:
        return _("No vote of %(option)s moves on.") % values
    if not values["to"]:
        text = _("The votes of %(option)s have no next choice: %(exhausted)s exhausted.")
    elif exhausted:
        text = _("The votes of %(option)s go to %(to)s; %(exhausted)s exhausted.")
    else:
        text = _("The votes of %(option)s go to %(to)s.")
    return text % {"option": values["option"], "to": numbered(values["to"]), "exhausted": votes(exhausted)}


def earlier(values: Plain) -> str:
    return _("%(options)s are level for the fewest; at stage %(at)d %(option)s had fewer.") % {
        **values,
        "options": listed(values["between"]),
    }


def drawn(values: Plain) -> str:
    between = {"options": listed(values["between"]), "option": values["option"]}
    if values["lot"] is None:
        return (
            _("%(options)s are level for the fewest. Whoever of them is excluded, the same is chosen; here %(option)s.")
            % between
        )
    return _("%(options)s are level for the fewest. The lot drawn from “%(lot)s” excludes %(option)s.") % {
        **between,
        "lot": seed(values["lot"]),
    }


def nobody_draws(values: Plain) -> str:
    return _("%(options)s are level for the fewest. Nobody has drawn the lot.") % {"options": listed(values["between"])}


STEPS: dict[str, Teller] = {
    "irv.counted": ballots,
    "irv.elected": elected,
    "irv.excluded": excluded,
    "irv.together": excluded_together,
    "irv.transferred": transferred,
    "irv.earlier": earlier,
    "irv.lot": drawn,
    "irv.undrawn": nobody_draws,
}
METHOD = OptionMethod(
    name="irv",
    label=pgettext_lazy("a method", "instant run-off"),
    summary=gettext_lazy("By ranking, in rounds: the last one leaves, until one has more than half (instant run-off)."),
    asks=Asks.RANKING,
    purposes={"choice": 30, "person": 10, "ranking": 40},
    says=rankings.says,
    chosen=chosen,
    between_equals=stages.BETWEEN_EQUALS,
    settled=stages.settled,
    instruction=rankings.instruction,
    picture=stages.picture,
    note=note,
    sample=samples.RANKED,
)
