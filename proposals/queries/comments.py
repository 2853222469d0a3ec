"""What is said of the words of a text, as each person may read it."""

from django.db.models import Prefetch, QuerySet

from members.models import Member
from proposals.answering import answers_first
from proposals.models import Comment, CommentReply, Proposal


def comments_for(proposal: Proposal, person: Member) -> QuerySet[Comment]:
    """Those that this person may read, with their answers, in the order of the text: their own alone while they are to
    answer first."""
    comments, replies = Comment.objects.filter(proposal=proposal), CommentReply.objects.all()
    if answers_first(proposal, person):
        comments, replies = comments.filter(member=person), replies.filter(member=person)
    comments = comments.select_related("member", "version", "settled_by").order_by("start", "pk")
    return comments.prefetch_related(Prefetch("replies", replies.select_related("member").order_by("pk")))
