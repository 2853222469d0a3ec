"""A proposal handed on to another circle, which takes it on or sends it back."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commissions.queries import readable_circles
from journal.actions import require
from members.requests import MemberRequest
from proposals import actions
from proposals.forms.process import HandOnForm, TextForm
from proposals.presenters import confirmations
from proposals.views.common import readable, say
from web.responses import perform


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def handing_on(request: MemberRequest, pk: int) -> HttpResponse:
    """To a circle that is better placed to decide."""
    proposal = readable(request, pk)
    require("proposals.escalate", request.user, proposal)
    circles = readable_circles(request.user).living().exclude(pk=proposal.circle_id)
    return say(
        request,
        HandOnForm(request.POST or None, circles=circles, label=_("Why there?")),
        lambda data: actions.escalate(proposal, to=data["to"], reason=data["text"], actor=request.user),
        proposal=proposal,
        title=_("Hand it to another circle"),
        button=_("Hand it on"),
        message=_("The other circle is asked: it takes the proposal on, or sends it back."),
    )


@login_required
@require_POST
def acceptance(request: MemberRequest, pk: int) -> HttpResponse:
    """The circle that was asked takes it on."""
    proposal = readable(request, pk)
    return perform(
        request,
        lambda: actions.accept_handed(proposal, actor=request.user),
        to=lambda copy: str(copy.get_absolute_url()),
        message=_("Your circle takes the proposal on. Whoever facilitated it is asked to go on."),
        confirmation=confirmations.accepting(),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def handing_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Back to the circle that handed it."""
    proposal = readable(request, pk)
    require("proposals.return", request.user, proposal)
    return say(
        request,
        TextForm(request.POST or None, label=_("Why does it not belong here?")),
        lambda data: actions.return_handed(proposal, reason=data["text"], actor=request.user),
        proposal=proposal,
        title=_("Send it back"),
        button=_("Send it back"),
        message=_("The proposal goes back to the circle that handed it."),
        to=reverse("proposals:proposals"),
    )
