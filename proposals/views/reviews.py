"""A decision is looked at again: at its day, in a meeting, or because of a new fact."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commissions.circle_endings import heir_of
from journal.actions import require
from journal.clock import today
from members.requests import MemberRequest
from proposals import actions, occasions
from proposals.forms.reviews import FactForm, ReopeningAnswerForm, ReviewAnswerForm, ReviewDayForm
from proposals.models import ReopeningRequest, Review
from proposals.presenters.tasks import decision_tasks
from proposals.process import REVIEWED_AFTER
from proposals.views.decisions import find_decision
from web.responses import perform_form

METHODS = ["GET", "HEAD", "POST"]


@login_required
@require_http_methods(METHODS)
def answer(request: MemberRequest, pk: int) -> HttpResponse:
    """One's own answer to a review."""
    review = get_object_or_404(Review.objects.select_related("decision__circle"), pk=pk)
    decision = review.decision
    require("proposals.read_decision", request.user, decision)
    require("proposals.answer_review", request.user, review)
    own = review.answers.filter(member=request.user).first()
    initial = {"choice": request.GET.get("choice") or (own.choice if own else ""), "reason": own.reason if own else ""}
    return perform_form(
        request,
        ReviewAnswerForm(request.POST or None, initial=initial),
        lambda data: actions.answer_review(review, actor=request.user, **data),
        to=decision.get_absolute_url(),
        message=_("Your answer is counted. You may change it until the review closes."),
        template="proposals/follow_up.html",
        context={
            "decision": decision,
            "title": _("Keep, change or stop?"),
            "tasks": decision_tasks(decision, request.user),
            "button": _("Give this answer"),
        },
        edits=True,
    )


@login_required
@require_http_methods(METHODS)
def review_day(request: MemberRequest, number: str) -> HttpResponse:
    """Another day to look at it again, where the one that was chosen was over as it was adopted."""
    decision = find_decision(request, number)
    require("proposals.choose_review_day", request.user, decision.proposal)
    return perform_form(
        request,
        ReviewDayForm(request.POST or None, initial={"day": today() + REVIEWED_AFTER}),
        lambda data: actions.choose_review_day(decision, actor=request.user, **data),
        to=decision.get_absolute_url(),
        message=_("The circle will be asked that day whether it keeps it."),
        template="proposals/follow_up.html",
        context={
            "decision": decision,
            "title": _("Choose a day to look at it again"),
            "button": _("Choose this day"),
        },
    )


@login_required
@require_http_methods(METHODS)
def in_meeting(request: MemberRequest, number: str) -> HttpResponse:
    """What those present consent to, noted by whoever conducts, who goes on with the meeting."""
    decision = find_decision(request, number)
    conducted = occasions.conducted_now(request.user, heir_of(decision.circle))
    if not conducted:
        raise PermissionDenied("proposals.answer_review_in_meeting")
    meeting = occasions.page(conducted[0])
    return perform_form(
        request,
        ReviewAnswerForm(request.POST or None),
        lambda data: actions.answer_review_in_meeting(decision, occasion=conducted[0], actor=request.user, **data),
        to=meeting.url if meeting else decision.get_absolute_url(),
        message=_("It is noted, with what was answered online. The page of the decision says what becomes of it."),
        template="proposals/follow_up.html",
        context={
            "decision": decision,
            "title": _("What does the meeting answer?"),
            "tasks": decision_tasks(decision, request.user),
            "help": _(
                "Ask aloud whether anybody present objects, then note the answer: it holds for the circle. An answer "
                "given online to change or stop it counts too; whoever gave it may change it beforehand."
            ),
            "button": _("Note this answer"),
        },
    )


@login_required
@require_http_methods(METHODS)
def reopening_request(request: MemberRequest, number: str) -> HttpResponse:
    """Bring a new fact."""
    decision = find_decision(request, number)
    require("proposals.ask_to_reopen", request.user, decision)
    return perform_form(
        request,
        FactForm(request.POST or None),
        lambda data: actions.ask_to_reopen(decision, actor=request.user, **data),
        to=decision.get_absolute_url(),
        message=_("Your request is on the page of the decision. It will be answered there."),
        template="proposals/follow_up.html",
        context={
            "decision": decision,
            "title": _("Bring a new fact, and ask to decide anew"),
            "button": _("Ask to decide anew"),
        },
    )


@login_required
@require_http_methods(METHODS)
def reopening_answer(request: MemberRequest, pk: int) -> HttpResponse:
    """Open the process anew, or say why the decision stays as it is."""
    reopening = get_object_or_404(ReopeningRequest.objects.select_related("decision__circle", "asked_by"), pk=pk)
    decision = reopening.decision
    require("proposals.read_decision", request.user, decision)
    require("proposals.answer_reopening", request.user, reopening)

    def act(data: dict[str, Any]) -> ReopeningRequest:
        decide = actions.decline_reopening if request.POST.get("then") == "decline" else actions.reopen
        return decide(reopening, actor=request.user, **data)

    return perform_form(
        request,
        ReopeningAnswerForm(request.POST or None),
        act,
        to=lambda done: done.proposal.get_absolute_url() if done.proposal else decision.get_absolute_url(),
        message=_("Your answer is on the page of the decision."),
        template="proposals/reopening.html",
        context={"decision": decision, "reopening": reopening},
    )
