"""What methods of duels show and say: every option against every other."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from votes.counting.result import OptionsResult, Plain
from votes.methods.method import Teller
from votes.methods.pictures import Duel, Duels
from votes.methods.shared.lists import listed
from votes.methods.shared.results import ranked
from votes.models import Ballot


def picture(ballot: Ballot, result: OptionsResult) -> list[object]:
    counts = result.counts
    above, paths, locked = counts["duels"], counts.get("paths"), counts.get("locked")
    duels = {}
    for option, row in above.items():
        for other, votes in row.items():
            against = above[other][option]
            is_dropped = locked is not None and votes > against and [option, other] not in locked
            duels[option, other] = Duel(votes, against, paths and paths[option][other], is_dropped)
    return [Duels(ranked(ballot, result), duels, result.winners)]


def note(ballot: Ballot, result: OptionsResult, option: str) -> str:
    """« gagne 3 duels sur 4 »."""
    duels = result.counts["duels"]
    won = sum(number > duels[other][option] for other, number in duels[option].items())
    return ngettext("wins %(won)d duel of %(all)d", "wins %(won)d duels of %(all)d", won) % {
        "won": won,
        "all": len(duels) - 1,
    }


def counted(values: Plain) -> str:
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


STEPS: dict[str, Teller] = {
    "duels.counted": counted,
    "duels.won": won,
    "duels.level": level,
    "duels.champion": champion,
    "duels.no_champion": no_champion,
}
