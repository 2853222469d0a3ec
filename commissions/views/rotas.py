"""The pages of what comes back in a circle: its shifts, who takes turns at them."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commissions import actions
from commissions.forms.rotas import RotaForm, VolunteerForm
from commissions.live import BoardViewers
from commissions.models import Circle, Rota
from commissions.rota_presenters import ending, how_often, leaving, pausing
from commissions.rota_queries import turns_of
from journal.actions import require
from journal.clock import now
from members.requests import MemberRequest
from realtime.pages import open_page
from web.responses import perform, perform_form


@login_required
@require_safe
def circle_rotas(request: MemberRequest, slug: str) -> HttpResponse:
    live = open_page(request, "rotas", slug)
    circle = live.data.circle
    context = {"live": live, "circle": circle, "is_member": live.audience.rights == BoardViewers.MEMBER}
    return render(request, "commissions/rotas.html", {**context, **_own(request, circle)})


@login_required
@require_safe
def rotas_mine(request: MemberRequest, slug: str) -> HttpResponse:
    """One's next turn in the circle, which the page reads again."""
    circle = get_object_or_404(Circle, slug=slug)
    require("commissions.read", request.user, circle)
    return render(request, "commissions/_next_turn.html", _own(request, circle))


def _own(request: MemberRequest, circle: Circle) -> dict[str, Any]:
    return {"next_turn": turns_of(request.user, now()).filter(shift__rota__circle=circle).first()}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rota_new(request: MemberRequest, slug: str) -> HttpResponse:
    circle = get_object_or_404(Circle, slug=slug)
    require("commissions.make_rota", request.user, circle)
    return perform_form(
        request,
        RotaForm(request.POST or None, circle=circle, initial={"first_on": timezone.localdate()}),
        lambda data: actions.make_rota(circle, actor=request.user, **data),
        to=lambda rota: reverse("commissions:rota-volunteering", args=[rota.pk]),
        message=_("Its shifts are there. Say whether you take turns, then tell the others."),
        template="commissions/rota_form.html",
        context={"circle": circle, "title": _("Add chores or shifts")},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rota_edit(request: MemberRequest, pk: int) -> HttpResponse:
    rota = _rota(pk)
    require("commissions.change_rota", request.user, rota)
    return perform_form(
        request,
        RotaForm(request.POST or None, circle=rota.circle, initial=RotaForm.shown(rota)),
        lambda data: actions.change_rota(rota, actor=request.user, **data),
        to=rota.get_absolute_url(),
        message=_("It is changed."),
        edits=True,
        template="commissions/rota_form.html",
        context={"circle": rota.circle, "rota": rota, "title": _("Change “%(title)s”") % {"title": rota.title}},
    )


@login_required
@require_POST
def rota_pausing(request: MemberRequest, pk: int) -> HttpResponse:
    rota = _rota(pk)
    return perform(
        request,
        lambda: actions.pause_rota(rota, actor=request.user),
        to=rota.get_absolute_url(),
        message=_("It is paused."),
        confirmation=pausing(rota),
    )


@login_required
@require_POST
def rota_resuming(request: MemberRequest, pk: int) -> HttpResponse:
    rota = _rota(pk)
    return perform(
        request,
        lambda: actions.resume_rota(rota, actor=request.user),
        to=rota.get_absolute_url(),
        message=_("It goes on: its shifts are there again."),
    )


@login_required
@require_POST
def rota_ending(request: MemberRequest, pk: int) -> HttpResponse:
    rota = _rota(pk)
    return perform(
        request,
        lambda: actions.end_rota(rota, actor=request.user),
        to=rota.get_absolute_url(),
        message=_("It does not come back any more."),
        confirmation=ending(rota),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rota_volunteering(request: MemberRequest, pk: int) -> HttpResponse:
    """Take turns at it, or say on which days; how it is done is read here."""
    rota = _rota(pk)
    require("commissions.take_turn", request.user, rota)
    volunteer = rota.volunteers.filter(member=request.user, left_at=None).first()
    return perform_form(
        request,
        VolunteerForm(request.POST or None, rota=rota, initial=VolunteerForm.shown(volunteer)),
        lambda data: actions.join_rota(rota, actor=request.user, **data),
        to=rota.get_absolute_url(),
        message=_("You take turns. They are shared out each night, and a letter comes the day before yours."),
        edits=True,
        template="commissions/rota_volunteering.html",
        context={"rota": rota, "circle": rota.circle, "volunteer": volunteer, "often": how_often(rota)},
    )


@login_required
@require_POST
def rota_leaving(request: MemberRequest, pk: int) -> HttpResponse:
    rota = _rota(pk)
    return perform(
        request,
        lambda: actions.leave_rota(rota, actor=request.user),
        to=rota.get_absolute_url(),
        message=_("You take no more turns. Thank you for those that you did."),
        confirmation=leaving(rota),
    )


def _rota(pk: int) -> Rota:
    return get_object_or_404(Rota.objects.select_related("circle"), pk=pk)
