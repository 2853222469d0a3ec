"""A person's own panel on a ballot: what they may cast here, and what they have cast.

The same panel, on a ballot that is not kept yet, is its preview.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import rules
from django.utils.translation import gettext as _

from journal.clock import now
from members.models import Member
from votes import encryption
from votes.actions.voiding import is_countable
from votes.models import Ballot, Consultation
from votes.presenters.noted import OwnNotedVote, may_note, notes_for
from votes.presenters.paper_form import PaperForm
from votes.queries import ballots as ballot_queries


@dataclass(frozen=True)
class Mine:
    """A person's own panel on one ballot: their ballot, and one for each proxy that they hold."""

    ballot: Ballot
    is_open: bool
    on_roll: bool
    papers: list[PaperForm]
    conducts: bool = False  # whether this person may leave more time, and close it, from here
    is_out_of_reach: bool = False  # its key is not here: nothing can be cast or counted
    is_stuck: bool = False  # or its ballots cannot be counted as they are
    noted: Sequence[OwnNotedVote] = ()  # that this person may confirm or take back
    may_note: bool = False  # the vote of somebody in the room without a phone
    may_void: bool = False  # this person may ask that it be declared void, or confirm it

    @property
    def closes_at(self) -> datetime | None:
        return self.ballot.closes_at

    @property
    def without_paper(self) -> str:
        """Why this person has nothing to cast while the ballot is open."""
        if self.on_roll:
            return _("You arrived after this ballot opened: you vote in the next one.")
        return _("You follow this ballot without voting: you are not on its roll.")

    @property
    def stuck_sentence(self) -> str:
        """Why it cannot be counted."""
        if self.is_out_of_reach:
            return _(
                "The key of this ballot is not on this server: nothing can be cast or counted. Whoever runs the server "
                "may bring it back."
            )
        return _("This ballot cannot be counted: its ballots are not as they were cast.")

    @property
    def void_label(self) -> str:
        """Two people declare it void: the first asks, the second confirms."""
        if self.ballot.void_asked_by_id:
            return _("Confirm that this vote is void")
        return _("Ask that this vote be declared void")

    @property
    def reminded_sentence(self) -> str:
        if self.ballot.is_secret:
            return _("Everybody who may vote was reminded.")
        return _("Those who have not voted were reminded.")

    @property
    def reminder_sentence(self) -> str:
        """Whom a reminder goes to, and when it leaves by itself."""
        if self.ballot.is_secret:
            return _(
                "A letter to everybody who may vote, once, since nobody is told who has voted. Without it, it leaves "
                "by itself about a day before the end, or at half time."
            )
        return _(
            "A letter to those alone who have not voted, once. Without it, it leaves by itself about a day before the "
            "end, or at half time."
        )

    @property
    def reminder_label(self) -> str:
        return _("Remind everybody") if self.ballot.is_secret else _("Remind those who have not voted")

    @property
    def closes_by_hand(self) -> bool:
        """Whether whoever conducts may close it now."""
        return ballot_queries.closes_by_hand(self.ballot)

    @property
    def latest_end(self) -> datetime | None:
        """Until when whoever conducts may put the end off; None where it stays as it is."""
        return ballot_queries.latest_end(self.ballot, now())


def my_vote(ballot: Ballot, member: Member, typed: Mapping[str, Any] | None = None) -> Mine:
    """What this person may cast here and has cast. `typed` is a form that was sent and refused: it is shown again."""
    refused = typed or {}
    papers = [
        PaperForm(paper, ballot, refused if refused.get("elector") == str(paper.elector.pk) else {})
        for paper in ballot_queries.ballots_to_cast(ballot, member)
    ]
    on_roll = any(form.paper.is_own for form in papers) or ballot.roll.filter(member=member).exists()
    conducts = bool(Consultation.key_in(ballot.owner)) and rules.has_perm("votes.conduct", member, ballot)
    gone = not encryption.is_readable(ballot)
    is_open = ballot.is_open_at(now())
    asked_by = ballot.void_asked_by_id
    perm = "votes.void" if asked_by else "votes.conduct"
    may_void = ballot.closed_at is None and rules.has_perm(perm, member, ballot)
    is_stuck = gone or (may_void and _is_stuck(ballot, is_open))
    may_void = may_void and is_stuck and asked_by != member.pk
    return Mine(
        ballot,
        is_open,
        on_roll,
        papers,
        conducts=conducts,
        is_out_of_reach=gone,
        is_stuck=is_stuck,
        noted=notes_for(member, ballot) if is_open else (),
        may_note=is_open and may_note(member, ballot),
        may_void=may_void,
    )


def _is_stuck(ballot: Ballot, is_open: bool) -> bool:
    """Whether its time is over, or it has none, and it cannot be counted."""
    return (ballot.closes_at is None or not is_open) and not is_countable(ballot)
