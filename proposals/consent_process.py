"""What a proposal by consent, by majority or among options may become, and on whose act: one table. Pure: no Django.

draft → presented → clarification → reactions → amending → objections
objections → adopted | examination | (extended once) | set aside
examination → adopted | integration → objections, on the next version, everybody asked again
any of them → handed → escalated: another circle's proposal, from its presentation; or back to where it stood
any of them but the objections → voting (for or against, among options, or after so many rounds) → adopted | rejected |
set aside
what would be adopted, where the circle may not decide outside a meeting → an opinion → ratified there: adopted
"""

from proposals.process import (
    ASKING,
    ATTACHING,
    DRAFTED,
    HELD,
    RESTING,
    TALKING,
    VERDICTS,
    WRITING,
    Act,
    Role,
    State,
)
from proposals.tables import Move, ProcessTable, all_to, stays

S, R = State, Role

_LIVE = (*HELD, S.HANDED)

_ENDS_OF_AN_OBJECTION = {
    S.EXAMINATION: (S.EXAMINATION, S.ADOPTED, S.OPINION, S.OBJECTIONS, S.SET_ASIDE),
    S.INTEGRATION: (S.INTEGRATION, S.ADOPTED, S.OPINION, S.OBJECTIONS, S.SET_ASIDE),
}

