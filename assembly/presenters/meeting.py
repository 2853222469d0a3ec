"""One meeting as its pages show it: read once for a rendering, each part when it is first asked for."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assembly.forecast import Forecast
from assembly.handover import open_proposal, open_question
from assembly.models import AgendaItem, BroughtDecision, Cancellation, Hand, ItemBallot, RivalNote, Turn
from assembly.noted_decisions import obstacle_of_item
from assembly.presenters.evening import forecast_of
from assembly.presenters.roll import LONGEST_LIST, RollGroup, RollPlace, groups_of, places_of
from assembly.presenters.validity import before_opening
from assembly.queries.brought_decisions import brought_on, is_to_review
from assembly.queries.meetings import supporters_of
from assembly.queries.record import AgendaLine, MeetingRecord
from assembly.queries.voices import VoicePlace, voice_places
from assembly.questions import FixedQuestion, fixed_question
from assembly.speaking_order import Raised, in_order
from assembly.validity import TOO_FEW, Obstacle, full_quorum_in_words, obstacle_to
from commissions.queries import convening_needed
from journal.statements import Statement
from proposals.presenters.timebox import Timebox
from votes.models import Presence, Proxy
from votes.presenters.ballots import ShownBallot, show
from votes.queries.gatherings import unconfirmed_proxies
from web.by_language import by_language
from web.components import Notice

State = AgendaItem.State
HANDS = Statement(lambda meeting: Hand.objects.filter(meeting=meeting, lowered_at=None).select_related("member"), int)
RIVALS = Statement(lambda meeting: RivalNote.objects.filter(item__meeting=meeting).select_related("written_by"), int)


@dataclass(frozen=True)
class Speaker:
    """A raised hand, and how long that person has spoken so far, in seconds."""

    hand: Hand
    spoken: int


@dataclass(frozen=True)
class AssemblyRequest:
    """Who asks for an assembly, and how many it takes to call it."""

    names: list[str]
    needed: int

    @property
    def missing(self) -> int:
        return max(self.needed - len(self.names), 0)

    @property
    def sentences(self) -> list[str]:
        """The same in words."""
        asking = ngettext(
            "%(people)s person asks for it: %(names)s.", "%(people)s people ask for it: %(names)s.", len(self.names)
        )
        missing = ngettext(
            "%(missing)s more is needed, of %(needed)s: then it is called, "
            "and those who asked for it convene and conduct it.",
            "%(missing)s more are needed, of %(needed)s: then it is called, "
            "and those who asked for it convene and conduct it.",
            self.missing,
        )
        return [
            asking % {"people": len(self.names), "names": ", ".join(self.names)},
            missing % {"missing": self.missing, "needed": self.needed},
        ]


class MeetingSheet(MeetingRecord):
    """What the regions of a meeting's page draw from."""

    @cached_property
    def assembly_request(self) -> AssemblyRequest | None:
        """Who asks for this assembly; None once it is called."""
        if not self.meeting.is_asked:
            return None
        names = [member.name for member in supporters_of(self.meeting)]
        return AssemblyRequest(names, convening_needed(self.meeting.circle))

    @cached_property
    def cancellation(self) -> Cancellation | None:
        """Who cancelled it, and why; None where it is to be held, or was."""
        if not self.meeting.is_cancelled:
            return None
        return self.meeting.cancellations.select_related("cancelled_by").filter(taken_back_at=None).first()

    @by_language
    def validity(self) -> list[Notice]:
        """Before it opens: whether its decisions will be valid, and why."""
        return before_opening(self.meeting) if self.meeting.opened_at is None else []

    @property
    def warnings(self) -> list[Notice]:
        """What stands in the way of deciding."""
        return [notice for notice in self.validity if notice.tone in {"clay", "lamp"}]

    @property
    def assurances(self) -> list[Notice]:
        return [notice for notice in self.validity if notice.tone not in {"clay", "lamp"}]

    @property
    def assurances_label(self) -> str:
        """Under which words the assurances are folded."""
        return _("What is in order") if self.warnings else _("All is in order to decide")

    @by_language
    def obstacle(self) -> Obstacle | None:
        """Why what is talked about now cannot be decided, if it cannot."""
        return obstacle_to(self.current.item) if self.current and self.meeting.is_open else None

    @by_language
    def fixed(self) -> FixedQuestion | None:
        """What is asked of what is talked about now, where nobody may ask something else."""
        return fixed_question(self.current.item) if self.current and self.meeting.is_open else None

    @cached_property
    def is_open_to_noting(self) -> bool:
        """Whether a decision can be noted in one line on what is talked about: it was convened to be decided, nothing
        else decides it, no vote is open on it and no decision noted stands. Who is there is looked at when it is noted.
        """
        if not self.current or not self.meeting.is_open or self.current.open_ballot:
            return False
        if self.obstacle and self.obstacle.code != TOO_FEW:
            return False
        return not any(one.is_standing for one in self.noted_decisions) and obstacle_of_item(self.current.item) is None

    @cached_property
    def brought(self) -> BroughtDecision | None:
        """The decision for which what is talked about now is on the agenda by itself."""
        return brought_on(self.current.item) if self.current else None

    @cached_property
    def is_to_review(self) -> bool:
        """Whether that decision is to be looked at again, and the meeting has not answered yet."""
        if not self.brought or not self.meeting.is_open or self.brought.reason != BroughtDecision.Reason.REVIEW:
            return False
        return is_to_review(self.brought.decision)

    @by_language
    def held_to(self) -> str:
        """Why what is talked about now takes another quorum than the meeting's, if it does."""
        return full_quorum_in_words(self.current.item) if self.current and self.meeting.is_open else ""

    @cached_property
    def handover(self) -> str:
        """What is asked about the conduct, as a text that changes when it does."""
        if not self.meeting.is_open:
            return ""
        question, proposal = open_question(self.meeting), open_proposal(self.meeting)
        answers = proposal.answers.count() if proposal else ""
        return f"{question and question.pk} {proposal and proposal.pk} {answers}"

    # The agenda and its times

    @cached_property
    def current_ballots(self) -> list[ShownBallot]:
        """The ballots of the current item as they may be shown, the latest first."""
        return [show(link.ballot) for link in reversed(self.current.ballots)] if self.current else []

    def running(self, lines: Sequence[AgendaLine]) -> list[ItemBallot]:
        """The votes that are open on these items, the current one's first: some go on when their item is over."""
        links = [(line is not self.current, line.open_ballot) for line in lines]
        return [link for _is_over, link in sorted(links, key=lambda pair: pair[0]) if link]

    @cached_property
    def following(self) -> AgendaLine | None:
        return next((line for line in self.lines if line.item.state == State.PENDING), None)

    @cached_property
    def forecast(self) -> Forecast:
        return forecast_of(self)

    @cached_property
    def timebox(self) -> Timebox | None:
        """How long the stage of what is talked about now has, where it goes on in this meeting."""
        return Timebox(self.stage, self.at) if self.stage else None

    # The floor

    @property
    def turn(self) -> Turn | None:
        """Who speaks now."""
        return next((turn for turn in self.turns if turn.ended_at is None), None)

    @cached_property
    def queue(self) -> list[Speaker]:
        """The raised hands, in the order in which they will be called."""
        hands = {hand.pk: hand for hand in HANDS.rows(self.meeting.pk)}
        raised = [Raised(hand.pk, hand.member_id, hand.placed_as, hand.raised_at) for hand in hands.values()]
        item = self.current.item.pk if self.current else None
        ahead = {turn.member_id for turn in self.turns if turn.went_ahead and turn.item_id == item}
        order = in_order(raised, self.spoken, ahead)
        return [Speaker(hands[hand.key], self.spoken.get(hand.member, 0)) for hand in order]

    def times_spoken(self, member: int) -> int:
        """How many turns this person has had, the present one included."""
        return sum(turn.member_id == member for turn in self.turns)

    # Who is there

    @property
    def departing(self) -> list[Presence]:
        """Departures that one person noted and nobody has confirmed: these people are there."""
        return [presence for presence in self.presences if presence.is_departing]

    @cached_property
    def forms(self) -> list[Proxy]:
        """Paper proxies that one person entered and nobody has confirmed."""
        return list(unconfirmed_proxies(self.meeting.gathering)) if self.meeting.gathering else []

    @property
    def to_vouch(self) -> str:
        """What waits for a second holder of a role, as a text that changes when it does."""
        waiting = [str(one.pk) for one in (*self.unconfirmed, *self.forms)]
        return " ".join(waiting + [f"{one.pk}-{one.departure_noted_at:%H%M%S}" for one in self.departing])

    @property
    def has_doubts(self) -> bool:
        """Whether some arrival or departure that one person noted waits to be confirmed."""
        return bool(self.unconfirmed or self.departing)

    @property
    def vouchers(self) -> list[int]:
        """Those who hold a role, and so may confirm what somebody else noted."""
        return sorted({member.pk for member in self.roles.values()})

    @property
    def needs_a_second(self) -> bool:
        """Whether nobody but the people themselves could confirm an arrival: one person holds every role."""
        return len(self.vouchers) < 2

    @property
    def has_blank_proxies(self) -> bool:
        """Whether some wait for somebody present to hold them."""
        return any(proxy.holder_id is None for proxy in self.proxies)

    @cached_property
    def places(self) -> list[RollPlace]:
        """Everyone of the roll, those who are there first, each group by name."""
        return places_of(self, self.departing, self.forms)

    @cached_property
    def voices(self) -> list[VoicePlace]:
        """Who sits in the circle with a voice and without a vote: on no roll."""
        return voice_places(self.meeting) if self.meeting.is_open else []

    @property
    def is_long_roll(self) -> bool:
        """Whether they are too many to have a line each: they are searched then, and shown in groups."""
        return len(self.places) > LONGEST_LIST

    @property
    def roll_groups(self) -> list[RollGroup]:
        """The same people by who is there, or comes."""
        return groups_of(self.places, is_open=self.meeting.opened_at is not None)

    # What is kept

    @cached_property
    def rivals(self) -> dict[int, list[RivalNote]]:
        rivals: dict[int, list[RivalNote]] = defaultdict(list)
        for rival in RIVALS.rows(self.meeting.pk):
            rivals[rival.item_id].append(rival)
        return dict(rivals)

    def disagreement(self, item: AgendaItem) -> str:
        """Names the texts of this item's notes that disagree: another name whenever one of them changes."""
        note, rivals = self.notes.get(item.pk), self.rivals.get(item.pk, [])
        editions = [f"{rival.pk}-{rival.written_at.timestamp()}" for rival in rivals]
        return " ".join([f"{note.version if note else 0}", *editions]) if editions else ""

    def together(self, item: AgendaItem) -> str:
        """The text of an item's notes, then those that disagree with it."""
        note = self.notes.get(item.pk)
        texts = [note.text if note else "", *(rival.text for rival in self.rivals.get(item.pk, []))]
        return "\n\n".join(text for text in texts if text)
