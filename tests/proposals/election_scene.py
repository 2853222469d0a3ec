"""An election without candidate in the CA: Inès facilitates; Malo, Paul, Rose and Zoé are asked with her."""

from dataclasses import dataclass
from datetime import date

from commissions.models import Circle
from members.models import Member
from proposals import actions
from proposals.election_process import ElectionState
from proposals.models import Candidacy, CandidacyAnswer, Election
from proposals.queries.elections import last_candidacy
from tests.conftest import person

UNTIL = date(2035, 12, 31)
NAMED = {"ines": "rose", "malo": "rose", "paul": "rose", "rose": "zoe", "zoe": "malo"}


@dataclass
class ElectionScene:
    """`NAMED`: who names whom, unless a test says otherwise."""

    circle: Circle
    ines: Member
    malo: Member
    paul: Member
    rose: Member
    zoe: Member
    election: Election

    @property
    def members(self) -> list[Member]:
        return [self.ines, self.malo, self.paul, self.rose, self.zoe]

    @property
    def state(self) -> ElectionState:
        self.election.refresh_from_db()
        return ElectionState(self.election.state)

    @property
    def candidacy(self) -> Candidacy:
        candidacy = last_candidacy(self.election)
        assert candidacy is not None
        return candidacy

    def answer_of(self, name: str) -> CandidacyAnswer:
        return CandidacyAnswer.objects.get(candidacy=self.candidacy, member=getattr(self, name))

    def next(self) -> None:
        actions.next_election_stage(self.election, actor=self.ines)

    def names(self, name: str, nominee: str) -> None:
        actions.nominate(
            self.election, nominee=getattr(self, nominee), reason=f"{name} le sait", actor=getattr(self, name)
        )

    def all_name(self) -> None:
        for name, nominee in NAMED.items():
            self.names(name, nominee)

    def propose(self, name: str = "rose") -> Candidacy:
        return actions.propose_person(
            self.election, person=getattr(self, name), argument="les raisons entendues", actor=self.ines
        )

    def answers(self, name: str, kind: str = "consent") -> None:
        words = "déjà deux mandats cette année"
        actions.answer_candidacy(
            self.candidacy,
            kind=kind,
            text=words if kind == "concern" else "",
            objection={"consequence": words} if kind == "objection" else None,
            actor=getattr(self, name),
        )

    def all_answer(self, **others: str) -> None:
        """Everybody but the person proposed: consent, or the answer given by name."""
        proposed = self.candidacy.person_id
        for name in ("ines", "malo", "paul", "rose", "zoe"):
            if getattr(self, name).pk != proposed:
                self.answers(name, others.get(name, "consent"))

    def bring_to(self, state: ElectionState) -> Election:
        """Along the acts, from the role that is said."""
        steps = [
            (ElectionState.NOMINATIONS, self.next),
            (ElectionState.OPENING, self.all_name),
            (ElectionState.CHANGE, self.next),
            (ElectionState.PROPOSAL, self.next),
            (ElectionState.OBJECTIONS, self.propose),
            (ElectionState.ACCEPTANCE, self.all_answer),
            (ElectionState.ELECTED, lambda: actions.accept_candidacy(self.candidacy, actor=self.candidacy.person)),
        ]
        order = [ElectionState.ROLE, *(reached for reached, _step in steps)]
        for reached, step in steps[order.index(self.state) : order.index(state)]:
            step()
            assert self.state == reached
        return self.election


def election_scene(circle: Circle, ines: Member, malo: Member, rose: Member) -> ElectionScene:
    election = actions.start_election(
        circle,
        title="Trésorerie",
        mission="Tenir les comptes et les montrer chaque mois.",
        criteria="Aimer les chiffres, deux heures par semaine.",
        until=UNTIL,
        role="coordinator",
        actor=ines,
    )
    return ElectionScene(circle, ines, malo, person("Paul", circle), rose, person("Zoé", circle), election)
