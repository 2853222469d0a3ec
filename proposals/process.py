"""The stages of a proposal, the roles and the acts around it, and how long each stage lasts.

Pure: no Django. Which act leads where stands in the table of each way to decide (`consent_process.py`). The stages are
the same in a meeting and online (PRODUCT §3.2).
"""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from commissions.lengths import USUAL_DAYS, USUAL_MINUTES


class State(StrEnum):
    """Where a proposal stands."""

    DRAFT = "draft"
    PRESENTED = "presented"
    CLARIFICATION = "clarification"
    REACTIONS = "reactions"
    AMENDING = "amending"
    OBJECTIONS = "objections"
    EXAMINATION = "examination"
    INTEGRATION = "integration"
    VOTING = "voting"
    ADVISING = "advising"  # those who were asked by name give their advice
    DECIDING = "deciding"  # one person answers each advice, and decides
    READING = "reading"  # for information only: the circle reads it, and asks
    OPINION = "opinion"  # nobody objects, online and without an article: a meeting ratifies it
    HANDED = "handed"  # another circle is asked to take it on
    ADOPTED = "adopted"
    KNOWN = "known"  # for information only: nothing was decided
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    SENT_BACK = "sent_back"
    SET_ASIDE = "set_aside"
    ESCALATED = "escalated"
    LAPSED = "lapsed"


class Role(StrEnum):
    """What somebody is to a proposal. A person may be several."""

    AUTHOR = "author"
    FACILITATOR = "facilitator"  # its own, or whoever conducts the meeting that it was put to
    MEMBER = "member"  # of its circle, today
    COMMENTER = "commenter"  # of this comment
    VOICE = "voice"  # sits in its circle, today, with a voice and without a vote
    OBSERVER = "observer"  # another member, where the circle is open
    ELECTOR = "elector"  # on the frozen list of the round that is open
    ASKER = "asker"  # of this question
    OBJECTOR = "objector"  # who raised this objection
    HELPER = "helper"  # whom an objector asked to word this objection with them, while it is hidden
    ASKED = "asked"  # among those asked to take this objection as a concern
    COORDINATOR = "coordinator"  # of its circle; of an assembly, whoever sits on a board too
    INVITED = "invited"  # asked to facilitate it
    DECIDER = "decider"  # decides alone, after advice, and agreed to
    NAMED_DECIDER = "named_decider"  # asked to decide, and has not answered yet
    ADVISER = "adviser"  # asked by name for their advice
    RECEIVER = "receiver"  # answers for the circle that it is handed to
    ATTACHER = "attacher"  # who attached this file
    CLOCK = "clock"


class Act(StrEnum):
    """What may be done with a proposal."""

    EDIT = "edit"
    CHOOSE_REPLACED = "choose_replaced"
    PRESENT = "present"
    ATTACH = "attach"
    DETACH = "detach"
    PUT_TO_MEETING = "put_to_meeting"
    BRING_OPINION = "bring_opinion"
    ASK = "ask"
    ANSWER = "answer"
    LEAVE_OPEN = "leave_open"
    REACT = "react"
    KEEP = "keep"
    AMEND = "amend"
    TAKE_OVER = "take_over"
    FACILITATE = "facilitate"
    AGREE_TO_FACILITATE = "agree_to_facilitate"
    DECLINE_TO_FACILITATE = "decline_to_facilitate"
    REPLACE_FACILITATOR = "replace_facilitator"
    NEXT_STAGE = "next_stage"
    OBJECT_BEFOREHAND = "object_beforehand"
    OPEN_ROUND = "open_round"
    TAKE_POSITION = "take_position"
    ASK_HELP = "ask_help"
    HELP_TO_WORD = "help_to_word"
    CLOSE_ROUND = "close_round"
    WORD = "word"
    SUGGEST = "suggest"
    SUGGEST_NOTHING = "suggest_nothing"
    LIFT = "lift"
    CONCEDE = "concede"
    TEST = "test"
    ASK_CIRCLE = "ask_circle"
    AGREE = "agree"
    SUGGEST_EDIT = "suggest_edit"
    REFUSE_EDIT = "refuse_edit"
    COMMENT = "comment"
    SETTLE_COMMENT = "settle_comment"
    PUT_TO_VOTE = "put_to_vote"
    VOTE_ONLINE = "vote_online"
    ASK_ADVICE = "ask_advice"
    ADVISE = "advise"
    ANSWER_ADVICE = "answer_advice"
    TAKE_DECISION = "take_decision"
    AGREE_TO_DECIDE = "agree_to_decide"
    DECLINE_TO_DECIDE = "decline_to_decide"
    REPLACE_DECIDER = "replace_decider"
    MARK_READ = "mark_read"
    DECIDE = "decide"
    WITHDRAW = "withdraw"
    SEND_BACK = "send_back"
    SET_ASIDE = "set_aside"
    ESCALATE = "escalate"
    ACCEPT = "accept"
    RETURN = "return"
    LAPSE = "lapse"
    RESUME = "resume"
    EXTEND = "extend"
    PAUSE = "pause"
    END_PAUSE = "end_pause"
    TAKE_ONLINE = "take_online"
    GRANT_MINUTES = "grant_minutes"
    CHOOSE_REVIEW_DAY = "choose_review_day"  # once adopted, where the day that was chosen was over


