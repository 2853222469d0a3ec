"""From a ballot's answer to the pictures that show it: one of `web.pictures` or several, by method."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from votes import naming
from votes.counting.majority import Choice
from votes.counting.result import Plain
from votes.methods import SPOILT, Lines
from votes.models import Ballot
from votes.option_sentences import median, valid
from web.pictures import (
    Bar,
    Budget,
    Duel,
    Duels,
    Fate,
    Flow,
    Merit,
    OptionBar,
    OptionBars,
    Profile,
    Purchase,
    Round,
    Shape,
    Tone,
    Transfer,
    VoteBars,
)

LOOKS: dict[str, tuple[Tone, Shape]] = {
    Choice.FOR: ("leaf", "disc"),
    Choice.AGAINST: ("clay", "diamond"),
    Choice.ABSTAIN: ("plum", "half"),
    Choice.BLANK: ("edge", "ring"),
    SPOILT: ("edge", "ring"),
    Choice.NO_PART: ("edge", "ring"),
}


def pictures(ballot: Ballot, answer: Plain, lines: Lines) -> list[object]:
    """What shows this answer, the first being what people look at. `lines` are what was cast."""
    return _PICTURES[ballot.method](ballot, answer, lines)


def fate(answer: Plain, option: str) -> Fate:
    """What became of an option."""
    if option in answer["winners"]:
        return "kept"
    tie = answer["tie"]
    return "tied" if answer["outcome"] == "tie" and tie and option in tie["between"] else ""


def ranked(ballot: Ballot, answer: Plain) -> list[str]:
    """The options as the result ranks them: those that are chosen first, then by the method's own order."""
    order = [option for group in answer.get("ranking", ()) for option in group] or list(ballot.options)
    return [*answer["winners"], *(option for option in order if option not in answer["winners"])]


def _majority(ballot: Ballot, answer: Plain, lines: Lines) -> list[object]:
    numbers = {Choice.BLANK: 0, **answer["counts"]}
    order = [choice for choice in LOOKS if choice in numbers]
    bars = [Bar(str(naming.ANSWERS[choice]), numbers[choice], *LOOKS[choice]) for choice in order]
    return [VoteBars(bars, answer["base"], answer["needed"])]


def _sums(word: str, most: Callable[[Ballot, int], int]) -> Callable[[Ballot, Plain, Lines], list[object]]:
    """Bars of each option's votes or points; `most` is what an option could have at best."""

    def draw(ballot: Ballot, answer: Plain, lines: Lines) -> list[object]:
        numbers = {option: Fraction(answer["counts"][option]) for option in ranked(ballot, answer)}
        scale = Fraction(max(1, most(ballot, valid(answer))))
        bars = [OptionBar(option, number, [number], fate(answer, option)) for option, number in _by(numbers, answer)]
        return [OptionBars(bars, [pgettext("column of a count", word)], scale)]

    return draw


def _by(numbers: Mapping[str, Fraction], answer: Plain) -> list[tuple[str, Fraction]]:
    """The chosen first, then the highest."""
    return sorted(numbers.items(), key=lambda pair: (pair[0] not in answer["winners"], -pair[1]))


def _dates(ballot: Ballot, answer: Plain, lines: Lines) -> list[object]:
    bars = []
    for option in ranked(ballot, answer):
        no, maybe, yes = (Fraction(number) for number in answer["counts"][option])
        bars.append(OptionBar(naming.option("dates", option), yes, [yes, maybe, no], fate(answer, option)))
    words = [str(naming.AVAILABILITY[grade]).lower() for grade in (2, 1, 0)]
    return [OptionBars(bars, words, Fraction(max(1, valid(answer))))]


def _stages(ballot: Ballot, answer: Plain, lines: Lines) -> list[object]:
    if not answer.get("stages"):
        return []
    rounds = [_round(ballot, stage) for stage in answer["stages"]]
    return [Flow(ranked(ballot, answer), rounds)]


