"""A decision after advice: giving it, asking for it, answering it, deciding."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods

from journal.actions import require
from members.requests import MemberRequest
from proposals import actions
from proposals.forms.advice import AdvisersForm, TakenDecisionForm
from proposals.forms.process import TextForm
from proposals.models import Advice, Decision
from proposals.queries.advice import advices_of
from proposals.views.common import readable, say


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def giving(request: MemberRequest, pk: int) -> HttpResponse:
    """One's advice, or the same in better words while nobody has answered it."""
    proposal = readable(request, pk)
    require("proposals.advise", request.user, proposal)
    mine = advices_of(proposal).filter(adviser=request.user).first()
    hint = _("What you see from where you are, and would change in this text. Whoever decides answers you in writing.")
    initial = {"text": mine.text} if mine else {}
    return say(
        request,
        TextForm(request.POST or None, label=_("Your advice"), hint=hint, initial=initial),
        lambda data: actions.advise(proposal, text=data["text"], actor=request.user),
        proposal=proposal,
        title=_("Give your advice"),
        button=_("Give this advice"),
        message=_("Your advice is given. The answer to it comes on this page."),
        edits=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def advisers(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask more people by name."""
    proposal = readable(request, pk)
    require("proposals.ask_advice", request.user, proposal)
    return say(
        request,
        AdvisersForm(request.POST or None, proposal=proposal),
        lambda data: actions.ask_advice(proposal, advisers=data["advisers"], actor=request.user),
        proposal=proposal,
        title=_("Ask for more advice"),
        button=_("Ask these people"),
        message=_("They are asked for their advice."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: MemberRequest, pk: int) -> HttpResponse:
    """What becomes of one advice."""
    advice = get_object_or_404(Advice.objects.select_related("proposal", "adviser"), pk=pk)
    proposal = readable(request, advice.proposal_id)
    require("proposals.answer_advice", request.user, advice)
    return say(
        request,
        TextForm(
            request.POST or None,
            label=_("Your answer"),
            hint=_("What you take from it, or why you do otherwise."),
            initial={"text": advice.answer},
        ),
        lambda data: actions.answer_advice(advice, text=data["text"], actor=request.user),
        proposal=proposal,
        title=_("Answer this advice"),
        button=pgettext("button", "Answer"),
        message=_("Your answer is given: everybody reads it."),
        context={
            "quoted": advice.text,
            "quoted_from": _("The advice of %(name)s:") % {"name": advice.adviser.name},
        },
        edits=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def decision(request: MemberRequest, pk: int) -> HttpResponse:
    """One person decides, with their reasons."""
    proposal = readable(request, pk)
    require("proposals.take_decision", request.user, proposal)
    return say(
        request,
        TakenDecisionForm(request.POST or None),
        lambda data: actions.take_decision(proposal, actor=request.user, **data),
        proposal=proposal,
        title=_("Decide"),
        button=_("Decide so"),
        message=_decided,
    )


def _decided(decision: Decision | None) -> str:
    if decision is None:
        return _("It is decided not to do it: your reasons stand on the page.")
    return _("Decision %(number)s is written in the register.") % {"number": decision.number}