S, R = State, Role

STAGES = (S.PRESENTED, S.CLARIFICATION, S.REACTIONS, S.AMENDING, S.OBJECTIONS)
"""The path that every proposal is shown on. Examination and integration are turns back on the last step."""

TIMED = (S.PRESENTED, S.CLARIFICATION, S.REACTIONS)
"""The stages that a meeting may walk through in one go; each is recorded all the same."""

TALKING = (*TIMED, S.AMENDING)

WRITING = (*TALKING, S.OBJECTIONS, S.EXAMINATION, S.INTEGRATION)
"""While the text of a consent, or of what a majority decides, may still become another."""


def skipped_from(state: State) -> tuple[State, ...]:
    """The stages that asking everybody from `state` on leaves out, which a meeting may."""
    return TALKING[TALKING.index(state) + 1 :] if state in TALKING else ()


HELD = (*WRITING, S.VOTING, S.OPINION)
"""A consent, or a vote, under way in its own circle."""

ADVICE = (S.ADVISING, S.DECIDING)
"""The path of a decision after advice."""

LIVE = (*HELD, S.HANDED, *ADVICE, S.READING)
"""Under way, whichever way it is decided."""

COMMENTED = (*WRITING, *ADVICE)
"""While the text may still become another, whichever way it is decided: other words are suggested in place, and it is
commented."""

ENDED = (S.ADOPTED, S.KNOWN, S.REJECTED, S.WITHDRAWN, S.SENT_BACK, S.SET_ASIDE, S.ESCALATED, S.LAPSED)
UNDECIDED = (S.REJECTED, S.WITHDRAWN, S.SENT_BACK, S.SET_ASIDE, S.LAPSED)
"""Ended, and nothing of it holds: its text may be taken up in a new proposal."""
RESTING = (S.SENT_BACK, S.SET_ASIDE)
"""Ended for now: it can be taken up again."""

ATTACHING = (S.DRAFT, *TALKING, S.INTEGRATION)
"""While files are attached, or taken away: never while it is decided, nor after. In the integration, to a new version
alone, which everybody is asked about."""

DRAFTED = (S.DRAFT, *TALKING, S.EXAMINATION, S.INTEGRATION, S.OPINION, *ADVICE, *RESTING)
"""While nobody answers about it: what it replaces may be named anew."""

ASKING = (S.PRESENTED, S.CLARIFICATION)
"""While questions are asked, before anything else is."""

AWAITING_ANSWERS = (*ASKING, S.READING)
"""What no way leads out of while a question waits."""

PAST_QUESTIONS = (S.REACTIONS, S.AMENDING, S.OBJECTIONS, S.VOTING, S.ADOPTED, S.REJECTED, S.KNOWN)


def closes_questions(state: State, to: State) -> bool:
    """Whether this way leads out of the questions: each is then answered first, or left open (PRODUCT §3.2).

    An end that decides nothing (withdrawn, set aside, sent back, handed on) is no way out of them.
    """
    return state in AWAITING_ANSWERS and to in PAST_QUESTIONS


MINUTES = {State(stage): minutes for stage, minutes in USUAL_MINUTES.items()}
"""How long each stage lasts in a meeting, by default (PRODUCT §3.2)."""

GRANTED_MINUTES = 2
"""How many minutes more whoever conducts gives a stage in a meeting, at a time."""

