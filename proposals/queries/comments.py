"""What is said of the words of a text."""

from django.db.models import Prefetch, QuerySet

from proposals.models import Comment, CommentReply, Proposal


def comments_of(proposal: Proposal) -> QuerySet[Comment]:
    """With their answers, in the order of the text."""
    comments = Comment.objects.filter(proposal=proposal).order_by("start", "pk")
    return comments.select_related("member", "version", "settled_by").prefetch_related(with_replies())


def with_replies() -> Prefetch:
    """Brings the answers to a comment, and whose they are."""
    return Prefetch("replies", CommentReply.objects.select_related("member").order_by("pk"))
