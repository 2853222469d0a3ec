"""The name that is proposed in an election: proposing it, answering to it, its objections, the person's own word."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from journal.actions import require
from members.requests import MemberRequest
from proposals import actions
from proposals.forms.elections import CandidacyForm
from proposals.forms.noted import NotedPositionForm
from proposals.forms.process import ObjectionForm, PositionForm, TextForm
from proposals.models import Candidacy, CandidacyAnswer, Position
from proposals.objection_reasons import reason_of
from proposals.presenters import election_confirmations as confirmations
from proposals.queries.elections import notable_in_answers
from proposals.views.common import back
from proposals.views.elections import FORM_PAGE, readable_election
from proposals.views.noted import noted_message
from web.responses import perform, perform_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def proposing(request: MemberRequest, pk: int) -> HttpResponse:
    """Propose one of those named, on the reasons that were heard."""
    election = readable_election(request, pk)
    require("proposals.election_propose", request.user, election)
    return perform_form(
        request,
        CandidacyForm(request.POST or None, election=election),
        lambda data: actions.propose_person(election, actor=request.user, **data),
        to=back(request, election),
        message=_("Everybody is asked whether they object. The person proposed speaks last."),
        template=FORM_PAGE,
        context={
            "election": election,
            "title": _("Propose somebody"),
            "button": _("Propose this person"),
            "next": back(request, election),
        },
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: MemberRequest, pk: int) -> HttpResponse:
    """Answer to the name, or otherwise as long as answers are hidden."""
    candidacy = readable_candidacy(request, pk)
    require("proposals.election_answer", request.user, candidacy)
    come_back = back(request, candidacy.election)
    return perform_form(
        request,
        PositionForm(request.POST or None, position=_mine(request, candidacy)),
        lambda data: actions.answer_candidacy(candidacy, actor=request.user, **data),
        to=lambda answer: _after(answer, come_back),
        message=_("Counted. Nobody sees it before all answers show together."),
        template=FORM_PAGE,
        context=_page(request, candidacy, _("Your answer"), _("Give my answer")),
        edits=True,
        keeps_draft=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def objection(request: MemberRequest, pk: int) -> HttpResponse:
    """Object to the name, with one's reason in four parts, while the answers are hidden."""
    candidacy = readable_candidacy(request, pk)
    require("proposals.election_answer", request.user, candidacy)
    mine = _mine(request, candidacy)
    return perform_form(
        request,
        ObjectionForm(request.POST or None, initial=reason_of(getattr(mine, "objection", None))),
        lambda data: actions.answer_candidacy(
            candidacy, kind=Position.Kind.OBJECTION, objection=data, actor=request.user
        ),
        to=back(request, candidacy.election),
        message=_("Thank you. Your objection is kept, and shows with the other answers."),
        template="proposals/candidacy_objection.html",
        context=_objection_page(request, candidacy),
        edits=True,
        keeps_draft=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def wording(request: MemberRequest, pk: int) -> HttpResponse:
    """Write the reason of an objection that is shown, or make it clearer."""
    answer = _readable_answer(request, pk)
    if answer.kind != Position.Kind.OBJECTION or answer.candidacy.closed_at is None:
        raise Http404
    require("proposals.election_word", request.user, answer)
    return perform_form(
        request,
        ObjectionForm(request.POST or None, initial=reason_of(answer.objection)),
        lambda data: actions.word_election_objection(answer.objection, reason=data, actor=request.user),
        to=back(request, answer.candidacy.election),
        message=_("The reason is written."),
        template="proposals/candidacy_objection.html",
        context=_objection_page(request, answer.candidacy) | {"objector": answer.member},
        edits=True,
        keeps_draft=True,
    )


@login_required
@require_POST
def closing(request: MemberRequest, pk: int) -> HttpResponse:
    candidacy = readable_candidacy(request, pk)
    return perform(
        request,
        lambda: actions.close_candidacy(candidacy, actor=request.user),
        to=back(request, candidacy.election),
        message=lambda closed: (
            _("The answers are shown.") if closed.closed_at else _("Too few have answered: the time is extended once.")
        ),
        confirmation=confirmations.closing_candidacy(candidacy),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def acceptance(request: MemberRequest, pk: int) -> HttpResponse:
    """The person proposed accepts."""
    candidacy = readable_candidacy(request, pk)
    require("proposals.election_accept", request.user, candidacy)
    return perform_form(
        request,
        TextForm(request.POST or None, label=_("What would you like to say?"), required=False),
        lambda data: actions.accept_candidacy(candidacy, text=data["text"], actor=request.user),
        to=back(request, candidacy.election),
        message=_("Thank you. It is written in the register."),
        template=FORM_PAGE,
        context=_page(request, candidacy, _("Accept the role"), _("I accept")),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def declining(request: MemberRequest, pk: int) -> HttpResponse:
    """The person proposed declines, without having to say why."""
    candidacy = readable_candidacy(request, pk)
    require("proposals.election_decline", request.user, candidacy)
    return perform_form(
        request,
        TextForm(request.POST or None, label=_("What would you like to say?"), required=False),
        lambda data: actions.decline_candidacy(candidacy, text=data["text"], actor=request.user),
        to=back(request, candidacy.election),
        message=_("You decline. Somebody else may be proposed."),
        template=FORM_PAGE,
        context=_page(request, candidacy, _("Decline the role"), _("I decline")),
    )


@login_required
@require_POST
def lifting(request: MemberRequest, pk: int) -> HttpResponse:
    answer = _readable_answer(request, pk)
    return perform(
        request,
        lambda: actions.lift_election_objection(answer, actor=request.user),
        to=back(request, answer.candidacy.election),
        message=_("Your objection is lifted."),
        confirmation=confirmations.lifting_in_election(answer),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def noting(request: MemberRequest, pk: int) -> HttpResponse:
    """Write down what somebody in the room answers aloud."""
    candidacy = readable_candidacy(request, pk)
    require("proposals.note_in_election", request.user, candidacy.election)
    form = NotedPositionForm(request.POST or None, people=notable_in_answers(candidacy, request.user))
    return perform_form(
        request,
        form,
        lambda _values: actions.note_answer(candidacy, actor=request.user, **form.plain()),
        to=back(request, candidacy.election),
        message=noted_message,
        template="proposals/noting.html",
        context={"over": candidacy.election.title, "next": back(request, candidacy.election)},
    )


@login_required
@require_POST
def confirmation(request: MemberRequest, pk: int) -> HttpResponse:
    """The person who answered, or a second holder of a role."""
    answer = _readable_answer(request, pk)
    return perform(
        request,
        lambda: actions.confirm_answer(answer, actor=request.user),
        to=back(request, answer.candidacy.election),
        message=_("Confirmed: this answer counts."),
    )


@login_required
@require_POST
def removal(request: MemberRequest, pk: int) -> HttpResponse:
    """Whoever noted it, or the person whose answer it is not."""
    answer = _readable_answer(request, pk)
    return perform(
        request,
        lambda: actions.drop_answer(answer, actor=request.user),
        to=back(request, answer.candidacy.election),
        message=_("It is taken back."),
    )


def readable_candidacy(request: MemberRequest, pk: int) -> Candidacy:
    candidacies = Candidacy.objects.select_related("election__circle", "election__facilitator", "person")
    candidacy = get_object_or_404(candidacies, pk=pk)
    require("proposals.read_election", request.user, candidacy.election)
    return candidacy


def _readable_answer(request: MemberRequest, pk: int) -> CandidacyAnswer:
    answers = CandidacyAnswer.objects.select_related(
        "candidacy__election__circle", "candidacy__person", "member", "objection"
    )
    answer = get_object_or_404(answers, pk=pk)
    require("proposals.read_election", request.user, answer.candidacy.election)
    return answer


def _mine(request: MemberRequest, candidacy: Candidacy) -> CandidacyAnswer | None:
    answers = CandidacyAnswer.objects.filter(candidacy=candidacy, member=request.user)
    return answers.select_related("objection").first()


def _after(answer: CandidacyAnswer, come_back: str) -> str:
    """An objection that still waits for its reason goes on to the page that helps to write it."""
    is_hidden = Candidacy.objects.filter(pk=answer.candidacy_id, closed_at=None).exists()
    if answer.kind != Position.Kind.OBJECTION or not is_hidden:
        return come_back
    return reverse("proposals:candidacy-objection", args=[answer.candidacy_id]) + "?" + urlencode({"next": come_back})


def _objection_page(request: MemberRequest, candidacy: Candidacy) -> dict[str, object]:
    election = candidacy.election
    return {"election": election, "candidacy": candidacy, "next": back(request, election)}


def _page(request: MemberRequest, candidacy: Candidacy, title: str, button: str) -> dict[str, object]:
    return {
        "election": candidacy.election,
        "candidacy": candidacy,
        "title": title,
        "button": button,
        "next": back(request, candidacy.election),
    }
