"""What the clock does for the tasks: reminders that arrive before, not after."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from commissions.models import Task
from journal.actions import CLOCK, Actor, action, require
from journal.clock import now
from members.models import Mail
from members.outbox import absolute, send

KIND = "task_due"


def remind() -> None:
    """Write to whoever has a task due tomorrow: once for a task and its date, however often this runs."""
    tomorrow = timezone.localdate() + timedelta(days=1)
    due = Task.objects.filter(due_on=tomorrow, done_at=None, assignee__is_active=True).select_related("assignee")
    written = set(Mail.objects.filter(kind=KIND, key__endswith=f":{tomorrow}").values_list("key", "to"))
    for task in due:
        if task.assignee and (_key(task), task.assignee.email) not in written:
            remind_of_task(task, actor=CLOCK)


@action
def remind_of_task(task: Task, *, actor: Actor) -> None:
    """One letter to the person who has the task. The same task and date again is the same letter."""
    require("commissions.remind", actor, task)
    task = Task.objects.select_for_update().get(pk=task.pk)
    is_tomorrow = task.due_on == timezone.localdate(now()) + timedelta(days=1)
    if task.assignee is None or task.is_done or not is_tomorrow:
        return
    with override(task.assignee.language):
        text = _(
            "Hello %(name)s,\n\nTomorrow, for %(circle)s: %(title)s.\n\n"
            "It is done already, or you cannot after all? Say so here, somebody else may take it:\n%(url)s"
        ) % {
            "name": task.assignee.name,
            "circle": task.circle.name,
            "title": task.title,
            "url": absolute(reverse("commissions:tasks")),
        }
        send(
            to=task.assignee,
            kind=KIND,
            key=_key(task),
            subject=_("Tomorrow: %(title)s") % {"title": task.title},
            text=text,
            actor=actor,
        )


def _key(task: Task) -> str:
    return f"{task.pk}:{task.due_on}"