TABLE: ProcessTable[Act, Role, State] = ProcessTable(
    Move(Act.EDIT, frozenset({R.AUTHOR}), stays(S.DRAFT)),
    Move(Act.CHOOSE_REPLACED, frozenset({R.AUTHOR, R.FACILITATOR}), stays(*DRAFTED)),
    Move(Act.PRESENT, frozenset({R.AUTHOR, R.FACILITATOR}), all_to([S.DRAFT], S.PRESENTED)),
    Move(Act.ATTACH, frozenset({R.AUTHOR, R.FACILITATOR}), stays(*ATTACHING)),
    Move(Act.DETACH, frozenset({R.AUTHOR, R.ATTACHER}), stays(*ATTACHING)),
    Move(
        Act.PUT_TO_MEETING,
        frozenset({R.AUTHOR, R.FACILITATOR}),
        all_to([S.DRAFT, S.SET_ASIDE], S.PRESENTED) | stays(*(state for state in HELD if state != S.OPINION)),
    ),
    Move(Act.BRING_OPINION, frozenset({R.AUTHOR, R.FACILITATOR, R.MEMBER}), stays(S.OPINION)),
    Move(
        Act.ASK,
        frozenset({R.MEMBER, R.VOICE, R.OBSERVER}),
        stays(*ASKING),
        never=frozenset({R.AUTHOR}),
    ),
    Move(Act.ANSWER, frozenset({R.AUTHOR}), stays(*ASKING)),
    Move(Act.LEAVE_OPEN, frozenset({R.ASKER, R.FACILITATOR}), stays(*ASKING)),
    Move(Act.REACT, frozenset({R.MEMBER, R.VOICE}), stays(S.REACTIONS), never=frozenset({R.AUTHOR})),
    Move(Act.KEEP, frozenset({R.AUTHOR}), stays(S.AMENDING)),
    Move(
        Act.AMEND,
        frozenset({R.AUTHOR}),
        {S.AMENDING: (S.AMENDING,), S.INTEGRATION: (S.INTEGRATION, S.CLARIFICATION)},
    ),
    Move(Act.TAKE_OVER, frozenset({R.MEMBER}), stays(S.DRAFT, *_LIVE, *RESTING), never=frozenset({R.AUTHOR})),
    Move(Act.FACILITATE, frozenset({R.MEMBER}), stays(*_LIVE, *RESTING)),
    Move(Act.AGREE_TO_FACILITATE, frozenset({R.INVITED}), stays(S.DRAFT, *_LIVE, *RESTING)),
    Move(Act.DECLINE_TO_FACILITATE, frozenset({R.INVITED}), stays(S.DRAFT, *_LIVE, *RESTING)),
    Move(Act.REPLACE_FACILITATOR, frozenset({R.COORDINATOR, R.MEMBER}), stays(*_LIVE, *RESTING)),
    Move(
        Act.NEXT_STAGE,
        frozenset({R.FACILITATOR, R.CLOCK}),
        {
            S.PRESENTED: (S.CLARIFICATION,),
            S.CLARIFICATION: (S.REACTIONS,),
            S.REACTIONS: (S.AMENDING,),
            S.EXAMINATION: (S.INTEGRATION,),
        },
    ),
    Move(Act.OBJECT_BEFOREHAND, frozenset({R.MEMBER}), stays(*TALKING, S.INTEGRATION)),
    Move(Act.OPEN_ROUND, frozenset({R.FACILITATOR, R.CLOCK}), all_to([*TALKING, S.INTEGRATION], S.OBJECTIONS)),
    Move(Act.TAKE_POSITION, frozenset({R.ELECTOR}), {S.OBJECTIONS: VERDICTS}),
    Move(Act.ASK_HELP, frozenset({R.OBJECTOR}), stays(*TALKING, S.INTEGRATION, S.OBJECTIONS)),
    Move(Act.HELP_TO_WORD, frozenset({R.HELPER}), stays(*TALKING, S.INTEGRATION, S.OBJECTIONS)),
    Move(Act.CLOSE_ROUND, frozenset({R.FACILITATOR, R.CLOCK}), {S.OBJECTIONS: VERDICTS}),
    Move(Act.WORD, frozenset({R.OBJECTOR, R.FACILITATOR}), stays(S.EXAMINATION, S.INTEGRATION)),
    Move(Act.SUGGEST, frozenset({R.OBJECTOR}), stays(S.EXAMINATION, S.INTEGRATION)),
    Move(Act.SUGGEST_NOTHING, frozenset({R.OBJECTOR}), stays(S.EXAMINATION, S.INTEGRATION)),
    Move(Act.LIFT, frozenset({R.OBJECTOR}), _ENDS_OF_AN_OBJECTION),
    Move(Act.CONCEDE, frozenset({R.OBJECTOR}), _ENDS_OF_AN_OBJECTION),
    Move(Act.TEST, frozenset({R.FACILITATOR}), stays(S.EXAMINATION)),
    Move(Act.ASK_CIRCLE, frozenset({R.FACILITATOR}), stays(S.EXAMINATION)),
    Move(
        Act.AGREE,
        frozenset({R.ASKED, R.CLOCK}),
        {S.EXAMINATION: _ENDS_OF_AN_OBJECTION[S.EXAMINATION]},
        never=frozenset({R.OBJECTOR}),
    ),
    Move(Act.SUGGEST_EDIT, frozenset({R.MEMBER}), stays(*WRITING), never=frozenset({R.AUTHOR})),
    Move(Act.REFUSE_EDIT, frozenset({R.AUTHOR}), stays(*WRITING)),
    Move(Act.COMMENT, frozenset({R.AUTHOR, R.MEMBER, R.VOICE, R.OBSERVER}), stays(*WRITING)),
    Move(Act.SETTLE_COMMENT, frozenset({R.AUTHOR, R.COMMENTER}), stays(*WRITING)),
    Move(
        Act.PUT_TO_VOTE,
        frozenset({R.FACILITATOR}),
        all_to([*TALKING, S.EXAMINATION, S.INTEGRATION], S.VOTING),
    ),
    Move(
        Act.VOTE_ONLINE,
        frozenset({R.FACILITATOR, R.COORDINATOR, R.CLOCK}),
        all_to([*TALKING, S.EXAMINATION, S.INTEGRATION, S.VOTING], S.VOTING),
    ),
    Move(
        Act.DECIDE,
        frozenset({R.FACILITATOR, R.CLOCK}),
        dict.fromkeys(TALKING, (S.ADOPTED, S.REJECTED, S.SET_ASIDE))
        | {S.VOTING: (S.ADOPTED, S.OPINION, S.REJECTED, S.SET_ASIDE)}
        | {S.OPINION: (S.ADOPTED, S.REJECTED, S.OPINION, S.SET_ASIDE)},
    ),
    Move(Act.WITHDRAW, frozenset({R.AUTHOR}), all_to([S.DRAFT, *_LIVE, *RESTING], S.WITHDRAWN)),
    Move(Act.SEND_BACK, frozenset({R.FACILITATOR}), all_to(HELD, S.SENT_BACK)),
    Move(Act.SET_ASIDE, frozenset({R.FACILITATOR, R.CLOCK}), all_to(HELD, S.SET_ASIDE)),
    Move(Act.ESCALATE, frozenset({R.FACILITATOR}), all_to(HELD, S.HANDED)),
    Move(Act.ACCEPT, frozenset({R.RECEIVER}), all_to([S.HANDED], S.ESCALATED)),
    Move(
        Act.RETURN,
        frozenset({R.RECEIVER, R.CLOCK}),
        {S.HANDED: tuple(state for state in HELD if state != S.OBJECTIONS)},
    ),
    Move(Act.LAPSE, frozenset({R.CLOCK}), all_to(_LIVE, S.LAPSED)),
    Move(
        Act.RESUME,
        frozenset({R.AUTHOR, R.FACILITATOR}),
        {S.SENT_BACK: (S.DRAFT,), S.SET_ASIDE: (S.PRESENTED,)},
    ),
    Move(Act.EXTEND, frozenset({R.AUTHOR, R.FACILITATOR, R.CLOCK}), stays(*WRITING)),
    Move(Act.PAUSE, frozenset({R.AUTHOR, R.FACILITATOR}), stays(*WRITING)),
    Move(Act.END_PAUSE, frozenset({R.AUTHOR, R.FACILITATOR}), stays(*WRITING)),
    Move(Act.TAKE_ONLINE, frozenset({R.AUTHOR, R.FACILITATOR, R.CLOCK}), stays(*WRITING, S.VOTING)),
    Move(Act.GRANT_MINUTES, frozenset({R.FACILITATOR}), stays(*WRITING)),
    Move(Act.CHOOSE_REVIEW_DAY, frozenset({R.AUTHOR, R.FACILITATOR, R.COORDINATOR}), stays(S.ADOPTED)),
)

may, leads_to, open_to = TABLE.may, TABLE.leads_to, TABLE.open_to
