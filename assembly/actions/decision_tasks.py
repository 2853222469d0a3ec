"""A task that carries a decision out, put on the board from the page of the decision."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assembly.models import DecisionTask
from commissions.actions import add_task
from commissions.models import Task
from journal.actions import action, require, touch
from members.models import Member
from proposals.models import Decision


@action
def give_decision_task(
    decision: Decision,
    *,
    title: str,
    actor: Member,
    assignee: Member | None = None,
    due_on: date | None = None,
    note: str = "",
) -> Task:
    """Put it on the board of the decision's circle: the task says which decision it carries out, and until when that
    one is tried; the decision's page, and its review, say what became of the task.

    Raises ValidationError: `replaced` where the decision holds no more.
    """
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    require("proposals.read_decision", actor, decision)
    require("commissions.add_task", actor, decision.circle)
    if not decision.holds:
        raise ValidationError(
            _("This decision holds no more: add the task to the one that took its place."), code="replaced"
        )
    task: Task = add_task(decision.circle, title=title, assignee=assignee, due_on=due_on, note=note, actor=actor)
    DecisionTask.objects.create(decision=decision, task=task)
    touch(decision.topic)
    return task
