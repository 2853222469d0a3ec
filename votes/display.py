"""A ballot as its page and a meeting's region show it.

What depends on the language is told when it is read, since a region is read once for everybody
and rendered once for each language.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from journal.clock import now
from members.models import Member
from votes import queries, sentences, words
from votes.counting.majority import Choice, Result
from votes.models import Ballot, RollEntry, Vote
from votes.queries import Turnout
from web.pictures import Bar, Shape, Tone, VoteBars

LOOKS: dict[Choice, tuple[Tone, Shape]] = {
    Choice.FOR: ("leaf", "disc"),
    Choice.AGAINST: ("clay", "diamond"),
    Choice.ABSTAIN: ("plum", "half"),
    Choice.BLANK: ("edge", "ring"),
    Choice.NO_PART: ("edge", "ring"),
}


@dataclass(frozen=True)
class Row:
    """One line of who voted what, after the close."""

    entry: RollEntry
    vote: Vote | None

    @property
    def answer(self) -> str:
        """What this person answered, or why there is no answer."""
        if self.vote:
            return str(words.ANSWERS[Choice(self.vote.choice)])
        return words.no_answer(self.entry)

    @property
    def tone(self) -> str:
        return LOOKS[Choice(self.vote.choice)][0] if self.vote else "edge"

    @property
    def by(self) -> Member | None:
        """The proxy's holder, if it was not the person."""
        return self.vote.cast_by if self.vote and self.vote.cast_by_id != self.entry.member_id else None


@dataclass(frozen=True)
class Shown:
    """A ballot with what may be shown of it now: its turnout always, its result once closed (or live)."""

    ballot: Ballot
    is_open: bool
    instant: datetime  # when all this was read
    turnout: Turnout
    result: Result | None
    rows: Sequence[Row]  # who voted what; empty until the close

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
    def mine(self) -> str:
        """Changes when a person's own panel must be read again."""
        return f"ballot:{self.ballot.pk}:{self.state}"

    @property
    def rules(self) -> list[str]:
        return words.rules(self.ballot, self.turnout)

    @property
    def sentence(self) -> str:
        return sentences.sentence(self.result) if self.result else ""

    @property
    def steps(self) -> list[str]:
        return sentences.steps(self.result) if self.result else []

    @property
    def bars(self) -> VoteBars | None:
        """The counts as a picture."""
        if self.result is None:
            return None
        tally = self.result.tally
        numbers = {
            Choice.FOR: tally.votes_for,
            Choice.AGAINST: tally.votes_against,
            Choice.ABSTAIN: tally.abstain,
            Choice.BLANK: tally.blank,
            Choice.NO_PART: tally.no_part,
        }
        return VoteBars(
            rows=[Bar(str(words.ANSWERS[choice]), number, *LOOKS[choice]) for choice, number in numbers.items()],
            base=self.result.base,
            threshold=self.result.needed,
        )

    @property
    def outcome(self) -> tuple[str, str, str]:
        """Tone, word and icon of the outcome's badge."""
        return words.outcome(self.ballot.outcome)


def show(ballot: Ballot) -> Shown:
    """Read all that is shown of a ballot, in a number of questions that does not grow with its roll."""
    rows = []
    if ballot.closed_at:
        rows = [Row(entry, vote) for entry, vote in queries.list_of(ballot)]
    instant = now()
    is_open = ballot.closed_at is None and (ballot.closes_at is None or ballot.closes_at > instant)
    return Shown(ballot, is_open, instant, queries.turnout(ballot), queries.result_of(ballot), rows)
