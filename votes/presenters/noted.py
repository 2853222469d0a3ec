"""Votes that somebody noted for another, as those see them who may confirm them or take them back."""

from dataclasses import dataclass

import rules
from django.utils.translation import gettext as _

from members.models import Member
from votes.models import Ballot, NotedVote
from votes.queries.ballots import noted_votes
from votes.wording import ballots as ballot_wording


@dataclass(frozen=True)
class OwnNotedVote:
    """One of them, with what it says, for somebody who may confirm it or take it back."""

    note: NotedVote
    is_mine: bool  # it is my vote
    may_confirm: bool

    @property
    def title(self) -> str:
        names = {"noter": self.note.noted_by.name, "name": self.note.entry.member.name}
        if self.is_mine:
            return _("%(noter)s noted your vote") % names
        if self.may_confirm:
            return _("%(noter)s noted the vote of %(name)s") % names
        return _("You noted the vote of %(name)s") % names

    @property
    def text(self) -> str:
        """What becomes of it."""
        if self.is_mine:
            return _("It counts once you confirm it. You may also cast your own vote instead.")
        if self.may_confirm:
            return _("If you heard this vote too, confirm it: it counts then.")
        return _("The vote counts once this person, or somebody else with a role, confirms it.")

    @property
    def removal(self) -> str:
        """The button of whoever may take it back."""
        return _("This is not my vote") if self.is_mine else _("Take the vote back")

    @property
    def answer(self) -> str:
        return ballot_wording.answered(self.note.entry.ballot, self.note.choice)


def notes_for(person: Member, ballot: Ballot) -> list[OwnNotedVote]:
    """Those that wait to be confirmed and that this person may confirm or take back."""
    notes = []
    for note in noted_votes(ballot):
        may_confirm = rules.has_perm("votes.confirm_noted", person, note)
        if may_confirm or rules.has_perm("votes.drop_noted", person, note):
            notes.append(OwnNotedVote(note, note.entry.member_id == person.pk, may_confirm))
    return notes


def may_note(person: Member, ballot: Ballot) -> bool:
    """Whether a vote may be noted here for somebody without a phone, by this person."""
    is_possible = ballot.pk is not None and not ballot.is_secret and not ballot.gathering.is_online
    return is_possible and rules.has_perm("votes.note_vote", person, ballot)
