"""What the views of proposals share: the object and its right to be read, the way back, a page to say something."""

from collections.abc import Callable, Mapping
from typing import Any

from django.contrib import messages
from django.forms import BaseForm, Textarea
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.functional import Promise
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from journal.actions import require
from members.requests import MemberRequest
from proposals.models import Election, Objection, Proposal, Round
from proposals.queries import shown_objections
from web.responses import SeeOther, perform_form

Text = str | Promise


def readable(request: MemberRequest, pk: int) -> Proposal:
    """The proposal, if this person may read it."""
    proposal = get_object_or_404(
        Proposal.objects.select_related("circle", "author", "facilitator", "decider", "responsible"), pk=pk
    )
    require("proposals.read", request.user, proposal)
    return proposal


def readable_round(request: MemberRequest, pk: int) -> Round:
    round = get_object_or_404(Round.objects.select_related("proposal__circle", "proposal__replaces", "version"), pk=pk)
    require("proposals.read", request.user, round.proposal)
    return round


def readable_objection(request: MemberRequest, pk: int) -> Objection:
    """An objection is not there at all for others until its round is revealed."""
    with_its_round = ("position__round__proposal__circle", "position__round__version", "position__member")
    objection = get_object_or_404(shown_objections().select_related(*with_its_round), pk=pk)
    require("proposals.read", request.user, objection.position.round.proposal)
    return objection


def back(request: MemberRequest, thing: Proposal | Election) -> str:
    """The page that the form asked to come back to (a meeting's), if it is one of ours; else the thing's own."""
    to = request.POST.get("next") or request.GET.get("next") or ""
    safe = url_has_allowed_host_and_scheme(to, {request.get_host()}, require_https=request.is_secure())
    return to if to.startswith("/") and safe else thing.get_absolute_url()


def tell_help_is_over(request: MemberRequest, thing: Proposal | Election) -> HttpResponse:
    """To whoever was asked to help to word what is no such objection any more: why, and the page where one goes on."""
    messages.info(
        request,
        _(
            "Nobody waits for your help with these words any more: they were taken back, answered otherwise, or it "
            "went on without them."
        ),
    )
    return SeeOther(back(request, thing))


def say(
    request: MemberRequest,
    form: BaseForm,
    act: Callable[[dict[str, Any]], Any],
    *,
    proposal: Proposal,
    title: Text,
    button: Text,
    message: Text | Callable[[Any], Text] = "",
    to: str | Callable[[Any], str] = "",
    context: Mapping[str, Any] | None = None,
    edits: bool = False,
) -> HttpResponse:
    """A page with one form about a proposal: reached when scripts are off, or when something was missing.

    What is written in it is kept as one types.
    """
    come_back = back(request, proposal)
    return perform_form(
        request,
        form,
        act,
        to=to or come_back,
        message=message,
        template="proposals/say.html",
        context={"proposal": proposal, "title": title, "button": button, "next": come_back, **(context or {})},
        edits=edits,
        keeps_draft=any(isinstance(field.widget, Textarea) for field in form.fields.values()),
    )
