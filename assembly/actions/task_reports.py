"""What was done of the circle's tasks is told in its meeting."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import override

from assembly.actions.agenda import add_item
from assembly.actions.common import enter
from assembly.models import AgendaItem, Meeting, TaskReport
from assembly.queries.task_reports import tasks_to_tell, told_in_words
from journal.actions import action
from journal.clock import now
from members.models import Member

MINUTES = 5


@action
def report_tasks(meeting: Meeting, *, actor: Member) -> AgendaItem:
    """Put on the agenda, for information, what was done since the last meeting and what is late. Twice is once.

    Raises ValidationError: `nothing` where there is nothing to tell.
    """
    meeting = enter("prepare_agenda", meeting, actor)
    if standing := TaskReport.objects.filter(meeting=meeting).select_related("item").first():
        return standing.item
    told_at = now()  # before they are read: what is done meanwhile is told in the report after this one
    tasks = tasks_to_tell(meeting)
    if not tasks:
        raise ValidationError(
            _("No task was done since the last meeting, and none is late: there is nothing to tell."), code="nothing"
        )
    with override(settings.LANGUAGE_CODE):
        title, note = _("The tasks: what is done, what is late"), told_in_words(tasks)
    kind = AgendaItem.Kind.INFORMATION
    item: AgendaItem = add_item(meeting, title=title, kind=kind, minutes=MINUTES, note=note, actor=actor)
    TaskReport.objects.create(meeting=meeting, item=item, told_at=told_at)
    return item
