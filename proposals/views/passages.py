"""The text paragraph by paragraph, and changes suggested in place: each act is one POST."""

from functools import partial

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from journal.actions import require
from journal.numbers import number
from members.requests import MemberRequest
from proposals import actions
from proposals.actions.suggested_edits import passage_now
from proposals.anchoring import Passage, selected
from proposals.forms.process import TextForm
from proposals.forms.suggested_edits import SuggestedEditForm, TakeEditForm
from proposals.models import Proposal, SuggestedEdit, Version
from proposals.presenters.passages import passages_of
from proposals.presenters.suggested_edits import ShownEdit
from proposals.queries import current_version
from proposals.queries.objection_answers import objections_to_answer
from proposals.queries.suggested_edits import open_edits_of
from proposals.views.common import back, readable, say
from web.responses import SeeOther, perform, perform_form

MOST_SELECTED = 2_000  # characters that an address says to be selected


@login_required
@require_safe
def passages(request: MemberRequest, pk: int) -> HttpResponse:
    """The text paragraph by paragraph, with what is suggested in each."""
    sheet = passages_of(readable(request, pk), request.user)
    return render(request, "proposals/passages.html", {"proposal": sheet.proposal, "sheet": sheet})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def suggested_edits(request: MemberRequest, pk: int) -> HttpResponse:
    """Suggest other words for a passage: the one that was selected on the page, or one of the paragraphs."""
    proposal = readable(request, pk)
    require("proposals.suggest_edit", request.user, proposal)
    version = current_version(proposal)
    passage = asked_passage(request, proposal, version)
    if passage is None and request.method != "POST":
        messages.warning(request, _("These words were not found in the text as it stands: choose the passage here."))
        return SeeOther(reverse("proposals:passages", args=[pk]))
    passage = passage or Passage(0, 0)  # what was typed comes back, with the reason why it is refused
    words = passage.of(version.text)
    place = {"version": version.number, "start": passage.start, "end": passage.end}
    others = [ShownEdit(edit) for edit in open_edits_of(proposal) if edit.passage.overlaps(passage)]
    come_back = back(request, proposal)
    return perform_form(
        request,
        SuggestedEditForm(request.POST or None, initial={**place, "replacement": words}),
        lambda data: actions.suggest_edit(proposal, actor=request.user, **data),
        to=come_back,
        message=_("Your change is suggested. It is taken into the text, or you read why not."),
        template="proposals/suggest_edit.html",
        context={"proposal": proposal, "words": words, "others": others, "next": come_back},
        keeps_draft=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_taking(request: MemberRequest, pk: int) -> HttpResponse:
    """Whoever writes the text puts it in: a new version. Where objections stand, they say which of them it answers."""
    edit = _edit(request, pk)
    require("proposals.amend", request.user, edit)
    objections = objections_to_answer(edit.proposal)
    message = _("It is in the text, as a new version, with its difference.")
    if request.method == "POST" and not objections:
        act = partial(actions.take_edit, edit, actor=request.user)
        return perform(request, act, to=back(request, edit.proposal), message=message)
    return say(
        request,
        TakeEditForm(request.POST if request.method == "POST" else None, objections=objections),
        lambda data: actions.take_edit(edit, actor=request.user, **data),
        proposal=edit.proposal,
        title=_("Take a suggested change into the text"),
        button=_("Take it into the text"),
        message=message,
        context={"quoted": edit.reason, "quoted_from": edit.member.name},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_refusal(request: MemberRequest, pk: int) -> HttpResponse:
    """Whoever writes the text says why it is not taken."""
    edit = _edit(request, pk)
    require("proposals.refuse_edit", request.user, edit)
    return say(
        request,
        TextForm(request.POST or None, label=_("Why do you not take it?")),
        lambda data: actions.refuse_edit(edit, reason=data["text"], actor=request.user),
        proposal=edit.proposal,
        title=_("Not take a suggested change"),
        button=_("Do not take it"),
        message=_("It is answered. %(name)s reads why.") % {"name": edit.member.name},
        context={"quoted": edit.reason, "quoted_from": edit.member.name},
    )


@login_required
@require_POST
def edit_removal(request: MemberRequest, pk: int) -> HttpResponse:
    """Whoever suggested it takes it back."""
    edit = _edit(request, pk)
    return perform(
        request,
        lambda: actions.withdraw_edit(edit, actor=request.user),
        to=back(request, edit.proposal),
        message=_("Your suggestion is taken back."),
    )


def _edit(request: MemberRequest, pk: int) -> SuggestedEdit:
    edits = SuggestedEdit.objects.select_related("proposal__circle", "member", "version")
    edit = get_object_or_404(edits, pk=pk)
    require("proposals.read", request.user, edit.proposal)
    return edit


def asked_passage(request: MemberRequest, proposal: Proposal, version: Version) -> Passage | None:
    """The words that are meant, in the text as it stands: their place in the version that was read, or what was
    selected on the page (`words`, with what is shown `before`)."""
    query = request.POST or request.GET
    words = query.get("words", "")
    if words:
        return selected(version.text, words[:MOST_SELECTED], query.get("before", "")[-MOST_SELECTED:])
    read, start, end = (number(query.get(name)) for name in ("version", "start", "end"))
    if read is None or start is None or end is None:
        return None
    try:
        return passage_now(proposal, version, read, start, end)
    except ValidationError:
        return None
