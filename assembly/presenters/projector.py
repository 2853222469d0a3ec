"""What the projector shows to the room: what is talked about, what is being decided, what has just been decided.

One thing fills the screen at a time. Nothing of a closed item is in it, and no name beside a choice that is hidden.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property, partial
from operator import itemgetter

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from assembly.models import AgendaItem, NotedDecision
from assembly.presenters.current_item import wall_heading
from assembly.presenters.meeting import MeetingSheet
from assembly.presenters.noted_decisions import StandingDecision, standing_decision
from assembly.presenters.projected_elections import ProjectedElection, ended_elections, word_of_election
from assembly.queries.record import AgendaLine
from proposals.effects import effects_of
from proposals.models import Decision, Election, Proposal, Round
from proposals.presenters.elections import ElectionSheet
from proposals.presenters.proposal import ProposalSheet
from proposals.presenters.rounds import ShownRound
from proposals.presenters.timebox import Timebox
from proposals.queries import RoundView, rounds_between
from votes.counting.majority import MajorityOutcome
from votes.counting.result import OptionsOutcome
from votes.models import Ballot
from votes.models.ballot import VOID
from votes.presenters.ballots import ShownBallot, show
from votes.wording.results import chosen_options
from web.components import Badge
from web.dates import clock
from web.drawings.circle import CircleDrawing
from web.pictures import Shape, Tone

RESULT_SHOWN = timedelta(minutes=3)  # after the closing, whatever comes next on the agenda
SHORT, LONG = 30, 80  # letters of a title: how large it is written
SHORT_WORD = 20  # « Quorum non atteint »

ADOPTED = Badge(pgettext_lazy("on the wall", "Adopted"), "leaf", "circle-check")
NOTED = Badge(pgettext_lazy("on the wall", "Noted without objection"), "leaf", "circle-check")
NO_QUORUM = Badge(gettext_lazy("Quorum not reached"), "plum", "users")
WORDS: dict[str, Badge] = {
    MajorityOutcome.ADOPTED: ADOPTED,
    MajorityOutcome.REJECTED: Badge(pgettext_lazy("on the wall", "Rejected"), "clay", "circle-x"),
    MajorityOutcome.NO_QUORUM: NO_QUORUM,
    OptionsOutcome.ELECTED: Badge(gettext_lazy("Nothing chosen"), "plum", "equal"),  # where it has no winner
    OptionsOutcome.TIE: Badge(pgettext_lazy("on the wall", "A tie"), "plum", "equal"),
    VOID: Badge(gettext_lazy("Void vote"), "clay", "circle-x"),
}
"""The outcome of a vote in a word."""
ROUND_WORDS: dict[str, Badge] = {
    Round.Outcome.ADOPTED: ADOPTED,
    Round.Outcome.OPINION: Badge(gettext_lazy("Favourable opinion"), "sky", "scale"),
    Round.Outcome.SET_ASIDE: NO_QUORUM,
}
"""That of a round. Objections are not here: the circle shows them beside the text."""


@dataclass(frozen=True)
class ProjectedResult:
    """What was decided a moment ago: a word that the last row reads, what was asked, the numbers."""

    word: Badge | None  # None: a poll decides nothing
    title: str
    sentence: str
    pictures: Sequence[object] = ()

    @property
    def word_size(self) -> str:
        """Several names that were chosen are written smaller, and whole."""
        return "long" if self.word and len(str(self.word.text)) > SHORT_WORD else "short"


@dataclass(frozen=True)
class Projection:
    """What the wall shows now. `lines` are the items that the room may read."""

    sheet: MeetingSheet
    lines: Sequence[AgendaLine]
    is_hidden: bool  # the current item is closed to others

    @property
    def current(self) -> AgendaLine | None:
        is_shown = self.sheet.meeting.is_open and self.sheet.current in self.lines
        return self.sheet.current if is_shown else None

    @property
    def timebox(self) -> Timebox | None:
        """How long the stage of its proposal, or of its election, has."""
        proposal = self.current.item.proposal if self.current else None
        is_shown = self.current is not None and not (proposal and proposal.is_closed)
        return self.sheet.timebox if is_shown else None

    @property
    def heading(self) -> str:
        """The current item with its number; else what happens instead."""
        if self.current:
            return _("%(number)s. %(title)s") % {"number": self.current.number, "title": self.current.item.title}
        following = next((line for line in self.lines if line.item.state == AgendaItem.State.PENDING), None)
        return wall_heading(self.sheet.meeting, following, is_hidden=self.is_hidden)

    @property
    def heading_size(self) -> str:
        length = len(self.heading)
        return "short" if length <= SHORT else "medium" if length <= LONG else "long"

    @property
    def end(self) -> str:
        """When the meeting would end at its present pace, beside when it ends at the latest."""
        if not self.sheet.meeting.is_open:
            return ""
        times = {"forecast": clock(self.sheet.forecast.ends_at), "end": clock(self.sheet.meeting.ends_at)}
        return _("ends about %(forecast)s, planned %(end)s") % times

    @property
    def is_late(self) -> bool:
        return self.sheet.forecast.ends_at > self.sheet.meeting.ends_at

    @cached_property
    def ballot(self) -> ShownBallot | None:
        """The vote that is open: the current item's first, then one that goes on from an item before."""
        running = self.sheet.running(self.lines)
        return show(running[0].ballot) if running else None

    @property
    def ballot_title(self) -> str:
        return self._unless_heading(self.ballot.ballot.question) if self.ballot else ""

    @cached_property
    def round(self) -> ShownRound | None:
        """The round on the current item's proposal while people answer it or its objections are looked at."""
        sheet = self._proposal_sheet
        if sheet is None or sheet.round is None or sheet.proposal.is_ended or sheet.round.version != sheet.current:
            return None
        return ShownRound(sheet.round)

    @property
    def round_words(self) -> str:
        """How many have answered the round, of how many who are asked."""
        if self.round is None:
            return ""
        view = self.round.view
        words = ngettext("%(answered)s answer of %(asked)s", "%(answered)s answers of %(asked)s", view.answered)
        return words % {"answered": view.answered, "asked": len(view.seats)}

    @property
    def positions(self) -> list[tuple[Shape, Tone, str]]:
        """Once they show, how many took each position: its shape, its tone, the words."""
        table = self.round.table if self.round else None
        return CircleDrawing(table).legend if table and table.revealed else []

    @cached_property
    def election(self) -> ProjectedElection | None:
        """The election without candidate of the current item, until it is over."""
        key = self.current.item.election_id if self.current else None
        sheet = ElectionSheet.of(key) if key else None
        return ProjectedElection(sheet) if sheet and sheet.election.is_live else None

    @property
    def is_electing(self) -> bool:
        """Whether the election is what fills the screen: its stage and its time are told there."""
        return self.election is not None and not (self.standing or self.ballot or self.result)

    @cached_property
    def standing(self) -> StandingDecision | None:
        """A decision noted in one line, while it stands before the room."""
        return standing_decision(self.sheet, self.lines) if self.sheet.meeting.is_open else None

    @property
    def is_answering(self) -> bool:
        """Whether people answer a vote or a round now, or read a decision noted: what was decided gives way to it."""
        if self.standing or (self.election and self.election.is_answering):
            return True
        return self.ballot is not None or (self.round is not None and self.round.view.round.is_open)

    @cached_property
    def result(self) -> ProjectedResult | None:
        """The latest result, for some minutes."""
        if self.is_answering or not self.sheet.meeting.is_open:
            return None
        ballots = [(ballot.closed_at, partial(self._result_of_ballot, ballot)) for ballot in self._closed_ballots]
        rounds = [(round.closed_at, partial(self._result_of_round, round)) for round in self._closed_rounds]
        noted = [(one.ended_at, partial(self._result_of_noted, one)) for one in self._ended_notes]
        elected = [(one.ended_at, partial(self._result_of_election, one)) for one in self._ended_elections]
        latest = max([*ballots, *rounds, *noted, *elected], key=itemgetter(0), default=None)
        return latest[1]() if latest else None

    @property
    def text(self) -> str:
        """What is under decision: the current item's proposal as it stands."""
        if self.standing or self.result or self._proposal_sheet is None or (self.ballot and self.ballot.ballot.is_poll):
            return ""
        return self._proposal_sheet.current.text

    @property
    def effects(self) -> list[str]:
        """What that text would do once it is adopted."""
        sheet = self._proposal_sheet
        return effects_of(sheet.proposal, sheet.current) if sheet and self.text else []

    @property
    def has_room(self) -> bool:
        """Whether nothing else needs the place of the evening's picture."""
        return not (self.standing or self.result or self.ballot or self.round or self.election or self.text)

    @property
    def decisions(self) -> list[Decision]:
        """Once the meeting is over: what it decided that everybody may read."""
        return [one for one in self.sheet.decisions if not one.is_closed] if self.sheet.meeting.is_closed else []

    @cached_property
    def _proposal_sheet(self) -> ProposalSheet | None:
        proposal: Proposal | None = self.current.item.proposal if self.current else None
        return ProposalSheet.of(str(proposal.pk)) if proposal and not proposal.is_closed else None

    @property
    def _closed_ballots(self) -> list[Ballot]:
        since = self.sheet.at - RESULT_SHOWN
        ballots = [link.ballot for line in self.lines for link in line.ballots]
        return [ballot for ballot in ballots if ballot.closed_at and ballot.closed_at >= since]

    @property
    def _ended_notes(self) -> list[NotedDecision]:
        """What was noted, and is decided, or not for want of a quorum."""
        since, readable = self.sheet.at - RESULT_SHOWN, {line.item.pk for line in self.lines}
        ended = [one for one in self.sheet.noted_decisions if one.ended_at and one.ended_at >= since]
        return [one for one in ended if one.item_id in readable and (one.decision or one.reason)]

    @property
    def _ended_elections(self) -> list[Election]:
        keys = [line.item.election_id for line in self.lines if line.item.election_id]
        return ended_elections(keys, self.sheet.at - RESULT_SHOWN)

    @property
    def _closed_rounds(self) -> list[Round]:
        proposals = [line.item.proposal_id for line in self.lines if line.item.proposal_id]
        if not proposals:
            return []
        views: list[RoundView] = rounds_between(proposals, self.sheet.at - RESULT_SHOWN, self.sheet.at)
        return [view.round for view in views if view.round.outcome in ROUND_WORDS]

    def _unless_heading(self, question: str) -> str:
        """What is asked, where it is not the heading already."""
        return "" if self.current and question == self.current.item.title else question

    def _result_of_ballot(self, ballot: Ballot) -> ProjectedResult:
        """Counts and outcome, nobody's answer."""
        shown, word = show(ballot), WORDS.get(ballot.outcome)
        if ballot.outcome == OptionsOutcome.ELECTED and (names := chosen_options(ballot)):
            word = Badge(names, "leaf", "circle-check")
        title = self._unless_heading(ballot.question)
        if ballot.is_poll:
            return ProjectedResult(None, title, shown.votes if shown.bars else shown.sentence, shown.bars)
        return ProjectedResult(word, title, shown.sentence, shown.bars)

    def _result_of_noted(self, noted: NotedDecision) -> ProjectedResult:
        if noted.decision is None:
            return ProjectedResult(None, noted.text, noted.reason)
        return ProjectedResult(NOTED, noted.text, noted.decision.number)

    def _result_of_election(self, election: Election) -> ProjectedResult:
        sentence = election.decision.result if election.decision else election.end_reason
        return ProjectedResult(word_of_election(election), self._unless_heading(election.title), sentence)

    def _result_of_round(self, round: Round) -> ProjectedResult:
        decision = next((one for one in self.sheet.decisions if one.round_id == round.pk), None)
        sentence = decision.result if decision else str(round.get_outcome_display()).capitalize()
        return ProjectedResult(ROUND_WORDS[round.outcome], self._unless_heading(round.proposal.title), sentence)
