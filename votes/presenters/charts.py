"""From a ballot's answer to the pictures that show it: one of `web.pictures` or several, by method."""

from collections.abc import Callable
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from votes.counting.majority import Choice
from votes.counting.result import Plain
from votes.methods.tallying import SPOILT
from votes.models import Ballot
from votes.presenters.pictures import (
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
    Transfer,
    VoteBars,
)
from votes.wording import answers
from votes.wording.option_results import median, valid
from web.pictures import Shape, Tone

LOOKS: dict[str, tuple[Tone, Shape]] = {
    Choice.FOR: ("leaf", "disc"),
    Choice.AGAINST: ("clay", "diamond"),
    Choice.ABSTAIN: ("plum", "half"),
    Choice.BLANK: ("edge", "ring"),
    SPOILT: ("edge", "ring"),
    Choice.NO_PART: ("edge", "ring"),
}


def pictures(ballot: Ballot, answer: Plain) -> list[object]:
    """What shows this answer, the first being what people look at; nothing where nothing was counted, or may be."""
    if ballot.shows_outcome_alone:
        return []
    if ballot.method != Ballot.Method.MAJORITY and not valid(answer):
        return []
    return _PICTURES[ballot.method](ballot, answer)


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


def _majority(ballot: Ballot, answer: Plain) -> list[object]:
    numbers = {Choice.BLANK: 0, **answer["counts"]}
    order = [choice for choice in LOOKS if choice in numbers]
    bars = [Bar(str(answers.ANSWERS[choice]), numbers[choice], *LOOKS[choice]) for choice in order]
    return [VoteBars(bars, answer["base"], None if ballot.is_poll else answer["needed"])]


def _sums(word: str, most: Callable[[Ballot], int]) -> Callable[[Ballot, Plain], list[object]]:
    """Bars of each option's votes or points; `most` is what one ballot can give it."""

    def draw(ballot: Ballot, answer: Plain) -> list[object]:
        bars = [_bar(option, answer["counts"][option], answer) for option in ranked(ballot, answer)]
        return [OptionBars(bars, [pgettext("column of a count", word)], Fraction(most(ballot) * valid(answer)))]

    return draw


def _bar(option: str, count: int | str, answer: Plain) -> OptionBar:
    number = Fraction(count)
    return OptionBar(option, number, [number], fate(answer, option))


def _dates(ballot: Ballot, answer: Plain) -> list[object]:
    bars = []
    for option in ranked(ballot, answer):
        no, maybe, yes = (Fraction(number) for number in answer["counts"][option])
        bars.append(OptionBar(answers.option("dates", option), yes, [yes, maybe, no], fate(answer, option)))
    words = [str(answers.AVAILABILITY[grade]).lower() for grade in (2, 1, 0)]
    return [OptionBars(bars, words, Fraction(valid(answer)))]


def _stages(ballot: Ballot, answer: Plain) -> list[object]:
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


def _duels(ballot: Ballot, answer: Plain) -> list[object]:
    counts = answer["counts"]
    above, paths, locked = counts["duels"], counts.get("paths"), counts.get("locked")
    duels = {}
    for option, row in above.items():
        for other, votes in row.items():
            against = above[other][option]
            is_dropped = locked is not None and votes > against and [option, other] not in locked
            duels[option, other] = Duel(votes, against, paths and paths[option][other], is_dropped)
    return [Duels(ranked(ballot, answer), duels, answer["winners"])]


def _merit(ballot: Ballot, answer: Plain) -> list[object]:
    rows = []
    for option in ranked(ballot, answer):
        counts = answer["counts"][option]
        rows.append(Profile(option, counts[::-1], median(ballot, counts), fate(answer, option)))
    return [Merit(ballot.rules["grades"][::-1], rows)]


def _proportional(ballot: Ballot, answer: Plain) -> list[object]:
    """Who backs what, and how many people find how many of their options among those chosen."""
    backers, voters = answer["counts"]["approvals"], Fraction(valid(answer))
    bars = [_bar(option, backers[option], answer) for option in ranked(ballot, answer)]
    told: list[object] = [OptionBars(bars, [pgettext("column of a count", "Votes")], voters)]
    if "represented" in answer["counts"]:
        people = enumerate(answer["counts"]["represented"])
        rows = [OptionBar(_found(many), Fraction(number), [Fraction(number)]) for many, number in people]
        told.append(OptionBars(rows, [_("People")], voters, _("Who finds their options among those chosen")))
    return told


def _found(many: int) -> str:
    if not many:
        return _("None of their options is chosen")
    text = ngettext("%(count)d of their options is chosen", "%(count)d of their options are chosen", many)
    return text % {"count": many}


def _budget(ballot: Ballot, answer: Plain) -> list[object]:
    counts = answer["counts"]
    prices = {stage["option"]: Fraction(stage["rho"]) for stage in answer.get("stages", ())}
    purchases = [
        Purchase(option, Fraction(counts["costs"][option]), counts["approvals"][option], price is not None, price)
        for option in ranked(ballot, answer)
        for price in (prices.get(option),)
    ]
    return [Budget(Fraction(counts["budget"]), purchases)]


_PICTURES: dict[str, Callable[[Ballot, Plain], list[object]]] = {
    "majority": _majority,
    "approval": _sums("Votes", lambda ballot: 1),
    "score": _sums("Points", lambda ballot: ballot.rules["highest"]),
    "borda": _sums("Points", lambda ballot: len(ballot.options) - 1),
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
