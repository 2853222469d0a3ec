"""The files of a task: attached, had by those who may read it, taken away."""

import rules
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commissions import actions
from commissions.models import Task, TaskFile
from commissions.models.task_file import TASK_FILES
from journal.actions import require
from members.requests import MemberRequest
from web.attached_files import MOST, FileLine, detaching
from web.downloads import download
from web.file_form import AttachForm
from web.responses import perform, perform_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def task_files(request: MemberRequest, pk: int) -> HttpResponse:
    """All of them; whoever may work on the task attaches another."""
    task = get_object_or_404(Task.objects.select_related("circle", "assignee"), pk=pk)
    is_sent = request.method == "POST"
    require("commissions.hold_task" if is_sent else "commissions.read_task", request.user, task)
    may_attach = rules.has_perm("commissions.hold_task", request.user, task)
    files = [FileLine(file, may_attach) for file in task.files.select_related("member")]
    return perform_form(
        request,
        AttachForm(request.POST, request.FILES) if is_sent else AttachForm(),
        lambda data: actions.attach_task_file(task, actor=request.user, **data),
        to=request.path,
        message=lambda file: _("“%(name)s” is attached.") % {"name": file.name},
        template="commissions/task_files.html",
        context={"task": task, "files": files, "may_attach": may_attach, "is_full": len(files) >= MOST},
    )


@login_required
@require_safe
def task_file(request: MemberRequest, pk: int) -> HttpResponseBase:
    """The file itself, to be kept, never shown by the browser as a page of ours."""
    attached = _attached(pk)
    require("commissions.read_task", request.user, attached.task)
    return download(TASK_FILES, attached.key, name=attached.name, kind=attached.kind)


@login_required
@require_POST
def task_file_removal(request: MemberRequest, pk: int) -> HttpResponse:
    attached = _attached(pk)
    return perform(
        request,
        lambda: actions.remove_task_file(attached, actor=request.user),
        to=reverse("commissions:task-files", args=[attached.task_id]),
        message=_("It is taken away."),
        confirmation=detaching(attached),
    )


def _attached(pk: int) -> TaskFile:
    return get_object_or_404(TaskFile.objects.select_related("task__circle"), pk=pk)
