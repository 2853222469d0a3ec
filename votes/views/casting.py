"""Casting a secret ballot, its receipt, and after the close the list in which each finds theirs.

The receipt is the answer to the form itself: neither the session, nor a message for the next page, nor an
address ever holds the code or what was answered.
"""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from members.models import Member
from votes.actions import seal_vote
from votes.actions.sealing import Receipt
from votes.forms.voting import VoteForm
from votes.integrity.redaction import discreet
from votes.methods import answers
from votes.views import ballots
from web.responses import acknowledged, denied, is_act


@require_POST
def votes(request: HttpRequest, pk: int) -> HttpResponse:
    """One address for all ballots: what comes with a receipt code is sealed, what has a name is cast."""
    return seal(request, pk) if "code" in request.POST else ballots.votes(request, pk)


@login_required
@never_cache
def seal(request: HttpRequest, pk: int) -> HttpResponse:
    """Cast a secret ballot: one's own, or that of somebody whose proxy one holds."""
    assert isinstance(request.user, Member)  # noqa: S101  (login_required)
    with discreet(request):
        try:
            return _counted(request, _act(request, pk, request.user))
        except PermissionDenied as error:
            return denied(request, error)
        except ValidationError as error:
            return ballots.asked_again(request, pk, error)


def _act(request: HttpRequest, pk: int, person: Member) -> Receipt:
    ballot = ballots.read_by(person, pk)
    form = VoteForm(request.POST)
    if not form.is_valid():
        raise ValidationError(_("Choose one of the answers of the ballot."), code="choice")
    elector = ballots.whose(form.cleaned_data["elector"], person)
    choice = answers.from_form(ballot, request.POST)
    return seal_vote(ballot, elector=elector, choice=choice, code=request.POST["code"], actor=person)


def _counted(request: HttpRequest, receipt: Receipt) -> HttpResponse:
    back = ballots.back_from(request, receipt.entry.ballot)
    if is_act(request):
        return acknowledged(to=back, message=_("The ballot is in the box. Keep its receipt code."))
    return render(request, "votes/receipt.html", {"receipt": receipt, "ballot": receipt.entry.ballot, "back": back})
