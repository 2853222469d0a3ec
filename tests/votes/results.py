"""A ballot of each method, held and closed as a small house would: what the tests of results look at."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.closing import close_in_time
from tests.conftest import person
from tests.votes.conftest import rules_for
from votes.actions import cast_vote, open_ballot, open_gathering
from votes.methods.rules import OptionRules
from votes.models import Ballot

WISHES = ["Le four à pain", "Un composteur de plus", "Refaire la verrière du hall", "Rien cette année"]
PEOPLE = ["Chloé", "Malo", "Inès", "Rose"]
GRADES = ["à rejeter", "insuffisant", "passable", "assez bien", "bien", "très bien"]
DATES = ["2026-12-03T18:30", "2026-12-01T18:30", "2026-12-05"]


@dataclass(frozen=True)
class Held:
    """What is asked and what each answers: (how many, the choice)."""

    method: str
    question: str
    options: Sequence[str]
    answers: Sequence[tuple[int, Any]]
    rules: dict[str, Any] = field(default_factory=dict)


def ranking(*names: str) -> dict[str, Any]:
    return {"ranking": list(names)}


def approve(*places: int) -> dict[str, Any]:
    return {"approve": [WISHES[place] for place in places]}


def numbers(key: str, options: Sequence[str], *given: int) -> dict[str, Any]:
    return {key: dict(zip(options, given, strict=True))}


RANKINGS = [
    (5, ranking("Chloé", "Malo", "Inès", "Rose")),
    (3, ranking("Chloé", "Inès")),
    (4, ranking("Malo", "Chloé", "Rose", "Inès")),
    (3, ranking("Malo", "Rose")),
    (2, ranking("Inès", "Chloé", "Malo")),
    (3, ranking("Inès", "Rose", "Chloé")),
    (2, ranking("Rose", "Inès", "Malo", "Chloé")),
]
MARKS = [(4, (5, 4, 1, 0)), (3, (4, 5, 3, 1)), (3, (3, 3, 5, 2)), (2, (5, 2, 2, 0))]
EVENINGS = [(7, (2, 1, 0)), (2, (1, 2, 2)), (2, (2, 0, 1)), (1, (0, 2, 1))]
APPROVALS = [(5, approve(0, 1)), (3, approve(0)), (3, approve(1, 2)), (1, approve())]
PROJECTS = [(6, approve(0, 1)), (3, approve(2)), (3, approve(1, 2))]
COSTS = dict(zip(WISHES, (420, 260, 300, 100), strict=True))


def marked(key: str, options: Sequence[str], marks: Sequence[tuple[int, Sequence[int]]]) -> list[tuple[int, Any]]:
    return [(many, numbers(key, options, *given)) for many, given in marks]


SPRING, BOARD = "Que faisons-nous au printemps ?", "Qui nous représente ?"
HELD = {
    one.method: one
    for one in (
        Held("approval", SPRING, WISHES, APPROVALS),
        Held("score", SPRING, WISHES, marked("scores", WISHES, MARKS), {"highest": 5}),
        Held("borda", BOARD, PEOPLE, RANKINGS),
        Held("irv", BOARD, PEOPLE, RANKINGS),
        Held("schulze", BOARD, PEOPLE, RANKINGS),
        Held("ranked_pairs", BOARD, PEOPLE, RANKINGS),
        Held("stv_scottish", BOARD, PEOPLE, RANKINGS, {"seats": 2}),
        Held("stv_meek", BOARD, PEOPLE, RANKINGS, {"seats": 2}),
        Held("majority_judgment", SPRING, WISHES, marked("grades", WISHES, MARKS), {"grades": GRADES}),
        Held("pav", SPRING, WISHES, PROJECTS, {"seats": 2}),
        Held("equal_shares", SPRING, WISHES, PROJECTS, {"budget": 1000, "costs": COSTS}),
        Held("dates", "Quelle soirée pour la fête ?", DATES, marked("grades", DATES, EVENINGS)),
    )
}


def hold(method: str, ines: Any, *circles: Any, close: bool = True, **changed: Any) -> Ballot:
    """Hold the ballot of this method online among as many people as it has answers, and close it."""
    held = HELD[method]
    owner = f"room:{method}{len(Ballot.objects.all())}"
    voters = [
        person(f"{owner} {place} {number}", *circles)
        for place, (many, _choice) in enumerate(held.answers)
        for number in range(many)
    ]
    gathering = open_gathering(owner=owner, rules=rules_for(ines, *voters, online=True), actor=ines)
    ballot = open_ballot(
        gathering,
        owner=owner,
        question=held.question,
        options=held.options,
        rules=OptionRules(method=method, **held.rules),
        actor=ines,
        **changed,
    )
    electors = iter(voters)
    for many, choice in held.answers:
        for _number in range(many):
            elector = next(electors)
            cast_vote(ballot, elector=elector, choice=choice, actor=elector)
    return close_in_time(ballot, actor=ines) if close else ballot
