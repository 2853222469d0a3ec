"""What an election without candidate may become, and on whose act: one table, read by the actions, the pages and tests.

Pure: no Django. The stages are the same in a meeting and online (PRODUCT §3.2).

    role → nominations (hidden) → opening (all shown together) → change → proposal → objections → acceptance → elected
    objections → proposal, where one stands: it is lifted, or another name is proposed
    acceptance → ratification, where the circle's rules want a secret ballot → elected, or another name
    whatever comes to nothing is set aside, with its reason
"""

from enum import StrEnum

from commissions.lengths import USUAL_ELECTION_DAYS, USUAL_ELECTION_MINUTES, of_election
from proposals.tables import Move, ProcessTable, all_to, stays


class ElectionState(StrEnum):
    """Where an election stands."""

    ROLE = "role"
    NOMINATIONS = "nominations"
    OPENING = "opening"
    CHANGE = "change"
    PROPOSAL = "proposal"
    OBJECTIONS = "objections"
    ACCEPTANCE = "acceptance"
    RATIFICATION = "ratification"
    ELECTED = "elected"
    SET_ASIDE = "set_aside"


class ElectionRole(StrEnum):
    """What somebody is to an election. A person may be several."""

    FACILITATOR = "facilitator"  # its own, or whoever conducts the meeting that it was put to
    MEMBER = "member"  # of its circle, today
    ELECTOR = "elector"  # on the list frozen when the nominations opened, and still in the circle
    PROPOSED = "proposed"  # the person whom the facilitator proposes
    OBJECTOR = "objector"  # who raised this objection
    HELPER = "helper"  # whom an objector asked to word this objection with them, while it is hidden
    INVITED = "invited"  # asked to facilitate it, and has not answered yet
    CLOCK = "clock"


class ElectionAct(StrEnum):
    """What may be done with an election."""

    DESCRIBE = "describe"
    NEXT_STAGE = "next_stage"
    NOMINATE = "nominate"
    CHANGE = "change"
    PROPOSE = "propose"
    ANSWER = "answer"
    ASK_HELP = "ask_help"
    HELP_TO_WORD = "help_to_word"
    CLOSE = "close"
    WORD = "word"
    LIFT = "lift"
    ACCEPT = "accept"
    DECLINE = "decline"
    RATIFY = "ratify"
    EXTEND = "extend"
    PAUSE = "pause"
    END_PAUSE = "end_pause"
    GRANT_MINUTES = "grant_minutes"
    FACILITATE = "facilitate"
    DECLINE_TO_FACILITATE = "decline_to_facilitate"
    PUT_TO_MEETING = "put_to_meeting"
    SET_ASIDE = "set_aside"


S, R, A = ElectionState, ElectionRole, ElectionAct

ENDED = (S.ELECTED, S.SET_ASIDE)
LIVE = tuple(state for state in S if state not in ENDED)
PATH = (S.ROLE, S.NOMINATIONS, S.OPENING, S.CHANGE, S.PROPOSAL, S.OBJECTIONS, S.ACCEPTANCE)
"""The way that every election is shown on. The ratification is a vote of its own."""

REVEALED = (S.OPENING, S.CHANGE, S.PROPOSAL, S.OBJECTIONS, S.ACCEPTANCE, S.RATIFICATION, *ENDED)
"""Where the nominations may be shown, if there were any."""

DECIDING = (S.PROPOSAL, S.OBJECTIONS, S.ACCEPTANCE)
"""What a circle that decides in a meeting only does there: these stages wait for one, without a deadline."""

TIMED = tuple(state for state in LIVE if state != S.RATIFICATION)
"""The stages that have a deadline: a ballot has its own."""

DAYS = {state: USUAL_ELECTION_DAYS[of_election(state)] for state in LIVE}
"""How long each stage lasts online, by default: a circle's rules may say otherwise."""

MINUTES = {state: USUAL_ELECTION_MINUTES[of_election(state)] for state in LIVE}
"""How long each stage lasts in a meeting, by default: a circle's rules may say otherwise."""

AT_DEADLINE = {
    S.ROLE: A.SET_ASIDE,
    S.NOMINATIONS: A.NEXT_STAGE,
    S.OPENING: A.NEXT_STAGE,
    S.CHANGE: A.NEXT_STAGE,
    S.PROPOSAL: A.SET_ASIDE,
    S.OBJECTIONS: A.CLOSE,
    S.ACCEPTANCE: A.DECLINE,
}
"""What the clock does online when a stage's time is over. In a meeting whoever facilitates does."""

