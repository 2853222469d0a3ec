"""Joining a circle: taken where anyone may, join_request of the others, welcomed or declined."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commissions import actions
from commissions.forms.joining import DeclineForm, RequestForm
from commissions.models import Circle, JoinRequest
from commissions.queries import open_requests
from journal.actions import require
from members.requests import MemberRequest
from web.responses import perform, perform_form


@login_required
@require_POST
def joining(request: MemberRequest, slug: str) -> HttpResponse:
    circle = get_object_or_404(Circle, slug=slug)
    return perform(
        request,
        lambda: actions.join_circle(circle, actor=request.user),
        to=circle.get_absolute_url(),
        message=_("Welcome! You are in %(circle)s from today.") % {"circle": circle.name},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def requests(request: MemberRequest, slug: str) -> HttpResponse:
    """A word to those of a circle that one would like to join."""
    circle = get_object_or_404(Circle, slug=slug)
    require("commissions.ask_to_join", request.user, circle)
    return perform_form(
        request,
        RequestForm(request.POST if request.method == "POST" else None),
        lambda data: actions.ask_to_join(circle, actor=request.user, **data),
        to=request.path,
        message=_("Your request waits on their pages. They answer you by letter."),
        template="commissions/request.html",
        context={"circle": circle, "waiting": open_requests().filter(circle=circle, member=request.user).first()},
    )


@login_required
@require_POST
def welcome(request: MemberRequest, pk: int) -> HttpResponse:
    """One of the circle gives whoever join_request a place in it."""
    join_request = _asked(request, pk)
    return perform(
        request,
        lambda: actions.welcome(join_request, actor=request.user),
        to=join_request.circle.get_absolute_url(),
        message=_("%(name)s is in %(circle)s from today, and is told by letter.")
        % {"name": join_request.member.name, "circle": join_request.circle.name},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def refusal(request: MemberRequest, pk: int) -> HttpResponse:
    """One of the circle says that it is not now, and why."""
    join_request = _asked(request, pk)
    return perform_form(
        request,
        DeclineForm(request.POST or None),
        lambda data: actions.decline_to_welcome(join_request, actor=request.user, **data),
        to=join_request.circle.get_absolute_url(),
        message=_("%(name)s is answered by letter.") % {"name": join_request.member.name},
        template="commissions/join_request_refusal.html",
        context={"join_request": join_request, "circle": join_request.circle},
        keeps_draft=True,
    )


def _asked(request: MemberRequest, pk: int) -> JoinRequest:
    join_request = get_object_or_404(JoinRequest.objects.select_related("circle", "member"), pk=pk)
    require("commissions.seat", request.user, join_request.circle)
    return join_request
