"""What is read about decisions noted in one line."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assembly.models import Meeting, NotedDecision


def standing_in(meeting: Meeting) -> NotedDecision | None:
    """The one that stands before those present, if one does; its minute may be over, and not settled yet."""
    noted = meeting.noted_decisions.filter(ended_at=None)
    return noted.select_related("noted_by", "task_assignee", "item").first()


@dataclass(frozen=True)
class NotedInMinutes:
    """What was noted as decided in one line and is no decision of the meeting: whose words, and what became of it."""

    text: str
    name: str
    became: str


def noted_in_minutes(noted: Iterable[NotedDecision]) -> list[NotedInMinutes]:
    """Those of which the minutes tell apart: decisions stand as such, and what was taken back is not told."""
    return [NotedInMinutes(one.text, one.noted_by.name, became) for one in noted if (became := _became(one))]


def _became(noted: NotedDecision) -> str:
    """Empty for what is a decision, for what was taken back, and as long as it stands."""
    if noted.end == NotedDecision.End.PROPOSED and noted.ended_by:
        return _("%(name)s made a proposal of it.") % {"name": noted.ended_by.name}
    return noted.reason