ASKING = (S.NOMINATIONS, S.PROPOSAL, S.OBJECTIONS, S.ACCEPTANCE)
"""The stages that wait for somebody's answer: a day before their end online, whoever owes it is reminded."""

PROLONGED = (S.NOMINATIONS, S.PROPOSAL, S.OBJECTIONS)
"""The stages that the clock extends once, where nobody (or too few) came, before it ends the election."""

TOGETHER = (S.NOMINATIONS, S.OBJECTIONS)
"""What people answer there is hidden, then shown together: online never before the end that was announced, unless all
have answered. In a meeting whoever facilitates says when."""

_AFTER_OBJECTIONS = (S.OBJECTIONS, S.ACCEPTANCE, S.PROPOSAL, S.SET_ASIDE)

TABLE: ProcessTable[ElectionAct, ElectionRole, ElectionState] = ProcessTable(
    Move(A.DESCRIBE, frozenset({R.FACILITATOR}), stays(S.ROLE)),
    Move(
        A.NEXT_STAGE,
        frozenset({R.FACILITATOR, R.CLOCK}),
        {
            S.ROLE: (S.NOMINATIONS,),
            S.NOMINATIONS: (S.OPENING,),
            S.OPENING: (S.CHANGE,),
            S.CHANGE: (S.PROPOSAL,),
        },
    ),
    Move(A.NOMINATE, frozenset({R.ELECTOR}), {S.NOMINATIONS: (S.NOMINATIONS, S.OPENING)}),
    Move(A.CHANGE, frozenset({R.ELECTOR}), stays(S.CHANGE)),
    Move(A.PROPOSE, frozenset({R.FACILITATOR}), {S.PROPOSAL: (S.OBJECTIONS,)}),
    Move(A.ANSWER, frozenset({R.ELECTOR}), {S.OBJECTIONS: _AFTER_OBJECTIONS}, never=frozenset({R.PROPOSED})),
    Move(A.ASK_HELP, frozenset({R.OBJECTOR}), stays(S.OBJECTIONS)),
    Move(A.HELP_TO_WORD, frozenset({R.HELPER}), stays(S.OBJECTIONS), never=frozenset({R.PROPOSED})),
    Move(A.CLOSE, frozenset({R.FACILITATOR, R.CLOCK}), {S.OBJECTIONS: _AFTER_OBJECTIONS}),
    Move(A.WORD, frozenset({R.OBJECTOR, R.FACILITATOR}), stays(S.PROPOSAL)),
    Move(A.LIFT, frozenset({R.OBJECTOR}), {S.PROPOSAL: (S.PROPOSAL, S.ACCEPTANCE)}),
    Move(A.ACCEPT, frozenset({R.PROPOSED}), {S.ACCEPTANCE: (S.ELECTED, S.RATIFICATION)}),
    Move(
        A.DECLINE,
        frozenset({R.PROPOSED, R.CLOCK}),
        {S.OBJECTIONS: (S.PROPOSAL,), S.ACCEPTANCE: (S.PROPOSAL,)},
    ),
    Move(A.RATIFY, frozenset({R.CLOCK}), {S.RATIFICATION: (S.ELECTED, S.PROPOSAL, S.SET_ASIDE)}),
    Move(A.EXTEND, frozenset({R.FACILITATOR, R.CLOCK}), stays(*TIMED)),
    Move(A.PAUSE, frozenset({R.FACILITATOR}), stays(*TIMED)),
    Move(A.END_PAUSE, frozenset({R.FACILITATOR}), stays(*TIMED)),
    Move(A.GRANT_MINUTES, frozenset({R.FACILITATOR}), stays(*TIMED)),
    Move(A.FACILITATE, frozenset({R.MEMBER}), stays(*LIVE)),
    Move(A.DECLINE_TO_FACILITATE, frozenset({R.INVITED}), stays(*LIVE)),
    Move(A.PUT_TO_MEETING, frozenset({R.FACILITATOR, R.MEMBER}), stays(*TIMED)),
    Move(A.SET_ASIDE, frozenset({R.FACILITATOR, R.CLOCK}), all_to(TIMED, S.SET_ASIDE)),
)

may, leads_to, open_to = TABLE.may, TABLE.leads_to, TABLE.open_to
