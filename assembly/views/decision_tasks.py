"""Putting a task that carries a decision out on the board, from the decision's page."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from assembly import actions
from commissions.forms.tasks import TaskForm
from journal.actions import require
from members.requests import MemberRequest
from proposals.models import Decision
from web.responses import perform_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decision_tasks(request: MemberRequest, number: str) -> HttpResponse:
    decision = get_object_or_404(Decision.objects.select_related("circle", "replaced_by"), number=number)
    require("proposals.read_decision", request.user, decision)
    require("commissions.add_task", request.user, decision.circle)
    return perform_form(
        request,
        TaskForm(request.POST or None, circle=decision.circle),
        lambda data: actions.give_decision_task(decision, actor=request.user, **data),
        to=f"{decision.get_absolute_url()}#tasks",
        message=_("It is on the board."),
        template="assembly/decision_task.html",
        context={
            "decision": decision,
            "board_is_read_by_more": decision.is_closed and (decision.circle.is_open or decision.circle.is_assembly),
        },
    )
