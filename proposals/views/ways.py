"""Three questions that help to choose how something is decided, one at a time."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from commissions.models import Circle
from journal.actions import require
from members.requests import MemberRequest
from proposals.forms.ways import WaysForm
from proposals.presenters.circle_choice import choice_of_circle
from proposals.presenters.ways import ways_sheet


@login_required
@require_safe
def ways(request: MemberRequest) -> HttpResponse:
    """`circle` is its slug, asked first where there is a choice; then what was answered so far."""
    require("proposals.list", request.user)
    slug = request.GET.get("circle")
    if not slug:
        choice = choice_of_circle(request.user, "proposals:ways")
        if choice.only is None:
            return render(request, "proposals/choose_circle.html", {"choice": choice, "title": _("How to decide it?")})
        slug = choice.only.slug
    circle = get_object_or_404(Circle, slug=slug)
    require("proposals.write", request.user, circle)
    sheet = ways_sheet(circle, request.user, WaysForm(request.GET))
    return render(request, "proposals/ways.html", {"circle": circle, "sheet": sheet})
