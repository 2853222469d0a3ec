"""What a text for information may become, and on whose act: one table. Pure: no Django.

Nothing is decided: the circle reads it, and asks in order to understand.

    draft → reading → known
    reading   over when all of the circle have read it, or at its deadline; a question that waits keeps it open, as in
              a consent: extended once, then lapsed
"""

from proposals.process import Act, Role, State
from proposals.tables import Move, ProcessTable, all_to, stays

S, R = State, Role

_ONCE_READ = {S.READING: (S.READING, S.KNOWN)}

TABLE: ProcessTable[Act, Role, State] = ProcessTable(
    Move(Act.EDIT, frozenset({R.AUTHOR}), stays(S.DRAFT)),
    Move(Act.ATTACH, frozenset({R.AUTHOR}), stays(S.DRAFT)),
    Move(Act.DETACH, frozenset({R.AUTHOR, R.ATTACHER}), stays(S.DRAFT)),
    Move(Act.PRESENT, frozenset({R.AUTHOR}), all_to([S.DRAFT], S.READING)),
    Move(Act.MARK_READ, frozenset({R.MEMBER}), _ONCE_READ, never=frozenset({R.AUTHOR})),
    Move(Act.ASK, frozenset({R.MEMBER, R.VOICE, R.OBSERVER}), stays(S.READING), never=frozenset({R.AUTHOR})),
    Move(Act.ANSWER, frozenset({R.AUTHOR}), _ONCE_READ),
    Move(Act.LEAVE_OPEN, frozenset({R.ASKER}), _ONCE_READ),
    Move(Act.TAKE_OVER, frozenset({R.MEMBER}), stays(S.READING), never=frozenset({R.AUTHOR})),
    Move(Act.NEXT_STAGE, frozenset({R.CLOCK}), {S.READING: (S.KNOWN,)}),
    Move(Act.EXTEND, frozenset({R.AUTHOR, R.CLOCK}), stays(S.READING)),
    Move(Act.PAUSE, frozenset({R.AUTHOR}), stays(S.READING)),
    Move(Act.END_PAUSE, frozenset({R.AUTHOR}), stays(S.READING)),
    Move(Act.WITHDRAW, frozenset({R.AUTHOR}), all_to([S.DRAFT, S.READING], S.WITHDRAWN)),
    Move(Act.LAPSE, frozenset({R.CLOCK}), all_to([S.READING], S.LAPSED)),
)
