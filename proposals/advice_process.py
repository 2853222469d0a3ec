"""What a decision after advice may become, and on whose act: one table. Pure: no Django.

One person decides, once those concerned were asked by name and each advice was answered (Laloux, “Reinventing
Organizations”, 2014: the advice process). The circle's rules say whether it may be used.

    draft → advising → deciding → adopted | rejected
    advising   over when all have given their advice, or at its deadline: whoever is silent is noted as silent
    deciding   extended once, then lapsed; the person who decides answers each advice first
"""

from proposals.process import ADVICE, Act, Role, State
from proposals.tables import Move, ProcessTable, all_to, stays

S, R = State, Role

TABLE: ProcessTable[Act, Role, State] = ProcessTable(
    Move(Act.EDIT, frozenset({R.AUTHOR}), stays(S.DRAFT)),
    Move(Act.CHOOSE_REPLACED, frozenset({R.AUTHOR, R.DECIDER}), stays(S.DRAFT, *ADVICE)),
    Move(Act.ATTACH, frozenset({R.AUTHOR, R.DECIDER}), stays(S.DRAFT, S.ADVISING)),
    Move(Act.DETACH, frozenset({R.AUTHOR, R.ATTACHER}), stays(S.DRAFT, S.ADVISING)),
    Move(Act.PRESENT, frozenset({R.AUTHOR}), all_to([S.DRAFT], S.ADVISING)),
    Move(
        Act.ASK, frozenset({R.MEMBER, R.VOICE, R.OBSERVER, R.ADVISER}), stays(S.ADVISING), never=frozenset({R.AUTHOR})
    ),
    Move(Act.ANSWER, frozenset({R.AUTHOR}), stays(*ADVICE)),
    Move(Act.LEAVE_OPEN, frozenset({R.ASKER}), stays(*ADVICE)),
    Move(Act.AMEND, frozenset({R.AUTHOR, R.DECIDER}), stays(*ADVICE)),
    Move(
        Act.SUGGEST_EDIT,
        frozenset({R.MEMBER, R.ADVISER}),
        stays(*ADVICE),
        never=frozenset({R.AUTHOR, R.DECIDER}),
    ),
    Move(Act.REFUSE_EDIT, frozenset({R.AUTHOR, R.DECIDER}), stays(*ADVICE)),
    Move(Act.COMMENT, frozenset({R.AUTHOR, R.DECIDER, R.MEMBER, R.VOICE, R.OBSERVER, R.ADVISER}), stays(*ADVICE)),
    Move(Act.SETTLE_COMMENT, frozenset({R.AUTHOR, R.DECIDER, R.COMMENTER}), stays(*ADVICE)),
    Move(Act.TAKE_OVER, frozenset({R.MEMBER}), stays(*ADVICE), never=frozenset({R.AUTHOR})),
    Move(Act.ASK_ADVICE, frozenset({R.AUTHOR, R.DECIDER}), stays(S.ADVISING)),
    Move(Act.ADVISE, frozenset({R.ADVISER}), {S.ADVISING: (S.ADVISING, S.DECIDING)}),
    Move(Act.ANSWER_ADVICE, frozenset({R.DECIDER}), stays(*ADVICE)),
    Move(Act.NEXT_STAGE, frozenset({R.DECIDER, R.CLOCK}), {S.ADVISING: (S.DECIDING,)}),
    Move(Act.TAKE_DECISION, frozenset({R.DECIDER}), {S.DECIDING: (S.ADOPTED, S.REJECTED)}),
    Move(Act.AGREE_TO_DECIDE, frozenset({R.NAMED_DECIDER}), stays(S.DRAFT, *ADVICE)),
    Move(Act.DECLINE_TO_DECIDE, frozenset({R.NAMED_DECIDER}), stays(S.DRAFT, *ADVICE)),
    Move(Act.REPLACE_DECIDER, frozenset({R.COORDINATOR, R.AUTHOR}), stays(*ADVICE)),
    Move(Act.WITHDRAW, frozenset({R.AUTHOR}), all_to([S.DRAFT, *ADVICE], S.WITHDRAWN)),
    Move(Act.LAPSE, frozenset({R.CLOCK}), all_to(ADVICE, S.LAPSED)),
    Move(Act.EXTEND, frozenset({R.AUTHOR, R.DECIDER, R.CLOCK}), stays(*ADVICE)),
    Move(Act.PAUSE, frozenset({R.AUTHOR, R.DECIDER}), stays(*ADVICE)),
    Move(Act.END_PAUSE, frozenset({R.AUTHOR, R.DECIDER}), stays(*ADVICE)),
    Move(Act.CHOOSE_REVIEW_DAY, frozenset({R.AUTHOR, R.DECIDER, R.COORDINATOR}), stays(S.ADOPTED)),
)
