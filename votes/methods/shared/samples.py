"""Small invented ballots that several methods can count."""

from collections.abc import Sequence

from votes.counting.result import Plain
from votes.methods.method import Sample

Answers = list[tuple[int, Plain]]

WISHES = ("Le four à pain", "Un composteur de plus", "Refaire la verrière du hall", "Rien cette année")
PEOPLE = ("Chloé", "Malo", "Inès", "Rose")
EVENINGS = ("2026-12-03T18:30", "2026-12-01T18:30", "2026-12-05")
MENTIONS = ("à rejeter", "insuffisant", "passable", "assez bien", "bien", "très bien")

RANKINGS: Answers = [
    (5, {"ranking": ["Chloé", "Malo", "Inès", "Rose"]}),
    (3, {"ranking": ["Chloé", "Inès"]}),
    (4, {"ranking": ["Malo", "Chloé", "Rose", "Inès"]}),
    (3, {"ranking": ["Malo", "Rose"]}),
    (2, {"ranking": ["Inès", "Chloé", "Malo"]}),
    (3, {"ranking": ["Inès", "Rose", "Chloé"]}),
    (2, {"ranking": ["Rose", "Inès", "Malo", "Chloé"]}),
]
TICKS: Answers = [
    (5, {"approve": list(WISHES[:2])}),
    (3, {"approve": [WISHES[0]]}),
    (3, {"approve": list(WISHES[1:3])}),
    (1, {"approve": []}),
]
BACKERS: Answers = [
    (6, {"approve": list(WISHES[:2])}),
    (3, {"approve": [WISHES[2]]}),
    (3, {"approve": list(WISHES[1:3])}),
]
MARKS = [(4, (5, 4, 1, 0)), (3, (4, 5, 3, 1)), (3, (3, 3, 5, 2)), (2, (5, 2, 2, 0))]
COMING = [(7, (2, 1, 0)), (2, (1, 2, 2)), (2, (2, 0, 1)), (1, (0, 2, 1))]


def marked(key: str, options: Sequence[str], marks: Sequence[tuple[int, Sequence[int]]]) -> Answers:
    """A number for each option, in the options' order."""
    return [(many, {key: dict(zip(options, given, strict=True))}) for many, given in marks]


def scored(highest: int) -> Sample:
    return Sample(WISHES, marked("scores", WISHES, MARKS), {"highest": highest})


RANKED = Sample(PEOPLE, RANKINGS)
RANKED_FOR_TWO = Sample(PEOPLE, RANKINGS, {"seats": 2})
TICKED = Sample(WISHES, TICKS)
TICKED_FOR_TWO = Sample(WISHES, BACKERS, {"seats": 2})
FUNDED = Sample(WISHES, BACKERS, {"budget": 1000, "costs": dict(zip(WISHES, (420, 260, 300, 100), strict=True))})
JUDGED = Sample(WISHES, marked("grades", WISHES, MARKS), {"grades": MENTIONS})
DATED = Sample(EVENINGS, marked("grades", EVENINGS, COMING))
