"""A circle in which one person may decide after advice: Malo writes, Inès decides, Rose and Omar are asked."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from commissions.models import Circle
from members.models import Member
from proposals import actions
from proposals.models import Advice, Proposal
from proposals.process import State


@dataclass
class AdviceScene:
    """Malo, Inès and Rose sit in the circle; Omar does not, and is asked for advice too."""

    circle: Circle
    malo: Member
    ines: Member
    rose: Member
    omar: Member
    proposal: Proposal

    @property
    def state(self) -> State:
        self.proposal.refresh_from_db()
        return State(self.proposal.state)

    def advice_of(self, member: Member) -> Advice:
        return Advice.objects.get(proposal=self.proposal, adviser=member)

    def present(self) -> Proposal:
        self.proposal.refresh_from_db()
        self.proposal = actions.present(self.proposal, actor=self.malo)
        return self.proposal

    def all_advise(self) -> None:
        """Rose and Omar say what they think; the decision is prepared from then on."""
        for member in (self.rose, self.omar):
            actions.advise(self.proposal, text=f"{member.name} : plutôt en mai.", actor=member)

    def answer_all(self) -> None:
        for member in (self.rose, self.omar):
            actions.answer_advice(self.advice_of(member), text="Oui, en mai.", actor=self.ines)


def write(circle: Circle, author: Member, **fields: Any) -> Proposal:
    """A draft by advice; `fields` say otherwise."""
    said = {"title": "Peindre le portail", "need": "Il rouille.", "text": "Nous peignons le portail en mars."}
    by_advice = {"process": "advice", "review_on": date(2035, 6, 1), "actor": author}
    return actions.write_proposal(circle, **{**said, **by_advice, **fields})


def set_scene(circle: Circle, malo: Member, ines: Member, rose: Member, omar: Member) -> AdviceScene:
    """Malo's draft, which Inès has agreed to decide."""
    Circle.objects.filter(pk=circle.pk).update(allows_advice=True)
    circle.refresh_from_db()
    proposal = write(circle, malo, decider=ines, advisers=[rose, omar])
    actions.agree_to_decide(proposal, actor=ines)
    proposal.refresh_from_db()
    return AdviceScene(circle, malo, ines, rose, omar, proposal)
