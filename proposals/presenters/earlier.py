"""Decisions older than the platform that wait to be confirmed, as one person sees them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from commissions.models import Circle
from journal.lists import listed
from members.models import Member
from proposals.models import EarlierDecision
from proposals.queries import earlier_waiting


@dataclass(frozen=True)
class UnconfirmedLine:
    """One of them: who has confirmed it, and whether this person may."""

    earlier: EarlierDecision
    names: list[str]
    may_confirm: bool

    @property
    def confirmed_by(self) -> str:
        if not self.names:
            return _("nobody else has confirmed it yet")
        return _("confirmed by %(names)s") % {"names": listed(self.names)}


def unconfirmed_lines(circle: Circle, person: Member) -> list[UnconfirmedLine]:
    """Those of this circle; nobody confirms what they entered, nor confirms twice."""
    return [
        UnconfirmedLine(
            waiting.earlier,
            waiting.names,
            may_confirm=person.pk not in (waiting.earlier.entered_by_id, *waiting.member_ids),
        )
        for waiting in earlier_waiting(circle)
    ]
