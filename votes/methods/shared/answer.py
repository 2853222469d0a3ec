"""What is read in the answer of a count among options, whatever the method."""

from fractions import Fraction

from votes.counting.result import Plain
from votes.methods.pictures import Fate, OptionBar
from votes.models import Ballot


def step(answer: Plain, name: str) -> Plain:
    """The values of a step that the count has."""
    values: Plain = next(step["values"] for step in answer["steps"] if step["name"] == name)
    return values


def valid(answer: Plain) -> int:
    """How many ballots the method counts."""
    values = step(answer, "cast")
    return int(values["cast"] - values["blank"] - values["spoilt"])


def ranked(ballot: Ballot, answer: Plain) -> list[str]:
    """The options as the result ranks them: those that are chosen first, then by the method's own order."""
    order = [option for group in answer.get("ranking", ()) for option in group] or list(ballot.options)
    return [*answer["winners"], *(option for option in order if option not in answer["winners"])]


def fate(answer: Plain, option: str) -> Fate:
    """What became of an option."""
    if option in answer["winners"]:
        return "kept"
    tie = answer["tie"]
    return "tied" if answer["outcome"] == "tie" and tie and option in tie["between"] else ""


def bar(option: str, count: int | str, answer: Plain) -> OptionBar:
    number = Fraction(count)
    return OptionBar(option, number, [number], fate(answer, option))
