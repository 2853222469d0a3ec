"""What members say of the words of a text: said, answered, settled; it follows its words from version to version."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import action, require
from journal.clock import now
from members.models import Member
from proposals.actions.comment_notifications import tell_about_comment, tell_about_reply
from proposals.actions.common import begin, journal_texts, tell, written
from proposals.actions.suggested_edits import passage_now
from proposals.anchoring import Fate, followed
from proposals.models import Comment, CommentReply, Proposal, Version
from proposals.process import Act
from proposals.queries import current_version


@action
def comment_passage(proposal: Proposal, *, version: int, start: int, end: int, text: str, actor: Member) -> Comment:
    """Say something of the words from `start` until before `end` of the version with that number.

    A newer version is no obstacle while it still holds those words. Raises ValidationError: `passage` where they are
    not in the text, `text` without a word.
    """
    proposal = begin(Act.COMMENT, proposal, actor=actor)
    current = current_version(proposal)
    passage = passage_now(proposal, current, version, start, end)
    text = written(text, _("Write your comment."), "text")
    comment = Comment.objects.create(
        proposal=proposal,
        first_version=current,
        version=current,
        start=passage.start,
        end=passage.end,
        quote=passage.of(current.text),
        text=text,
        member=actor,
        commented_at=now(),
    )
    texts = {"quote": comment.quote, "text": text}
    tell("comment.made", proposal, comment=comment.pk, version=current.number, private=journal_texts(proposal, **texts))
    tell_about_comment(comment)
    return comment


@action
def reply_to_comment(comment: Comment, *, text: str, actor: Member) -> CommentReply:
    """Answer a comment: whoever may comment may. Raises ValidationError: `text`, `settled` once it is settled."""
    proposal = begin(Act.COMMENT, comment.proposal, actor=actor)
    comment = _fresh(comment, proposal)
    require("proposals.read_comment", actor, comment)
    if comment.is_settled:
        raise ValidationError(
            _("This comment is settled: whoever wrote it, or whoever writes the text, can open it again."), "settled"
        )
    text = written(text, _("Write your answer."), "text")
    reply = CommentReply.objects.create(comment=comment, member=actor, text=text, replied_at=now())
    tell("comment.answered", proposal, comment=comment.pk, reply=reply.pk, private=journal_texts(proposal, text=text))
    tell_about_reply(reply)
    return reply


@action
def settle_comment(comment: Comment, *, actor: Member) -> Comment:
    """Whoever writes the text, or whoever commented, says that it is dealt with. Twice changes nothing."""
    proposal = begin(Act.SETTLE_COMMENT, comment, actor=actor)
    comment = _fresh(comment, proposal)
    if not comment.is_settled:
        comment.settled_at, comment.settled_by = now(), actor
        comment.save(update_fields=["settled_at", "settled_by"])
        tell("comment.settled", proposal, comment=comment.pk, commenter=comment.member_id)
    return comment


@action
def reopen_comment(comment: Comment, *, actor: Member) -> Comment:
    """The same people say that it is not. Twice changes nothing."""
    proposal = begin(Act.SETTLE_COMMENT, comment, actor=actor)
    comment = _fresh(comment, proposal)
    if comment.is_settled:
        comment.settled_at = comment.settled_by = None
        comment.save(update_fields=["settled_at", "settled_by"])
        tell("comment.reopened", proposal, comment=comment.pk, commenter=comment.member_id)
    return comment


def follow_comments(proposal: Proposal, version: Version) -> None:
    """Find the words of each comment in a new version; those that are gone are looked for again in the next."""
    comments = list(Comment.objects.filter(proposal=proposal).select_related("version"))
    for comment in comments:
        fate, place = followed(comment.version.text, comment.passage, version.text)
        if place is None:
            comment.fate = Fate.GONE
            continue
        has_moved = fate == Fate.MOVED or comment.fate == Fate.MOVED or place.of(version.text) != comment.quote
        comment.fate = Fate.MOVED if has_moved else Fate.SAME
        comment.version, comment.start, comment.end = version, place.start, place.end
    Comment.objects.bulk_update(comments, ["version", "start", "end", "fate"])


def _fresh(comment: Comment, proposal: Proposal) -> Comment:
    """The comment as it stands under the lock of its proposal."""
    comment = Comment.objects.select_related("member").get(pk=comment.pk)
    comment.proposal = proposal
    return comment
