"""What the shifts of a circle need of somebody, who has it, who said so."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST
from rules import has_perm

from commissions import actions
from commissions.forms.qualifications import QualificationForm, QualifiedForm
from commissions.models import Circle, Qualification
from commissions.qualification_queries import qualifications_of
from commissions.rota_presenters import dropping
from journal.actions import require
from members.requests import MemberRequest
from web.responses import perform, perform_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def qualifications(request: MemberRequest, slug: str) -> HttpResponse:
    circle = get_object_or_404(Circle, slug=slug)
    require("commissions.read", request.user, circle)
    return perform_form(
        request,
        QualificationForm(request.POST or None),
        lambda data: actions.name_qualification(circle, actor=request.user, **data),
        to=lambda named: named.get_holders_url(),
        message=_("It is there. Say who has it; then a shift may ask for it."),
        template="commissions/qualifications.html",
        context={
            "circle": circle,
            "qualifications": qualifications_of(circle),
            "may_qualify": has_perm("commissions.qualify", request.user, circle),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def qualification_holders(request: MemberRequest, pk: int) -> HttpResponse:
    qualification = _qualification(pk)
    require("commissions.qualify", request.user, qualification.circle)
    return perform_form(
        request,
        QualifiedForm(request.POST or None, qualification=qualification, initial=QualifiedForm.shown(qualification)),
        lambda data: actions.set_qualified(qualification, actor=request.user, **data),
        to=qualification.get_absolute_url(),
        message=_("It is written, with your name: everybody reads who said so."),
        edits=True,
        template="commissions/qualification_holders.html",
        context={"circle": qualification.circle, "qualification": qualification},
    )


@login_required
@require_POST
def qualification_removal(request: MemberRequest, pk: int) -> HttpResponse:
    qualification = _qualification(pk)
    return perform(
        request,
        lambda: actions.drop_qualification(qualification, actor=request.user),
        to=qualification.get_absolute_url(),
        message=_("No shift asks for it any more."),
        confirmation=dropping(qualification),
    )


def _qualification(pk: int) -> Qualification:
    return get_object_or_404(Qualification.objects.select_related("circle"), pk=pk)
