"""A person's own panel on a ballot: what they may cast here, and what they have cast."""

from dataclasses import dataclass
from datetime import datetime

from members.models import Member
from votes import queries, words
from votes.counting.majority import Choice
from votes.display import LOOKS
from votes.models import Ballot
from votes.queries import Paper

ICONS = {
    Choice.FOR: "thumbs-up",
    Choice.AGAINST: "thumbs-down",
    Choice.ABSTAIN: "circle-minus",
    Choice.BLANK: "circle-dashed",
    Choice.NO_PART: "circle-slash",
}


@dataclass(frozen=True)
class Answer:
    """One answer as a button."""

    value: str
    label: str
    tone: str
    icon: str
    is_mine: bool


@dataclass(frozen=True)
class PaperForm:
    """One ballot to cast, with what counts in it for now."""

    paper: Paper
    ballot: Ballot

    @property
    def id(self) -> str:
        return f"ballot-{self.ballot.pk}-{self.paper.elector.pk}"

    @property
    def answers(self) -> list[Answer]:
        """The four answers that are a ballot; taking no part has a form of its own, for its reason."""
        said = self.paper.vote.choice if self.paper.vote else None
        return [
            Answer(choice.value, str(words.VOTES[choice]), LOOKS[choice][0], ICONS[choice], said == choice)
            for choice in words.VOTES
        ]

    @property
    def said(self) -> str:
        """What counts for now, in words."""
        return words.recorded(self.paper.vote) if self.paper.vote else ""

    @property
    def takes_no_part(self) -> bool:
        return self.paper.vote is not None and self.paper.vote.choice == Choice.NO_PART


@dataclass(frozen=True)
class Mine:
    """A person's own panel on one ballot: their ballot, and one for each proxy that they hold."""

    ballot: Ballot
    is_open: bool
    on_roll: bool
    papers: list[PaperForm]

    @property
    def closes_at(self) -> datetime | None:
        return self.ballot.closes_at


def my_vote(ballot: Ballot, member: Member) -> Mine:
    """What this person may cast here and has cast."""
    papers = [PaperForm(paper, ballot) for paper in queries.ballots_to_cast(ballot, member)]
    on_roll = any(form.paper.is_own for form in papers) or ballot.roll.filter(member=member).exists()
    return Mine(ballot, queries.is_open(ballot), on_roll, papers)
