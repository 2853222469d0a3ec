"""Three questions that help to choose how something is decided."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from commissions.models import Circle
from journal.actions import require
from members.requests import MemberRequest
from proposals.forms.ways import WaysForm
from proposals.presenters.ways import suggestion_for


@login_required
@require_safe
def ways(request: MemberRequest) -> HttpResponse:
    """`circle` is its slug; once the three are answered, a suggestion stands above them."""
    circle = get_object_or_404(Circle, slug=request.GET.get("circle", ""))
    require("proposals.write", request.user, circle)
    is_answered = any(name in request.GET for name in WaysForm.base_fields)
    form = WaysForm(request.GET if is_answered else None)
    suggestion = suggestion_for(circle, request.user, form.cleaned_data) if form.is_valid() else None
    return render(request, "proposals/ways.html", {"circle": circle, "form": form, "suggestion": suggestion})
