"""The files of a proposal: attached, had by those who may read it, taken away, erased."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from journal.actions import require
from members.requests import MemberRequest
from proposals import actions
from proposals.forms.attached_files import ErasureForm
from proposals.models import AttachedFile
from proposals.models.attached_file import FILES
from proposals.presenters.attached_files import files_sheet
from proposals.queries.attached_files import also_with
from proposals.views.common import back, readable
from web.attached_files import detaching
from web.downloads import download
from web.file_form import AttachForm
from web.responses import perform, perform_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def attached_files(request: MemberRequest, pk: int) -> HttpResponse:
    """All of them; the author and whoever facilitates attach another."""
    proposal = readable(request, pk)
    is_sent = request.method == "POST"
    if is_sent:
        require("proposals.attach", request.user, proposal)
    return perform_form(
        request,
        AttachForm(request.POST, request.FILES) if is_sent else AttachForm(),
        lambda data: actions.attach_file(proposal, actor=request.user, **data),
        to=request.path,
        message=lambda file: _("“%(name)s” is attached.") % {"name": file.name},
        template="proposals/attached_files.html",
        context={"proposal": proposal, "sheet": files_sheet(proposal, request.user), "next": back(request, proposal)},
    )


@login_required
@require_safe
def attached_file(request: MemberRequest, pk: int) -> HttpResponseBase:
    """The file itself, to be kept, never shown by the browser as a page of ours."""
    attached = _attached(request, pk)
    return download(FILES, attached.key, name=attached.name, kind=attached.kind)


@login_required
@require_POST
def attached_file_removal(request: MemberRequest, pk: int) -> HttpResponse:
    """Whoever attached it, or the author, takes it away."""
    attached = _attached(request, pk)
    return perform(
        request,
        lambda: actions.detach_file(attached, actor=request.user),
        to=reverse("proposals:attached-files", args=[attached.proposal_id]),
        message=_("It is taken away."),
        confirmation=detaching(attached),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def attached_file_erasure(request: MemberRequest, pk: int) -> HttpResponse:
    """Whoever coordinates the circle, or administers, says why, and erases it for good."""
    attached = _attached(request, pk, is_sent_again=request.method == "POST")
    require("proposals.erase_file", request.user, attached.proposal)
    back_to = reverse("proposals:attached-files", args=[attached.proposal_id])
    return perform_form(
        request,
        ErasureForm(request.POST or None),
        lambda data: actions.erase_file(attached, actor=request.user, **data),
        to=back_to,
        message=_("It is erased, and its trace stays with the text."),
        template="proposals/erase_file.html",
        context={"file": attached, "others": also_with(attached), "next": back_to},
        keeps_draft=True,
    )


def _attached(request: MemberRequest, pk: int, *, is_sent_again: bool = False) -> AttachedFile:
    """One that can be had; what erases it may be sent again."""
    files = AttachedFile.objects.select_related("proposal__circle")
    attached = get_object_or_404(files if is_sent_again else files.filter(removed_at=None), pk=pk)
    require("proposals.read", request.user, attached.proposal)
    return attached
