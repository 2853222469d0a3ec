"""A circle of five with a proposal, brought to any stage by the acts themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from commissions.models import Circle
from journal.actions import CLOCK
from journal.clock import now
from members.models import Member
from proposals import actions
from proposals.models import CircleRequest, Objection, Proposal, Question, Round, Stage
from proposals.process import State
from proposals.queries import last_round_of
from tests.conftest import person

REASON = {
    "kind": "harm",
    "consequence": "alors deux personnes tiendraient l’accueil seules en août",
    "fact": "trois samedis sur huit sans personne",
    "aim": "un lieu ouvert sans épuiser personne",
}


@dataclass
class Scene:
    """Malo proposes, Inès facilitates, Rose objects; Paul and Zoé sit in the circle too."""

    circle: Circle
    malo: Member
    ines: Member
    rose: Member
    paul: Member
    zoe: Member
    proposal: Proposal

    @property
    def members(self) -> list[Member]:
        return [self.ines, self.malo, self.paul, self.rose, self.zoe]

    @property
    def state(self) -> State:
        self.proposal.refresh_from_db()
        return State(self.proposal.state)

    @property
    def round(self) -> Round:
        round = last_round_of(self.proposal)
        assert round is not None
        return round

    @property
    def objection(self) -> Objection:
        return Objection.objects.filter(position__round__proposal=self.proposal).latest("pk")

    @property
    def question(self) -> Question:
        return Question.objects.filter(proposal=self.proposal).latest("pk")

    @property
    def request(self) -> CircleRequest:
        return CircleRequest.objects.get(objection=self.objection)

    def all_answer(self, kind: str = "consent", **others: str) -> Proposal:
        """Everybody takes a position: `kind`, or the one given by name. An objection comes with its reason."""
        round = self.round
        for name in ("ines", "malo", "paul", "rose", "zoe"):
            self.answers(name, others.get(name, kind), round=round)
        self.proposal.refresh_from_db()
        return self.proposal

    def answers(self, name: str, kind: str, *, round: Round | None = None, reason: Mapping[str, Any] = REASON) -> None:
        text = "attention aux samedis" if kind == "concern" else ""
        objection = reason if kind == "objection" else None
        actor = getattr(self, name)
        actions.take_position(round or self.round, kind=kind, text=text, objection=objection, actor=actor)

    def let_time_pass(self) -> Proposal:
        """As if its stage had begun that much sooner: its announced end is this instant, and the clock comes."""
        Stage.objects.filter(proposal=self.proposal, left_at=None).update(ends_at=now())
        assert actions.end_stage(self.proposal, actor=CLOCK)
        self.proposal.refresh_from_db()
        return self.proposal

    def ask_circle(self) -> CircleRequest:
        """Tested aloud, then put to everybody else by name."""
        actions.test_aloud(self.objection, shows_harm=False, shows_better_way=False, actor=self.ines)
        return actions.ask_circle(self.objection, actor=self.ines)

    def bring_to(self, state: State) -> Proposal:
        """Along the acts, from the draft that it is."""
        proposal = self.proposal
        if state == State.DRAFT:
            return proposal
        actions.present(proposal, actor=self.malo)
        ENDS.get(state, lambda scene: scene.walk_to(state))(self)
        proposal.refresh_from_db()
        assert proposal.state == state
        return proposal

    def walk_to(self, state: State) -> None:
        for stage in (State.CLARIFICATION, State.REACTIONS, State.AMENDING):
            if self.state == state:
                return
            actions.next_stage(self.proposal, actor=self.ines)
            assert self.state == stage
        if self.state == state:
            return
        actions.open_round(self.proposal, actor=self.ines)
        if state == State.OBJECTIONS:
            return
        self.all_answer(rose="objection")
        if state == State.INTEGRATION:
            actions.next_stage(self.proposal, actor=self.ines)
            actions.suggest_nothing(self.objection, actor=self.rose)


def adopt(scene: Scene) -> None:
    scene.walk_to(State.OBJECTIONS)
    scene.all_answer()


def give_opinion(scene: Scene) -> None:
    """A board without an article that lets it decide outside a meeting."""
    Circle.objects.filter(pk=scene.circle.pk).update(online_article="")
    scene.proposal.refresh_from_db()
    adopt(scene)


def put_to_vote(scene: Scene) -> None:
    Proposal.objects.filter(pk=scene.proposal.pk).update(process="majority")
    actions.put_to_vote(scene.proposal, actor=scene.ines)


def reject(scene: Scene) -> None:
    """As a ballot would: see `test_votes.py` for the ballot itself."""
    put_to_vote(scene)
    Proposal.objects.filter(pk=scene.proposal.pk).update(state=State.REJECTED)


def lapse(scene: Scene) -> None:
    actions.lapse(scene.proposal, reason="personne", actor=CLOCK)


def escalate(scene: Scene) -> None:
    other = Circle.objects.create(kind=Circle.Kind.COMMISSION, name="Technique", slug="technique")
    actions.escalate(scene.proposal, to=other, reason="c’est leur travail", actor=scene.ines)


def take_on(scene: Scene) -> None:
    escalate(scene)
    actions.accept_handed(scene.proposal, actor=person("Lucie", Circle.objects.get(slug="technique")))


ENDS = {
    State.ADOPTED: adopt,
    State.OPINION: give_opinion,
    State.VOTING: put_to_vote,
    State.REJECTED: reject,
    State.LAPSED: lapse,
    State.HANDED: escalate,
    State.ESCALATED: take_on,
    State.WITHDRAWN: lambda scene: actions.withdraw(scene.proposal, actor=scene.malo),
    State.SENT_BACK: lambda scene: actions.send_back(scene.proposal, reason="à préciser", actor=scene.ines),
    State.SET_ASIDE: lambda scene: actions.set_aside(scene.proposal, reason="trop tard", actor=scene.ines),
}


def scene(circle: Circle, malo: Member, ines: Member, rose: Member) -> Scene:
    """Malo's draft in a circle of five."""
    proposal = actions.write_proposal(
        circle,
        title="Ouvrir les visites le samedi",
        need="Des gens viennent et trouvent porte close.",
        text="Les visites ouvrent un samedi sur deux, de 10 h à 12 h.",
        facilitator=ines,
        review_on=date(2035, 6, 1),
        actor=malo,
    )
    actions.agree_to_facilitate(proposal, actor=ines)
    proposal.refresh_from_db()
    return Scene(circle, malo, ines, rose, person("Paul", circle), person("Zoé", circle), proposal)
