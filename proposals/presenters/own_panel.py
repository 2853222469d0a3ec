"""What one person may do with a proposal now, and what they said themselves: their own panel of the page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import rules
from django.utils.translation import ngettext

from commissions.queries import readable_circles
from journal.lists import listed
from members.models import Member
from proposals import sentences
from proposals.models import (
    Objection,
    Position,
    Proposal,
    Question,
    Round,
    WrittenObjection,
)
from proposals.presenters.advice import OwnAdvice, own_advice
from proposals.presenters.conducting import ExaminedObjection, ends_of, steps_of
from proposals.presenters.noted import OwnNote, notes_for
from proposals.presenters.own_acts import acts_of
from proposals.presenters.own_drafts import own_drafts
from proposals.presenters.own_objections import agreements_of, examined_by, standing_objections
from proposals.presenters.own_position import OwnAgreement, OwnPosition, own_in_round
from proposals.presenters.own_questions import answerable_aloud, noted_as_answered, own_questions
from proposals.presenters.suggested_edits import EditRights, OwnEdits, own_edits
from proposals.presenters.timing import time_acts
from proposals.process import ASKING, TIMED, Act, State
from proposals.processes import table_of
from proposals.queries import (
    current_version,
    helped_beforehand,
    helped_by,
    is_elector,
    is_in_meeting,
    is_revealed,
    last_round_of,
    position_of,
    reactions_to_current,
    silent_since,
    suggesting,
    why_not_replaced,
    written_by,
)
from proposals.queries.absences import Suggesting
from proposals.queries.deadlines import latest_pause, stage_of
from proposals.queries.information import has_read
from proposals.queries.objection_answers import objections_to_answer
from proposals.rules import roles_of
from web.components import Button
from web.drafts import FormDraft

OFFERED = {
    *(Act.OBJECT_BEFOREHAND, Act.REPLACE_FACILITATOR, Act.EXTEND, Act.PAUSE, Act.END_PAUSE, Act.TAKE_ONLINE),
    *(Act.SUGGEST_EDIT, Act.REFUSE_EDIT, Act.COMMENT, Act.SETTLE_COMMENT, Act.ATTACH),
    *(Act.ASK_ADVICE, Act.REPLACE_DECIDER),
}
"""What may be done, and waits for nobody."""


@dataclass(frozen=True)
class OwnPanel:
    """`acts` are those that make sense now: a button stands for each, and the action checks again."""

    proposal: Proposal
    person: Member
    acts: frozenset[Act]
    next: str = ""
    round: Round | None = None  # the latest
    is_asked: bool = False  # on the list of the round that is open
    position: Position | None = None  # mine, in the latest round
    may_change: bool = False
    reacted: bool = False
    written: WrittenObjection | None = None  # mine, before the round opens
    current_pk: int = 0  # of the version as it stands
    questions: Sequence[Question] = ()  # that I may answer, or that I asked and may leave open
    let_go: Sequence[Question] = ()  # that I may leave open in the place of somebody who is gone
    aloud: Sequence[Question] = ()  # others' that I may note as answered aloud
    answered: Sequence[Question] = ()  # mine, that somebody else noted as answered
    in_room: bool = False  # questions may be answered aloud
    mine: Sequence[Objection] = ()  # my objections that stand
    suggesting: Suggesting | None = None  # whom my next version waits for
    examined: Sequence[ExaminedObjection] = ()  # everybody's that stand, for whoever facilitates
    requests: Sequence[OwnAgreement] = ()  # what the circle is asked, and me in it
    noted: Sequence[OwnNote] = ()  # answers that somebody noted, which I may confirm or take back
    wordings: Sequence[Objection] = ()  # others', hidden, that I was asked to help to word
    wordings_beforehand: Sequence[WrittenObjection] = ()  # the same, before the round opens
    may_note: bool = False  # the answer of somebody in the room without a phone
    time_acts: Sequence[Button] = ()  # on the time of the stage
    edits: OwnEdits = field(default_factory=OwnEdits)  # suggested in place: to answer, or mine
    drafts: Mapping[str, FormDraft] = field(default_factory=dict)  # what I typed into these forms, by address
    advice: OwnAdvice | None = None  # where one person decides after it
    may_hand_on: bool = False  # there is a circle that it could be handed to

    @property
    def is_written_on_former(self) -> bool:
        """The text has changed since I objected to it in writing."""
        return self.written is not None and self.written.version_id != self.current_pk

    @property
    def own(self) -> OwnPosition:
        return own_in_round(self.round, self.position)

    @property
    def answers(self) -> bool:
        """The questions wait for them, not for the author."""
        return Act.ANSWER in self.acts

    @property
    def is_written(self) -> bool:
        """Nobody waits for their text, which they may still improve: advice, or a new version not yet asked about."""
        if self.advice:
            return True
        asked_about = self.round.version_id if self.round else self.current_pk
        return self.proposal.state == State.INTEGRATION and asked_about != self.current_pk

    @property
    def suggest_first(self) -> str:
        """Whom the next version waits for; the time until which follows."""
        objectors = self.suggesting.objectors if self.suggesting else ()
        return (
            listed(member.name for member in objectors)
            + " "
            + ngettext(
                "suggests first. You write the new version after that, or once the time for it is over:",
                "suggest first. You write the new version after that, or once the time for it is over:",
                len(objectors),
            )
        )

    @property
    def steps(self) -> list[Button]:
        return steps_of(self.proposal, self.round, self.acts, in_meeting=bool(self.next))

    @property
    def not_replaced(self) -> str:
        """Why it cannot replace what it names."""
        return sentences.not_replaced(self.proposal, why_not_replaced(self.proposal))

    @property
    def conducts(self) -> bool:
        """Something waits for whoever leads it."""
        return not self.proposal.is_by_advice and bool(self.examined or self.steps or Act.VOTE_ONLINE in self.acts)

    @property
    def vote_look(self) -> str:
        """The vote is what to do next once what it decides was talked about, or where it is all that is left."""
        state = self.proposal.state
        is_next = state == State.VOTING or (self.proposal.is_by_vote and state not in TIMED)
        return "lamp" if is_next else ""

    @property
    def ends(self) -> list[Button]:
        return ends_of(self.proposal, self.acts, may_hand_on=self.may_hand_on, next_page=self.next)

    @property
    def is_opinion(self) -> bool:
        """It waits for a meeting of its circle, which ratifies it or does not."""
        return self.proposal.state == State.OPINION

    @property
    def is_empty(self) -> bool:
        """Nothing waits for them here."""
        acts = self.acts - OFFERED
        theirs = (
            self.edits
            or self.questions
            or self.aloud
            or self.answered
            or self.let_go
            or self.mine
            or self.requests
            or self.noted
            or self.wordings
            or self.wordings_beforehand
            or self.may_note
            or (self.advice and self.advice.waits)
        )
        return not (acts or self.is_asked or self.position or theirs or self.is_opinion)


def part_of(person: Member, proposal: Proposal, next: str = "") -> OwnPanel:
    """Everything of the panel, in a fixed number of questions to the database. `next`: the page to come back to."""
    roles, table = roles_of(person, proposal), table_of(proposal.process)
    round = last_round_of(proposal)
    position = position_of(round, person) if round else None
    standing = standing_objections(proposal, round)
    reacted = reactions_to_current(proposal).filter(member=person).exists()
    is_asked = round is not None and round.is_open and is_elector(round, person)
    questions, others = own_questions(proposal, person)
    shown = position is not None and round is not None and is_revealed(position, round)
    was_read = proposal.is_for_information and has_read(person, proposal)
    acts = acts_of(proposal, roles, round, reacted=reacted, was_read=was_read, standing=standing)
    waits_for = suggesting(proposal) if Act.AMEND in acts else None
    may_take = Act.AMEND in acts and not waits_for
    objected = may_take and bool(objections_to_answer(proposal))
    rights = EditRights(person, acts, may_take=may_take, are_objected=objected)
    return OwnPanel(
        proposal=proposal,
        person=person,
        acts=acts,
        next=next,
        round=round,
        is_asked=is_asked,
        position=position,
        may_change=is_asked and not shown,
        reacted=reacted,
        written=written_by(person, proposal),
        current_pk=current_version(proposal).pk,
        questions=questions,
        let_go=silent_since(proposal, others) if table.may(Act.LEAVE_OPEN, roles) else (),
        aloud=answerable_aloud(others) if table.may(Act.LEAVE_OPEN, roles) and is_in_meeting(proposal) else (),
        answered=noted_as_answered(proposal, person),
        in_room=proposal.state in ASKING and is_in_meeting(proposal),
        suggesting=waits_for,
        edits=own_edits(proposal, rights),
        mine=[objection for objection in standing if objection.position.member_id == person.pk],
        examined=examined_by(proposal, person, round, standing, acts) if table.may(Act.ASK_CIRCLE, roles) else (),
        requests=agreements_of(proposal, person),
        wordings=list(helped_by(person).filter(position__round=round)) if round and round.is_open else (),
        wordings_beforehand=list(helped_beforehand(person).filter(proposal=proposal)),
        noted=notes_for(person, round) if round and round.is_open else (),
        may_note=round is not None and _may_note(person, proposal, round),
        time_acts=time_acts(proposal, stage_of(proposal), latest_pause(proposal), acts),
        drafts=own_drafts(person, proposal, round, questions + others),
        advice=own_advice(person, proposal, acts) if proposal.is_by_advice else None,
        may_hand_on=Act.ESCALATE in acts and readable_circles(person).living().exclude(pk=proposal.circle_id).exists(),
    )


def _may_note(person: Member, proposal: Proposal, round: Round) -> bool:
    round.proposal = proposal
    may = rules.has_perm("proposals.note_position", person, round)
    return round.is_open and is_in_meeting(proposal) and may
