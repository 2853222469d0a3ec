"""What decisions older than the platform ask on other pages."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from commissions.models import Circle
from members import panels
from members.combined_reads import Reader
from members.models import Member
from proposals.actions.notifications import EARLIER
from proposals.models import EarlierDecision
from proposals.queries import earlier_unconfirmed_by


def earlier_to_confirm(member: Member) -> Reader[list[panels.Waiting]]:
    """Decisions older than the platform that wait for this member to confirm them."""
    (unconfirmed,) = yield [earlier_unconfirmed_by(member)]
    by_circle: dict[Circle, list[EarlierDecision]] = {}
    for earlier in unconfirmed:
        by_circle.setdefault(earlier.circle, []).append(earlier)
    return [
        panels.Waiting(
            _to_confirm(circle, decisions),
            reverse("proposals:earlier", args=[circle.slug]),
            EARLIER,
            minutes=len(decisions),
            about=circle.topic,
        )
        for circle, decisions in by_circle.items()
    ]


def _to_confirm(circle: Circle, decisions: Sequence[EarlierDecision]) -> str:
    if len(decisions) == 1:
        return _("Confirm an earlier decision: %(title)s") % {"title": decisions[0].title}
    values = {"count": len(decisions), "circle": circle.name}
    return _("Confirm %(count)d earlier decisions: %(circle)s") % values
