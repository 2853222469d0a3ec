"""The sample of each method, held and closed as a small house would: what the tests of results look at."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.closing import close_in_time
from tests.conftest import person
from tests.votes.conftest import rules_for
from votes.actions import cast_vote, open_ballot, open_gathering
from votes.methods.registry import option_methods
from votes.methods.rules import OptionRules
from votes.methods.shared.samples import WISHES
from votes.models import Ballot
from votes.questions import QuestionSpec

QUESTION = "Que faisons-nous au printemps ?"
METHODS = option_methods()


@dataclass(frozen=True)
class Held:
    """What is asked and what each answers: (how many, the choice)."""

    method: str
    question: str
    options: Sequence[str]
    answers: Sequence[tuple[int, Any]]
    rules: dict[str, Any] = field(default_factory=dict)


def approve(*places: int) -> dict[str, Any]:
    return {"approve": [WISHES[place] for place in places]}


HELD = {name: Held(name, QUESTION, m.sample.options, m.sample.answers, m.sample.rules) for name, m in METHODS.items()}


def hold(method: str, ines: Any, *circles: Any, close: bool = True, **changed: Any) -> Ballot:
    """Hold the ballot of this method online among as many people as it has answers, and close it."""
    held = HELD[method]
    owner = f"room:{1000 + Ballot.objects.count()}"
    voters = [
        person(f"{owner} {place} {number}", *circles)
        for place, (many, _choice) in enumerate(held.answers)
        for number in range(many)
    ]
    gathering = open_gathering(owner=owner, rules=rules_for(ines, *voters, online=True), actor=ines)
    spec = QuestionSpec(held.question, OptionRules(method=method, **held.rules), options=held.options, **changed)
    ballot = open_ballot(gathering, spec, owner=owner, actor=ines)
    electors = iter(voters)
    for many, choice in held.answers:
        for _number in range(many):
            elector = next(electors)
            cast_vote(ballot, elector=elector, choice=choice, actor=elector)
    return close_in_time(ballot, actor=ines) if close else ballot
