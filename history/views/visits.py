"""The visits: who shows the place around, and who comes."""

import rules
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from history import actions, confirmations
from history.forms import SignupForm, VisitForm
from history.models import Visit
from history.presenters import visits_shown
from history.queries import coming_visits
from journal.actions import require
from members.requests import MemberRequest
from web.responses import came_from, perform, perform_form, refused


@require_safe
def visits(request: HttpRequest) -> HttpResponse:
    """The visits to come. Members see who comes, visitors how many places are left."""
    require("history.visit_pages", request.user)
    context = {
        "visits": visits_shown(coming_visits(), request.user),
        "may_plan": rules.has_perm("history.plan_visits", request.user),
    }
    return render(request, "history/visits.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def visit_new(request: MemberRequest) -> HttpResponse:
    require("history.plan_visits", request.user)
    return perform_form(
        request,
        VisitForm(request.POST or None, initial={"host": request.user.pk}),
        lambda data: actions.plan_visit(actor=request.user, **data),
        to=lambda visit: visit.get_absolute_url(),
        message=_("The visit is announced."),
        template="history/visit_form.html",
    )


@login_required
@require_POST
def cancelling(request: MemberRequest, pk: int) -> HttpResponse:
    visit = get_object_or_404(Visit, pk=pk)
    return perform(
        request,
        lambda: actions.cancel_visit(visit, actor=request.user),
        to=reverse("history:visits"),
        message=_("The visit is cancelled, and those who had signed up are told."),
        confirmation=confirmations.visit_cancelling(),
    )


@login_required
@require_POST
def signing_up(request: MemberRequest, pk: int) -> HttpResponse:
    visit = get_object_or_404(Visit, pk=pk)
    back = came_from(request, visit.get_absolute_url())
    form = SignupForm(request.POST)
    if not form.is_valid():
        return refused(request, ValidationError(_("Up to nine people may come with you.")), back=back)
    return perform(
        request,
        lambda: actions.sign_up(visit, actor=request.user, **form.cleaned_data),
        to=back,
        message=_("You are expected. See you there!"),
    )


@login_required
@require_POST
def signup_cancelling(request: MemberRequest, pk: int) -> HttpResponse:
    visit = get_object_or_404(Visit, pk=pk)
    return perform(
        request,
        lambda: actions.cancel_signup(visit, actor=request.user),
        to=came_from(request, visit.get_absolute_url()),
        message=_("Your place is free for somebody else. Thank you for telling."),
    )
