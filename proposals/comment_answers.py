"""What is answered by a letter’s link to what others say of the words of a text, by whoever writes it or commented."""

from collections.abc import Callable, Mapping, Sequence

import rules
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext

from journal.numbers import number
from members.answers import AnswerKind, AnswerOption, AnswerPart, OpenQuestion, next_answer, still_asked, with_voices
from members.models import Member
from proposals.actions import reply_to_comment
from proposals.actions.notifications import COMMENT, COMMENT_REPLY
from proposals.effects import titled
from proposals.models import Comment, Proposal
from proposals.process import COMMENTED
from proposals.queries import current_version, proposals_for, writers_of
from proposals.queries.comments import comments_for
from web.plaintext import as_words

ANSWER = "answer"
SHOWN = 60  # characters of the words that a comment is about, beside the field of its answer
Waits = Callable[[Comment, Member], bool]


def comments_asked(member: Member, about: str) -> OpenQuestion | None:
    """What others said of the words of a text to whoever writes it, who has not answered since, together."""
    return _asked(member, COMMENT, about, _is_on_text_of, _("Answer what is said of the words of your text: %(title)s"))


def answer_comments_by_link(member: Member, about: str, parts: Mapping[str, str]) -> object:
    return _answer(member, about, _is_on_text_of, parts)


def replies_asked(member: Member, about: str) -> OpenQuestion | None:
    """What others answered since to what this person said of the words of a text, together."""
    return _asked(
        member, COMMENT_REPLY, about, _is_talked_of_by, _("Go on with what was answered to your comment: %(title)s")
    )


def answer_replies_by_link(member: Member, about: str, parts: Mapping[str, str]) -> object:
    return _answer(member, about, _is_talked_of_by, parts)


def _is_on_text_of(comment: Comment, member: Member) -> bool:
    return comment.member_id != member.pk and member in writers_of(comment.proposal)


def _is_talked_of_by(comment: Comment, member: Member) -> bool:
    replies = comment.replies.all()
    return bool(replies) and member.pk in {comment.member_id, *(reply.member_id for reply in replies)}


def _asked(member: Member, kind: str, about: str, waits: Waits, title: str) -> OpenQuestion | None:
    comments = _waiting(member, about, waits)
    if not comments:
        return None
    proposal, is_one = comments[0].proposal, len(comments) == 1
    button = pgettext("button", "Answer")
    return OpenQuestion(
        key=next_answer(member, kind, about),
        title=title % {"title": titled(proposal)},
        text=with_voices(current_version(proposal).text, _voices(comments)),
        url=reverse("proposals:passages", args=[proposal.pk]),
        options=[AnswerOption(ANSWER, button, "lamp", parts=_parts(comments, is_optional=not is_one), button=button)],
        before=[_("Whoever reads the text and its comments reads your answer.")],
    )


def _answer(member: Member, about: str, waits: Waits, parts: Mapping[str, str]) -> object:
    """Those for which there are words are answered, with the refusals of the page; the others go on waiting.

    Raises ValidationError: `text` where nothing is written.
    """
    comments = still_asked(_waiting(member, about, waits) or None)
    written = [comment for comment in comments if parts.get(_name(comment), "").strip()]
    if not written:
        raise ValidationError(_("Write your answer."), code="text")
    return [reply_to_comment(comment, text=parts[_name(comment)], actor=member) for comment in written]


def _waiting(member: Member, about: str, waits: Waits) -> list[Comment]:
    """The comments that are not settled, of which somebody else spoke last, in the order of the text."""
    key = number(Proposal.key_in(about)) or 0
    proposal = proposals_for(member).filter(pk=key, state__in=COMMENTED).select_related("circle", "replaces").first()
    if proposal is None or not rules.has_perm("proposals.comment", member, proposal):
        return []
    comments = list(comments_for(proposal, member).filter(settled_at=None))
    for comment in comments:
        comment.proposal = proposal
    return [comment for comment in comments if waits(comment, member) and _last_speaker(comment) != member.pk]


def _last_speaker(comment: Comment) -> int:
    return [comment.member_id, *(reply.member_id for reply in comment.replies.all())][-1]


def _voices(comments: Sequence[Comment]) -> list[tuple[str, str]]:
    """Each comment with its words, then what was answered to it."""
    voices = []
    for comment in comments:
        words = {"quote": as_words(comment.quote), "text": comment.text}
        voices.append((comment.member.name, _("About “%(quote)s”: %(text)s") % words))
        voices += [(reply.member.name, reply.text) for reply in comment.replies.all()]
    return voices


def _parts(comments: Sequence[Comment], *, is_optional: bool) -> list[AnswerPart]:
    label = _("Your answer about “%(quote)s”")
    quotes = {comment: Truncator(comment.quote).chars(SHOWN) for comment in comments}
    return [
        AnswerPart(_name(comment), label % {"quote": quote}, is_optional=is_optional)
        for comment, quote in quotes.items()
    ]


def _name(comment: Comment) -> str:
    return f"comment-{comment.pk}"


_AFTERWARDS = gettext_lazy("What you answered stands beside the text. To say more, sign in.")

KINDS = {
    COMMENT: AnswerKind(comments_asked, answer_parts=answer_comments_by_link, afterwards=_AFTERWARDS),
    COMMENT_REPLY: AnswerKind(replies_asked, answer_parts=answer_replies_by_link, afterwards=_AFTERWARDS),
}
