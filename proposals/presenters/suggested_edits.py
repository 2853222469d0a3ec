"""Changes suggested in place, as they are shown: with what may be done with each, those on the same words together."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from journal.lists import listed
from members.models import Member
from proposals.anchoring import overlapping
from proposals.models import Proposal, SuggestedEdit, Version
from proposals.process import COMMENTED, Act
from proposals.queries.suggested_edits import ended_edits_of, open_edits_of
from web.components import Badge

Status = SuggestedEdit.Status
LOOKS = {
    Status.TAKEN: ("leaf", "circle-check"),
    Status.PARTLY_TAKEN: ("leaf", "circle-check"),
}
SHOWN = 5
"""How many a person's own panel shows; the page of the passages has all."""


@dataclass(frozen=True)
class ShownEdit:
    """One suggested edit, and what this person may do with it."""

    edit: SuggestedEdit
    may_take: bool = False
    asks_which: bool = False  # once it is taken: which objections it answers
    may_refuse: bool = False
    may_withdraw: bool = False

    @property
    def badge(self) -> Badge:
        if self.edit.is_carried_over:
            return Badge(_("still applies to the new version"), "lamp", "circle-dot")
        if self.edit.is_open:  # of its author or, where one person decides alone, of that person
            return Badge(_("waits for an answer"), "lamp", "circle-dot")
        return Badge(self.edit.get_status_display(), *LOOKS.get(self.edit.status, ("plum", "circle-pause")))  # type: ignore[call-overload]


@dataclass(frozen=True)
class EditGroup:
    """Edits that touch words in common: one of them can be taken."""

    edits: Sequence[ShownEdit]

    @property
    def is_conflict(self) -> bool:
        return len(self.edits) > 1

    @property
    def start(self) -> int:
        return self.edits[0].edit.start


@dataclass(frozen=True)
class OwnEdits:
    """What one person has to do with the suggested edits of a proposal: to answer, as a writer of it, or their own."""

    groups: Sequence[EditGroup] = ()  # open, for whoever answers them
    own: Sequence[ShownEdit] = ()  # suggested by this person
    rest: int = 0  # more that wait than are shown

    def __bool__(self) -> bool:
        return bool(self.groups or self.own)


@dataclass(frozen=True)
class EditRights:
    """What this person may do with each edit of a proposal."""

    person: Member
    acts: AbstractSet[Act] = field(default_factory=frozenset)
    may_take: bool = False
    are_objected: bool = False  # objections stand, and what is taken may answer them

    def shown(self, edit: SuggestedEdit) -> ShownEdit:
        return ShownEdit(
            edit,
            may_take=edit.is_open and self.may_take,
            asks_which=self.are_objected,
            may_refuse=edit.is_open and Act.REFUSE_EDIT in self.acts,
            may_withdraw=edit.is_open and edit.member_id == self.person.pk,
        )

    def groups(self, edits: Iterable[SuggestedEdit]) -> list[EditGroup]:
        return [EditGroup([self.shown(edit) for edit in group]) for group in overlapping(edits)]


def own_edits(proposal: Proposal, rights: EditRights) -> OwnEdits:
    """For the person's own panel: two questions to the database."""
    person = rights.person
    answers = Act.REFUSE_EDIT in rights.acts
    waiting = open_edits_of(proposal) if proposal.state in COMMENTED else []
    groups = rights.groups(waiting) if answers else []
    own = [edit for edit in waiting if edit.member_id == person.pk]
    own += ended_edits_of(proposal).filter(member=person).exclude(status=Status.WITHDRAWN)[:SHOWN]
    rest = sum(len(group.edits) for group in groups[SHOWN:])
    return OwnEdits(groups[:SHOWN], [rights.shown(edit) for edit in own[:SHOWN]], rest)


def credits_of(version: Version) -> str:
    """Whose suggested edits this version took; empty for none. Reads `version.ended_edits`, prefetched."""
    names = dict.fromkeys(edit.member.name for edit in version.ended_edits.all() if edit.is_taken)
    return _("With changes suggested by %(names)s.") % {"names": listed(names)} if names else ""
