"""What methods that count in stages show and say: who has how many votes, who is out, where votes go."""

from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from votes.counting.result import OptionsResult, Plain
from votes.methods.pictures import CountStage, Flow, Transfer
from votes.methods.shared.lists import votes
from votes.methods.shared.results import ranked
from votes.models import Ballot

BETWEEN_EQUALS = gettext_lazy(
    "Between equals, the one with more votes at the last earlier stage where they differ stays ahead; "
    "else a lot that anyone can redraw decides."
)


def settled(options: str, rule: str) -> str:
    """`rule`: "stage 2"."""
    text = _("a tie between %(options)s, settled by their votes at stage %(number)d")
    return text % {"options": options, "number": int(rule.removeprefix("stage "))}


def picture(ballot: Ballot, result: OptionsResult) -> list[object]:
    if not result.stages:
        return []
    rounds = [_round(stage) for stage in result.stages]
    return [Flow(ranked(ballot, result), rounds)]


def _round(stage: Plain) -> CountStage:
    votes = {option: Fraction(number) for option, number in stage["votes"].items()}
    transfers = []
    for move in stage["transfers"]:
        transfers += [Transfer(move["from"], to, Fraction(number)) for to, number in move["to"].items()]
        lost = Fraction(move["exhausted"]) + Fraction(move.get("ignored", 0))
        transfers.append(Transfer(move["from"], "", lost))
    needed = Fraction(stage["quota"]) if stage.get("quota") else Fraction(int(sum(votes.values()) // 2) + 1)
    exhausted = Fraction(stage["exhausted"])
    return CountStage(votes, stage["elected"], stage["excluded"], transfers, exhausted, needed)


def standing(result: OptionsResult, option: str) -> Plain | None:
    """The stage that gave an option its place, or the last one where it still stood."""
    stages = result.stages
    decided = [stage for stage in stages if option in stage["elected"] or option in stage["excluded"]]
    return next(iter(decided[:1] or [stage for stage in stages if option in stage["votes"]][-1:]), None)


def note(ballot: Ballot, result: OptionsResult, option: str) -> str:
    """« 12 voix, au 3e tour »."""
    stage = standing(result, option)
    if stage is None:
        return ""
    values = {"votes": votes(Fraction(stage["votes"][option])), "stage": at_stage(stage["stage"])}
    return _("%(votes)s, %(stage)s") % values


def at_stage(number: int) -> str:
    """« au 1er tour », « au 3e tour »."""
    return ngettext("at stage %(number)d", "at stage %(number)d", number) % {"number": number}
