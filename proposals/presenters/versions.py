"""One version of a text beside any other: what it changed, and what it lets be changed that the other did not."""

from collections.abc import Sequence
from dataclasses import dataclass

from commissions.change_sentences import lets_in_words
from commissions.changes import NOTHING
from proposals.effects import effects_of, lets_before
from proposals.models import AnsweredPassage, Proposal, Version
from proposals.presenters.objection_answers import marks_of
from proposals.queries.objection_answers import answered_passages
from web.diff import DiffMark


@dataclass(frozen=True)
class ComparedVersion:
    """A version, and the one that it is compared with: another that was chosen, else the one before, if any."""

    version: Version
    other: Version | None
    versions: Sequence[Version]
    answered_passages: Sequence[AnsweredPassage] = ()

    @classmethod
    def of(cls, proposal: Proposal, number: int, other: int | None) -> "ComparedVersion | None":
        """None where the proposal has no version of that number; `other` is ignored where it has none."""
        versions = list(proposal.versions.select_related("author", "proposal__replaces"))
        by_number = {version.number: version for version in versions}
        if number not in by_number:
            return None
        compared = by_number.get(number if other is None else other)
        if compared is None or compared.number == number:
            compared = next((version for version in reversed(versions) if version.number < number), None)
        return cls(by_number[number], compared, versions, answered_passages(proposal))

    @property
    def former(self) -> Version | None:
        """The older of the two."""
        return min(self.version, self.other, key=lambda it: it.number) if self.other else None

    @property
    def newer(self) -> Version:
        return max(self.version, self.other, key=lambda it: it.number) if self.other else self.version

    @property
    def marks(self) -> dict[int, list[DiffMark]]:
        """The objections that the changes answer, where nothing was written between the two."""
        if self.former is None or self.newer.number != self.former.number + 1:
            return {}
        return marks_of(self.newer, self.answered_passages)

    @property
    def others(self) -> list[Version]:
        """Those that this one may be compared with, the latest first."""
        return [version for version in reversed(self.versions) if version != self.version]

    @property
    def effects(self) -> list[str]:
        """What this version would do once it is adopted."""
        return effects_of(self.version.proposal, self.version)

    @property
    def lets_before(self) -> str:
        """What the older of the two let be changed, where the newer lets something else."""
        changes = (self.former.change if self.former else NOTHING, self.newer.change)
        words = lets_in_words(changes)
        return lets_before(*(words[change] for change in changes)) if self.former else ""
