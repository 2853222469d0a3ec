"""The text paragraph by paragraph, each with what is suggested and said there: the way that needs no selecting."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from members.models import Member
from proposals.anchoring import Passage, paragraphs
from proposals.answering import answers_first
from proposals.models import Proposal, Version
from proposals.presenters.comments import CommentGroup, CommentRights, ShownComment, comments_label
from proposals.presenters.suggested_edits import EditGroup, EditRights, ShownEdit
from proposals.process import COMMENTED, Act, State
from proposals.processes import table_of
from proposals.queries import current_version, suggesting
from proposals.queries.comments import comments_for
from proposals.queries.objection_answers import objections_to_answer
from proposals.queries.suggested_edits import ended_edits_of, open_edits_of
from proposals.rules import roles_of


def passages_label(state: str, edits: int, comments: int) -> str:
    """The link under the text to its paragraphs, where changes are suggested and words commented; empty before and
    after."""
    if state not in COMMENTED:
        return ""
    if not (edits or comments):
        return _("Comment a paragraph, or suggest a change")
    suggested = ngettext("%(count)d suggested change", "%(count)d suggested changes", edits) % {"count": edits}
    parts = [comments_label(comments), suggested if edits else ""]
    return _("%(parts)s, paragraph by paragraph") % {"parts": ", ".join(filter(None, parts))}


@dataclass(frozen=True)
class ShownParagraph:
    """One paragraph, heading or item of the text as it stands."""

    number: int
    passage: Passage
    text: str
    version: Version
    groups: Sequence[EditGroup] = ()
    comments: Sequence[CommentGroup] = ()

    @property
    def suggest_url(self) -> str:
        """Where other words are suggested for it; one comes back to its page."""
        return self._url("proposals:suggested-edits")

    @property
    def comment_url(self) -> str:
        """Where it is commented; the same."""
        return self._url("proposals:comments")

    @property
    def comments_label(self) -> str:
        return comments_label(sum(len(group.comments) for group in self.comments))

    def _url(self, name: str) -> str:
        proposal, place = self.version.proposal_id, self.passage
        back = reverse("proposals:passages", args=[proposal])
        query = urlencode(
            {"version": str(self.version.number), "start": str(place.start), "end": str(place.end), "next": back}
        )
        return reverse(name, args=[proposal]) + f"?{query}"


@dataclass(frozen=True)
class PassagesSheet:
    proposal: Proposal
    version: Version
    paragraphs: Sequence[ShownParagraph]
    ended: Sequence[ShownEdit]  # answered, or gone with their words
    gone: Sequence[ShownComment]  # comments of which the words are no longer in the text
    settled: Sequence[ShownComment]
    may_suggest: bool
    may_comment: bool
    answers_first: bool  # what others say is hidden from this person until then
    may_amend: bool

    @property
    def invitation(self) -> str:
        """What one may do under each paragraph; empty for nothing."""
        if self.may_suggest:
            return _(
                "Under each paragraph you can suggest other words: they are taken, or you read why not. You can "
                "comment too."
            )
        return _("Under each paragraph you can comment.") if self.may_comment else ""

    @property
    def next_page(self) -> str:
        return reverse("proposals:passages", args=[self.proposal.pk])


def passages_of(proposal: Proposal, person: Member) -> PassagesSheet:
    """In a number of questions to the database that does not grow with the text, nor with what is said of it."""
    version = current_version(proposal)
    acts = table_of(proposal.process).open_to(State(proposal.state), roles_of(person, proposal))
    may_amend = Act.AMEND in acts and not suggesting(proposal)
    objected = may_amend and bool(objections_to_answer(proposal))
    rights = EditRights(person, acts, may_take=may_amend, are_objected=objected)
    blocks = paragraphs(version.text)
    groups = rights.groups(open_edits_of(proposal))
    comments = list(comments_for(proposal, person))
    on_comments = CommentRights(person, acts)
    threads = on_comments.groups(one for one in comments if not (one.is_gone or one.is_settled))
    return PassagesSheet(
        proposal,
        version,
        [
            ShownParagraph(
                number,
                block,
                block.of(version.text),
                version,
                _beginning_in(block, after, groups),
                _beginning_in(block, after, threads),
            )
            for number, (block, after) in enumerate(zip(blocks, [*blocks[1:], None], strict=True), start=1)
        ],
        [rights.shown(edit) for edit in ended_edits_of(proposal)],
        [on_comments.shown(one) for one in comments if one.is_gone and not one.is_settled],
        [on_comments.shown(one) for one in comments if one.is_settled],
        may_suggest=Act.SUGGEST_EDIT in acts,
        may_comment=Act.COMMENT in acts,
        answers_first=answers_first(proposal, person),
        may_amend=may_amend,
    )


class _Group(Protocol):
    @property
    def start(self) -> int: ...


Group = TypeVar("Group", bound=_Group)


def _beginning_in(block: Passage, after: Passage | None, groups: Iterable[Group]) -> list[Group]:
    """The groups whose words begin in this paragraph, or before the next one."""
    end = after.start if after else block.end
    return [group for group in groups if block.start <= group.start < end]
