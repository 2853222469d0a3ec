"""The name that is proposed in an election: proposing it, answering to it, its objections, the person's own word."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from journal.actions import require
from members.models import Member
from members.requests import MemberRequest
from proposals import actions
from proposals.forms.elections import CandidacyAnswerForm, CandidacyForm, NotedAnswerForm
from proposals.forms.process import TextForm
from proposals.models import Candidacy, CandidacyAnswer
from proposals.presenters import election_confirmations as confirmations
from proposals.queries.elections import notable_in_answers
from proposals.views.common import back
from proposals.views.elections import FORM_PAGE, noted_message, noting_words, readable_election
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
    mine = CandidacyAnswer.objects.filter(candidacy=candidacy, member=request.user).first()
    return perform_form(
        request,
        CandidacyAnswerForm(request.POST or None, answer=mine),
        lambda data: actions.answer_candidacy(candidacy, actor=request.user, **data),
        to=back(request, candidacy.election),
        message=_("Counted. Nobody sees it before all answers show together."),
        template=FORM_PAGE,
        context=_page(request, candidacy, _("Your answer"), _("Give my answer")),
        edits=True,
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
    members = Member.objects.filter(pk__in=notable_in_answers(candidacy, request.user)).order_by("name")
    return perform_form(
        request,
        NotedAnswerForm(request.POST or None, members=members),
        lambda data: actions.note_answer(candidacy, actor=request.user, **data),
        to=back(request, candidacy.election),
        message=lambda note: noted_message(note.member),
        template=FORM_PAGE,
        context=_page(request, candidacy, _("Note somebody’s answer"), _("Note this answer"))
        | {"intro": noting_words()},
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
    answers = CandidacyAnswer.objects.select_related("candidacy__election__circle", "candidacy__person", "member")
    answer = get_object_or_404(answers, pk=pk)
    require("proposals.read_election", request.user, answer.candidacy.election)
    return answer


def _page(request: MemberRequest, candidacy: Candidacy, title: str, button: str) -> dict[str, object]:
    return {
        "election": candidacy.election,
        "candidacy": candidacy,
        "title": title,
        "button": button,
        "next": back(request, candidacy.election),
    }
