"""Answers that somebody noted for another, as those see them who may confirm them or take them back."""

from dataclasses import dataclass

import rules
from django.utils.translation import gettext as _

from members.models import Member
from proposals.models import NotedPosition, Round


@dataclass(frozen=True)
class OwnNote:
    """One of them, with what it says, for somebody who may confirm it or take it back."""

    note: NotedPosition
    is_mine: bool  # it is my answer
    may_confirm: bool

    @property
    def title(self) -> str:
        names = {"noter": self.note.noted_by.name, "name": self.note.member.name}
        if self.is_mine:
            return _("%(noter)s noted your answer") % names
        if self.may_confirm:
            return _("%(noter)s noted the answer of %(name)s") % names
        return _("You noted the answer of %(name)s") % names

    @property
    def text(self) -> str:
        """What becomes of it."""
        if self.is_mine:
            return _("It counts once you confirm it. You may also give your own answer instead.")
        if self.may_confirm:
            return _("If you heard it too, confirm it: it counts then.")
        return _("It counts once this person, or somebody else with a role, confirms it.")

    @property
    def removal(self) -> str:
        """The button of whoever may take it back."""
        return _("This is not my answer") if self.is_mine else _("Take it back")

    @property
    def answer(self) -> str:
        return str(self.note.get_kind_display())

    @property
    def words(self) -> list[str]:
        """Those of the concern, or of the objection, which are written."""
        note = self.note
        kind = str(note.get_reason_kind_display()) if note.reason_kind else ""
        return [words for words in (note.text, kind, note.consequence, note.fact, note.aim, note.suggestion) if words]


def notes_for(person: Member, round: Round) -> list[OwnNote]:
    """Those of an open round that wait to be confirmed and that this person may confirm or take back."""
    waiting = NotedPosition.objects.filter(round=round, confirmed_at=None).select_related("member", "noted_by")
    notes = []
    for note in waiting:
        note.round = round
        may_confirm = rules.has_perm("proposals.confirm_noted", person, note)
        if may_confirm or rules.has_perm("proposals.drop_noted", person, note):
            notes.append(OwnNote(note, note.member_id == person.pk, may_confirm))
    return notes
