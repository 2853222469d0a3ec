"""`python -m tests.journeys.meeting_states`: meetings under way, one in each state, in a house's database.

Eight people sit in a circle of its own for each: Inès conducts, Omar writes, Malo is there with nothing to hold, Rose
presides. Prints one line of JSON: the cookie and a session for each of them, and the path of each meeting by its state.
What people wrote is as long as what they write.
"""

import json
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


@state
def planned(scene: Scene) -> None:
    pass


@state
def convened_for_next_week(scene: Scene) -> None:
    from assembly.actions import change_meeting, convene

    week = timedelta(days=8)
    starts_at, ends_at = scene.meeting.starts_at + week, scene.meeting.ends_at + week
    title, place = scene.meeting.title, scene.meeting.place
    change_meeting(
        scene.meeting, title=title, place=place, link="", starts_at=starts_at, ends_at=ends_at, actor=scene.ines
    )
    convene(scene.meeting, actor=scene.ines)


@state
def convened_and_answered(scene: Scene) -> None:
    from assembly.actions import reply

    convened_for_next_week(scene)
    scene.meeting.refresh_from_db()
    for person in scene.people:
        reply(scene.meeting, is_coming=True, actor=person)


@state
def convened_for_now(scene: Scene) -> None:
    from assembly.actions import convene

    convene(scene.meeting, actor=scene.ines)


@state
def open_with_few(scene: Scene) -> None:
    scene.begin(arrived=2)


@state
def discussing(scene: Scene) -> None:
    scene.begin()


def ballot_of(method: str, name: str = "", **rules: Any) -> None:
    def make(scene: Scene) -> None:
        scene.ask(scene.begin(), method, **rules)

    STATES[f"ballot {name or method}"] = make


for method in ("majority", "approval", "borda", "irv", "schulze", "ranked_pairs", "plurality"):
    ballot_of(method)
ballot_of("score", highest=5)
ballot_of("cumulative", highest=10)
ballot_of("majority_judgment", grades=GRADES)
for method in ("stv_scottish", "stv_meek", "pav"):
    ballot_of(method, seats=2)
ballot_of("equal_shares", budget=100_000, costs=dict.fromkeys(OPTIONS, 40_000))
ballot_of("majority", "secret", secret=True)
ballot_of("irv", "secret with options", secret=True)
ballot_of("approval", "poll", poll=True)


@state
def announced(scene: Scene) -> None:
    """For longer than its minute, so that it is still there when it is looked at."""
    from django.utils import timezone

    from assembly.actions import close_item_ballot
    from votes.actions import cast_vote

    item = scene.begin()
    link = scene.ask(item, "borda")
    for person in scene.people[3:5]:
        cast_vote(link.ballot, elector=person, choice={"ranking": list(OPTIONS[:3])}, actor=person)
    close_item_ballot(link, actor=scene.ines)
    type(link.ballot).objects.filter(pk=link.ballot.pk).update(closes_at=timezone.now() + timedelta(minutes=50))


@state
def counted(scene: Scene) -> None:
    from votes.actions import cast_vote

    link = scene.ask(scene.begin(), "borda")
    for person in scene.people:
        cast_vote(link.ballot, elector=person, choice={"ranking": list(OPTIONS[:3])}, actor=person)
    from assembly.actions import close_item_ballot

    close_item_ballot(link, actor=scene.ines)


@state
def consent_presented(scene: Scene) -> None:
    scene.propose(scene.begin())


@state
def consent_clarification(scene: Scene) -> None:
    from proposals.actions import answer, ask

    proposal = scene.propose(scene.begin(), 1)
    for person in scene.people[3:7]:
        question = ask(proposal, text=f"{NEED} Qui paie l’électricité de ces trois soirs ?", actor=person)
    answer(question, text=TEXT, actor=scene.people[2])


@state
def consent_reactions(scene: Scene) -> None:
    from proposals.actions import react

    proposal = scene.propose(scene.begin(), 2)
    for person in scene.people[3:7]:
        react(proposal, text=TEXT, actor=person)


@state
def consent_amending(scene: Scene) -> None:
    scene.propose(scene.begin(), 3)


@state
def consent_objections(scene: Scene) -> None:
    from proposals.actions import open_round

    open_round(scene.propose(scene.begin(), 3), actor=scene.ines)


@state
def consent_examination(scene: Scene) -> None:
    scene.answer(scene.propose(scene.begin(), 3), "cncoocnc")


@state
def consent_carried(scene: Scene) -> None:
    from proposals.actions import ask_circle, test_aloud
    from proposals.models import Objection

    proposal = scene.answer(scene.propose(scene.begin(), 3), "cccccocn")
    objection = Objection.objects.get(position__round__proposal=proposal)
    test_aloud(objection, shows_harm=False, shows_better_way=True, actor=scene.ines)
    ask_circle(objection, actor=scene.ines)


@state
def consent_integration(scene: Scene) -> Any:
    from proposals.actions import next_stage, suggest
    from proposals.models import Objection

    proposal = scene.answer(scene.propose(scene.begin(), 3), "cncoocnc")
    proposal = next_stage(proposal, actor=scene.ines)
    for objection in Objection.objects.filter(position__round__proposal=proposal):
        suggest(objection, text=BETTER, actor=objection.position.member)
    return proposal


