"""A proposal comes in from a file, and the history that it brought is read."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commissions.queries import readable_circles
from journal.actions import require
from journal.clock import stamp
from journal.numbers import number
from members.requests import MemberRequest
from proposals import actions
from proposals.brought_histories import brought_histories
from proposals.forms.imports import ImportForm
from proposals.models import ImportedHistory
from proposals.presenters.origin import OriginPage
from proposals.views.common import readable
from web.responses import perform_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def proposal_import(request: MemberRequest) -> HttpResponse:
    """Choose the circle and the file: a draft begins from it."""
    require("proposals.list", request.user)
    data = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    circles = readable_circles(request.user).living()
    form = ImportForm(*data, circles=circles, initial={"circle": request.GET.get("circle")})
    return perform_form(
        request,
        form,
        lambda values: actions.import_proposal(values["circle"], content=values["content"], actor=request.user),
        to=lambda proposal: str(proposal.get_absolute_url()),
        message=_("The draft is there, with its former history beside it. Only you can read it for now."),
        template="proposals/import.html",
    )


@login_required
@require_safe
def origin(request: MemberRequest, pk: int) -> HttpResponse:
    """What was said of it before it came here: it counts for nothing, and is only read."""
    proposal = readable(request, pk)
    imported = ImportedHistory.objects.filter(proposal=proposal).select_related("imported_by").first()
    if imported is None:
        raise Http404
    lives = brought_histories(imported.history, by=imported.imported_by.name, at=stamp(imported.imported_at))
    life = _place(request, "life", len(lives))
    life = len(lives) - 1 if life is None else life
    version = _place(request, "version", len(lives[life]["versions"]))
    context = {"proposal": proposal, "imported": imported, "page": OriginPage(lives, life, version)}
    return render(request, "proposals/origin.html", context)


def _place(request: MemberRequest, name: str, end: int) -> int | None:
    """The place in a list of that length that the address asks for; None where it asks for none."""
    if name not in request.GET:
        return None
    place = number(request.GET[name], most=end - 1)
    if place is None:
        raise Http404
    return place
