"""What the collective was asked online these last weeks, by every method, and what it is asked now."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from commissions.models import Circle
from config.demo.meetings import at
from config.demo.people import INES, MALO, NOE, OMAR
from journal.actions import CLOCK, Actor, action
from journal.clock import telling
from members.models import Member
from proposals.actions import conclude_consultation
from votes.actions import cast_vote, close_ballot, open_consultation, plan_consultation, seal_vote
from votes.counting.majority import MajorityRules, Threshold
from votes.integrity import receipts
from votes.methods.rules import OptionRules
from votes.methods.tallying import Rules
from votes.models import Ballot
from votes.questions import QuestionSpec

Cast = dict[str, Member]
GRADES = ("À rejeter", "Insuffisant", "Passable", "Assez bien", "Bien", "Très bien")


@dataclass(frozen=True)
class DemoConsultation:
    """One question, and what people answered, in turn: (how many, what)."""

    circle: str
    by: str
    question: str
    rules: Rules
    answers: Iterable[tuple[int, Any]]
    options: list[str] = field(default_factory=list)
    text: str = ""
    secret: bool = False


def ranking(*options: str) -> dict[str, Any]:
    return {"ranking": list(options)}


def grades(*numbers: int) -> dict[str, Any]:
    return {"grades": dict(zip(ROOM_NAMES, numbers, strict=True))}


ROOM_NAMES = ["La Grande Ourse", "Salle des machines", "Le Métier à tisser"]
WORKS = ["Isoler le toit", "Refaire l’électricité de l’atelier", "Aménager le foyer", "Planter la cour"]
ROOF, POWER, HEARTH, YARD = WORKS
TEAM = ["Adèle", "Basile", "Colette", "Idriss", "Suzanne"]
COSTS = {"Four de céramique": 1800, "Abri à vélos": 1400, "Vidéoprojecteur": 600, "Bacs de compost": 250}
KILN, BICYCLES, PROJECTOR, COMPOST = COSTS

CLOSED = [
    DemoConsultation(
        circle="ca",
        by=MALO,
        question="Par quels travaux commencer l’an prochain ?",
        text="Le budget permet un chantier, peut-être deux. Classez-les : le premier de la liste part le premier.",
        rules=OptionRules("schulze"),
        options=WORKS,
        answers=[
            (4, ranking(ROOF, POWER, HEARTH, YARD)),
            (3, ranking(POWER, ROOF, HEARTH)),
            (2, ranking(YARD, HEARTH, ROOF, POWER)),
            (2, ranking(HEARTH, ROOF)),
        ],
    ),
    DemoConsultation(
        circle="ca",
        by=INES,
        question="Comment appeler la salle de réunion ?",
        rules=OptionRules("majority_judgment", grades=GRADES),
        options=ROOM_NAMES,
        answers=[
            (3, grades(5, 3, 2)),
            (2, grades(4, 4, 0)),
            (3, grades(3, 4, 5)),
            (2, grades(1, 5, 3)),
            (1, grades(2, 3, 4)),
        ],
    ),
    DemoConsultation(
        circle="vie-quotidienne",
        by=OMAR,
        question="Qui accueille les personnes nouvelles cette année ?",
        text="Trois personnes, élues à bulletin secret pour un an.",
        rules=OptionRules("stv_scottish", seats=3),
        options=TEAM,
        secret=True,
        answers=[
            (3, ranking("Adèle", "Colette", "Basile")),
            (2, ranking("Basile", "Idriss")),
            (1, ranking("Colette", "Adèle", "Suzanne")),
            (1, ranking("Suzanne", "Idriss", "Colette")),
        ],
    ),
    DemoConsultation(
        circle="ca",
        by=INES,
        question="Que finance-t-on avec les 3 000 € de la fête ?",
        rules=OptionRules("equal_shares", budget=3000, costs=COSTS),
        options=list(COSTS),
        answers=[
            (4, {"approve": [KILN, COMPOST]}),
            (3, {"approve": [BICYCLES, PROJECTOR]}),
            (2, {"approve": [BICYCLES, COMPOST]}),
            (2, {"approve": [PROJECTOR, COMPOST, KILN]}),
        ],
    ),
    DemoConsultation(
        circle="ca",
        by=MALO,
        question="Ouvrir l’atelier bois le samedi, à l’essai pour trois mois ?",
        rules=MajorityRules(threshold=Threshold.ABSOLUTE),
        answers=[(7, "for"), (2, "against"), (1, "abstain"), (1, "blank")],
    ),
]


@action
def tell_what_was_asked(cast: Cast, circles: dict[str, Circle], *, actor: Actor) -> None:
    """A question a few days, answered by those who did, counted at its end."""
    for weeks, question in enumerate(reversed(CLOSED), start=1):
        opening = at(timezone.localdate() - timedelta(days=5 + 4 * weeks), 9)
        closing = opening + timedelta(days=3, hours=11)
        ballot = _open(question, cast, circles, opening, closing)
        with telling(opening + timedelta(days=1)):
            _answer(ballot, question)
        with telling(closing):
            conclude_consultation(close_ballot(ballot, actor=CLOCK), actor=CLOCK)


@action
def ask_now(cast: Cast, circles: dict[str, Circle], *, actor: Actor) -> None:
    """Everybody is asked for an evening; Vie Quotidienne elects in secret; both wait for whoever comes in."""
    today = timezone.localdate()
    evenings = [f"{today + timedelta(days=days)}T19:00" for days in (18, 21, 25)]
    usual = [{"grades": dict(zip(evenings, numbers, strict=True))} for numbers in ((2, 1, 0), (0, 2, 2), (1, 2, 0))]
    party = DemoConsultation(
        circle="ag",
        by=INES,
        question="Quel soir pour la fête de fin d’année ?",
        text="Au foyer, à partir de 19 h, chacun apporte quelque chose à partager.",
        rules=OptionRules("dates"),
        options=evenings,
        answers=[(9, usual[0]), (8, usual[1]), (6, usual[2])],
    )
    keys = DemoConsultation(
        circle="vie-quotidienne",
        by=OMAR,
        question="Qui tient le trousseau des clés ?",
        rules=OptionRules("irv"),
        options=TEAM[:3],
        secret=True,
        answers=[(2, ranking("Adèle", "Colette")), (1, ranking("Basile"))],
    )
    since = timezone.now() - timedelta(hours=20)
    for question, days in ((party, 6), (keys, 3)):
        ballot = _open(question, cast, circles, since, at(today + timedelta(days=days), 20))
        _answer(ballot, question, but={cast[name].pk for name in (INES, MALO, OMAR, NOE)})


def _open(
    question: DemoConsultation, cast: Cast, circles: dict[str, Circle], opening: datetime, closing: datetime
) -> Ballot:
    author = cast[question.by]
    with telling(opening):
        spec = QuestionSpec(
            question.question, question.rules, options=question.options, secret=question.secret, closes_at=closing
        )
        planned = plan_consultation(spec, host=circles[question.circle].topic, text=question.text, actor=author)
        return open_consultation(planned, actor=author)


def _answer(ballot: Ballot, question: DemoConsultation, but: Iterable[int] = ()) -> None:
    """The first people of the roll answer, each in turn."""
    people = iter(Member.objects.filter(pk__in=ballot.roll.values("member")).exclude(pk__in=but).order_by("pk"))
    for number, choice in question.answers:
        for _turn in range(number):
            member = next(people)
            if question.secret:
                seal_vote(ballot, elector=member, choice=choice, code=receipts.make(), actor=member)
            else:
                cast_vote(ballot, elector=member, choice=choice, actor=member)
