"""Wording an objection together while it is hidden: asking for help, and helping."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from commissions.change_sentences import in_words
from journal.actions import require
from journal.numbers import number
from members.models import Member, Notification
from members.requests import MemberRequest
from proposals import actions
from proposals.actions.notifications import WORDING, written_key
from proposals.forms.process import ObjectionForm
from proposals.forms.wording import HelperForm
from proposals.models import Objection, Proposal, Version, WordingHelp, WrittenObjection
from proposals.objection_reasons import reason_of
from proposals.queries import (
    current_version,
    electors_there,
    entrusted_beforehand,
    entrusted_to,
    help_with,
    helped_beforehand,
    helped_by,
    helpers_beforehand,
)
from proposals.views.common import back, readable, readable_round, say, tell_help_is_over
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
    """Whoever was asked reads the objection of this position, and writes its reason; or is told that it is none now."""
    objection = entrusted_to(request.user).filter(position=pk).first()
    if objection is None:
        return _tell_of_position(request, get_object_or_404(_helps_of_positions(request), position=pk))
    return _help_in_round(request, objection)


def _helps_of_positions(request: MemberRequest) -> QuerySet[WordingHelp]:
    return WordingHelp.objects.filter(helper=request.user).select_related("position__round__proposal")


def _tell_of_position(request: MemberRequest, help: WordingHelp) -> HttpResponse:
    assert help.position is not None  # noqa: S101  (its own query asks for one)
    return tell_help_is_over(request, help.position.round.proposal)


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
    """The same, of what was written before the round opens; then one goes on where it is a position.

    Of a text that changed before it did, one is told so: its words wait for whoever wrote them.
    """
    written = entrusted_beforehand(request.user).filter(pk=pk).first()
    if written is None:
        return _go_on_in_round(request, pk)
    require("proposals.help_to_word", request.user, written)
    if request.method != "POST" and not helped_beforehand(request.user).filter(pk=pk).exists():
        if written.version == current_version(written.proposal):
            return tell_help_is_over(request, written.proposal)
        message = _("The text has changed since: %(name)s is asked about the new one, and may ask you for help again.")
        messages.info(request, message % {"name": written.member.name})
        return SeeOther(back(request, written.proposal))
    return _help(request, written, written.proposal, written.version, written.member)


def _go_on_in_round(request: MemberRequest, pk: int) -> HttpResponse:
    """What was typed and not sent goes along; what a page that was open before sends is the position's reason."""
    objection = entrusted_to(request.user).filter(position__wording_help__begun_as=pk).first()
    if objection is None:
        return _tell_what_became(request, pk)
    if request.method == "POST":
        return _help_in_round(request, objection)
    to = reverse("proposals:helping", args=[objection.position_id])
    move_draft(request.user, place_of(request), to)
    query = request.GET.urlencode()
    return SeeOther(f"{to}?{query}" if query else to)


def _tell_what_became(request: MemberRequest, pk: int) -> HttpResponse:
    """Of what was written beforehand and is gone, only the letter that asked for help still tells of what it was. Where
    it is there, somebody else was asked instead, or whoever was asked has left."""
    if help := _helps_of_positions(request).filter(begun_as=pk).first():
        return _tell_of_position(request, help)
    if WrittenObjection.objects.filter(pk=pk).exists():
        raise Http404
    key = written_key(pk)
    theirs = Notification.objects.filter(member=request.user, kind=WORDING)
    letter = theirs.filter(Q(key=key) | Q(key__startswith=f"{key}:")).first()
    if letter is None:
        raise Http404
    return tell_help_is_over(request, readable(request, number(Proposal.key_in(letter.about)) or 0))


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
