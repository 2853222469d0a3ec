"""Who is told by letter of what others say of the words of a text, or suggest in their place."""

from django.db.models import Q

from members.models import Member, Notification
from members.notifications import notify
from proposals.actions.notifications import COMMENT, COMMENT_REPLY, EDIT, text_key
from proposals.models import Comment, CommentReply, Proposal, SuggestedEdit
from proposals.queries import is_in_meeting, writers_of


def ask_about_edit(edit: SuggestedEdit) -> None:
    """Within the action that suggests it: whoever writes the text is asked what becomes of it, told anew as of a
    comment."""
    for person in writers_of(edit.proposal):
        _tell(person, EDIT, edit.proposal, text_key(edit.proposal))


def tell_about_comment(comment: Comment) -> None:
    """Within the action that makes it: whoever writes the text is told. What comes before a letter left is one with it,
    what comes afterwards, or once it was read, is told anew."""
    proposal = comment.proposal
    for person in writers_of(proposal):
        if person.pk != comment.member_id:
            _tell(person, COMMENT, proposal, text_key(proposal))


def tell_about_reply(reply: CommentReply) -> None:
    """Within the action that makes it: whoever commented, and who answered before, are told, as of a comment; and anew
    once they have spoken again themselves."""
    comment = reply.comment
    last_replies = {one.member: one.pk for one in comment.replies.select_related("member").order_by("pk")}
    for person, last_reply in ({comment.member: 0} | last_replies).items():
        if person.pk != reply.member_id:
            key = f"comment:{comment.pk}" + (f":after:{last_reply}" if last_reply else "")
            _tell(person, COMMENT_REPLY, comment.proposal, key)


def _tell(person: Member, kind: str, proposal: Proposal, key: str) -> None:
    if not is_in_meeting(proposal):
        key = _key_of_one_more(person, kind, proposal.topic, key)
        notify([person], kind, proposal.topic, key=key, within=proposal.circle.topic)


def _key_of_one_more(person: Member, kind: str, about: str, key: str) -> str:
    """That of what was told last, as long as it waits to leave, unread; else one of its own."""
    notifications = Notification.objects.filter(member=person, kind=kind, about=about)
    last = notifications.filter(Q(key=key) | Q(key__startswith=f"{key}:more:")).order_by("-pk").first()
    if last is None:
        return key
    waits = last.settled_at is None and last.read_at is None
    return last.key if waits else f"{key}:more:{last.pk}"
