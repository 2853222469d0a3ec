"""The steps of the methods that read rankings: duels, Schulze, ranked pairs, instant run-off."""

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from votes.counting.result import Plain
from votes.wording.option_results import listed, votes
from votes.wording.steps import Teller
from votes.wording.steps.seats import numbered, seed
from web.numbers import amount


def duels(values: Plain) -> str:
    return ngettext(
        "Each option against each other one, on %(voters)d ballot:",
        "Each option against each other one, on %(voters)d ballots:",
        values["voters"],
    ) % {"voters": values["voters"]}


def won(values: Plain) -> str:
    over = [
        _("%(option)s (%(for)d to %(against)d)") % {"option": option, "for": votes_for, "against": against}
        for option, votes_for, against in values["over"]
    ]
    return _("%(option)s wins against %(others)s.") % {"option": values["option"], "others": listed(over)}


def level(values: Plain) -> str:
    pairs = [
        _("%(one)s and %(other)s (%(votes)d each)") % {"one": one, "other": other, "votes": each}
        for one, other, each in values["pairs"]
    ]
    return _("Level duels: %(pairs)s.") % {"pairs": pgettext("between the clauses of a sentence", "; ").join(pairs)}


def champion(values: Plain) -> str:
    return _("%(option)s wins each of its duels.") % values


def no_champion(values: Plain) -> str:
    return _("No option wins each of its duels.")


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


def locked(values: Plain) -> str:
    return _("%(winner)s above %(loser)s (%(for)d to %(against)d): locked.") % values


def skipped(values: Plain) -> str:
    way = pgettext("from one option down to the next", " above ").join(values["path"])
    return _("%(winner)s above %(loser)s (%(for)d to %(against)d): left out, since what is locked says %(way)s.") % {
        **values,
        "way": way,
    }


def pairs_drawn(values: Plain) -> str:
    between = {"options": listed(values["between"]), "option": values["option"]}
    if values["lot"] is None:
        return _("Equals: %(options)s. Whichever comes first, the same are chosen; here %(option)s.") % between
    return _("Equals: %(options)s. The lot drawn from “%(lot)s” gives %(option)s.") % {
        **between,
        "lot": seed(values["lot"]),
    }


def undrawn(values: Plain) -> str:
    return _("Equals: %(options)s. Nobody has drawn the lot.") % {"options": listed(values["between"])}


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
    "duels.counted": duels,
    "duels.won": won,
    "duels.level": level,
    "duels.champion": champion,
    "duels.no_champion": no_champion,
    "schulze.paths": paths,
    "schulze.ranking": ranking,
    "ranked_pairs.locked": locked,
    "ranked_pairs.skipped": skipped,
    "ranked_pairs.lot": pairs_drawn,
    "ranked_pairs.undrawn": undrawn,
    "irv.counted": ballots,
    "irv.elected": elected,
    "irv.excluded": excluded,
    "irv.together": excluded_together,
    "irv.transferred": transferred,
    "irv.earlier": earlier,
    "irv.lot": drawn,
    "irv.undrawn": nobody_draws,
}
