"""Ballots of each method, held and closed, as a small house would: what the tests of results and of pictures look at."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tests.conftest import person
from tests.votes.conftest import rules_for
from votes.actions import cast_vote, close_ballot, open_ballot, open_gathering
from votes.models import Ballot
from votes.options import OptionRules

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


C, M, I, R = PEOPLE
RANKINGS = [
    (5, ranking(C, M, I, R)),
    (3, ranking(C, I)),
    (4, ranking(M, C, R, I)),
    (3, ranking(M, R)),
    (2, ranking(I, C, M)),
    (3, ranking(I, R, C)),
    (2, ranking(R, I, M, C)),
]
MARKS = [(4, (5, 4, 1, 0)), (3, (4, 5, 3, 1)), (3, (3, 3, 5, 2)), (2, (5, 2, 2, 0))]

HELD = {
    one.method: one
    for one in (
        Held("approval", "Que faisons-nous au printemps ?", WISHES, [(5, approve(0, 1)), (3, approve(0)), (3, approve(1, 2)), (1, approve())]),
        Held("score", "Que faisons-nous au printemps ?", WISHES, [(n, numbers("scores", WISHES, *marks)) for n, marks in MARKS], {"highest": 5}),
        Held("borda", "Qui nous représente ?", PEOPLE, RANKINGS),
        Held("irv", "Qui nous représente ?", PEOPLE, RANKINGS),
        Held("schulze", "Qui nous représente ?", PEOPLE, RANKINGS),
        Held("ranked_pairs", "Qui nous représente ?", PEOPLE, RANKINGS),
        Held("stv_scottish", "Qui siège au bureau ?", PEOPLE, RANKINGS, {"seats": 2}),
        Held("stv_meek", "Qui siège au bureau ?", PEOPLE, RANKINGS, {"seats": 2}),
        Held("majority_judgment", "Que pensez-vous de chaque projet ?", WISHES, [(n, numbers("grades", WISHES, *marks)) for n, marks in MARKS], {"grades": GRADES}),
        Held("pav", "Quels projets, à nous tous ?", WISHES, [(6, approve(0, 1)), (3, approve(2)), (2, approve(1, 3)), (1, approve(2, 3))], {"seats": 2}),
        Held("equal_shares", "Que paie la cagnotte ?", WISHES, [(6, approve(0, 1)), (3, approve(2)), (3, approve(1, 2))], {"budget": 1000, "costs": dict(zip(WISHES, (420, 260, 300, 100), strict=True))}),
        Held("dates", "Quelle soirée pour la fête ?", DATES, [(7, numbers("grades", DATES, 2, 1, 0)), (2, numbers("grades", DATES, 1, 2, 2)), (2, numbers("grades", DATES, 2, 0, 1)), (1, numbers("grades", DATES, 0, 2, 1))]),
    )
}  # fmt: skip


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
    return close_ballot(ballot, actor=ines) if close else ballot
