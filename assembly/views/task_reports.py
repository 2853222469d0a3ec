"""What was done of the circle's tasks, put on the agenda while it is made."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assembly import actions
from assembly.lookups import meeting_to_read
from members.requests import MemberRequest
from web.responses import perform


@login_required
@require_POST
def task_report(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = meeting_to_read(request, pk, "assembly.prepare")
    return perform(
        request,
        lambda: actions.report_tasks(meeting, actor=request.user),
        to=reverse("assembly:agenda-edit", args=[meeting.pk]),
        message=_("It is on the agenda, for information: what is done, and what is late."),
    )
