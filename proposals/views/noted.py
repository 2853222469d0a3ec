"""The answers of people in the room without a phone: noted by one person, confirmed by another."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from journal.actions import require
from members.requests import MemberRequest
from proposals import actions
from proposals.forms.noted import NotedPositionForm
from proposals.models import CandidacyAnswer, Nomination, NotedPosition
from proposals.queries import answerable_aloud
from proposals.views.common import back, readable_round
from web.responses import perform, perform_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def noting(request: MemberRequest, pk: int) -> HttpResponse:
    """Write down what somebody answers aloud."""
    round = readable_round(request, pk)
    require("proposals.note_position", request.user, round)
    come_back = back(request, round.proposal)
    form = NotedPositionForm(request.POST or None, people=answerable_aloud(round, request.user))
    return perform_form(
        request,
        form,
        lambda _values: actions.note_position(round, actor=request.user, **form.plain()),
        to=come_back,
        message=noted_message,
        template="proposals/noting.html",
        context={"over": round.proposal.title, "next": come_back},
    )


def noted_message(note: NotedPosition | Nomination | CandidacyAnswer) -> str:
    return _("It is noted. It counts once %(name)s, or a second person with a role, confirms it.") % {
        "name": note.member.name
    }


@login_required
@require_POST
def confirmation(request: MemberRequest, pk: int) -> HttpResponse:
    """The person whose answer it is, or a second holder of a role."""
    note = readable_note(request, pk)
    return perform(
        request,
        lambda: actions.confirm_noted(note, actor=request.user),
        to=back(request, note.round.proposal),
        message=_("Confirmed: this answer counts."),
    )


@login_required
@require_POST
def removal(request: MemberRequest, pk: int) -> HttpResponse:
    """Whoever noted it, or the person whose answer it is not."""
    note = readable_note(request, pk)
    return perform(
        request,
        lambda: actions.drop_noted(note, actor=request.user),
        to=back(request, note.round.proposal),
        message=_("It is taken back."),
    )


def readable_note(request: MemberRequest, pk: int) -> NotedPosition:
    notes = NotedPosition.objects.select_related("round__proposal__circle", "member")
    note = get_object_or_404(notes, pk=pk)
    require("proposals.read", request.user, note.round.proposal)
    return note
