"""The vote online of a proposal."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from journal.actions import require
from members.requests import MemberRequest
from proposals import actions
from proposals.forms.votes import OnlineVoteForm
from proposals.views.common import readable, say


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def online_vote(request: MemberRequest, pk: int) -> HttpResponse:
    """Open the ballot of a proposal to its circle, until a day and an hour."""
    proposal = readable(request, pk)
    require("proposals.vote_online", request.user, proposal)
    return say(
        request,
        OnlineVoteForm(request.POST or None, proposal=proposal),
        lambda data: actions.vote_online(proposal, actor=request.user, **data),
        proposal=proposal,
        title=_("Open the vote online"),
        button=_("Open the vote"),
        message=_("The vote is open: everybody who may vote is told by email."),
    )
