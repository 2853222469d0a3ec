"""The days on which the collective is closed: everybody reads them, whoever administers enters them."""

import rules
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from journal.actions import require
from members import actions, confirmations, presenters, queries
from members.forms import ClosedPeriodForm
from members.models import ClosedPeriod
from members.requests import MemberRequest
from web.responses import perform, perform_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def closed_periods(request: MemberRequest) -> HttpResponse:
    """Whoever administers comes from the settings, and goes back to them."""
    require("members.see_closed_periods", request.user)
    may_enter = rules.has_perm("members.keep_closed_periods", request.user)
    return perform_form(
        request,
        ClosedPeriodForm(request.POST or None),
        lambda data: actions.enter_closed_period(actor=request.user, **data),
        to=reverse("members:closed-periods"),
        template="members/closed_periods.html",
        context={
            "periods": presenters.closed_period_lines(queries.closed_periods(timezone.localdate())),
            "may_enter": may_enter,
            "back": "members:collective" if may_enter else None,
            "over": _("The collective’s settings") if may_enter else "",
        },
        message=lambda period: _("%(name)s is entered: everybody sees it.") % {"name": period.name},
    )


@login_required
@require_POST
def closed_period_removal(request: MemberRequest, pk: int) -> HttpResponse:
    period = get_object_or_404(ClosedPeriod, pk=pk)
    return perform(
        request,
        lambda: actions.remove_closed_period(period, actor=request.user),
        to=reverse("members:closed-periods"),
        message=_("These days count again, for what begins from now on."),
        confirmation=confirmations.removing_closed_period(period),
    )
