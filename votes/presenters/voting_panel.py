"""A person's own panel on a ballot: what they may cast here, and what they have cast.

The same panel, on a ballot that is not kept yet, is its preview.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Any

import rules
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from journal.clock import now
from members.models import Member
from votes import encryption
from votes.actions.voiding import is_countable
from votes.counting.majority import Choice, MajorityRules
from votes.methods import tallying
from votes.methods.majority import LOOKS
from votes.models import Ballot, Consultation
from votes.presenters.ballot_paper import OptionsPaper
from votes.presenters.noted import OwnNotedVote, may_note, notes_for
from votes.queries import ballots as ballot_queries
from votes.queries.ballots import Paper
from votes.wording import ballots as ballot_wording

ICONS = {
    Choice.FOR: "thumbs-up",
    Choice.AGAINST: "thumbs-down",
    Choice.ABSTAIN: "circle-minus",
    Choice.BLANK: "circle-dashed",
    Choice.NO_PART: "circle-slash",
}


@dataclass(frozen=True)
class Answer:
    """One answer to a majority, as a button."""

    value: str
    label: str
    tone: str
    shape: str
    icon: str
    is_mine: bool

    @property
    def look(self) -> str:
        """For and against, which the question is about, are drawn larger."""
        return f"{self.tone} big" if self.value in (Choice.FOR, Choice.AGAINST) else self.tone


@dataclass(frozen=True)
class PaperForm:
    """One ballot to cast, with what counts in it for now, or what was just typed and refused."""

    paper: Paper
    ballot: Ballot
    typed: Mapping[str, Any] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return f"ballot-{self.ballot.pk or 'preview'}-{self.paper.elector.pk}"

    @property
    def action(self) -> str:
        """Where it is sent; nowhere while it is a preview."""
        return reverse("votes:ballot-votes", args=[self.ballot.pk]) if self.ballot.pk else ""

    @property
    def is_final(self) -> bool:
        """Whether what is cast can no longer change."""
        return self.ballot.is_secret

    @cached_property
    def options_paper(self) -> OptionsPaper | None:
        """What is asked about the options; a majority has none."""
        rules = tallying.read_rules(self.ballot)
        if isinstance(rules, MajorityRules):
            return None
        return OptionsPaper(rules, self.ballot.options, self.choice, self.typed)

    @property
    def template(self) -> str:
        return f"votes/_answer_{self.options_paper.kind if self.options_paper else 'majority'}.html"

    @property
    def choice(self) -> Any:
        """What counts for now."""
        return self.paper.vote.choice if self.paper.vote else None

    @property
    def title(self) -> str:
        """Whose vote it is."""
        if self.paper.is_own:
            return _("My vote")
        return _("The vote of %(name)s, whose proxy you hold") % {"name": self.paper.elector.name}

    @property
    def short_title(self) -> str:
        if self.paper.is_own:
            return _("My vote")
        return _("The vote of %(name)s") % {"name": self.paper.elector.name}

    @property
    def vote_in_words(self) -> str:
        """What counts for now, in words."""
        return ballot_wording.recorded(self.paper.vote, self.ballot) if self.paper.vote else ""

    @property
    def holder_in_words(self) -> str:
        """Who has cast it in this person's name, if it was not they."""
        vote = self.paper.vote
        if vote is None or not (self.paper.by_holder and self.paper.is_own):
            return ""
        return _("(by %(name)s, your proxy; your own vote replaces it)") % {"name": vote.cast_by.name}

    @property
    def signed_sentence(self) -> str:
        """What can no longer change, since it has no name."""
        if self.is_final:
            return _("The ballot is in the box. It is secret, and can no longer change.")
        return _("The vote was given on paper, and can no longer change.")

    @property
    def has_voted(self) -> bool:
        return bool(self.vote_in_words or self.paper.has_signed)

    @property
    def outcome(self) -> str:
        """What became of it, once the ballot has closed."""
        if self.vote_in_words:
            return self.vote_in_words
        return pgettext("a ballot", "in the box") if self.paper.has_signed else _("No vote was received.")

    @property
    def is_published(self) -> bool:
        """Whether it can be found, under its receipt code, in the list of a closed ballot."""
        ballot = self.ballot
        is_listed = ballot.is_secret and ballot.closed_at is not None and not ballot.shows_outcome_alone
        return is_listed and self.paper.has_signed and not self.vote_in_words

    @property
    def cast_label(self) -> str:
        return _("Change my ballot") if self.vote_in_words else _("Cast my ballot")

    @property
    def afterwards(self) -> str:
        """Until when a named vote may change, and when others see it."""
        if self.vote_in_words:
            return _("You can change it until the ballot closes.")
        if self.ballot.is_live:
            return _("The result shows while people vote. You can change your answer until the close.")
        return _("Everyone sees it once the ballot has closed, not before.")

    @property
    def takes_no_part(self) -> bool:
        return self.choice == Choice.NO_PART

    @property
    def reason_id(self) -> str:
        return f"{self.id}-reason"

    @property
    def reason_hint(self) -> str:
        """Who reads why this person takes no part."""
        hint = _("A personal interest in the question, for instance. Whoever conducts the vote can read it.")
        if not self.is_final:
            return hint
        named = _("Your name stands with it, even where the vote is secret.")
        return f"{hint} {named}"

    @property
    def reason(self) -> str:
        """Why this person takes no part."""
        typed = self.typed.get("reason", "")
        return str(typed or (self.paper.vote.reason if self.paper.vote else ""))

    @property
    def answers(self) -> list[Answer]:
        """The four answers to a majority that are a ballot; taking no part has a form of its own, for its reason."""
        chosen = self.typed.get("choice") or self.choice
        return [
            Answer(choice.value, str(ballot_wording.VOTES[choice]), *LOOKS[choice], ICONS[choice], chosen == choice)
            for choice in ballot_wording.VOTES
        ]


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
