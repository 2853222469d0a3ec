"""The templates of process of a circle: read, copied, changed, removed."""

import rules
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from commissions.models import Circle
from journal.actions import require
from members.requests import MemberRequest
from proposals import actions
from proposals.forms.process_templates import ProcessTemplateForm
from proposals.models import ProcessTemplate
from proposals.presenters.process_templates import house_lines, removing_template, template_lines
from proposals.queries.process_templates import days_in, house_templates, minutes_in
from web.responses import perform, perform_form


@login_required
@require_safe
def process_templates(request: MemberRequest, slug: str) -> HttpResponse:
    """Those of the circle, then those of the house to copy."""
    circle = get_object_or_404(Circle, slug=slug)
    require("commissions.read", request.user, circle)
    context = {
        "circle": circle,
        "templates": template_lines(circle),
        "house": house_lines(circle),
        "may_keep": rules.has_perm("proposals.keep_templates", request.user, circle),
    }
    return render(request, "proposals/process_templates.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def process_template_new(request: MemberRequest, slug: str) -> HttpResponse:
    """Copy one of the house's (`of`), and adapt it."""
    circle = get_object_or_404(Circle, slug=slug)
    require("proposals.keep_templates", request.user, circle)
    offered = {template.key: template for template in house_templates(circle)}
    key = request.POST.get("of") or request.GET.get("of", "")
    house = offered.get(key) or next(iter(offered.values()))
    form = ProcessTemplateForm(
        request.POST or None,
        process=house.process,
        days=days_in(circle, house),
        minutes=minutes_in(circle, house),
        name=house.name,
        note=house.note,
    )
    return perform_form(
        request,
        form,
        lambda data: actions.add_process_template(circle, process=house.process, actor=request.user, **data),
        to=_page(circle),
        message=_("The template is there: whoever writes a proposal for the circle may choose it."),
        template="proposals/process_template.html",
        context={"circle": circle, "house": house, "title": _("Copy “%(name)s”") % {"name": house.name}},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def process_template(request: MemberRequest, pk: int) -> HttpResponse:
    """Change one."""
    template = get_object_or_404(ProcessTemplate.objects.select_related("circle"), pk=pk, removed_at=None)
    require("proposals.keep_templates", request.user, template)
    form = ProcessTemplateForm(
        request.POST or None,
        process=template.process,
        days=template.days,
        minutes=template.minutes,
        name=template.name,
        note=template.note,
        review_months=template.review_months,
        subject=template.subject,
    )
    return perform_form(
        request,
        form,
        lambda data: actions.change_process_template(template, actor=request.user, **data),
        to=_page(template.circle),
        message=_("It is written. What is presented already keeps the lengths that it had."),
        template="proposals/process_template.html",
        context={"circle": template.circle, "title": template.name},
        edits=True,
    )


@login_required
@require_POST
def process_template_removal(request: MemberRequest, pk: int) -> HttpResponse:
    template = get_object_or_404(ProcessTemplate.objects.select_related("circle"), pk=pk)
    return perform(
        request,
        lambda: actions.remove_process_template(template, actor=request.user),
        to=_page(template.circle),
        message=_("The template is removed. What was written with it keeps its lengths."),
        confirmation=removing_template(template),
    )


def _page(circle: Circle) -> str:
    return reverse("proposals:process-templates", args=[circle.slug])