@state
def consent_asked_again(scene: Scene) -> None:
    from proposals.actions import amend, open_round

    proposal = consent_integration(scene)
    amend(proposal, text=BETTER, note="Plus tôt, et moins cher.", actor=scene.people[2])
    proposal.refresh_from_db()
    if proposal.state != "objections":
        open_round(proposal, actor=scene.ines)


@state
def consent_adopted(scene: Scene) -> None:
    scene.answer(scene.propose(scene.begin(), 3), "cccccccn")


@state
def noted_decision(scene: Scene) -> None:
    """It stands for longer than its minute, so that it is still there when it is looked at."""
    from assembly.actions import note_decision

    malo = scene.people[2]
    text = "La clé de la halle va à Marie-Antoinette, qui en fait faire un double avant la fin du mois de janvier."
    noted = note_decision(scene.begin(), text=text, task_title="Faire faire un double", task_assignee=malo, actor=malo)
    type(noted).objects.filter(pk=noted.pk).update(noted_at=noted.noted_at + timedelta(hours=1))


def leave(scene: Scene) -> Any:
    """Whoever conducts was asked whether they are still there, and is silent for longer than one may be."""
    from assembly.actions import ask_conductor
    from assembly.models import ConductQuestion

    question = ask_conductor(scene.meeting, actor=scene.people[2])
    before = question.asked_at - timedelta(minutes=3)
    ConductQuestion.objects.filter(pk=question.pk).update(asked_at=before)
    return question


@state
def take_over_asked(scene: Scene) -> None:
    from assembly.actions import ask_conductor

    scene.begin()
    ask_conductor(scene.meeting, actor=scene.people[2])


@state
def take_over_offered(scene: Scene) -> None:
    scene.begin()
    leave(scene)


@state
def take_over_proposed(scene: Scene) -> None:
    from assembly.actions import propose_conductor

    scene.begin()
    leave(scene)
    propose_conductor(scene.meeting, candidate=scene.people[4], actor=scene.people[2])


@state
def several_at_once(scene: Scene) -> None:
    """A closing is announced late in the evening; hands are up, somebody speaks, arrivals wait to be confirmed."""
    from assembly.actions import arrive, call_hand, raise_hand
    from assembly.models import AgendaItem

    AgendaItem.objects.filter(meeting=scene.meeting).update(minutes=50)
    scene.begin = lambda: Scene.begin(scene, arrived=5)  # type: ignore[method-assign]
    announced(scene)
    for person in scene.people[5:]:
        arrive(scene.meeting, member=person, actor=scene.ines)
    for person in scene.people[:5]:
        raise_hand(scene.meeting, kind="speak", actor=person)
    call_hand(scene.meeting.hands.first(), actor=scene.ines)


def elect(scene: Scene, stages: int) -> Any:
    from assembly.actions import start_item_election
    from proposals import actions

    item = start_item_election(
        scene.begin(),
        title="Trésorerie du bistro et de la cuisine partagée",
        mission="Tenir les comptes du bistro, payer les factures et dire chaque mois où l’on en est.",
        criteria="Deux heures par semaine, à l’aise avec un tableur, et quelqu’un avec qui en parler.",
        until=date.today() + timedelta(days=730),
        role="coordinator",
        facilitator=scene.ines,
        actor=scene.ines,
    )
    election = item.election
    for stage in range(stages):
        if stage == 1:
            for rank, person in enumerate(scene.people):
                nominee = scene.people[2 + (rank % 2) * 2]
                actions.nominate(election, nominee=nominee, reason=REASON["aim"], actor=person)
            election.refresh_from_db()
        else:
            election = actions.next_election_stage(election, actor=scene.ines)
    return election


def election_at(name: str, stages: int) -> None:
    STATES[f"election {name}"] = lambda scene: elect(scene, stages)


for stages, name in enumerate(("role", "nominations", "opening", "change", "proposal")):
    election_at(name, stages)


@state
def election_objections(scene: Scene) -> None:
    from proposals.actions import propose_person

    propose_person(elect(scene, 4), person=scene.people[4], argument=REASON["aim"], actor=scene.ines)


@state
def closed(scene: Scene) -> None:
    from assembly.actions import close_meeting

    scene.begin()
    close_meeting(scene.meeting, actor=scene.ines)


def main() -> None:
    import django

    django.setup()
    from django.conf import settings

    from tests.journeys.asked import sign_in

    people = [person(place, name) for place, name in enumerate(NAMES)]
    paths = {}
    for name, make in STATES.items():
        scene = plan(name, people)
        make(scene)
        paths[name] = scene.meeting.get_absolute_url()
    outside = person(len(people), OUTSIDE)
    sessions = {one.name.split()[0]: sign_in(one) for one in (*people[:4], outside)}
    print(json.dumps({"cookie": settings.SESSION_COOKIE_NAME, "sessions": sessions, "paths": paths}))


def person(place: int, name: str) -> Any:
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


if __name__ == "__main__":
    main()
