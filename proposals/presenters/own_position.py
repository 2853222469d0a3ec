"""What one person answers: in a round, and when the circle is asked to carry an objection."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from proposals import sentences
from proposals.forms.process import PositionForm
from proposals.models import Candidacy, CandidacyAnswer, CircleAgreement, Objection, Position, Round
from web.merging import opened

Kind = Position.Kind

MARKS = {
    Kind.CONSENT: ("disc", "leaf"),
    Kind.CONCERN: ("half", "plum"),
    Kind.OBJECTION: ("diamond", "clay"),
    Kind.STAND_ASIDE: ("ring", "edge"),
}


@dataclass(frozen=True)
class OwnPosition:
    """What they answered to a text or to a name; `position` is None as long as they have not."""

    position: Position | CandidacyAnswer | None
    about: int = 0  # the key of the round, or of the name proposed
    answer_url: str = ""
    objection_url: str = ""  # where the reason of an objection is written
    helper_url: str = ""  # where somebody is asked to word it with them

    @property
    def mark(self) -> tuple[str, str]:
        """The shape and the tone of the answer that was given."""
        return MARKS[Kind(self._kind)]

    @property
    def words(self) -> str:
        return {
            Kind.CONSENT: _("You consent."),
            Kind.CONCERN: _("You consent, with a concern."),
            Kind.OBJECTION: _("You object."),
            Kind.STAND_ASIDE: _("You stand aside."),
        }[Kind(self._kind)]

    @property
    def is_consent(self) -> bool:
        return self._kind == Kind.CONSENT

    @property
    def is_concern(self) -> bool:
        return self._kind == Kind.CONCERN

    @property
    def is_objection(self) -> bool:
        return self._kind == Kind.OBJECTION

    @property
    def is_aside(self) -> bool:
        return self._kind == Kind.STAND_ASIDE

    @property
    def concern(self) -> str:
        return self.position.text if self.position and self.is_concern else ""

    @property
    def form(self) -> PositionForm:
        """What each button of the four answers would change."""
        return opened(PositionForm(position=self.position))

    @property
    def _kind(self) -> str:
        return self.position.kind if self.position else ""


def own_in_round(round: Round | None, position: Position | None) -> OwnPosition:
    if round is None:
        return OwnPosition(position)
    names = ("proposals:position", "proposals:objection", "proposals:helper")
    return OwnPosition(position, round.pk, *(reverse(name, args=[round.pk]) for name in names))


def own_to_name(candidacy: Candidacy | None, answer: CandidacyAnswer | None) -> OwnPosition:
    if candidacy is None:
        return OwnPosition(answer)
    names = ("proposals:candidacy-answer", "proposals:candidacy-objection", "proposals:candidacy-helper")
    return OwnPosition(answer, candidacy.pk, *(reverse(name, args=[candidacy.pk]) for name in names))


@dataclass(frozen=True)
class OwnAgreement:
    """They are asked to carry somebody's objection as a concern."""

    agreement: CircleAgreement

    @property
    def objection(self) -> Objection:
        return self.agreement.request.objection

    @property
    def test(self) -> str:
        return sentences.tested_aloud(self.objection)
