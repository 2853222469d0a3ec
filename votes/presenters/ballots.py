"""A ballot as its page and a meeting's region show it.

What depends on the language is told when it is read, since a region is read once for everybody
and rendered once for each language.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Sum
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from journal.clock import now
from members.models import Member
from votes.counting.result import CountStep
from votes.integrity import commitments
from votes.methods import tallying
from votes.methods.majority import LOOKS
from votes.methods.pictures import OptionBars, VoteBars
from votes.models import Ballot, NotedVote, RollEntry, Vote
from votes.presenters import charts
from votes.presenters.lots import Lot, lot_of
from votes.queries import ballots as ballot_queries
from votes.queries.ballots import Turnout
from votes.queries.results import answer_of, list_of
from votes.wording import ballots as ballot_wording
from votes.wording import results, steps
from web.components import Badge
from web.dates import clock

DAY = 24 * 3600  # seconds


@dataclass(frozen=True)
class VoterRow:
    """One line of who voted, after the close: what, where the ballot has a name."""

    ballot: Ballot
    entry: RollEntry
    vote: Vote | None
    has_signed: bool  # voted in secret, or on paper

    @property
    def answer(self) -> str:
        """What this person answered, or that they voted, or why there is no answer."""
        if self.vote:
            return ballot_wording.answered(self.ballot, self.vote.choice)
        if self.has_signed:
            return ballot_wording.signed(self.ballot)
        return ballot_wording.no_answer(self.entry, self.ballot)

    @property
    def has_voted(self) -> bool:
        return self.vote is not None or self.has_signed

    @property
    def look(self) -> str:
        """The class of the answer: its tone, and quieter where there is none."""
        choice = self.vote.choice if self.vote else None
        if isinstance(choice, str) and choice in LOOKS:
            return f"tone--{LOOKS[choice][0]}"
        return "" if self.has_voted else "muted"

    @property
    def noted(self) -> str:
        """Who noted it for this person, who has no phone, and who confirmed it."""
        note: NotedVote | None = getattr(self.vote, "noted", None)
        if note is None or note.confirmed_by is None:
            return ""
        names = {"noter": note.noted_by.name, "second": note.confirmed_by.name}
        return _("noted by %(noter)s, confirmed by %(second)s") % names

    @property
    def by(self) -> Member | None:
        """The proxy's holder, if it was not the person."""
        return self.vote.cast_by if self.vote and self.vote.cast_by_id != self.entry.member_id else None


@dataclass(frozen=True)
class Nameless:
    """One ballot of the published list."""

    ballot: Ballot
    code: str
    choice: Any

    @property
    def answer(self) -> str:
        return ballot_wording.answered(self.ballot, self.choice)


