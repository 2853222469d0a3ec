"""The text paragraph by paragraph, each with what is suggested in it: the way to take part that needs no selecting."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from members.models import Member
from proposals.anchoring import Passage, paragraphs
from proposals.consent_process import open_to
from proposals.models import Proposal, Version
from proposals.presenters.suggested_edits import EditGroup, EditRights, ShownEdit
from proposals.process import Act, State
from proposals.queries import current_version, suggesting
from proposals.queries.suggested_edits import ended_edits_of, open_edits_of
from proposals.rules import roles_of


@dataclass(frozen=True)
class ShownParagraph:
    """One paragraph, heading or item of the text as it stands."""

    number: int
    passage: Passage
    text: str
    version: Version
    groups: Sequence[EditGroup] = ()

    @property
    def suggest_url(self) -> str:
        """Where other words are suggested for it; one comes back to its page."""
        proposal, place = self.version.proposal_id, self.passage
        back = reverse("proposals:passages", args=[proposal])
        query = urlencode(
            {"version": str(self.version.number), "start": str(place.start), "end": str(place.end), "next": back}
        )
        return reverse("proposals:suggested-edits", args=[proposal]) + f"?{query}"


@dataclass(frozen=True)
class PassagesSheet:
    proposal: Proposal
    version: Version
    paragraphs: Sequence[ShownParagraph]
    ended: Sequence[ShownEdit]  # answered, or gone with their words
    may_suggest: bool
    may_amend: bool

    @property
    def next_page(self) -> str:
        return reverse("proposals:passages", args=[self.proposal.pk])


def passages_of(proposal: Proposal, person: Member) -> PassagesSheet:
    """In a number of questions to the database that does not grow with the text, nor with what is said of it."""
    version = current_version(proposal)
    acts = open_to(State(proposal.state), roles_of(person, proposal))
    may_amend = Act.AMEND in acts and not suggesting(proposal)
    rights = EditRights(person, acts, may_take=may_amend)
    blocks = paragraphs(version.text)
    groups = rights.groups(open_edits_of(proposal))
    return PassagesSheet(
        proposal,
        version,
        [
            ShownParagraph(number, block, block.of(version.text), version, _beginning_in(block, after, groups))
            for number, (block, after) in enumerate(zip(blocks, [*blocks[1:], None], strict=True), start=1)
        ],
        [rights.shown(edit) for edit in ended_edits_of(proposal)],
        may_suggest=Act.SUGGEST_EDIT in acts,
        may_amend=may_amend,
    )


def _beginning_in(block: Passage, after: Passage | None, groups: Sequence[EditGroup]) -> list[EditGroup]:
    """The groups whose words begin in this paragraph, or before the next one."""
    end = after.start if after else block.end
    return [group for group in groups if block.start <= group.start < end]
