"""What letters ask of whoever has a task: to do it, the day before."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissions.models import Task
from journal.clock import now
from journal.numbers import numbers
from members.kind_groups import DUTIES
from members.models import Member
from members.notifications import NotificationKind
from members.panels import Waiting

TASK = "task"


def tasks_due(member: Member, topics: set[str]) -> list[Waiting]:
    """What this person has to do tomorrow, or today where the letter comes a morning late. Nothing that is settled."""
    keys = numbers({Task.key_in(topic) for topic in topics})
    today = timezone.localdate(now())
    tasks = Task.objects.filter(pk__in=keys, assignee=member, done_at=None)
    return [
        Waiting(
            title=(
                _("Today, for %(circle)s: %(title)s")
                if task.due_on == today
                else _("Tomorrow, for %(circle)s: %(title)s")
            )
            % {"circle": task.circle.name, "title": task.title},
            url=reverse("commissions:tasks"),
            kind=TASK,
            about=task.topic,
            note=_("It is done already, or you cannot after all? Say so there: somebody else may take it."),
        )
        for task in tasks.filter(due_on__in=[today, today + timedelta(days=1)]).select_related("circle")
    ]


KINDS = {TASK: NotificationKind(gettext_lazy("My tasks, the day before"), DUTIES, is_personal=True, still=tasks_due)}
