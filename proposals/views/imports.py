"""A proposal comes in from a file, and the history that it brought is read."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from commissions.queries import readable_circles
from journal.actions import require
from members.requests import MemberRequest
from proposals import actions
from proposals.forms.imports import ImportForm
from proposals.models import ImportedHistory
from proposals.presenters.history_documents import history_document
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
    context = {"proposal": proposal, "imported": imported, "document": history_document(imported.history)}
    return render(request, "proposals/origin.html", context)
