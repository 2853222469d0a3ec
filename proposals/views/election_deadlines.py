"""The time of an election without candidate: a stage extended, paused, given more minutes in a meeting."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from journal.actions import require
from journal.numbers import number
from members.requests import MemberRequest
from proposals import actions, occasions
from proposals.forms.deadlines import PauseForm
from proposals.views.common import back
from proposals.views.elections import FORM_PAGE, readable_election
from web.responses import perform, perform_form


@login_required
@require_POST
def extension(request: MemberRequest, pk: int) -> HttpResponse:
    election = readable_election(request, pk)
    return perform(
        request,
        lambda: actions.extend_election_stage(election, actor=request.user),
        to=back(request, election),
        message=_("This stage lasts its length once more."),
    )


@login_required
@require_POST
def minutes(request: MemberRequest, pk: int, stage: str) -> HttpResponse:
    """More minutes in a meeting: it comes back to the meeting's page, where they are asked for."""
    election = readable_election(request, pk)
    meeting = occasions.page(election.occasion)
    granted = number(request.POST.get("granted")) or 0
    return perform(
        request,
        lambda: actions.grant_election_minutes(election, stage=stage, granted=granted, actor=request.user),
        to=meeting.url if meeting else election.get_absolute_url(),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def pause(request: MemberRequest, pk: int) -> HttpResponse:
    """Let its time stand still for some days, and say why."""
    election = readable_election(request, pk)
    require("proposals.election_pause", request.user, election)
    return perform_form(
        request,
        PauseForm(request.POST or None),
        lambda data: actions.pause_election(election, actor=request.user, **data),
        to=back(request, election),
        message=_("The election is paused."),
        template=FORM_PAGE,
        context={
            "election": election,
            "title": _("Pause this election"),
            "button": _("Pause it"),
            "next": back(request, election),
        },
    )


@login_required
@require_POST
def pause_ending(request: MemberRequest, pk: int) -> HttpResponse:
    election = readable_election(request, pk)
    return perform(
        request,
        lambda: actions.end_election_pause(election, actor=request.user),
        to=back(request, election),
        message=_("The pause is over: the election goes on."),
    )
