"""A meeting of eight people, which a function brings to a state; what they wrote is as long as what people write."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

NAMES = (
    "Inès Vallon",
    "Omar Sainfoin",
    "Malo Tilleul",
    "Rose Aubépine",
    "Marie-Antoinette Desrochers-Lavigne",
    "Lise Garance",
    "Joël Sureau",
    "Aïda Fougère",
)
OUTSIDE = "Noé Lavoir"  # a member of the collective, and of none of the circles
VOICE = "Ada Charme"  # an employee, who sits in some of the circles with a voice and without a vote
TITLE = "Par quoi commencer les travaux de mise aux normes du bâtiment au printemps"
OPTIONS = (
    "Isoler le toit de la grande halle et refaire ses chéneaux",
    "Reprendre l’électricité des ateliers du rez-de-chaussée",
    "Aménager le foyer pour les repas partagés du mercredi",
    "Planter la cour et y mettre des bancs à l’ombre",
    "Refaire les sanitaires de l’étage, avec une douche",
    "Attendre le diagnostic complet avant de choisir",
)
GRADES = ("À rejeter", "Insuffisant", "Passable", "Bien", "Très bien")
NEED = "Deux porteuses de projet cherchent un lieu depuis deux ans, et la cuisine sert trois heures par semaine."
TEXT = (
    "La cuisine du rez-de-chaussée est prêtée au bistro trois soirs par semaine, d’avril à octobre, contre une "
    "participation aux charges de 180 € par mois.\n\n"
    "Le bistro range avant 23 h, tient la liste du matériel et répond de ce qui casse. Une personne de la commission "
    "Vie Quotidienne garde la clé et fait le tour du lieu une fois par mois.\n\n"
    "Le prêt est regardé de nouveau à la fin de la première saison, avec les chiffres du bistro et l’avis des "
    "résidentes et résidents des ateliers voisins."
)
BETTER = TEXT.replace("23 h", "22 h 30").replace("180 €", "150 €")
REASON = {
    "kind": "limit",
    "consequence": "les deux mêmes personnes fermeront trois soirs de plus par semaine, sans que personne les relaie",
    "fact": "ce trimestre, neuf fermetures sur douze ont été faites par Lise ou par Joël, et deux fois la porte est "
    "restée ouverte",
    "aim": "que le quotidien du lieu tienne dans la durée sans épuiser celles et ceux qui le portent",
}
KINDS = {"election": "election", "consent": "discussion", "discussing": "discussion"}  # of the first item
STATES: dict[str, Callable[["Scene"], Any]] = {}


def state(make: Callable[["Scene"], Any]) -> Callable[["Scene"], Any]:
    """One state, by the name of what brings a meeting there."""
    STATES[make.__name__.replace("_", " ")] = make
    return make


@dataclass
class Scene:
    """A meeting that is planned for now, with five items, and its people."""

    circle: Any
    people: list[Any]
    meeting: Any
    items: list[Any] = field(default_factory=list)

    @property
    def ines(self) -> Any:
        return self.people[0]

    def begin(self, *, arrived: int = 8) -> Any:
        """Open, with so many people there, at its first item."""
        from assembly.actions import advance, arrive, open_meeting

        self.meeting = open_meeting(self.meeting, actor=self.ines)
        for person in self.people[1:arrived]:
            arrive(self.meeting, member=person, actor=person)
        advance(self.meeting, expected=None, actor=self.ines)
        self.meeting.refresh_from_db()
        return self.meeting.items.get(pk=self.items[0].pk)

    def ask(self, item: Any, method: str, *, secret: bool = False, poll: bool = False, **rules: Any) -> Any:
        """Put the six options, or a yes and a no, to those who are there."""
        from django.utils import timezone

        from assembly.actions import open_item_ballot
        from votes.counting.majority import MajorityRules
        from votes.methods.rules import OptionRules
        from votes.questions import QuestionSpec

        is_majority = method == "majority"
        ends = timezone.now() + timedelta(minutes=10) if secret else None
        rule = MajorityRules(secret=secret) if is_majority else OptionRules(method, **rules)
        options = () if is_majority else OPTIONS
        spec = QuestionSpec(f"{TITLE} ?", rule, options=options, secret=secret, poll=poll, closes_at=ends)
        return open_item_ballot(item, spec, actor=self.ines)

    def propose(self, item: Any, stages: int = 0) -> Any:
        """Malo's text, which Inès facilitates, on the item, so many stages after it was presented."""
        from assembly.actions import bring_proposal
        from proposals import actions

        malo = self.people[2]
        proposal = actions.write_proposal(
            self.circle,
            title="Prêter la cuisine au bistro, trois soirs par semaine d’avril à octobre",
            need=NEED,
            text=TEXT,
            facilitator=self.ines,
            review_on=date.today() + timedelta(days=200),
            actor=malo,
        )
        actions.agree_to_facilitate(proposal, actor=self.ines)
        bring_proposal(item, proposal=proposal, actor=self.ines)
        proposal.refresh_from_db()
        for _ in range(stages):
            proposal = actions.next_stage(proposal, actor=self.ines)
        return proposal

    def answer(self, proposal: Any, kinds: str) -> Any:
        """A round, closed: the position of each in turn, by its first letter (Consent, coNcern, Objection)."""
        from proposals import actions

        round = actions.open_round(proposal, actor=self.ines)
        for person, letter in zip(self.people, kinds, strict=True):
            kind = {"c": "consent", "n": "concern", "o": "objection"}[letter]
            said = {"objection": REASON} if letter == "o" else {"text": NEED} if letter == "n" else {}
            actions.take_position(round, kind=kind, actor=person, **said)
        proposal.refresh_from_db()
        return proposal


def make_person(place: int, name: str) -> Any:
    from members.models import Member

    return Member.objects.create(email=f"p{place}@example.org", name=name)


def plan(name: str, people: list[Any]) -> Scene:
    """A circle, and its meeting of this evening."""
    from django.utils import timezone

    from assembly.actions import add_item, name_roles, plan_meeting
    from commissions.models import Circle, Mandate
    from config.demo.evening import tonight

    today = timezone.localdate()
    slug = name.replace(" ", "-").replace("_", "-")
    circle = Circle.objects.create(
        kind=Circle.Kind.COMMISSION, name="Commission Bâtiment", slug=slug, founded_on=today, decides_late=True
    )
    Mandate.objects.bulk_create(Mandate(member=one, circle=circle, since=today) for one in people)
    ines, omar, malo, rose, *_others = people
    starts_at, ends_at = tonight(timezone.localtime())
    title = f"Commission Bâtiment : {name}"
    meeting = plan_meeting(circle, title=title, starts_at=starts_at, ends_at=ends_at, place="Le foyer", actor=ines)
    roles = {} if name == "take over proposed" else {"scribe": omar, "chair": rose}
    name_roles(meeting, roles={"facilitator": ines, **roles}, actor=ines)
    kind = next((kind for word, kind in KINDS.items() if name.startswith(word)), "vote")
    items = [add_item(meeting, title=TITLE, kind=kind, minutes=20, note=NEED, owner=malo, actor=ines)]
    for rank in range(4):
        items.append(add_item(meeting, title=f"{OPTIONS[rank]} ?", kind="discussion", minutes=15, actor=ines))
    return Scene(circle, people, meeting, items)
