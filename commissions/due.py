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
from members.outbox import Wording, absolute, send

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
    wording = _reminder(task, is_today=False)
    send(
        to=task.assignee,
        kind=KIND,
        key=_key(task),
        subject=wording.subject,
        text=wording.text,
        about=task.topic,
        actor=actor,
    )


def renew_reminder(mail: Mail) -> Wording | None:
    """What the reminder says when it leaves: a morning late, the task is for today. Nothing, if it is settled."""
    pk, _colon, day = mail.key.partition(":")
    task = Task.objects.filter(pk=pk, done_at=None, due_on=day).select_related("circle", "assignee").first()
    today = timezone.localdate(now())
    if task is None or task.due_on is None or task.assignee_id != mail.member_id or task.due_on < today:
        return None
    return _reminder(task, is_today=task.due_on == today)


def _reminder(task: Task, *, is_today: bool) -> Wording:
    assert task.assignee is not None  # noqa: S101  (both callers have looked)
    with override(task.assignee.language):
        subject = _("Today: %(title)s") if is_today else _("Tomorrow: %(title)s")
        first = _("Today, for %(circle)s: %(title)s.") if is_today else _("Tomorrow, for %(circle)s: %(title)s.")
        values = {
            "name": task.assignee.name,
            "circle": task.circle.name,
            "title": task.title,
            "url": absolute(reverse("commissions:tasks")),
        }
        parts = [
            _("Hello %(name)s,"),
            first,
            _("It is done already, or you cannot after all? Say so here, somebody else may take it:\n%(url)s"),
        ]
        return Wording(subject % values, "\n\n".join(part % values for part in parts))


def _key(task: Task) -> str:
    return f"{task.pk}:{task.due_on}"
