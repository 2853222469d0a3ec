"""Who facilitates a proposal, or an election: agreeing, declining, asking somebody else."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from journal.actions import require
from members.requests import MemberRequest
from proposals import actions
from proposals.forms.facilitation import FacilitatorForm
from proposals.models import Proposal
from proposals.queries import choices_of_facilitator
from proposals.views.common import back, readable, say
from proposals.views.elections import readable_election
from web.responses import perform


@login_required
@require_POST
def agreement(request: MemberRequest, pk: int) -> HttpResponse:
    proposal = readable(request, pk)
    return perform(
        request,
        lambda: actions.agree_to_facilitate(proposal, actor=request.user),
        to=back(request, proposal),
        message=_("Thank you. You facilitate this proposal."),
    )


@login_required
@require_POST
def refusal(request: MemberRequest, pk: int) -> HttpResponse:
    proposal = readable(request, pk)
    return perform(
        request,
        lambda: actions.decline_to_facilitate(proposal, actor=request.user),
        to=back(request, proposal),
        message=_("It is noted: somebody else is asked."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def replacement(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask somebody else of the circle; where nobody coordinates it, two members do."""
    proposal = readable(request, pk)
    require("proposals.replace_facilitator", request.user, proposal)
    names = [(choice.chosen_by.name, choice.person.name) for choice in choices_of_facilitator(proposal)]
    return say(
        request,
        FacilitatorForm(request.POST or None, circle=proposal.circle, choices=names),
        lambda data: actions.replace_facilitator(proposal, person=data["person"], actor=request.user),
        proposal=proposal,
        title=_("Ask somebody else to facilitate"),
        button=_("Ask this person"),
        message=_asked,
    )


def _asked(proposal: Proposal) -> str:
    if choices_of_facilitator(proposal).exists():
        return _("It is noted. Once a second member names the same person, they are asked.")
    return _("It is done: everybody sees who facilitates.")


@login_required
@require_POST
def election_refusal(request: MemberRequest, pk: int) -> HttpResponse:
    """Of an election without candidate."""
    election = readable_election(request, pk)
    return perform(
        request,
        lambda: actions.decline_election_facilitation(election, actor=request.user),
        to=back(request, election),
        message=_("It is noted: somebody else is asked."),
    )
