"""The buttons of whoever conducts a ballot held online, or prepared its question."""

from datetime import datetime

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from members.requests import MemberRequest
from votes.actions import close_consultation, drop_consultation, extend_ballot, open_consultation, void_ballot
from votes.forms.voting import ExtensionForm
from votes.models import Ballot, Consultation
from votes.presenters import confirmations
from votes.wording import ballots
from votes.wording.ballots import to_the_second
from web.responses import came_from, perform


@login_required
@require_POST
def opening(request: MemberRequest, pk: int) -> HttpResponse:
    """Open the vote that was prepared."""
    consultation = get_object_or_404(Consultation, pk=pk)
    return perform(
        request,
        lambda: open_consultation(consultation, actor=request.user),
        to=lambda ballot: ballot.get_absolute_url(),
        message=_("The vote is open."),
    )


@login_required
@require_POST
def dropping(request: MemberRequest, pk: int) -> HttpResponse:
    """Give up a question that has not opened. Pressed twice, it is given up."""
    consultation = Consultation.objects.filter(pk=pk).first()

    def act() -> None:
        if consultation:
            drop_consultation(consultation, actor=request.user)

    return perform(
        request,
        act,
        to=reverse("votes:consultations"),
        message=_("This question is no longer being prepared."),
        confirmation=confirmations.dropping(),
    )


@login_required
@require_POST
def closing(request: MemberRequest, pk: int) -> HttpResponse:
    """Count and show the result at once, or announce that it closes."""
    ballot = get_object_or_404(Ballot, pk=pk)
    return perform(
        request,
        lambda: close_consultation(ballot, actor=request.user),
        to=ballot.get_absolute_url(),
        message=ballots.closing,
    )


@login_required
@require_POST
def voiding(request: MemberRequest, pk: int) -> HttpResponse:
    """Nobody can count it: ask that it be declared void, or confirm it."""
    ballot = get_object_or_404(Ballot, pk=pk)
    return perform(
        request,
        lambda: void_ballot(ballot, actor=request.user),
        to=came_from(request, ballot.get_absolute_url()),
        message=_voided,
        confirmation=confirmations.voiding(),
    )


@login_required
@require_POST
def extension(request: MemberRequest, pk: int) -> HttpResponse:
    """Leave more time."""
    ballot = get_object_or_404(Ballot, pk=pk)

    def act() -> Ballot:
        return extend_ballot(ballot, closes_at=_until(request), actor=request.user)

    return perform(
        request,
        act,
        to=came_from(request, ballot.get_absolute_url()),
        message=_announced,
    )


def _voided(ballot: Ballot) -> str:
    if ballot.is_void:
        return _("The vote is void: open it anew.")
    return _("It is asked, before everybody: somebody else with a role, or who administers, confirms it.")


def _announced(ballot: Ballot) -> str:
    return _("The vote goes on until %(end)s.") % {"end": to_the_second(ballot.closes_at)} if ballot.closes_at else ""


def _until(request: MemberRequest) -> datetime:
    form = ExtensionForm(request.POST)
    if not form.is_valid():
        raise ValidationError(_("Choose the day and the time until which the vote goes on."), code="closes_at")
    until: datetime = form.cleaned_data["closes_at"]
    return until
