"""Who decides alone, after advice: agreeing, declining, naming somebody else."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from journal.actions import require
from members.requests import MemberRequest
from proposals import actions
from proposals.forms.advice import DeciderForm
from proposals.views.common import back, readable, say
from web.responses import perform


@login_required
@require_POST
def agreement(request: MemberRequest, pk: int) -> HttpResponse:
    proposal = readable(request, pk)
    return perform(
        request,
        lambda: actions.agree_to_decide(proposal, actor=request.user),
        to=back(request, proposal),
        message=_("Thank you. You answer each advice, then you decide."),
    )


@login_required
@require_POST
def refusal(request: MemberRequest, pk: int) -> HttpResponse:
    proposal = readable(request, pk)
    return perform(
        request,
        lambda: actions.decline_to_decide(proposal, actor=request.user),
        to=back(request, proposal),
        message=_("It is noted: the author asks somebody else."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def replacement(request: MemberRequest, pk: int) -> HttpResponse:
    """Whoever coordinates the circle names another; the author, where nobody decides any more."""
    proposal = readable(request, pk)
    require("proposals.replace_decider", request.user, proposal)
    return say(
        request,
        DeciderForm(request.POST or None, circle=proposal.circle),
        lambda data: actions.replace_decider(proposal, person=data["person"], actor=request.user),
        proposal=proposal,
        title=_("Ask somebody else to decide"),
        button=_("Ask this person"),
        message=_("It is done: everybody sees who decides."),
    )
