"""Wording an objection together while it is hidden: asking for help, and helping."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commissions.change_sentences import in_words
from journal.actions import require
from members.models import Member
from members.requests import MemberRequest
from proposals import actions
from proposals.forms.process import ObjectionForm
from proposals.forms.wording import HelperForm
from proposals.models import Objection, Proposal, Version, WrittenObjection
from proposals.objection_reasons import reason_of
from proposals.queries import (
    electors_there,
    entrusted_to,
    help_with,
    helped_beforehand,
    helped_by,
    helpers_beforehand,
)
from proposals.views.common import back, readable, readable_round, say
from web.drafts import move_draft, place_of
from web.responses import SeeOther, perform_form


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
    helpers = electors_there(round).exclude(pk=request.user.pk)
    return _ask(request, objection, round.proposal, helpers.order_by("name"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def helper_beforehand(request: MemberRequest, pk: int) -> HttpResponse:
    """The same, before the round opens."""
    proposal = readable(request, pk)
    written = get_object_or_404(WrittenObjection, proposal=proposal, member=request.user)
    require("proposals.ask_help", request.user, written)
    return _ask(request, written, proposal, helpers_beforehand(proposal, request.user))


def _ask(
    request: MemberRequest, objection: Objection | WrittenObjection, proposal: Proposal, helpers: QuerySet[Member]
) -> HttpResponse:
    help = help_with(objection)
    return say(
        request,
        HelperForm(request.POST or None, helpers=helpers, initial={"helper": help.helper} if help else {}),
        lambda data: actions.ask_for_help(objection, actor=request.user, **data),
        proposal=proposal,
        title=_("Word your objection with somebody"),
        button=_("Ask for help"),
        message=lambda help: _("%(name)s is asked, and alone reads it with you.") % {"name": help.helper.name},
        edits=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def helping(request: MemberRequest, pk: int) -> HttpResponse:
    """Whoever was asked reads the objection of this position, and writes its reason."""
    objection = get_object_or_404(entrusted_to(request.user), position=pk)
    return _help_in_round(request, objection)


def _help_in_round(request: MemberRequest, objection: Objection) -> HttpResponse:
    """What was typed is kept by the form that refuses it; before anything is, one is told where to go on."""
    require("proposals.help_to_word", request.user, objection)
    round = objection.position.round
    if request.method != "POST" and not helped_by(request.user).filter(pk=objection.pk).exists():
        messages.info(request, _("The positions are shown: whoever facilitates helps to word it now."))
        return SeeOther(back(request, round.proposal))
    return _help(request, objection, round.proposal, round.version, objection.position.member)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def helping_beforehand(request: MemberRequest, pk: int) -> HttpResponse:
    """The same, of what was written before the round opens; then one goes on where it is a position."""
    written = helped_beforehand(request.user).filter(pk=pk).first()
    if written is None:
        return _go_on_in_round(request, pk)
    require("proposals.help_to_word", request.user, written)
    return _help(request, written, written.proposal, written.version, written.member)


def _go_on_in_round(request: MemberRequest, pk: int) -> HttpResponse:
    """What was typed and not sent goes along; what a page that was open before sends is the position's reason."""
    objection = get_object_or_404(entrusted_to(request.user), position__wording_help__begun_as=pk)
    if request.method == "POST":
        return _help_in_round(request, objection)
    to = reverse("proposals:helping", args=[objection.position_id])
    move_draft(request.user, place_of(request), to)
    query = request.GET.urlencode()
    return SeeOther(f"{to}?{query}" if query else to)


def _help(
    request: MemberRequest,
    objection: Objection | WrittenObjection,
    proposal: Proposal,
    version: Version,
    objector: Member,
) -> HttpResponse:
    return perform_form(
        request,
        ObjectionForm(request.POST or None, initial=reason_of(objection)),
        lambda data: actions.help_to_word(objection, reason=data, actor=request.user),
        to=back(request, proposal),
        message=_("The reason is written. Whoever objects reads it, and may change it."),
        template="proposals/objection.html",
        context={
            "proposal": proposal,
            "version": version,
            "lets": in_words(version.change),
            "objector": objector,
            "next": back(request, proposal),
        },
        edits=True,
        keeps_draft=True,
    )
