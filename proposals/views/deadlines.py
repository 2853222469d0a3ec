"""The time of a proposal: extended once, paused once, online again."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from journal.actions import require
from journal.numbers import number
from members.requests import MemberRequest
from proposals import actions, occasions
from proposals.forms.deadlines import PauseForm
from proposals.presenters import confirmations
from proposals.views.common import back, readable, say
from web.responses import perform


@login_required
@require_POST
def extension(request: MemberRequest, pk: int) -> HttpResponse:
    proposal = readable(request, pk)
    return perform(
        request,
        lambda: actions.extend_stage(proposal, actor=request.user),
        to=back(request, proposal),
        message=_("The stage is extended."),
        confirmation=confirmations.extending(proposal),
    )


@login_required
@require_POST
def minutes(request: MemberRequest, pk: int, stage: str) -> HttpResponse:
    """More minutes in a meeting: it comes back to the meeting's page, where they are asked for."""
    proposal = readable(request, pk)
    meeting = occasions.page(proposal.occasion)
    granted = number(request.POST.get("granted")) or 0
    return perform(
        request,
        lambda: actions.grant_minutes(proposal, stage=stage, granted=granted, actor=request.user),
        to=meeting.url if meeting else proposal.get_absolute_url(),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pause(request: MemberRequest, pk: int) -> HttpResponse:
    proposal = readable(request, pk)
    require("proposals.pause", request.user, proposal)
    return say(
        request,
        PauseForm(request.POST or None),
        lambda data: actions.pause(proposal, actor=request.user, **data),
        proposal=proposal,
        title=_("Pause this proposal"),
        button=_("Pause it"),
        message=_("The proposal is paused."),
    )


@login_required
@require_POST
def pause_ending(request: MemberRequest, pk: int) -> HttpResponse:
    proposal = readable(request, pk)
    return perform(
        request,
        lambda: actions.end_pause(proposal, actor=request.user),
        to=back(request, proposal),
        message=_("The proposal goes on."),
    )


@login_required
@require_POST
def online(request: MemberRequest, pk: int) -> HttpResponse:
    """Off the meeting that it was put to."""
    proposal = readable(request, pk)
    return perform(
        request,
        lambda: actions.take_online(proposal, actor=request.user),
        to=back(request, proposal),
        message=_("The proposal goes on online. Whatever was said of it stays."),
        confirmation=confirmations.taking_online(),
    )
