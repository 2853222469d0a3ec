"""The page of a ballot: what is asked, my vote, and after the close the result and how it was counted."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from journal.actions import require
from members.models import Member
from realtime.pages import open_page
from votes.actions import cast_vote
from votes.forms.voting import VoteForm
from votes.methods import answers
from votes.models import Ballot, Consultation
from votes.presenters.voting_panel import my_vote
from votes.queries import consultations
from votes.queries.ballots import find
from votes.queries.electors import place_of
from votes.rules import owner_url
from votes.wording import ballots
from web.responses import came_from, denied, done, is_act, refused


@login_required
@require_safe
@never_cache
def ballot(request: HttpRequest, pk: int) -> HttpResponse:
    """The ballot as it stands."""
    return page(request, pk)


def page(request: HttpRequest, pk: int, typed: Mapping[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """A ballot's page; `typed` is an answer that was sent and refused, to be shown again."""
    live = open_page(request, "ballot", str(pk))
    ballot = live.data.ballot
    consultation = Consultation.objects.filter(ballot=ballot).first()
    context = {
        "live": live,
        "shown": live.data,
        "mine": my_vote(ballot, _person(request), typed),
        "consultation": consultation,
        "opinion": consultations.opinion_in_words(consultation) if consultation else "",
        "back": reverse("votes:consultations") if consultation else owner_url(ballot.gathering.owner),
        "place": "proposals" if consultation else "",
    }
    return render(request, "votes/ballot.html", context, status=status)


@login_required
@require_safe
@never_cache
def mine(request: HttpRequest, pk: int) -> HttpResponse:
    """One's own panel alone, for the page to read again when something changed."""
    ballot = find(str(pk))
    require("votes.read", request.user, ballot)
    return render(request, "votes/_my_vote.html", {"mine": my_vote(ballot, _person(request)), "question_shown": True})


@login_required
@require_POST
def votes(request: HttpRequest, pk: int) -> HttpResponse:
    """Cast or change one vote: one's own, or that of somebody whose proxy one holds."""
    person = _person(request)
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
    return done(request, to=back_from(request, ballot), message=ballots.confirmation(vote, ballot))


def read_by(person: Member, pk: int) -> Ballot:
    """A ballot that this person may read: at once for whoever is on its roll, who are those that vote."""
    place = place_of(pk, person.pk)
    if place:
        return place.entry.ballot
    ballot = find(str(pk))
    require("votes.read", person, ballot)
    return ballot


def back_from(request: HttpRequest, ballot: Ballot) -> str:
    """Where the answer was given: a meeting's page, or the ballot's own. A refusal was shown under neither."""
    page = came_from(request, ballot.get_absolute_url())
    return ballot.get_absolute_url() if urlsplit(page).path == request.path else page


def asked_again(request: HttpRequest, pk: int, error: ValidationError) -> HttpResponse:
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


def _person(request: HttpRequest) -> Member:
    assert isinstance(request.user, Member)  # noqa: S101  (login_required)
    return request.user
