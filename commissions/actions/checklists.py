"""The checklist of a task: its lines are added, ticked, unticked and taken off by whoever may work on the task."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commissions.actions.tasks import locked_task, record_task
from commissions.models import ChecklistLine, Task
from journal.actions import action, require
from journal.clock import now
from members.models import Member

AT_MOST = 100  # lines of one checklist


@action
def add_checklist_line(task: Task, *, text: str, actor: Member) -> ChecklistLine:
    """Put one more thing at the end of the checklist.

    Raises ValidationError: `done`, `too_many`, and on `text` without a word.
    """
    task = _task_to_do(task, actor)
    if task.checklist.count() >= AT_MOST:
        message = ngettext(
            "A checklist holds %(count)d line: make a task of its own of what is left.",
            "A checklist holds %(count)d lines: make a task of its own of what is left.",
            AT_MOST,
        )
        raise ValidationError(message % {"count": AT_MOST}, code="too_many")
    line = ChecklistLine(task=task, text=text.strip())
    line.full_clean()
    line.save()
    record_task(task, "task.line_added", body={"line": line.pk}, private={"text": line.text})
    return line


@action
def tick_checklist_line(line: ChecklistLine, *, actor: Member) -> ChecklistLine:
    """It is done, by whoever says so. Twice changes nothing: the first time stays. Raises ValidationError: `done`."""
    task = _task_to_do(line.task, actor)
    line = task.checklist.get(pk=line.pk)
    if not line.is_ticked:
        line.ticked_at, line.ticked_by = now(), actor
        line.save(update_fields=["ticked_at", "ticked_by"])
        record_task(task, "task.line_ticked", body={"line": line.pk})
    return line


@action
def untick_checklist_line(line: ChecklistLine, *, actor: Member) -> ChecklistLine:
    """It is not done after all. Twice changes nothing. Raises ValidationError: `done`."""
    task = _task_to_do(line.task, actor)
    line = task.checklist.get(pk=line.pk)
    if line.is_ticked:
        line.ticked_at = line.ticked_by = None
        line.save(update_fields=["ticked_at", "ticked_by"])
        record_task(task, "task.line_unticked", body={"line": line.pk})
    return line


@action
def remove_checklist_line(line: ChecklistLine, *, actor: Member) -> None:
    """Take it off. Twice changes nothing. Raises ValidationError: `done`."""
    task = _task_to_do(line.task, actor)
    standing = task.checklist.filter(pk=line.pk).first()
    if standing is not None:
        record_task(task, "task.line_removed", body={"line": standing.pk})
        standing.delete()


def _task_to_do(task: Task, actor: Member) -> Task:
    """The task, alone in this hand, which its checklist belongs to as long as it is not finished."""
    task = locked_task(task)
    require("commissions.hold_task", actor, task)
    if task.is_done:
        raise ValidationError(_("This is done already: reopen it first."), code="done")
    return task