def _round(ballot: Ballot, stage: Plain) -> Round:
    votes = {option: Fraction(number) for option, number in stage["votes"].items()}
    transfers = []
    for move in stage["transfers"]:
        transfers += [Transfer(move["from"], to, Fraction(number)) for to, number in move["to"].items()]
        lost = Fraction(move["exhausted"]) + Fraction(move.get("ignored", 0))
        transfers.append(Transfer(move["from"], "", lost))
    needed = Fraction(stage["quota"]) if stage.get("quota") else Fraction(int(sum(votes.values()) // 2) + 1)
    exhausted = Fraction(stage["exhausted"])
    return Round(votes, stage["elected"], stage["excluded"], transfers, exhausted, needed)


def _duels(ballot: Ballot, answer: Plain, lines: Lines) -> list[object]:
    counts = answer["counts"]
    above, paths, locked = counts["duels"], counts.get("paths"), counts.get("locked")
    duels = {}
    for option, row in above.items():
        for other, votes in row.items():
            against = above[other][option]
            is_dropped = locked is not None and votes > against and [option, other] not in locked
            duels[option, other] = Duel(votes, against, paths and paths[option][other], is_dropped)
    return [Duels(ranked(ballot, answer), duels, answer["winners"])]


def _merit(ballot: Ballot, answer: Plain, lines: Lines) -> list[object]:
    rows = []
    for option in ranked(ballot, answer):
        counts = answer["counts"][option]
        rows.append(Profile(option, counts[::-1], median(ballot, counts), fate(answer, option)))
    return [Merit(ballot.rules["grades"][::-1], rows)]


def _proportional(ballot: Ballot, answer: Plain, lines: Lines) -> list[object]:
    """Who backs what, and how many people find how many of their options among those chosen."""
    approvals = [(number, choice["approve"]) for number, choice in lines if isinstance(choice, dict)]
    winners = set(answer["winners"])
    backers = {option: _backers(option, approvals) for option in ranked(ballot, answer)}
    scale = Fraction(max(1, valid(answer)))
    bars = [OptionBar(option, Fraction(n), [Fraction(n)], fate(answer, option)) for option, n in backers.items()]
    told: list[object] = [OptionBars(bars, [pgettext("column of a count", "Votes")], scale)]
    found = {len(winners.intersection(approved)): 0 for _number, approved in approvals if approved}
    for number, approved in approvals:
        if approved:
            found[len(winners.intersection(approved))] += number
    if winners:
        rows = [OptionBar(_found(many), Fraction(found[many]), [Fraction(found[many])]) for many in sorted(found)]
        told.append(OptionBars(rows, [_("People")], scale))
    return told


def _found(many: int) -> str:
    if not many:
        return _("None of their options is chosen")
    text = ngettext("%(count)d of their options is chosen", "%(count)d of their options are chosen", many)
    return text % {"count": many}


def _backers(option: str, approvals: Iterable[tuple[int, Any]]) -> int:
    return sum(number for number, approved in approvals if option in approved)


def _budget(ballot: Ballot, answer: Plain, lines: Lines) -> list[object]:
    approvals = [(number, choice["approve"]) for number, choice in lines if isinstance(choice, dict)]
    costs = ballot.rules.get("costs") or {}
    prices = {stage["option"]: stage["rho"] for stage in answer.get("stages", ()) if "option" in stage}
    purchases = [
        Purchase(
            option,
            Fraction(costs.get(option, 1)),
            _backers(option, approvals),
            option in answer["winners"],
            Fraction(prices[option]) if option in prices else None,
        )
        for option in ranked(ballot, answer)
    ]
    return [Budget(Fraction(ballot.rules.get("budget", ballot.rules["seats"])), purchases)]


_PICTURES: dict[str, Callable[[Ballot, Plain, Lines], list[object]]] = {
    "majority": _majority,
    "approval": _sums("Votes", lambda ballot, voters: voters),
    "score": _sums("Points", lambda ballot, voters: voters * ballot.rules["highest"]),
    "borda": _sums("Points", lambda ballot, voters: voters * (len(ballot.options) - 1)),
    "dates": _dates,
    "irv": _stages,
    "stv_scottish": _stages,
    "stv_meek": _stages,
    "schulze": _duels,
    "ranked_pairs": _duels,
    "majority_judgment": _merit,
    "pav": _proportional,
    "equal_shares": _budget,
}
