"""What one person answers: in a round, and when the circle is asked to carry an objection."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from proposals import sentences
from proposals.forms.process import PositionForm
from proposals.models import CircleAgreement, Objection, Position
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
    """`position` is None as long as they have not answered."""

    position: Position | None

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
