"""Papers counted by two, and the reminder to those who have not voted."""

from typing import Any

import rules
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from journal.actions import require
from journal.clock import now
from members.requests import MemberRequest
from votes import actions
from votes.forms.paper import BatchForm
from votes.integrity.redaction import discreet
from votes.models import Ballot, PaperBatch
from votes.presenters import confirmations
from votes.presenters.paper import waiting_batches
from votes.queries.ballots import find
from votes.queries.paper import REASONS
from web.responses import came_from, perform, perform_form

TEMPLATE = "votes/paper.html"
MORE = 5


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: MemberRequest, pk: int) -> HttpResponse:
    """The roll to mark and the numbers to enter; what waits for the second teller."""
    ballot, person = find(str(pk)), request.user
    require("votes.read_papers", person, ballot)
    with discreet(request):
        if request.method == "POST":
            require("votes.enter_papers", person, ballot)
            return _entered(request, ballot)
        form = BatchForm(ballot=ballot, teller=person) if _may_enter(request, ballot) else None
        return render(request, TEMPLATE, {**_context(request, ballot), "form": form})


def _entered(request: MemberRequest, ballot: Ballot) -> HttpResponse:
    if "more" in request.POST:
        return _with_more_lines(request, ballot)
    form = BatchForm(request.POST, ballot=ballot, teller=request.user)
    return perform_form(
        request,
        form,
        lambda _values: actions.enter_papers(ballot, actor=request.user, **form.plain()),
        to=reverse("votes:paper", args=[ballot.pk]),
        template=TEMPLATE,
        context=_context(request, ballot),
        message=lambda _batch: _("Entered. They wait to be counted again, on this same page, by the person you named."),
    )


def _with_more_lines(request: MemberRequest, ballot: Ballot) -> HttpResponse:
    """The same page with everything typed still there, and room for more answers."""
    count = BatchForm(request.POST, ballot=ballot, teller=request.user).line_count + MORE
    typed = {**request.POST.dict(), "electors": request.POST.getlist("electors"), "lines": str(count)}
    form = BatchForm(initial=typed, ballot=ballot, teller=request.user)
    return render(request, TEMPLATE, {**_context(request, ballot), "form": form})


def _context(request: MemberRequest, ballot: Ballot) -> dict[str, Any]:
    return {
        "ballot": ballot,
        "is_open": ballot.is_open_at(now()),
        "batches": waiting_batches(ballot, request.user),
        "reasons": REASONS.items(),
        "may_enter": _may_enter(request, ballot),
    }


def _may_enter(request: MemberRequest, ballot: Ballot) -> bool:
    return ballot.is_open_at(now()) and rules.has_perm("votes.enter_papers", request.user, ballot)


@login_required
@require_POST
def confirmation(request: MemberRequest, pk: int) -> HttpResponse:
    """The second teller has counted the same."""
    batch = _batch(pk)
    with discreet(request):
        return perform(
            request,
            lambda: actions.confirm_papers(batch, actor=request.user),
            to=reverse("votes:paper", args=[batch.ballot_id]),
            message=_("These papers count."),
        )


@login_required
@require_POST
def refusal(request: MemberRequest, pk: int) -> HttpResponse:
    """The second teller has not."""
    batch = _batch(pk)
    return perform(
        request,
        lambda: actions.refuse_papers(batch, reason=request.POST.get("reason", ""), actor=request.user),
        to=batch.ballot.get_absolute_url(),
        message=_("Nothing of it counts. Count the papers together, then enter them again."),
        confirmation=confirmations.paper_refusal(),
    )


@login_required
@require_POST
def dropping(request: MemberRequest, pk: int) -> HttpResponse:
    """A batch is taken back before it counts."""
    batch = _batch(pk)
    return perform(
        request,
        lambda: actions.drop_papers(batch, actor=request.user),
        to=reverse("votes:paper", args=[batch.ballot_id]),
        message=_("These papers are taken back: nothing of them counts."),
        confirmation=confirmations.paper_dropping(),
    )


def _batch(pk: int) -> PaperBatch:
    return get_object_or_404(PaperBatch.objects.select_related("ballot"), pk=pk)


@login_required
@require_POST
def reminder(request: MemberRequest, pk: int) -> HttpResponse:
    """Write, once, to those who have not voted; of a secret ballot, to all who may."""
    ballot = get_object_or_404(Ballot, pk=pk)
    return perform(
        request,
        lambda: actions.remind(ballot, actor=request.user),
        to=came_from(request, ballot.get_absolute_url()),
        message=(
            _("Everybody who may vote is written to. It is done once.")
            if ballot.is_secret
            else _("Those who have not voted are written to. It is done once.")
        ),
        confirmation=confirmations.reminder(),
    )
