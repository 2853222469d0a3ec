"""The link of a circle with the one above, or with one within it: named from their pages."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from commissions import actions
from commissions.models import Circle
from members.requests import MemberRequest
from web.responses import perform


@login_required
@require_POST
def link(request: MemberRequest, slug: str, other: str) -> HttpResponse:
    """Say that somebody is to represent the circle in another; the role's page says who, and how one is chosen."""
    circle, to = get_object_or_404(Circle, slug=slug), get_object_or_404(Circle, slug=other)
    return perform(
        request,
        lambda: actions.open_link(circle, to=to, actor=request.user),
        to=lambda role: role.get_absolute_url(),
        message=_("It is a role of %(circle)s, which chooses who holds it: by an election, or a decision.")
        % {"circle": circle.name},
    )
