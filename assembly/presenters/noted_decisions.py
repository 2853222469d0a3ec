"""What was noted as decided in one line: while it stands before those present, and what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assembly.models import NotedDecision
from assembly.presenters.meeting import MeetingSheet
from assembly.queries.record import AgendaLine
from votes.wording.ballots import to_the_second
from web.components import Notice
from web.dates import day

End = NotedDecision.End


@dataclass(frozen=True)
class StandingDecision:
    """What will be decided at the end of its minute, unless somebody taps: whose words, on which item, with which
    task."""

    noted: NotedDecision
    by: str  # on the wall, where the item stands above it
    over: str
    until: str
    task: str
    announcement: str


@dataclass(frozen=True)
class NotedOutcome:
    """What became of the last one of the current item, and where it stands now."""

    notice: Notice
    label: str = ""
    url: str = ""


def standing_decision(sheet: MeetingSheet, lines: Sequence[AgendaLine]) -> StandingDecision | None:
    """The one that stands, if it is on one of these items, those that the audience reads."""
    noted = next((one for one in sheet.noted_decisions if one.is_standing), None)
    line = next((line for line in lines if noted and line.item.pk == noted.item_id), None)
    if noted is None or line is None:
        return None
    values = {"name": noted.noted_by.name, "title": line.item.title, "text": noted.text}
    return StandingDecision(
        noted=noted,
        until=_("until %(time)s") % {"time": to_the_second(noted.until)},
        by=_("Noted as decided by %(name)s") % values,
        over=_("Noted as decided by %(name)s, on “%(title)s”") % values,
        task=_task(noted),
        announcement=_("%(name)s noted “%(text)s”. It is decided in a minute, unless somebody makes a proposal of it.")
        % values,
    )


def noted_outcome(sheet: MeetingSheet, current: AgendaLine | None) -> NotedOutcome | None:
    """What became of the last one of the current item; nothing where it was taken back."""
    last = sheet.noted_decisions[-1] if sheet.noted_decisions else None
    if last is None or current is None or last.item_id != current.item.pk or last.end in ("", End.TAKEN_BACK):
        return None
    if last.decision:
        text = _("Noted without objection: %(text)s") % {"text": last.text}
        return NotedOutcome(Notice("leaf", text), last.decision.number, last.decision.get_absolute_url())
    if last.proposal:
        name = last.ended_by.name if last.ended_by else ""
        text = _("%(name)s made a proposal of it: %(text)s") % {"name": name, "text": last.text}
        return NotedOutcome(Notice("sky", text), _("The proposal"), last.proposal.get_absolute_url())
    return NotedOutcome(Notice("lamp", last.reason))


def _task(noted: NotedDecision) -> str:
    if not noted.task_title:
        return ""
    who = noted.task_assignee.name if noted.task_assignee else _("a volunteer is wanted")
    when = _("for %(day)s") % {"day": day(noted.task_due_on)} if noted.task_due_on else ""
    return _("With a task: %(task)s") % {"task": ", ".join(part for part in (noted.task_title, who, when) if part)}