@dataclass(frozen=True)
class ShownBallot:
    """A ballot with what may be shown of it now: its turnout always, its result once closed (or live)."""

    ballot: Ballot
    is_open: bool
    instant: datetime  # when all this was read
    turnout: Turnout
    result: tallying.Plain | None  # the answer of the count; None while it is hidden
    rows: Sequence[VoterRow]  # who voted; empty until the close, and where the outcome alone is shown
    nameless: Sequence[Nameless]  # the published list of ballots without a name; empty as `rows` are
    papers: int  # how many of these were on paper
    noted: Sequence[NotedVote] = ()  # for somebody without a phone, to be confirmed

    @property
    def state(self) -> str:
        """`open`, `counting` (the time has passed, the closing is not written yet), `closed`."""
        return "closed" if self.ballot.closed_at else "open" if self.is_open else "counting"

    @property
    def seconds_left(self) -> float:
        """Until the closing time, where there is one."""
        closes_at = self.ballot.closes_at
        return max(0.0, (closes_at - self.instant).total_seconds()) if closes_at else 0.0

    @property
    def is_last_day(self) -> bool:
        """Whether its time is worth counting down."""
        return self.seconds_left < DAY

    @property
    def mine(self) -> str:
        """Changes when a person's own panel must be read again."""
        return f"{self.ballot.topic}:{self.state}:{[note.pk for note in self.noted]}"

    @property
    def noted_sentence(self) -> str:
        """Whose votes are noted and wait to be confirmed; never which."""
        if not self.noted:
            return ""
        names = ", ".join(note.entry.member.name for note in self.noted)
        return _("Noted, to be confirmed, not counted yet: %(names)s.") % {"names": names}

    @property
    def is_complete(self) -> bool:
        """Whether everybody who may answer has: it may then be closed at once."""
        return self.turnout.answered >= self.turnout.entitled

    @property
    def shows_count(self) -> bool:
        """Whether everybody may follow who voted and how it was counted."""
        return self.state == "closed" and not self.ballot.is_void and not self.ballot.shows_outcome_alone

    @property
    def rules(self) -> list[str]:
        return ballot_wording.rules(self.ballot)

    @property
    def sentence(self) -> str:
        """The result as minutes have it. A ballot that is still open has none, nor has a poll an outcome."""
        if self.ballot.closed_at is None or (self.result is None and not self.ballot.is_void):
            return ""
        return results.sentence_of(self.ballot)

    @property
    def steps(self) -> list[str]:
        """The count as one follows it; none where the outcome alone is shown."""
        stored = self.result.get("steps", []) if self.result else []
        return [steps.tell(CountStep(step["name"], step["values"])) for step in stored]

    @property
    def pictures(self) -> list[object]:
        """The result as pictures, the one that people look at first."""
        return charts.pictures(self.ballot, self.result) if self.result else []

    @property
    def bars(self) -> Sequence[object]:
        """The first picture alone, where it is one of bars: what a room reads from afar."""
        return [picture for picture in self.pictures if isinstance(picture, VoteBars | OptionBars)][:1]

    @property
    def lot(self) -> Lot | None:
        """How the lot was drawn, if one was."""
        return lot_of(self.ballot, self.result) if self.result else None

    @property
    def badges(self) -> list[Badge]:
        """Whether it is open, or else its outcome, which a poll has none of; then what kind of ballot it is."""
        if self.state == "open":
            state = [Badge(_("Vote open"), "lamp", "vote")]
        else:
            state = [] if self.ballot.is_poll else ballot_wording.outcome(self.ballot.outcome)
        return [*state, *ballot_wording.kinds(self.ballot)]

    @property
    def votes(self) -> str:
        """How many have voted, of how many who may."""
        return ballot_wording.votes_of(self.turnout)

    @property
    def votes_and_papers(self) -> str:
        """How many have voted, and how many of these on paper."""
        if not self.papers:
            return self.votes
        papers = ngettext(
            "%(count)s paper ballot is among them.", "%(count)s paper ballots are among them.", self.papers
        )
        return f"{self.votes}; {papers % {'count': self.papers}}"

    @property
    def announcement(self) -> str:
        """What is said to those who do not see the page when the ballot's state changes."""
        question = self.ballot.question
        if self.state == "open" and self.ballot.announced_at and self.ballot.closes_at:
            return _("The vote closes at %(time)s: %(question)s") % {
                "time": clock(self.ballot.closes_at),
                "question": question,
            }
        if self.state == "open":
            return _("A vote is open: %(question)s") % {"question": question}
        if self.state == "counting":
            return _("The vote has closed, the result is being counted: %(question)s") % {"question": question}
        if self.result:
            values = {"question": question, "result": self.sentence}
            return _("Result of the vote: %(question)s %(result)s") % values
        return ""

    @property
    def counting_sentence(self) -> str:
        """While the result is counted: whether that takes longer than usual."""
        if self.ballot.count_tries:
            return _(
                "The vote is closed, and its count takes longer than usual. Nothing is lost: it goes on by itself with "
                "more time, and whoever administers the platform was told."
            )
        return _("The vote is closed. Its result is being counted, and will be here in a moment.")

    @property
    def voters_title(self) -> str:
        return _("Who voted") if self.ballot.is_secret else _("Who voted what")

    @property
    def said_on_paper(self) -> list[tuple[str, int]]:
        """What the ballots without a name of an open ballot say: paper ones, which nobody signs."""
        counts: dict[str, int] = {}
        for one in self.nameless:
            counts[one.answer] = counts.get(one.answer, 0) + 1
        return list(counts.items())


def show(ballot: Ballot) -> ShownBallot:
    """Read all that is shown of a ballot, in a number of questions that does not grow with its roll."""
    instant = now()
    is_open = ballot.is_open_at(instant)
    result = answer_of(ballot)
    rows: list[VoterRow] = []
    nameless: list[Nameless] = []
    papers = 0
    if ballot.closed_at and not ballot.is_void and not ballot.shows_outcome_alone:
        rows = [VoterRow(ballot, *line) for line in list_of(ballot)]
        nameless = [Nameless(ballot, code, choice) for code, choice in commitments.nameless(ballot)]
        papers = ballot.paper_batches.filter(confirmed_at__isnull=False).aggregate(all=Sum("number"))["all"] or 0
    return ShownBallot(
        ballot=ballot,
        is_open=is_open,
        instant=instant,
        turnout=ballot_queries.turnout(ballot),
        result=result,
        rows=rows,
        nameless=nameless,
        papers=papers,
        noted=ballot_queries.noted_votes(ballot) if is_open else (),
    )
