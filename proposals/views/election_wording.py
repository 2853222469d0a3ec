"""Wording an objection to a name together while the answers are hidden: asking for help, and helping."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from journal.actions import require
from members.models import Member
from members.requests import MemberRequest
from proposals import actions
from proposals.forms.process import ObjectionForm
from proposals.forms.wording import HelperForm
from proposals.models import CandidacyAnswer, Position, WordingHelp
from proposals.objection_reasons import reason_of
from proposals.queries.elections import asked_about, entrusted_in_elections, helped_in_elections
from proposals.views.candidacies import readable_candidacy
from proposals.views.common import back, tell_help_is_over
from proposals.views.elections import FORM_PAGE
from web.responses import SeeOther, perform_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def helper(request: MemberRequest, pk: int) -> HttpResponse:
    """Whoever objects to the name chooses who helps to word it. There is no such page for others, nor for another
    answer."""
    candidacy = readable_candidacy(request, pk)
    answer = get_object_or_404(CandidacyAnswer, candidacy=candidacy, member=request.user, kind=Position.Kind.OBJECTION)
    require("proposals.election_ask_help", request.user, answer)
    others = [person.pk for person in asked_about(candidacy) if person.pk != request.user.pk]
    help = WordingHelp.objects.select_related("helper").filter(answer=answer).first()
    come_back = back(request, candidacy.election)
    return perform_form(
        request,
        HelperForm(
            request.POST or None,
            helpers=Member.objects.filter(pk__in=others).order_by("name"),
            initial={"helper": help.helper} if help else {},
        ),
        lambda data: actions.ask_for_help_in_election(answer, actor=request.user, **data),
        to=come_back,
        message=lambda help: _("%(name)s is asked, and alone reads it with you.") % {"name": help.helper.name},
        template=FORM_PAGE,
        context={
            "election": candidacy.election,
            "candidacy": candidacy,
            "title": _("Word your objection with somebody"),
            "button": _("Ask for help"),
            "next": come_back,
        },
        edits=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def helping(request: MemberRequest, pk: int) -> HttpResponse:
    """Whoever was asked reads the objection of this answer, and writes its reason. What was typed is kept by the form
    that refuses it; before anything is, one is told where to go on."""
    answer = entrusted_in_elections(request.user).filter(pk=pk).first()
    if answer is None:
        mine = CandidacyAnswer.objects.filter(wording_help__helper=request.user)
        former = get_object_or_404(mine.select_related("candidacy__election"), pk=pk)
        return tell_help_is_over(request, former.candidacy.election)
    election = answer.candidacy.election
    require("proposals.election_help_to_word", request.user, answer)
    come_back = back(request, election)
    if request.method != "POST" and not helped_in_elections(request.user).filter(pk=pk).exists():
        messages.info(request, _("The answers are shown: whoever facilitates helps to word it now."))
        return SeeOther(come_back)
    return perform_form(
        request,
        ObjectionForm(request.POST or None, initial=reason_of(answer.objection)),
        lambda data: actions.help_to_word_in_election(answer, reason=data, actor=request.user),
        to=come_back,
        message=_("The reason is written. Whoever objects reads it, and may change it."),
        template="proposals/candidacy_objection.html",
        context={
            "election": election,
            "candidacy": answer.candidacy,
            "objector": answer.member,
            "next": come_back,
        },
        edits=True,
        keeps_draft=True,
    )
