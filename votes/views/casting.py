"""Casting a secret ballot, its receipt, and after the close the list in which each finds theirs.

The receipt is the answer to the form itself: neither the session, nor a message for the next page, nor an
address ever holds the code or what was answered.
"""

from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from journal.actions import require
from members.models import Member
from members.requests import MemberRequest
from votes.actions import cast_vote, seal_vote
from votes.actions.sealing import Receipt
from votes.forms.voting import VoteForm
from votes.integrity.redaction import discreet
from votes.methods import answers
from votes.models import Ballot
from votes.queries.ballots import find
from votes.queries.electors import ballot_of_elector
from votes.views.ballots import page
from votes.wording import ballots as ballot_wording
from web.responses import acknowledged, came_from, denied, done, is_act, refused


@require_POST
def votes(request: MemberRequest, pk: int) -> HttpResponse:
    """One address for all ballots: what comes with a receipt code is sealed, what has a name is cast."""
    return seal(request, pk) if "code" in request.POST else cast(request, pk)


@login_required
@require_POST
def cast(request: MemberRequest, pk: int) -> HttpResponse:
    """Cast or change one vote: one's own, or that of somebody whose proxy one holds."""
    person = request.user
    try:
        ballot = read_by(person, pk)
        form = VoteForm(request.POST)
        if not form.is_valid():
            raise ValidationError(_("Choose one of the answers of the ballot."), code="choice")
        elector = whose(form.cleaned_data.pop("elector"), person)
        choice = answers.from_form(ballot, request.POST)
        vote = cast_vote(ballot, elector=elector, choice=choice, actor=person, **form.cleaned_data)
    except PermissionDenied as error:
        return denied(request, error)
    except ValidationError as error:
        return asked_again(request, pk, error)
    return done(request, to=back_from(request, ballot), message=ballot_wording.confirmation(vote, ballot))


@login_required
@never_cache
def seal(request: MemberRequest, pk: int) -> HttpResponse:
    """Cast a secret ballot: one's own, or that of somebody whose proxy one holds."""
    with discreet(request):
        try:
            return _counted(request, _act(request, pk, request.user))
        except PermissionDenied as error:
            return denied(request, error)
        except ValidationError as error:
            return asked_again(request, pk, error)


def _act(request: MemberRequest, pk: int, person: Member) -> Receipt:
    ballot = read_by(person, pk)
    form = VoteForm(request.POST)
    if not form.is_valid():
        raise ValidationError(_("Choose one of the answers of the ballot."), code="choice")
    elector = whose(form.cleaned_data["elector"], person)
    choice = answers.from_form(ballot, request.POST)
    return seal_vote(ballot, elector=elector, choice=choice, code=request.POST["code"], actor=person)


def _counted(request: MemberRequest, receipt: Receipt) -> HttpResponse:
    back = back_from(request, receipt.entry.ballot)
    if is_act(request):
        return acknowledged(to=back, message=_("The ballot is in the box. Keep its receipt code."))
    return render(request, "votes/receipt.html", {"receipt": receipt, "ballot": receipt.entry.ballot, "back": back})


def read_by(person: Member, pk: int) -> Ballot:
    """A ballot that this person may read: at once for whoever is on its roll, who are those that vote."""
    if ballot := ballot_of_elector(pk, person.pk):
        return ballot
    ballot = find(str(pk))
    require("votes.read", person, ballot)
    return ballot


def back_from(request: MemberRequest, ballot: Ballot) -> str:
    """Where the answer was given: a meeting's page, or the ballot's own. A refusal was shown under neither."""
    page = came_from(request, ballot.get_absolute_url())
    return ballot.get_absolute_url() if urlsplit(page).path == request.path else page


def asked_again(request: MemberRequest, pk: int, error: ValidationError) -> HttpResponse:
    """An answer that was refused: the ballot's page with the reason, and all that was typed still there."""
    if is_act(request):
        return refused(request, error, back="")
    for sentence in error.messages:
        messages.error(request, sentence)
    return page(request, pk, typed=request.POST, status=422)


def whose(key: int, person: Member) -> Member:
    """Whose ballot a form is. Raises PermissionDenied for nobody's."""
    elector = person if key == person.pk else Member.objects.filter(pk=key).first()
    if elector is None:
        raise PermissionDenied("votes.cast")
    return elector
