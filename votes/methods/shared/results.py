"""What is read in the result of a count among options, whatever the method."""

from fractions import Fraction

from votes.counting.result import OptionsOutcome, OptionsResult
from votes.methods.pictures import Fate, OptionBar
from votes.models import Ballot


def ranked(ballot: Ballot, result: OptionsResult) -> list[str]:
    """The options as the result ranks them: those that are chosen first, then by the method's own order."""
    order = [option for group in result.ranking for option in group] or list(ballot.options)
    return [*result.winners, *(option for option in order if option not in result.winners)]


def fate(result: OptionsResult, option: str) -> Fate:
    """What became of an option."""
    if option in result.winners:
        return "kept"
    is_tied = result.outcome == OptionsOutcome.TIE and result.tie is not None and option in result.tie.between
    return "tied" if is_tied else ""


def bar(option: str, count: int | str, result: OptionsResult) -> OptionBar:
    number = Fraction(count)
    return OptionBar(option, number, [number], fate(result, option))
