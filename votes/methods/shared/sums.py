"""What methods that add up show and say: bars of votes or of points."""

from collections.abc import Callable
from fractions import Fraction

from django.utils.translation import ngettext

from votes.counting.result import OptionsResult
from votes.methods.method import Pictures, Words
from votes.methods.pictures import OptionBars
from votes.methods.rules import OptionRules
from votes.methods.shared import lists
from votes.methods.shared.results import bar, ranked
from votes.models import Ballot


def bars(word: Words, most: Callable[[Ballot], int]) -> Pictures:
    """Bars of each option's votes or points; `most` is what one ballot can give it."""

    def draw(ballot: Ballot, result: OptionsResult) -> list[object]:
        rows = [bar(option, result.counts[option], result) for option in ranked(ballot, result)]
        return [OptionBars(rows, [str(word)], Fraction(most(ballot) * result.valid))]

    return draw


def votes(ballot: Ballot, result: OptionsResult, option: str) -> str:
    """« 12 voix »."""
    return lists.votes(Fraction(result.counts[option]))


def points(ballot: Ballot, result: OptionsResult, option: str) -> str:
    return lists.points(Fraction(result.counts[option]))


def most_points(rules: OptionRules) -> str:
    """What is chosen, where points are added up."""
    text = ngettext(
        "Chosen: the option with the most points.",
        "Chosen: the %(seats)d options with the most points.",
        rules.seats,
    )
    return text % {"seats": rules.seats}
