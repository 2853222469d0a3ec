"""The pages of a circle's roles: what each is, who holds it, who held it before."""

import rules
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commissions import actions, grounds
from commissions.forms.roles import HandoverForm, HolderForm, HoldingEndingForm, RoleEndingForm, RoleForm
from commissions.models import Circle, CircleRole, HandoverNote, RoleHolding
from commissions.panels import links_beside_role
from commissions.role_presenters import role_cards, role_page
from journal.actions import require
from members.requests import MemberRequest
from web.responses import perform_form


@login_required
@require_safe
def circle_roles(request: MemberRequest, slug: str) -> HttpResponse:
    """The roles of a circle, with who holds each; those that nobody holds come first."""
    circle = get_object_or_404(Circle, slug=slug)
    require("commissions.read", request.user, circle)
    context = {"circle": circle, "roles": role_cards(circle), "may_manage": _may("manage", request, circle)}
    return render(request, "commissions/roles.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def role_new(request: MemberRequest, slug: str) -> HttpResponse:
    circle = get_object_or_404(Circle, slug=slug)
    require("commissions.manage", request.user, circle)
    return perform_form(
        request,
        RoleForm(request.POST or None, circle=circle, person=request.user),
        lambda data: actions.describe_role(circle, actor=request.user, **data),
        to=lambda role: role.get_absolute_url(),
        message=_("The role is there. Say who holds it."),
        template="commissions/role_form.html",
        context={"circle": circle, "title": _("Add a role")},
        keeps_draft=True,
    )


@login_required
@require_safe
def role(request: MemberRequest, pk: int) -> HttpResponse:
    """A role: its mission, who holds it and since when, who held it before."""
    role = _role(pk)
    require("commissions.read_role", request.user, role)
    context = {
        "role": role,
        "circle": role.circle,
        "may_read_circle": _may("read", request, role.circle),
        "page": role_page(role, request.user),
        "beside_role": links_beside_role(role, request.user) if role.ended_on is None else (),
        "may_manage": _may("manage", request, role.circle) and role.ended_on is None,
        "may_entrust": _may("entrust", request, role.circle) and role.ended_on is None,
    }
    return render(request, "commissions/role.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def role_edit(request: MemberRequest, pk: int) -> HttpResponse:
    role = _role(pk)
    require("commissions.manage", request.user, role.circle)
    return perform_form(
        request,
        RoleForm(request.POST or None, circle=role.circle, person=request.user, initial=RoleForm.shown(role)),
        lambda data: actions.change_role(role, actor=request.user, **data),
        to=role.get_absolute_url(),
        message=_("It is written."),
        template="commissions/role_form.html",
        context={"circle": role.circle, "role": role, "title": _("Change “%(name)s”") % {"name": role.name}},
        edits=True,
        keeps_draft=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def role_ending(request: MemberRequest, pk: int) -> HttpResponse:
    """The circle has this role no more."""
    role = _role(pk)
    require("commissions.manage", request.user, role.circle)
    typed = request.POST if request.method == "POST" else None
    return perform_form(
        request,
        RoleEndingForm(typed, circle=role.circle, person=request.user),
        lambda data: actions.end_role(role, actor=request.user, **data),
        to=role.get_absolute_url(),
        message=_("The circle has this role no more. Its page stays."),
        template="commissions/role_ending.html",
        context={"circle": role.circle, "role": role},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def role_holders(request: MemberRequest, pk: int) -> HttpResponse:
    """Give a role to somebody."""
    role = _role(pk)
    require("commissions.entrust", request.user, role.circle)
    return perform_form(
        request,
        HolderForm(request.POST or None, role=role, person=request.user),
        lambda data: actions.entrust_role(role, actor=request.user, **data),
        to=role.get_absolute_url(),
        message=lambda holding: _("%(name)s: it is written.") % {"name": holding.member.name},
        template="commissions/role_holders.html",
        context={"circle": role.circle, "role": role, "is_founding": grounds.is_founding()},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def holding_ending(request: MemberRequest, pk: int) -> HttpResponse:
    """End somebody's holding of a role: one's own, or by the decision that says so."""
    holding = get_object_or_404(RoleHolding.objects.select_related("role__circle", "member"), pk=pk)
    is_own = holding.member_id == request.user.pk
    if not is_own:
        require("commissions.entrust", request.user, holding.circle)
    asks = not is_own and holding.member.is_active
    typed = request.POST if request.method == "POST" else None
    return perform_form(
        request,
        HoldingEndingForm(typed, circle=holding.circle if asks else None, person=request.user),
        lambda data: actions.end_holding(holding, actor=request.user, **data),
        to=holding.role.get_absolute_url(),
        message=_("It has ended. It stays in the history of the role."),
        template="commissions/holding_ending.html",
        context={"holding": holding, "role": holding.role, "circle": holding.circle, "is_own": is_own},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def handover(request: MemberRequest, pk: int) -> HttpResponse:
    """One's handover note, for who holds the role next."""
    holding = get_object_or_404(RoleHolding.objects.select_related("role__circle", "member"), pk=pk)
    require("commissions.write_handover", request.user, holding)
    note = HandoverNote.objects.filter(holding=holding).first()
    return perform_form(
        request,
        HandoverForm(request.POST or None, initial=HandoverForm.shown(note)),
        lambda data: actions.write_handover_note(holding, actor=request.user, **data),
        to=holding.role.get_absolute_url(),
        message=_("It is written. The circle reads it, and who holds the role next is told of it."),
        template="commissions/handover.html",
        context={"holding": holding, "role": holding.role, "circle": holding.circle},
        edits=True,
        keeps_draft=True,
    )


def _role(pk: int) -> CircleRole:
    return get_object_or_404(CircleRole.objects.select_related("circle"), pk=pk)


def _may(verb: str, request: MemberRequest, obj: Circle) -> bool:
    return not obj.has_ended and bool(rules.has_perm(f"commissions.{verb}", request.user, obj))
