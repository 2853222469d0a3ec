"""Changes to what a circle has to do."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commissions.actions.living import lock_living
from commissions.models import Circle, Task
from commissions.queries import is_in
from journal.actions import Actor, action, record, require
from journal.clock import now
from journal.refusals import wrong
from members.models import Member


@action
def add_task(
    circle: Circle,
    *,
    title: str,
    actor: Actor,
    assignee: Member | None = None,
    due_on: date | None = None,
    note: str = "",
) -> Task:
    """Put something to do on the circle's board: for this person, or for whoever volunteers. Raises `ended`."""
    circle = lock_living(circle)
    require("commissions.add_task", actor, circle)
    task = Task(
        circle=circle,
        title=title.strip(),
        note=note,
        assignee=assignee,
        due_on=due_on,
        created_by=actor if isinstance(actor, Member) else None,
        created_at=now(),
    )
    task.full_clean(exclude=["created_by"])  # nobody, where the clock adds what a decision gives to do
    _may_be_given_to(assignee, circle)
    task.save()
    record_task(
        task, "task.added", body={"assignee": task.assignee_id, "due_on": due_on}, private={"title": task.title}
    )
    return task


@action
def change_task(
    task: Task, *, actor: Actor, title: str, due_on: date | None, assignee: Member | None, note: str = ""
) -> Task:
    """Say better what is to be done, for when, by whom. The same again changes nothing."""
    task = locked_task(task)
    require("commissions.change_task", actor, task)
    task = assign_task(task, member=assignee, actor=actor) if assignee else give_back_task(task, actor=actor)
    if (task.title, task.due_on, task.note) == (title.strip(), due_on, note):
        return task
    task.title, task.due_on, task.note = title.strip(), due_on, note
    task.full_clean()
    task.save(update_fields=["title", "due_on", "note"])
    record_task(task, "task.changed", body={"due_on": due_on}, private={"title": task.title, "note": note})
    return task


@action
def take_task(task: Task, *, actor: Member) -> Task:
    """Volunteer. Whoever comes second is told who was first; taking twice changes nothing."""
    task = locked_task(task)
    require("commissions.take_task", actor, task)
    if task.is_done:
        raise ValidationError(_("This is done already. Thank you all the same!"), code="done")
    if task.assignee_id == actor.pk:
        return task
    if task.assignee is not None:
        raise ValidationError(
            _("%(name)s has just taken it. Thank you! Others want a volunteer.") % {"name": task.assignee.name},
            code="taken",
        )
    return _assign(task, actor, "task.taken")


@action
def assign_task(task: Task, *, member: Member, actor: Actor) -> Task:
    """Give the task to this person, whoever had it before. To the same person again changes nothing."""
    task = locked_task(task)
    require("commissions.change_task", actor, task)
    if task.is_done:
        raise ValidationError(_("This is done already: reopen it first."), code="done")
    if task.assignee_id == member.pk:
        return task
    _may_be_given_to(member, task.circle)
    return _assign(task, member, "task.assigned")


@action
def give_back_task(task: Task, *, actor: Actor) -> Task:
    """A volunteer is wanted again. Giving back twice changes nothing."""
    task = locked_task(task)
    require("commissions.hold_task", actor, task)
    if task.is_done:
        raise ValidationError(_("This is done already: reopen it first."), code="done")
    if task.assignee_id is None:
        return task
    return _assign(task, None, "task.given_back")


def hand_on_task(task: Task, circle: Circle) -> None:
    """Within the action that ends its group: it is the task of another circle, in the hands of whoever has it where
    they may follow that one; else a volunteer is wanted there."""
    task = locked_task(task)
    left = task.circle
    if task.assignee is not None and not _may_have(task.assignee, circle):
        task.assignee = None
    task.circle = circle
    task.save(update_fields=["circle", "assignee"])
    record(
        "task.handed_on",
        topics=[task.topic, left.topic, circle.topic],
        body={"task": task.pk, "circle": circle.pk, "before": left.pk, "assignee": task.assignee_id},
    )


@action
def finish_task(task: Task, *, actor: Member) -> Task:
    """It is done, by whoever says so. Finishing twice changes nothing: the first time stays."""
    task = locked_task(task)
    require("commissions.hold_task", actor, task)
    if task.is_done:
        return task
    task.done_at, task.done_by = now(), actor
    task.save(update_fields=["done_at", "done_by"])
    record_task(task, "task.finished", body={"member": actor.pk})
    return task


@action
def reopen_task(task: Task, *, actor: Actor) -> Task:
    """Undo: it is not done after all, and is whose it was. Reopening twice changes nothing. Raises `ended`."""
    task = locked_task(task)
    require("commissions.hold_task", actor, task)
    if not task.is_done:
        return task
    lock_living(task.circle)
    task.done_at = task.done_by = None
    task.save(update_fields=["done_at", "done_by"])
    record_task(task, "task.reopened")
    return task


def _assign(task: Task, member: Member | None, verb: str) -> Task:
    task.assignee = member
    task.save(update_fields=["assignee"])
    record_task(task, verb, body={"assignee": task.assignee_id})
    return task


def locked_task(task: Task) -> Task:
    """The task, alone in this hand until the commit.

    No join: on PostgreSQL, a row that was waited for is read again, but what is joined to it is not,
    so that whoever came second would not see who took the task meanwhile.
    """
    return Task.objects.select_for_update().get(pk=task.pk)


def record_task(
    task: Task, verb: str, *, body: Mapping[str, Any] | None = None, private: Mapping[str, str] | None = None
) -> None:
    record(
        verb,
        topics=[task.topic, task.circle.topic],
        body={"task": task.pk, "circle": task.circle_id, **(body or {})},
        private=private,
    )


def _may_be_given_to(member: Member | None, circle: Circle) -> None:
    if member is None or _may_have(member, circle):
        return
    raise wrong(
        "assignee",
        _("%(name)s cannot follow this circle: give the task to someone in it.") % {"name": member.name},
        code="outside",
    )


def _may_have(member: Member, circle: Circle) -> bool:
    return member.is_active and (circle.is_open or is_in(member, circle))
