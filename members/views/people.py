"""The members, and each one's page: for members."""

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from journal.actions import require
from members import panels, queries
from members.forms import SearchForm
from members.models import Member
from members.presenters import residency_lines, standing_badge
from members.requests import MemberRequest

SHOWN_MEMBERS = 25  # less than four screens of a phone


@login_required
@require_safe
def members(request: MemberRequest) -> HttpResponse:
    """Everybody, by name, by pole, by standing."""
    require("members.see_members", request.user)
    form = SearchForm(request.GET)
    wanted = form.cleaned_data if form.is_valid() else {}
    cards = queries.directory(
        timezone.localdate(),
        name=wanted.get("q", ""),
        pole=wanted.get("pole", ""),
        standing=wanted.get("standing", ""),
    )
    is_narrowed = any(wanted.values())
    page = Paginator(cards, SHOWN_MEMBERS).get_page(request.GET.get("page"))
    return render(request, "members/members.html", {"form": form, "page": page, "is_narrowed": is_narrowed})


@login_required
@require_safe
def member(request: MemberRequest, pk: int) -> HttpResponse:
    """One person: where they stand, what they rent, which circles, since when."""
    require("members.see_members", request.user)
    person = get_object_or_404(Member, pk=pk)
    context = {
        "person": person,
        "standing": [standing_badge(person, is_paid_up=queries.is_paid_up(person, timezone.localdate()))],
        "residencies": residency_lines(person.residencies.all()),
        "panels": panels.panels_of(person),
    }
    return render(request, "members/member.html", context)
