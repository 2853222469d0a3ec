"""Comments on the words of a text: made, answered, settled. Each act is one POST."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from journal.actions import require
from members.requests import MemberRequest
from proposals import actions
from proposals.anchoring import Passage
from proposals.forms.passages import CommentForm
from proposals.forms.process import TextForm
from proposals.models import Comment
from proposals.presenters.comments import CommentRights
from proposals.queries import current_version
from proposals.queries.comments import comments_for
from proposals.views.common import back, readable
from proposals.views.passages import asked_passage
from web.responses import SeeOther, perform, perform_form


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def comments(request: MemberRequest, pk: int) -> HttpResponse:
    """Comment a passage: the one that was selected on the page, or one of the paragraphs."""
    proposal = readable(request, pk)
    require("proposals.comment", request.user, proposal)
    version = current_version(proposal)
    passage = asked_passage(request, proposal, version)
    if passage is None and request.method != "POST":
        messages.warning(request, _("These words were not found in the text as it stands: choose the passage here."))
        return SeeOther(reverse("proposals:passages", args=[pk]))
    passage = passage or Passage(0, 0)  # what was typed comes back, with the reason why it is refused
    place = {"version": version.number, "start": passage.start, "end": passage.end}
    others = comments_for(proposal, request.user).filter(settled_at=None).exclude(fate=Comment.Fates.GONE)
    rights, come_back = CommentRights.of(request.user, proposal), back(request, proposal)
    return perform_form(
        request,
        CommentForm(request.POST or None, initial=place),
        lambda data: actions.comment_passage(proposal, actor=request.user, **data),
        to=come_back,
        message=_("Your comment stands beside these words, in the text paragraph by paragraph."),
        template="proposals/comment_passage.html",
        context={
            "proposal": proposal,
            "words": passage.of(version.text),
            "others": [rights.shown(one) for one in others if one.passage.overlaps(passage)],
            "next": come_back,
        },
        keeps_draft=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def comment(request: MemberRequest, pk: int) -> HttpResponse:
    """One comment with its answers; a POST answers it."""
    comment = _comment(request, pk)
    proposal = comment.proposal
    if request.method == "POST":
        require("proposals.comment", request.user, proposal)
    shown = CommentRights.of(request.user, proposal).shown(comment)
    return perform_form(
        request,
        TextForm(request.POST or None, label=_("Your answer")),
        lambda data: actions.reply_to_comment(comment, text=data["text"], actor=request.user),
        to=shown.url,
        message=_("Your answer is there."),
        template="proposals/comment.html",
        context={"proposal": proposal, "shown": shown},
        keeps_draft=True,
    )


@login_required
@require_POST
def settling(request: MemberRequest, pk: int) -> HttpResponse:
    """It is dealt with."""
    comment = _comment(request, pk)
    return perform(
        request,
        lambda: actions.settle_comment(comment, actor=request.user),
        to=reverse("proposals:comment", args=[pk]),
        message=_("The comment is settled. It stays readable under the text."),
    )


@login_required
@require_POST
def reopening(request: MemberRequest, pk: int) -> HttpResponse:
    """It is not, after all."""
    comment = _comment(request, pk)
    return perform(
        request,
        lambda: actions.reopen_comment(comment, actor=request.user),
        to=reverse("proposals:comment", args=[pk]),
        message=_("The comment is open again."),
    )


def _comment(request: MemberRequest, pk: int) -> Comment:
    comments = Comment.objects.select_related("proposal__circle", "member", "version", "settled_by")
    comment = get_object_or_404(comments, pk=pk)
    require("proposals.read_comment", request.user, comment)
    return comment
