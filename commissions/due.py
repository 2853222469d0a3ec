"""What the clock does for the tasks: reminders that arrive before, not after; a volunteer for what has nobody left."""

from datetime import timedelta

from django.utils import timezone

from commissions.actions import give_back_task
from commissions.models import Task
from commissions.notifications import TASK
from commissions.rota_queries import tasks_to_give_back
from journal.actions import CLOCK, Actor, action, require
from journal.clock import now
from journal.each import each
from members.models import Notification
from members.notifications import notify


def remind() -> None:
    """Write to whoever has a task due tomorrow: once for a task and its date, however often this runs."""
    tomorrow = timezone.localdate(now()) + timedelta(days=1)
    due = Task.objects.filter(due_on=tomorrow, done_at=None, assignee__is_active=True).select_related("assignee")
    told_already = set(Notification.objects.filter(kind=TASK, key=str(tomorrow)).values_list("about", "member"))
    for task in due:
        if task.assignee and task.assignee.address and (task.topic, task.assignee_id) not in told_already:
            remind_of_task(task, actor=CLOCK)


def free_tasks_of_who_left() -> None:
    """Nobody waits for somebody who has left the collective, or a circle that keeps to itself: others may volunteer."""
    each(tasks_to_give_back(), lambda task: give_back_task(task, actor=CLOCK), "task %s is not given back: %s")


@action
def remind_of_task(task: Task, *, actor: Actor) -> None:
    """One letter to the person who has the task. The same task and date again is the same letter."""
    require("commissions.remind", actor, task)
    task = Task.objects.select_for_update().get(pk=task.pk)
    is_tomorrow = task.due_on == timezone.localdate(now()) + timedelta(days=1)
    if task.assignee is None or task.is_done or not is_tomorrow:
        return
    notify([task.assignee], TASK, task.topic, key=str(task.due_on), within=task.circle.topic)
