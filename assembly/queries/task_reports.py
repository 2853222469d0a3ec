"""What there is to tell of a circle's tasks in its next meeting."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assembly.models import Meeting, TaskReport
from commissions.models import Task
from journal.clock import now
from web.dates import day
from web.plaintext import as_words

FIRST = timedelta(days=60)  # what is told in a first meeting: what was done since
SHOWN = 20  # of each sort


@dataclass(frozen=True)
class TasksToTell:
    """What was done since then, the first first, and what is late, the longest late first."""

    since: datetime
    done: list[Task]
    late: list[Task]

    def __bool__(self) -> bool:
        return bool(self.done or self.late)

    @property
    def counted(self) -> list[str]:
        """“2 done”, “1 late”, of each sort that there is."""
        done = ngettext("%(count)d task done", "%(count)d tasks done", len(self.done)) % {"count": len(self.done)}
        late = ngettext("%(count)d late", "%(count)d late ones", len(self.late)) % {"count": len(self.late)}
        return [words for words, tasks in ((done, self.done), (late, self.late)) if tasks]


def tasks_to_tell(meeting: Meeting) -> TasksToTell:
    """Those of its circle: done since the circle last met, or was told of them for that meeting; or not done by today
    though their day is over."""
    held = Meeting.objects.filter(circle=meeting.circle_id, closed_at__isnull=False).exclude(pk=meeting.pk)
    ends = held.order_by("-closed_at").values_list(Coalesce("task_report__told_at", "closed_at"), flat=True)
    since = ends.first() or now() - FIRST
    tasks = Task.objects.filter(circle=meeting.circle_id).select_related("assignee", "done_by")
    return TasksToTell(
        since=since,
        done=list(tasks.filter(done_at__gte=since).order_by("done_at", "pk")),
        late=list(tasks.filter(done_at=None, due_on__lt=timezone.localdate(now())).order_by("due_on", "pk")),
    )


def offered_report(meeting: Meeting) -> TasksToTell | None:
    """What can still be put on an agenda that is being made: None where it stands there, or nothing is added."""
    if meeting.is_open or meeting.is_closed or meeting.is_second:
        return None
    return None if TaskReport.objects.filter(meeting=meeting).exists() else tasks_to_tell(meeting)


def told_in_words(tasks: TasksToTell) -> str:
    """The same as the note of an item, in Markdown; of each sort the first ones, and how many others there are."""
    parts = []
    if tasks.done:
        since = _("Done since %(day)s:") % {"day": day(tasks.since, weekday=False)}
        parts.append(_list(since, [_done(task) for task in tasks.done]))
    if tasks.late:
        parts.append(_list(_("Still to do, though their day is over:"), [_late(task) for task in tasks.late]))
    return "\n\n".join(parts)


def _list(title: str, lines: list[str]) -> str:
    others = len(lines) - SHOWN
    shown = [f"- {line}" for line in lines[:SHOWN]]
    if others > 0:
        rest = ngettext("%(count)d other, on the board", "%(count)d others, on the board", others)
        shown.append("- " + rest % {"count": others})
    return "\n".join([title, "", *shown])


def _done(task: Task) -> str:
    return f"{as_words(task.title)} ({as_words(task.done_by.name)})" if task.done_by else as_words(task.title)


def _late(task: Task) -> str:
    facts = {"day": day(task.due_on, weekday=False)} if task.due_on else {"day": ""}
    if task.assignee is None:
        who = _("for %(day)s, a volunteer is wanted") % facts
    else:
        who = _("for %(day)s, %(name)s") % {**facts, "name": as_words(task.assignee.name)}
    return f"{as_words(task.title)} ({who})"
