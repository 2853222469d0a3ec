"""The acts of a proposal's stages and of its ends. Each is one POST; those that take words have a page of their own."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST

from journal.actions import require
from members.requests import MemberRequest
from proposals import actions
from proposals.forms.process import TextForm
from proposals.models import Proposal, Question
from proposals.presenters import confirmations
from proposals.views.common import back, readable, say
from web.responses import perform


@login_required
@require_POST
def presentation(request: MemberRequest, pk: int) -> HttpResponse:
    proposal = readable(request, pk)
    return perform(
        request,
        lambda: actions.present(proposal, actor=request.user),
        to=back(request, proposal),
        message=_("The proposal is presented: its circle can read it and ask questions."),
    )


@login_required
@require_POST
def reading(request: MemberRequest, pk: int) -> HttpResponse:
    """Somebody has read what is for information."""
    proposal = readable(request, pk)
    return perform(
        request,
        lambda: actions.mark_read(proposal, actor=request.user),
        to=back(request, proposal),
        message=_("Thank you: it is counted that you have read it, and not shown that it was you."),
    )


@login_required
@require_POST
def stage(request: MemberRequest, pk: int) -> HttpResponse:
    """The next stage."""
    proposal = readable(request, pk)
    return perform(
        request,
        lambda: actions.next_stage(proposal, actor=request.user),
        to=back(request, proposal),
        message=lambda moved: _("Now: %(stage)s.") % {"stage": moved.get_state_display()},
    )


@login_required
@require_POST
def keeping(request: MemberRequest, pk: int) -> HttpResponse:
    proposal = readable(request, pk)
    return perform(
        request,
        lambda: actions.keep_text(proposal, actor=request.user),
        to=back(request, proposal),
        message=_("The text stays as it is. Everybody can now be asked."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def questions(request: MemberRequest, pk: int) -> HttpResponse:
    proposal = readable(request, pk)
    require("proposals.ask", request.user, proposal)
    return say(
        request,
        TextForm(request.POST or None, label=_("Your question"), hint=_("To understand it. Opinions come later.")),
        lambda data: actions.ask(proposal, text=data["text"], actor=request.user),
        proposal=proposal,
        title=_("Ask a question"),
        button=_("Ask this question"),
        message=_("Your question is asked. The author answers it on this page."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: MemberRequest, pk: int) -> HttpResponse:
    question = _question(request, pk)
    require("proposals.answer", request.user, question)
    return say(
        request,
        TextForm(request.POST or None, label=_("Your answer"), initial={"text": question.answer}),
        lambda data: actions.answer(question, text=data["text"], actor=request.user),
        proposal=question.proposal,
        title=_("Answer a question"),
        button=pgettext("button", "Answer"),
        message=_("Your answer is there."),
        context={"quoted": question.text, "quoted_from": question.asker.name},
        edits=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def leaving_open(request: MemberRequest, pk: int) -> HttpResponse:
    """Whoever asked says nothing more; in their place, whoever facilitates says why."""
    question = _question(request, pk)
    require("proposals.leave_open", request.user, question)
    is_asker = request.user.pk == question.asker_id
    return say(
        request,
        TextForm(request.POST or None, label=_("Why is it left open?"), required=not is_asker),
        lambda data: actions.leave_open(question, reason=data["text"], actor=request.user),
        proposal=question.proposal,
        title=_("Leave a question open"),
        button=_("Leave it open: the proposal may go on"),
        message=_("The question stays open; the proposal can go on."),
        context={"quoted": question.text, "quoted_from": question.asker.name},
    )


@login_required
@require_POST
def answered_aloud(request: MemberRequest, pk: int) -> HttpResponse:
    """The author answered in the room."""
    question = _question(request, pk)
    return perform(
        request,
        lambda: actions.note_answered_aloud(question, actor=request.user),
        to=back(request, question.proposal),
        message=_("It is noted: the question was answered aloud."),
    )


@login_required
@require_POST
def reopening(request: MemberRequest, pk: int) -> HttpResponse:
    """Whoever asked was not answered."""
    question = _question(request, pk)
    return perform(
        request,
        lambda: actions.reopen_question(question, actor=request.user),
        to=back(request, question.proposal),
        message=_("Your question waits for its answer again."),
    )


@login_required
@require_POST
def author(request: MemberRequest, pk: int) -> HttpResponse:
    """Take the text over from an author who is gone."""
    proposal = readable(request, pk)
    return perform(
        request,
        lambda: actions.take_over(proposal, actor=request.user),
        to=back(request, proposal),
        message=_("The text is yours now: you answer the questions, and write the next version."),
        confirmation=confirmations.taking_over(proposal),
    )


@login_required
@require_POST
def facilitator(request: MemberRequest, pk: int) -> HttpResponse:
    """Facilitate in place of somebody who has left."""
    proposal = readable(request, pk)
    return perform(
        request,
        lambda: actions.facilitate(proposal, actor=request.user),
        to=back(request, proposal),
        message=_("You facilitate now: you lead the proposal from stage to stage."),
        confirmation=confirmations.facilitating(),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reactions(request: MemberRequest, pk: int) -> HttpResponse:
    proposal = readable(request, pk)
    require("proposals.react", request.user, proposal)
    passes = "pass" in request.POST
    return say(
        request,
        TextForm(
            request.POST or None,
            label=_("Your reaction"),
            hint=_("What you feel about it, what you like, what worries you. Once, and nobody answers."),
            required=not passes,
        ),
        lambda data: actions.react(proposal, text="" if passes else data["text"], actor=request.user),
        proposal=proposal,
        title=_("React"),
        button=_("Say it"),
        message=_("You pass.") if passes else _("Your reaction is there."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def withdrawal(request: MemberRequest, pk: int) -> HttpResponse:
    proposal = readable(request, pk)
    require("proposals.withdraw", request.user, proposal)
    return say(
        request,
        TextForm(request.POST or None, label=_("Why, if you want to say it"), required=False),
        lambda data: actions.withdraw(proposal, reason=data["text"], actor=request.user),
        proposal=proposal,
        title=_("Withdraw this proposal"),
        button=_("Withdraw it"),
        message=_("The proposal is withdrawn. What was said of it stays readable."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sending_back(request: MemberRequest, pk: int) -> HttpResponse:
    proposal = readable(request, pk)
    require("proposals.send_back", request.user, proposal)
    return say(
        request,
        TextForm(request.POST or None, label=_("What is it missing?")),
        lambda data: actions.send_back(proposal, reason=data["text"], actor=request.user),
        proposal=proposal,
        title=_("Send it back to be reworked"),
        button=_("Send it back"),
        message=_("The proposal goes back to its author."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def setting_aside(request: MemberRequest, pk: int) -> HttpResponse:
    proposal = readable(request, pk)
    require("proposals.set_aside", request.user, proposal)
    return say(
        request,
        TextForm(request.POST or None, label=_("Why not now?")),
        lambda data: actions.set_aside(proposal, reason=data["text"], actor=request.user),
        proposal=proposal,
        title=_("Set it aside for a next meeting"),
        button=_("Set it aside"),
        message=_("The proposal waits for a next meeting."),
    )


@login_required
@require_POST
def resumption(request: MemberRequest, pk: int) -> HttpResponse:
    proposal = readable(request, pk)
    return perform(
        request,
        lambda: actions.resume(proposal, actor=request.user),
        to=back(request, proposal),
        message=_("The proposal is taken up again."),
    )


@login_required
@require_POST
def vote(request: MemberRequest, pk: int) -> HttpResponse:
    proposal = readable(request, pk)
    return perform(
        request,
        lambda: actions.put_to_vote(proposal, actor=request.user),
        to=back(request, proposal),
        message=_("The proposal is put to a vote: its ballot opens in the meeting."),
        confirmation=confirmations.vote(),
    )


def _question(request: MemberRequest, pk: int) -> Question:
    question = get_object_or_404(Question.objects.select_related("proposal__circle", "asker"), pk=pk)
    proposal: Proposal = question.proposal
    require("proposals.read", request.user, proposal)
    return question
