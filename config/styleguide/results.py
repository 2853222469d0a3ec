"""For the style guide: the result of the sample of each method among options, counted as a ballot is."""

from dataclasses import dataclass

from votes.methods import tallying
from votes.methods.method import OptionMethod, Words
from votes.methods.registry import option_methods
from votes.methods.rules import OptionRules
from votes.models import Ballot, Gathering
from votes.presenters import charts


@dataclass(frozen=True)
class Counted:
    """One method, and the pictures of a result."""

    label: Words
    pictures: list[object]


def results() -> list[Counted]:
    return [Counted(method.label, pictures_of(method)) for method in option_methods().values()]


def pictures_of(method: OptionMethod) -> list[object]:
    """Of the method's sample, as the page of its ballot would show them."""
    sample = method.sample
    ballot = Ballot(
        gathering=Gathering(is_online=True),
        method=method.name,
        options=list(sample.options),
        rules=tallying.write_rules(OptionRules(method.name, **sample.rules)),
    )
    people = tallying.People(roll=sum(many for many, _choice in sample.answers))
    answer = tallying.count(ballot, list(sample.answers), people)
    return charts.pictures(ballot, answer) if answer else []
