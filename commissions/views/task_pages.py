"""The page of one task: its checklist and what is said of it. Each act is one POST."""

from collections.abc import Callable

import rules
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commissions import actions
from commissions.forms.tasks import ChecklistLineForm, TaskCommentForm
from commissions.models import ChecklistLine, Task, TaskComment
from commissions.presenters import withdrawing
from journal.actions import require
from members.requests import MemberRequest
from realtime.pages import open_page
from web.drafts import drafts_at
from web.responses import perform, perform_form


@login_required
@require_safe
def task(request: MemberRequest, pk: int) -> HttpResponse:
    """What is to be done, what of it is done, what people say of it, and what it came from."""
    live = open_page(request, "task", str(pk))
    task = live.data.task
    context = {
        "live": live,
        "task": task,
        "may_follow": rules.has_perm("commissions.read", request.user, task),
        "may_tick": rules.has_perm("commissions.hold_task", request.user, task) and not task.is_done,
        "own_comments": [one for one in live.data.comments if one.member_id == request.user.pk],
        "line_form": ChecklistLineForm(),
        "drafts": drafts_at(request.user, [reverse("commissions:task-comments", args=[pk])]),
    }
    return render(request, "commissions/task.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def checklist(request: MemberRequest, pk: int) -> HttpResponse:
    """Add a line; its form stands on the page of the task, and here when it is sent back."""
    task = _task(pk)
    require("commissions.hold_task", request.user, task)
    return perform_form(
        request,
        ChecklistLineForm(request.POST or None),
        lambda data: actions.add_checklist_line(task, actor=request.user, **data),
        to=task.get_absolute_url(),
        template="commissions/checklist_line.html",
        context={"task": task},
    )


@login_required
@require_POST
def line_ticking(request: MemberRequest, pk: int) -> HttpResponse:
    return _act_on_line(request, pk, actions.tick_checklist_line)


@login_required
@require_POST
def line_unticking(request: MemberRequest, pk: int) -> HttpResponse:
    return _act_on_line(request, pk, actions.untick_checklist_line)


@login_required
@require_POST
def line_removal(request: MemberRequest, pk: int) -> HttpResponse:
    return _act_on_line(request, pk, actions.remove_checklist_line)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: MemberRequest, pk: int) -> HttpResponse:
    """Say something of the task; its form stands on the page of the task, and here when it is sent back."""
    task = _task(pk)
    require("commissions.comment_task", request.user, task)
    return perform_form(
        request,
        TaskCommentForm(request.POST or None),
        lambda data: actions.comment_task(task, actor=request.user, **data),
        to=task.get_absolute_url(),
        message=_("Your comment is there."),
        template="commissions/task_comment.html",
        context={"task": task},
        keeps_draft=True,
    )


@login_required
@require_POST
def comment_withdrawal(request: MemberRequest, pk: int) -> HttpResponse:
    comment = get_object_or_404(TaskComment.objects.select_related("task__circle", "member"), pk=pk)
    return perform(
        request,
        lambda: actions.withdraw_task_comment(comment, actor=request.user),
        to=comment.task.get_absolute_url(),
        message=_("Your comment is taken back."),
        confirmation=withdrawing(),
    )


def _act_on_line(request: MemberRequest, pk: int, act: Callable[..., object]) -> HttpResponse:
    line = get_object_or_404(ChecklistLine.objects.select_related("task__circle"), pk=pk)
    return perform(request, lambda: act(line, actor=request.user), to=line.task.get_absolute_url())


def _task(pk: int) -> Task:
    return get_object_or_404(Task.objects.select_related("circle", "assignee"), pk=pk)
