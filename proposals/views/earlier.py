"""Entering what was decided before the platform."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from commissions.models import Circle
from journal.actions import require
from members.requests import MemberRequest
from proposals import actions
from proposals.forms.earlier import EarlierForm
from proposals.models import EarlierDecision
from proposals.presenters.earlier import unconfirmed_lines
from web.responses import perform, perform_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def earlier_new(request: MemberRequest, slug: str) -> HttpResponse:
    """Enter one, and see those that wait for others to confirm them."""
    circle = get_object_or_404(Circle, slug=slug)
    require("proposals.enter_earlier", request.user, circle)
    page = reverse("proposals:earlier", args=[slug])
    return perform_form(
        request,
        EarlierForm(request.POST if request.method == "POST" else None),
        lambda data: actions.enter_earlier_decision(circle, actor=request.user, **data),
        to=lambda earlier: earlier.decision.get_absolute_url() if earlier.decision else page,
        message=lambda earlier: (
            _("It is in the register.")
            if earlier.decision
            else _("It is entered. It counts once two others of the circle have confirmed it.")
        ),
        template="proposals/earlier.html",
        context={"circle": circle, "waiting": unconfirmed_lines(circle, request.user)},
    )


@login_required
@require_POST
def earlier_confirmation(request: MemberRequest, pk: int) -> HttpResponse:
    earlier = get_object_or_404(EarlierDecision.objects.select_related("circle"), pk=pk)
    return perform(
        request,
        lambda: actions.confirm_earlier_decision(earlier, actor=request.user),
        to=reverse("proposals:earlier", args=[earlier.circle.slug]),
        message=lambda after: (
            _("Confirmed by two others: it is in the register.") if after.decision else _("You confirm it.")
        ),
    )
