"""Cancel a meeting with its reason, and plan it again."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assembly import actions
from assembly.forms import CancellationForm
from assembly.lookups import meeting_to_read
from members.requests import MemberRequest
from web.responses import perform, perform_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cancellation(request: MemberRequest, pk: int) -> HttpResponse:
    """What it does is said beforehand; sending the reason does it."""
    meeting = meeting_to_read(request, pk, "assembly.cancel")
    return perform_form(
        request,
        CancellationForm(request.POST or None),
        lambda data: actions.cancel_meeting(meeting, actor=request.user, **data),
        to=meeting.get_absolute_url(),
        message=_("The meeting is cancelled, and whoever was called to it is told."),
        template="assembly/cancellation.html",
        context={
            "meeting": meeting,
            "is_convened": meeting.convocations.filter(cancelled_at=None).exists(),
            "place": "meetings",
        },
    )


@login_required
@require_POST
def cancellation_withdrawal(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = meeting_to_read(request, pk)
    return perform(
        request,
        lambda: actions.plan_again(meeting, actor=request.user),
        to=meeting.get_absolute_url(),
        message=_("The meeting is planned again. Whoever was told that it is cancelled needs a new convocation."),
    )
