"""How far a decision is carried out, and by whom."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from journal.actions import require
from members.requests import MemberRequest
from proposals import actions
from proposals.forms.follow_up import EntrustForm, ProgressForm
from proposals.queries import current_follow_up
from proposals.views.decisions import find_decision
from web.responses import perform_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def progress(request: MemberRequest, number: str) -> HttpResponse:
    """To do, under way, done, or dropped and why."""
    decision = find_decision(request, number)
    require("proposals.follow_up", request.user, decision)
    current = current_follow_up(decision)
    initial = {"state": request.GET.get("state") or (current.state if current else "")}
    return perform_form(
        request,
        ProgressForm(request.POST or None, initial=initial),
        lambda data: actions.note_progress(decision, actor=request.user, **data),
        to=decision.get_absolute_url(),
        message=_("It is noted: the circle reads it on the page of the decision."),
        template="proposals/follow_up.html",
        context={"decision": decision, "title": _("How far is it?"), "button": _("Note it")},
        edits=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def responsible(request: MemberRequest, number: str) -> HttpResponse:
    """Who carries it out, and by when."""
    decision = find_decision(request, number)
    require("proposals.follow_up", request.user, decision)
    current = current_follow_up(decision)
    initial = {"responsible": current.responsible, "due_on": current.due_on} if current else {}
    return perform_form(
        request,
        EntrustForm(request.POST or None, decision=decision, initial=initial),
        lambda data: actions.entrust(decision, actor=request.user, **data),
        to=decision.get_absolute_url(),
        message=_("It is noted: the circle reads it on the page of the decision."),
        template="proposals/follow_up.html",
        context={"decision": decision, "title": _("Who carries it out, and by when?"), "button": _("Note it")},
        edits=True,
    )
