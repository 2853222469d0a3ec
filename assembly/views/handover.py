"""Whoever conducts is gone: asked, taken over, proposed; and a role that is empty at the signature."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from assembly import actions
from assembly.lookups import meeting_to_read, number
from members.models import Member
from members.requests import MemberRequest
from web.addresses import came_from
from web.responses import perform


@login_required
@require_POST
def question(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = meeting_to_read(request, pk)
    return perform(
        request,
        lambda: actions.ask_conductor(meeting, actor=request.user),
        to=meeting.get_absolute_url(),
        message=_("It is asked on every page. Without an answer in two minutes, somebody else can conduct."),
    )


@login_required
@require_POST
def answer(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = meeting_to_read(request, pk)
    return perform(
        request,
        lambda: actions.answer_conductor(meeting, actor=request.user),
        to=came_from(request, meeting.get_absolute_url()),
    )


@login_required
@require_POST
def takeover(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = meeting_to_read(request, pk)
    return perform(
        request,
        lambda: actions.take_over(meeting, actor=request.user),
        to=meeting.get_absolute_url(),
        message=_("You conduct this meeting now. Everybody sees it."),
    )


@login_required
@require_POST
def proposals(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = meeting_to_read(request, pk)
    candidate = get_object_or_404(Member, pk=number(request, "member") or 0)
    return perform(
        request,
        lambda: actions.propose_conductor(meeting, candidate=candidate, actor=request.user),
        to=meeting.get_absolute_url(),
        message=_("It is proposed. It holds after a minute, if enough of those present agree."),
    )


@login_required
@require_POST
def agreement(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = meeting_to_read(request, pk)
    agrees = request.POST.get("agrees") == "yes"
    return perform(
        request,
        lambda: actions.answer_proposal(meeting, agrees=agrees, actor=request.user),
        to=meeting.get_absolute_url(),
    )


@login_required
@require_POST
def empty_role(request: MemberRequest, pk: int) -> HttpResponse:
    meeting = meeting_to_read(request, pk)
    return perform(
        request,
        lambda: actions.take_empty_role(meeting, role=request.POST.get("role", ""), actor=request.user),
        to=reverse("assembly:minutes", args=[meeting.pk]),
        message=_("You hold this role now, and can sign."),
    )
