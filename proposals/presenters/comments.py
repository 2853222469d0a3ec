"""What is said of the words of a text, as it is shown: with what may be done, what is on the same words together."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.models import Member
from proposals.anchoring import overlapping
from proposals.models import Comment, Proposal
from proposals.process import Act, State
from proposals.processes import table_of
from proposals.rules import roles_of
from web.components import Badge


@dataclass(frozen=True)
class ShownComment:
    """One comment with its answers, and what this person may do with it."""

    comment: Comment
    may_reply: bool = False
    may_settle: bool = False

    @property
    def badges(self) -> list[Badge]:
        comment = self.comment
        shown = []
        if comment.fate != Comment.Fates.SAME:
            shown.append(Badge(comment.get_fate_display(), "plum", "circle-pause"))
        if comment.settled_by:
            settled = _("settled by %(name)s") % {"name": comment.settled_by.name}
            shown.append(Badge(settled, "leaf", "circle-check"))
        return shown

    @property
    def title(self) -> str:
        return _("A comment of %(name)s") % {"name": self.comment.member.name}

    @property
    def link(self) -> str:
        """What its own page is for, said to those who do not see which comment stands beside it."""
        name = {"name": self.comment.member.name}
        return _("Answer %(name)s") % name if self.may_reply else _("Open the comment of %(name)s again") % name

    @property
    def url(self) -> str:
        """Its own page, where it is answered and settled."""
        return reverse("proposals:comment", args=[self.comment.pk])


@dataclass(frozen=True)
class CommentGroup:
    """Comments that touch words in common."""

    comments: Sequence[ShownComment]

    @property
    def start(self) -> int:
        return self.comments[0].comment.start

    @property
    def are_several(self) -> bool:
        return len(self.comments) > 1


@dataclass(frozen=True)
class CommentRights:
    """What this person may do with each comment on a proposal."""

    person: Member
    acts: AbstractSet[Act]

    @classmethod
    def of(cls, person: Member, proposal: Proposal) -> "CommentRights":
        return cls(person, table_of(proposal.process).open_to(State(proposal.state), roles_of(person, proposal)))

    def shown(self, comment: Comment) -> ShownComment:
        is_time = bool(self.acts & {Act.COMMENT, Act.SETTLE_COMMENT})
        return ShownComment(
            comment,
            may_reply=Act.COMMENT in self.acts and not comment.is_settled,
            may_settle=Act.SETTLE_COMMENT in self.acts or (is_time and comment.member_id == self.person.pk),
        )

    def groups(self, comments: Iterable[Comment]) -> list[CommentGroup]:
        return [CommentGroup([self.shown(comment) for comment in group]) for group in overlapping(comments)]


def comments_label(count: int) -> str:
    """How many comments; empty for none."""
    return ngettext("%(count)d comment", "%(count)d comments", count) % {"count": count} if count else ""
