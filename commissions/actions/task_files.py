"""Files of a task: attached and taken away by whoever may work on it, finished or not."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from commissions.actions.tasks import locked_task, record_task
from commissions.models import Task, TaskFile
from commissions.models.task_file import TASK_FILES
from journal.actions import action, require
from journal.clock import now
from journal.refusals import wrong
from journal.texts import line
from members.models import Member
from web.attached_files import first_free_place
from web.file_kinds import CheckedFile


@action
def attach_task_file(task: Task, *, name: str, file: CheckedFile, actor: Member) -> TaskFile:
    """Put a file with the task, under a name in words.

    Raises ValidationError: on `name` without one (`blank`), `full` where there is no place left.
    """
    task = locked_task(task)
    require("commissions.hold_task", actor, task)
    if not (name := line(name)):
        raise wrong("name", _("Say in words what the file shows."), code="blank")
    place = first_free_place(task.files.values_list("place", flat=True))
    if place is None:
        raise ValidationError(_("There are twenty files already: take one away before you attach another."), "full")
    attached = TaskFile.objects.create(
        task=task,
        place=place,
        name=name,
        kind=file.kind,
        size=len(file.content),
        sha256=file.sha256,
        key=TASK_FILES.keep(file.content),
        member=actor,
        attached_at=now(),
    )
    record_task(task, "task.file_attached", **_told(attached))
    return attached


@action
def remove_task_file(attached: TaskFile, *, actor: Member) -> None:
    """Take it away, and erase it. Twice changes nothing."""
    task = locked_task(attached.task)
    require("commissions.hold_task", actor, task)
    standing = TaskFile.objects.filter(pk=attached.pk).first()
    if standing is None:
        return
    record_task(task, "task.file_removed", **_told(standing))
    standing.delete()
    transaction.on_commit(lambda: TASK_FILES.erase(standing.key), robust=True)


def _told(attached: TaskFile) -> dict[str, Any]:
    facts = {"file": attached.pk, "kind": attached.kind, "size": attached.size, "sha256": attached.sha256}
    return {"body": facts, "private": {"name": attached.name}}
