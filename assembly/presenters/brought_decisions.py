"""What whoever facilitates does on an item for which the register brought a decision."""

from django.urls import reverse
from django.utils.translation import gettext as _

from assembly.models import BroughtDecision
from assembly.presenters.meeting import MeetingSheet
from assembly.queries.brought_decisions import is_to_review
from web.components import Button


def about_decision(sheet: MeetingSheet) -> list[Button]:
    """To say whether the circle keeps it, while that waits; or how far it is, of one that is late."""
    brought = sheet.brought
    if brought is None:
        return []
    number = brought.decision.number
    if brought.reason == BroughtDecision.Reason.LATE:
        progress = reverse("proposals:progress", args=[number])
        return [Button(_("Note how far it is"), progress, "list-checks", is_link=True)]
    if not is_to_review(brought.decision):
        return []
    url = reverse("proposals:review-in-meeting", args=[number])
    return [Button(_("Note what the meeting answers"), url, "calendar-sync", is_link=True)]
