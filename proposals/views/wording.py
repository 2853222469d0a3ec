"""Wording an objection together while it is hidden: asking for help, and helping."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commissions.changes import in_words
from journal.actions import require
from members.requests import MemberRequest
from proposals import actions
from proposals.forms.process import ObjectionForm
from proposals.forms.wording import HelperForm
from proposals.models import Objection
from proposals.objection_reasons import reason_of
from proposals.queries import help_with, helped_by
from proposals.views.common import back, readable_round, say
from web.responses import perform_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def helper(request: MemberRequest, pk: int) -> HttpResponse:
    """Whoever objects chooses who helps to word it. There is no such page for others, nor for another answer."""
    round = readable_round(request, pk)
    objection = get_object_or_404(
        Objection.objects.select_related("position__round__proposal"),
        position__round=round,
        position__member=request.user,
    )
    require("proposals.ask_help", request.user, objection)
    help = help_with(objection)
    form = HelperForm(
        request.POST or None,
        round=round,
        person=request.user,
        initial={"helper": help.helper} if help else {},
    )
    return say(
        request,
        form,
        lambda data: actions.ask_for_help(objection, actor=request.user, **data),
        proposal=round.proposal,
        title=_("Word your objection with somebody"),
        button=_("Ask for help"),
        message=lambda help: _("%(name)s is asked, and alone reads it with you.") % {"name": help.helper.name},
        edits=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def helping(request: MemberRequest, pk: int) -> HttpResponse:
    """Whoever was asked reads the objection of this position, and writes its reason."""
    objection = get_object_or_404(helped_by(request.user), position=pk)
    round = objection.position.round
    require("proposals.help_to_word", request.user, objection)
    return perform_form(
        request,
        ObjectionForm(request.POST or None, initial=reason_of(objection)),
        lambda data: actions.help_to_word(objection, reason=data, actor=request.user),
        to=back(request, round.proposal),
        message=_("The reason is written. Whoever objects reads it, and may change it."),
        template="proposals/objection.html",
        context={
            "proposal": round.proposal,
            "round": round,
            "version": round.version,
            "lets": in_words(round.version.change),
            "objector": objection.position.member,
            "next": back(request, round.proposal),
        },
        edits=True,
        keeps_draft=True,
    )
