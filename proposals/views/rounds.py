"""Rounds and objections: asking everybody, answering, and what becomes of an objection."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from journal.actions import require
from members.requests import MemberRequest
from proposals import actions, sentences
from proposals.effects import effects_of
from proposals.forms.process import AgreementForm, ObjectionForm, PositionForm, TestForm, TextForm
from proposals.models import CircleRequest, Position, Round
from proposals.objection_reasons import reason_of
from proposals.presenters import confirmations
from proposals.queries import current_version, position_of, written_by
from proposals.queries.deadlines import stage_of
from proposals.views.common import back, readable, readable_objection, readable_round, say
from web.responses import perform, perform_form


@login_required
@require_POST
def opening(request: MemberRequest, pk: int) -> HttpResponse:
    proposal = readable(request, pk)
    return perform(
        request,
        lambda: actions.open_round(proposal, actor=request.user),
        to=back(request, proposal),
        message=_("Everybody is asked. Positions show together."),
        confirmation=confirmations.skipping(proposal),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def position(request: MemberRequest, pk: int) -> HttpResponse:
    """Give one's position, or change it while it is hidden. An objection goes on to its reason."""
    round = readable_round(request, pk)
    require("proposals.take_position", request.user, round)
    mine = position_of(round, request.user)
    come_back = back(request, round.proposal)
    return perform_form(
        request,
        PositionForm(request.POST or None, position=mine),
        lambda data: actions.take_position(round, actor=request.user, **data),
        to=lambda position: _after(position, come_back),
        message=_answered,
        template="proposals/position.html",
        context={
            "proposal": round.proposal,
            "round": round,
            "effects": sentences.before_answering(round, request.user),
            "ends_at": stage_of(round.proposal).ends_at,
            "next": come_back,
            "mine": mine,
        },
        edits=True,
        keeps_draft=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: MemberRequest, pk: int) -> HttpResponse:
    """Object, with one's reason in four parts, while the positions are hidden."""
    round = readable_round(request, pk)
    require("proposals.take_position", request.user, round)
    mine = position_of(round, request.user)
    before = written_by(request.user, round.proposal)  # on a former version: its words, to begin from
    come_back = back(request, round.proposal)
    return perform_form(
        request,
        ObjectionForm(request.POST or None, initial=reason_of(getattr(mine, "objection", None) or before)),
        lambda data: actions.take_position(round, kind=Position.Kind.OBJECTION, objection=data, actor=request.user),
        to=come_back,
        message=_("Thank you. Your objection is kept, and shows with the other positions."),
        template="proposals/objection.html",
        context={
            "proposal": round.proposal,
            "round": round,
            "version": round.version,
            "effects": sentences.before_answering(round, request.user),
            "next": come_back,
        },
        edits=True,
        keeps_draft=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def beforehand(request: MemberRequest, pk: int) -> HttpResponse:
    """Whoever will be absent objects in writing, before the round opens."""
    proposal = readable(request, pk)
    require("proposals.object_beforehand", request.user, proposal)
    written, version = written_by(request.user, proposal), current_version(proposal)
    come_back = back(request, proposal)
    return perform_form(
        request,
        ObjectionForm(request.POST or None, initial=reason_of(written)),
        lambda data: actions.object_beforehand(proposal, reason=data, actor=request.user),
        to=come_back,
        message=_("Thank you. Your objection is kept: it is your position when everybody is asked."),
        template="proposals/objection.html",
        context={
            "proposal": proposal,
            "version": version,
            "effects": effects_of(proposal, version),
            "is_beforehand": True,
            "next": come_back,
        },
        edits=True,
        keeps_draft=True,
    )


@login_required
@require_POST
def beforehand_removal(request: MemberRequest, pk: int) -> HttpResponse:
    proposal = readable(request, pk)
    return perform(
        request,
        lambda: actions.take_back_beforehand(proposal, actor=request.user),
        to=back(request, proposal),
        message=_("Your objection in writing is taken back."),
    )


@login_required
@require_POST
def closing(request: MemberRequest, pk: int) -> HttpResponse:
    round = readable_round(request, pk)
    return perform(
        request,
        lambda: actions.close_round(round, actor=request.user),
        to=back(request, round.proposal),
        message=_closed,
        confirmation=confirmations.closing(round),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def wording(request: MemberRequest, pk: int) -> HttpResponse:
    """Write the reason of an objection together, or make it clearer."""
    objection = readable_objection(request, pk)
    require("proposals.word", request.user, objection)
    proposal = objection.position.round.proposal
    come_back = back(request, proposal)
    return perform_form(
        request,
        ObjectionForm(request.POST or None, initial=reason_of(objection)),
        lambda data: actions.word_objection(objection, reason=data, actor=request.user),
        to=come_back,
        message=_("The reason is written."),
        template="proposals/objection.html",
        context={
            "proposal": proposal,
            "round": objection.position.round,
            "version": objection.position.round.version,
            "objector": objection.position.member,
            "next": come_back,
        },
        edits=True,
        keeps_draft=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def suggestion(request: MemberRequest, pk: int) -> HttpResponse:
    objection = readable_objection(request, pk)
    require("proposals.suggest", request.user, objection)
    return say(
        request,
        TextForm(
            request.POST or None,
            label=_("What would make it possible?"),
            hint=_("You suggest first: the author writes the new version with it."),
            initial={"text": objection.suggestion},
        ),
        lambda data: actions.suggest(objection, text=data["text"], actor=request.user),
        proposal=objection.position.round.proposal,
        title=_("Suggest a way"),
        button=_("Suggest it"),
        message=_("Your suggestion is beside the text."),
        edits=True,
    )


@login_required
@require_POST
def passing(request: MemberRequest, pk: int) -> HttpResponse:
    """The objector has nothing to suggest."""
    objection = readable_objection(request, pk)
    return perform(
        request,
        lambda: actions.suggest_nothing(objection, actor=request.user),
        to=back(request, objection.position.round.proposal),
        message=_("The author may write the next version. Your objection stands all the same."),
    )


@login_required
@require_POST
def lifting(request: MemberRequest, pk: int) -> HttpResponse:
    objection = readable_objection(request, pk)
    return perform(
        request,
        lambda: actions.lift_objection(objection, actor=request.user),
        to=back(request, objection.position.round.proposal),
        message=_("You lift your objection. Thank you for having raised it."),
        confirmation=confirmations.lifting(),
    )


@login_required
@require_POST
def concern(request: MemberRequest, pk: int) -> HttpResponse:
    objection = readable_objection(request, pk)
    return perform(
        request,
        lambda: actions.concede_objection(objection, actor=request.user),
        to=back(request, objection.position.round.proposal),
        message=_("Your objection becomes a concern, which the decision will carry."),
        confirmation=confirmations.conceding(),
    )


@login_required
@require_POST
def test(request: MemberRequest, pk: int) -> HttpResponse:
    """What the circle heard when it tested the objection aloud."""
    objection = readable_objection(request, pk)
    form = TestForm(request.POST)
    form.is_valid()
    return perform(
        request,
        lambda: actions.test_aloud(objection, actor=request.user, **form.cleaned_data),
        to=back(request, objection.position.round.proposal),
        message=_("What you heard is kept. The objection stands all the same."),
    )


@login_required
@require_POST
def circle(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask everybody else whether they carry it as a concern."""
    objection = readable_objection(request, pk)
    return perform(
        request,
        lambda: actions.ask_circle(objection, actor=request.user),
        to=back(request, objection.position.round.proposal),
        message=_("All who took a position are asked, each by name. One refusal, and the objection stands."),
    )


@login_required
@require_POST
def agreement(request: MemberRequest, pk: int) -> HttpResponse:
    objection = readable_objection(request, pk)
    circle_request = CircleRequest.objects.filter(objection=objection).first()
    form = AgreementForm(request.POST)
    if circle_request is None or not form.is_valid():
        raise Http404
    return perform(
        request,
        lambda: actions.answer_circle(circle_request, agrees=form.cleaned_data["agrees"], actor=request.user),
        to=back(request, objection.position.round.proposal),
        message=_("Your answer is kept, with your name."),
        confirmation=None if form.cleaned_data["agrees"] else confirmations.refusing(objection),
    )


def _after(position: Position, come_back: str) -> str:
    """An objection that still waits for its reason goes on to the page that helps to write it."""
    if position.kind != Position.Kind.OBJECTION or not Round.objects.open().filter(pk=position.round_id).exists():
        return come_back
    return reverse("proposals:objection", args=[position.round_id]) + "?" + urlencode({"next": come_back})


def _answered(position: Position) -> str:
    return {
        Position.Kind.CONSENT: _("You consent."),
        Position.Kind.CONCERN: _("You consent with a concern: it is kept with the decision."),
        Position.Kind.OBJECTION: _("You object. Thank you for daring to: now say why."),
        Position.Kind.STAND_ASIDE: _("You stand aside."),
    }[Position.Kind(position.kind)]


def _closed(round: Round) -> str:
    if round.is_open:
        return _("Too few people have answered: the round is extended once.")
    return _("Here are the positions, all together.")
