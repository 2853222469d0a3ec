"""The votes of people in the room without a phone: noted by one person, confirmed by another."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from journal.actions import require
from journal.numbers import number
from members.models import Member
from members.requests import MemberRequest
from votes.actions import confirm_noted_vote, drop_noted_vote, note_vote
from votes.methods import answers
from votes.models import Ballot, NotedVote
from votes.owners import page_of
from votes.presenters.paper_form import PaperForm
from votes.queries.ballots import Paper, electors_to_note, find
from web.responses import came_from, perform


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def noting(request: MemberRequest, pk: int) -> HttpResponse:
    """Write down what somebody votes aloud."""
    ballot = find(str(pk))
    require("votes.note_vote", request.user, ballot)
    back = page_of(ballot.gathering.owner) or ballot.get_absolute_url()
    if request.method == "POST":
        return perform(
            request,
            lambda: _note(request, ballot),
            to=back,
            message=lambda note: (
                _("The vote is noted. It counts once %(name)s, or a second person with a role, confirms it.")
                % {"name": note.entry.member.name}
            ),
        )
    form = PaperForm(Paper(request.user, None, is_own=False), ballot)
    people = [] if ballot.is_secret else electors_to_note(ballot, request.user)
    return render(request, "votes/noting.html", {"form": form, "people": people, "back": back})


def _note(request: MemberRequest, ballot: Ballot) -> NotedVote:
    named = number(request.POST.get("elector", ""))
    elector = Member.objects.filter(pk=named).first() if named is not None else None
    if elector is None:
        raise ValidationError(_("Choose whose vote it is."), code="elector")
    note: NotedVote = note_vote(
        ballot, elector=elector, choice=answers.from_form(ballot, request.POST), actor=request.user
    )
    return note


@login_required
@require_POST
def confirmation(request: MemberRequest, pk: int) -> HttpResponse:
    """The person whose vote it is, or a second holder of a role."""
    note = readable_note(request, pk)
    return perform(
        request,
        lambda: confirm_noted_vote(note, actor=request.user),
        to=came_from(request, note.entry.ballot.get_absolute_url()),
        message=_("Confirmed: this vote counts."),
    )


@login_required
@require_POST
def removal(request: MemberRequest, pk: int) -> HttpResponse:
    """Whoever noted it, or the person whose vote it is not."""
    note = readable_note(request, pk)
    return perform(
        request,
        lambda: drop_noted_vote(note, actor=request.user),
        to=came_from(request, note.entry.ballot.get_absolute_url()),
        message=_("It is taken back."),
    )


def readable_note(request: MemberRequest, pk: int) -> NotedVote:
    notes = NotedVote.objects.select_related("entry__ballot__gathering", "entry__member")
    note = get_object_or_404(notes, pk=pk)
    require("votes.read", request.user, note.entry.ballot)
    return note
