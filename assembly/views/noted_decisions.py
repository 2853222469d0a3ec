"""A decision noted in one line: written, made a proposal by anybody's tap, taken back."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from assembly import actions
from assembly.forms import NotedDecisionForm
from assembly.lookups import item_to_read, noted_decision_to_read
from journal.actions import require
from members.requests import MemberRequest
from web.addresses import came_from
from web.responses import perform, perform_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def noting(request: MemberRequest, pk: int) -> HttpResponse:
    """Note what is decided on this item, with its task."""
    item = item_to_read(request, pk)
    require("assembly.note_decision", request.user, item.meeting)
    meeting = item.meeting
    return perform_form(
        request,
        NotedDecisionForm(request.POST or None, meeting=meeting, is_alone=True),
        lambda values: actions.note_decision(item, actor=request.user, **values),
        to=meeting.get_absolute_url(),
        template="assembly/note_decision.html",
        context={"item": item, "meeting": meeting, "place": "meetings"},
        message=_("Everybody reads it now. It is decided in a minute, unless somebody makes a proposal of it."),
    )


@login_required
@require_POST
def proposal(request: MemberRequest, pk: int) -> HttpResponse:
    noted = noted_decision_to_read(request, pk)
    return perform(
        request,
        lambda: actions.propose_noted_decision(noted, actor=request.user),
        to=came_from(request, noted.get_absolute_url()),
        message=_("It is a proposal now: nothing is decided yet."),
    )


@login_required
@require_POST
def withdrawal(request: MemberRequest, pk: int) -> HttpResponse:
    noted = noted_decision_to_read(request, pk)
    return perform(
        request,
        lambda: actions.take_back_noted_decision(noted, actor=request.user),
        to=came_from(request, noted.get_absolute_url()),
        message=_("It is taken back: nothing is decided."),
    )