LONGEST_GRANTED = 60
"""How many in all: what takes longer is put off, or goes on online."""

DAYS = {State(stage): days for stage, days in USUAL_DAYS.items()}
"""How long each stage lasts online, by default (PRODUCT §3.2); a decision after advice, and a text for
information, are online only."""


class Need(StrEnum):
    """What a stage cannot end without."""

    ANSWERS = "answers"  # to the questions that wait
    DECISION = "decision"  # of the one person who decides
    VERSION = "version"  # a new one, after an objection to the text as it stands
    BALLOT = "ballot"  # that can open online: what cannot waits for a meeting


@dataclass(frozen=True)
class Deadline:
    """What the clock does when the time of a stage online is over (PRODUCT §3.2).

    While what the stage `needs` is missing, it is extended once by its own length, during which a member may take the
    text over from an author who is silent; then the proposal lapses. One of which the vote cannot open online is set
    aside instead, for a next meeting.
    """

    act: Act | None  # None: it only waits
    needs: Need | None = None


DEADLINES = {
    S.PRESENTED: Deadline(Act.NEXT_STAGE),
    S.CLARIFICATION: Deadline(Act.NEXT_STAGE, Need.ANSWERS),
    S.REACTIONS: Deadline(Act.NEXT_STAGE),
    S.AMENDING: Deadline(Act.OPEN_ROUND, Need.VERSION),
    S.OBJECTIONS: Deadline(Act.CLOSE_ROUND),
    S.EXAMINATION: Deadline(Act.NEXT_STAGE),
    S.INTEGRATION: Deadline(Act.OPEN_ROUND, Need.VERSION),
    S.ADVISING: Deadline(Act.NEXT_STAGE),
    S.DECIDING: Deadline(None, Need.DECISION),
    S.READING: Deadline(Act.NEXT_STAGE, Need.ANSWERS),
}
"""The stages that the clock ends. A vote has an end of its own, and an opinion waits for a meeting."""

BY_VOTE = {S.AMENDING: Deadline(Act.VOTE_ONLINE, Need.BALLOT)}
"""What is otherwise where a vote decides: its vote opens online once the text was talked about."""


def deadline_of(state: State, *, by_vote: bool) -> Deadline:
    """What the clock does at the end of one of `DEADLINES`."""
    return BY_VOTE.get(state, DEADLINES[state]) if by_vote else DEADLINES[state]


LONGEST_PAUSE = 14  # days

REVIEWED_AFTER = timedelta(days=182)
"""When a text is looked at again, where nobody chose another day."""

REVIEWED_AGAIN_AFTER = timedelta(days=30)
"""How long nobody is asked again about a decision that was to be decided anew, and was not."""

REOPENING_ANSWERED_WITHIN = timedelta(days=DAYS[S.CLARIFICATION])
"""How long those who answer a request to decide anew have, before any member of the circle may."""

SUGGESTING = {True: timedelta(minutes=1), False: timedelta(days=2)}
"""How long an objector has to suggest before the author amends: in a meeting, and online (PRODUCT §3.2)."""


SILENCE = timedelta(days=1)
"""How long at least before the end of a round online those are reminded whose silence is presumed to consent."""

REMINDING = timedelta(hours=36)
"""When the clock reminds them: a letter that waits for the morning is then in time all the same."""

IN_THE_POST = timedelta(minutes=10)
"""How long a letter that may leave takes to leave."""

AFTER_MEETING = timedelta(days=1)
"""How long at least what waited for a meeting that is over goes on online, so that people hear of it."""

ANSWERING = 7
"""How many days a circle has to take on what another hands to it, of those that count there; its silence sends it
back."""


def back_from_handing(state: State) -> State:
    """Where a proposal stands again that stood at `state` when it left. A round was given up by leaving."""
    return State.AMENDING if state == State.OBJECTIONS else state


REOPENING = timedelta(minutes=1)
"""How long an asker has to say that what somebody else noted as answered aloud was not, before the proposal goes on."""


VERDICTS = (S.OBJECTIONS, S.ADOPTED, S.OPINION, S.EXAMINATION, S.SET_ASIDE)
"""What a round may lead to: it goes on (or is extended), everybody can live with it (which a meeting may have to
ratify), an objection stands, or too few answered twice."""
