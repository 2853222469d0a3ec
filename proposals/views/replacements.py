"""What a proposal replaces, chosen anew."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from journal.actions import require
from members.requests import MemberRequest
from proposals import actions
from proposals.forms.replacements import ReplacedForm
from proposals.queries import may_replace, successor_of
from proposals.views.common import readable, say


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def replaced(request: MemberRequest, pk: int) -> HttpResponse:
    """The decision that it names was replaced meanwhile: another one, or none."""
    proposal = readable(request, pk)
    require("proposals.choose_replaced", request.user, proposal)
    if proposal.replaces is None:
        raise Http404
    latest = successor_of(proposal.replaces)
    is_possible = may_replace(proposal.circle, latest, is_repeal=proposal.is_repeal)
    return say(
        request,
        ReplacedForm(request.POST or None, latest=latest if is_possible else None),
        lambda data: actions.choose_replaced(proposal, actor=request.user, **data),
        proposal=proposal,
        title=_("Choose what this text replaces"),
        button=_("Keep this choice"),
        message=_("It is noted: everybody reads what the text replaces."),
    )
