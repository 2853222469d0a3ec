"""The page of a ballot: what is asked, my vote, and after the close the result and how it was counted."""

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from journal.actions import require
from members.requests import MemberRequest
from realtime.pages import open_page
from votes.models import Consultation
from votes.owners import page_of
from votes.presenters.voting_panel import my_vote
from votes.queries import consultations
from votes.queries.ballots import find


@login_required
@require_safe
@never_cache
def ballot(request: MemberRequest, pk: int) -> HttpResponse:
    """The ballot as it stands."""
    return page(request, pk)


def page(request: MemberRequest, pk: int, typed: Mapping[str, Any] | None = None, status: int = 200) -> HttpResponse:
    """A ballot's page; `typed` is an answer that was sent and refused, to be shown again."""
    live = open_page(request, "ballot", str(pk))
    ballot = live.data.ballot
    consultation = Consultation.objects.filter(ballot=ballot).first()
    back = reverse("votes:consultations") if consultation else page_of(ballot.gathering.owner)
    context = {
        "live": live,
        "shown": live.data,
        "mine": my_vote(ballot, request.user, typed),
        "consultation": consultation,
        "opinion": consultations.opinion_in_words(consultation) if consultation else "",
        "back": back,
        "back_label": _back_label(consultation) if back else "",
        "place": "proposals" if consultation else "",
    }
    return render(request, "votes/ballot.html", context, status=status)


def _back_label(consultation: Consultation | None) -> str:
    return pgettext("votes online", "Consultations") if consultation else _("Back to where this ballot was opened")


@login_required
@require_safe
@never_cache
def mine(request: MemberRequest, pk: int) -> HttpResponse:
    """One's own panel alone, for the page to read again when something changed."""
    ballot = find(str(pk))
    require("votes.read", request.user, ballot)
    return render(request, "votes/_my_vote.html", {"mine": my_vote(ballot, request.user), "question_shown": True})
