"""For the style guide: the pictures of counts, with invented ones."""

from fractions import Fraction
from itertools import permutations

from votes.methods.pictures import (
    Budget,
    Duel,
    Duels,
    Flow,
    Merit,
    OptionBar,
    OptionBars,
    Profile,
    Purchase,
    Round,
    Transfer,
)

PEOPLE = ["Chloé", "Malo", "Inès", "Rose", "Anne-Charlotte Ormeau"]


def results() -> list[object]:
    return [_approvals(), _evenings(), _run_off(), _duels(), _merit(), _budget()]


def _approvals() -> OptionBars:
    given = {"Le four à pain": 9, "Un composteur de plus": 7, "Refaire la verrière du hall": 4, "Rien cette année": 1}
    rows = [OptionBar(name, Fraction(n), [Fraction(n)], "kept" if n == 9 else "") for name, n in given.items()]
    return OptionBars(rows, ["voix"], Fraction(11))


def _evenings() -> OptionBars:
    given = {
        "jeudi 3 décembre à 18 h 30": (9, 2, 1),
        "mardi 1er décembre à 18 h 30": (7, 1, 4),
        "samedi 5 décembre": (3, 5, 4),
    }
    rows = [
        OptionBar(name, Fraction(yes), [Fraction(yes), Fraction(maybe), Fraction(no)], "kept" if yes == 9 else "")
        for name, (yes, maybe, no) in given.items()
    ]
    return OptionBars(rows, ["oui", "si besoin", "non"], Fraction(12))


def _run_off() -> Flow:
    def stage(votes: str, out: str = "", moves: str = "", exhausted: int = 0, kept: str = "") -> Round:
        """Votes in the order of PEOPLE ("-": out of the count); moves as "to:votes", in PEOPLE's numbers."""
        given = {name: Fraction(n) for name, n in zip(PEOPLE, votes.split(), strict=True) if n != "-"}
        taken = [move.split(":") for move in moves.split()]
        transfers = [Transfer(out, PEOPLE[int(to)] if to else "", Fraction(n)) for to, n in taken]
        return Round(given, [kept] if kept else [], [out] if out else [], transfers, Fraction(exhausted), Fraction(21))

    return Flow(
        PEOPLE,
        [
            stage("13 12 8 5 3", PEOPLE[4], "0:1 2:2"),
            stage("14 12 10 5 -", PEOPLE[3], "0:2 1:3"),
            stage("16 15 10 - -", PEOPLE[2], "0:7 1:2 :1"),
            stage("23 17 - - -", exhausted=1, kept=PEOPLE[0]),
        ],
    )


def _duels() -> Duels:
    names = PEOPLE[:4]
    prefer = {(0, 1): 25, (0, 2): 28, (0, 3): 26, (1, 2): 24, (1, 3): 31, (2, 3): 23}
    duels = {}
    for one, other in permutations(range(4), 2):
        votes = prefer[one, other] if one < other else 41 - prefer[other, one]
        duels[names[one], names[other]] = Duel(votes, 41 - votes, max(votes, 21) if votes > 20 else 0)
    return Duels(names, duels, names[:1])


def _merit() -> Merit:
    words = ["excellent", "très bien", "bien", "assez bien", "passable", "insuffisant", "à rejeter"]
    return Merit(
        words,
        [
            Profile("Le four à pain", [5, 9, 8, 6, 2, 1, 1], "bien", "kept"),
            Profile("Un composteur de plus", [7, 4, 4, 8, 5, 2, 2], "assez bien"),
            Profile("Refaire la verrière du hall", [1, 3, 5, 6, 7, 4, 6], "passable"),
        ],
    )


def _budget() -> Budget:
    return Budget(
        Fraction(1000),
        [
            Purchase("Deux vélos cargo", Fraction(420), 14, True, Fraction(30)),
            Purchase("Bacs du potager", Fraction(260), 11, True, Fraction(71, 3)),
            Purchase("Livres du café", Fraction(80), 6, True, Fraction(40, 3)),
            Purchase("Un piano", Fraction(700), 9, False),
            Purchase("Une enseigne", Fraction(300), 4, False),
        ],
    )
