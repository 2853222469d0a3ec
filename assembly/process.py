"""What a meeting and its items may become, and on whose act: two tables, read by the actions,
the pages and the tests alike. Pure.

An act is allowed in the states named here, to those whom the named permission lets
(`rules.py`); anything else is refused.
"""

from dataclasses import dataclass

PLANNED, CONVENED, OPEN, CLOSED, CANCELLED = "planned", "convened", "open", "closed", "cancelled"
PENDING, CURRENT, DONE, DEFERRED = "pending", "current", "done", "deferred"

(
    ARRANGE,
    NAME_ROLES,
    CANCEL,
    TAKE_UP,
    PREPARE,
    CONDUCT,
    TAKE_PART,
    SPEAK,
    WRITE,
    HAND_OVER,
    SIGN,
    MARK,
    VOUCH,
    NOTE_FOR,
    NOTE_DECISION,
    BRING,
    DISMISS,
    FOLLOW_UP,
) = (
    "assembly.arrange",
    "assembly.name_roles",
    "assembly.cancel",
    "assembly.take_up",
    "assembly.prepare",
    "assembly.conduct",
    "assembly.take_part",
    "assembly.speak",
    "assembly.write",
    "assembly.hand_over",
    "assembly.sign",
    "assembly.mark_presence",
    "assembly.vouch",
    "assembly.note_for_others",
    "assembly.note_decision",
    "assembly.bring_decisions",
    "assembly.dismiss_item",
    "assembly.follow_up",
)


@dataclass(frozen=True)
class ActRule:
    """In which states of the meeting, by whom, and what the meeting becomes (`None`: nothing changes)."""

    states: frozenset[str]
    perm: str
    becomes: str | None = None


def _act(perm: str, *states: str, becomes: str | None = None) -> ActRule:
    return ActRule(frozenset(states), perm, becomes)


MEETING: dict[str, ActRule] = {
    # before
    "support": _act(TAKE_PART, PLANNED),
    "take_up": _act(TAKE_UP, PLANNED),
    "edit": _act(ARRANGE, PLANNED, CONVENED),
    "name_roles": _act(NAME_ROLES, PLANNED, CONVENED),
    "prepare_agenda": _act(PREPARE, PLANNED, CONVENED),
    "bring_decisions": _act(BRING, PLANNED, CONVENED),
    "settle_reviewed_items": _act(BRING, PLANNED, CONVENED, OPEN),
    "convene": _act(CONDUCT, PLANNED, CONVENED, becomes=CONVENED),
    "open": _act(CONDUCT, PLANNED, CONVENED, OPEN, becomes=OPEN),
    "cancel": _act(CANCEL, PLANNED, CONVENED, CANCELLED, becomes=CANCELLED),
    "plan_again": _act(CANCEL, PLANNED, CONVENED, CANCELLED, becomes=PLANNED),
    # during
    "change_agenda": _act(CONDUCT, OPEN),
    "hand_over_roles": _act(HAND_OVER, OPEN, CLOSED),
    "advance": _act(CONDUCT, OPEN),
    "call": _act(CONDUCT, OPEN),
    # whoever conducts is gone
    "ask_conductor": _act(TAKE_PART, OPEN),
    "answer_conductor": _act(CONDUCT, OPEN),
    "take_over": _act(TAKE_PART, OPEN),
    "take_empty_role": _act(TAKE_PART, CLOSED),
    "raise_hand": _act(SPEAK, OPEN),
    "raise_hand_for": _act(NOTE_FOR, OPEN),
    "open_ballot": _act(CONDUCT, OPEN),
    "close": _act(CONDUCT, OPEN, CLOSED, becomes=CLOSED),
    "reopen": _act(CONDUCT, OPEN, CLOSED, becomes=OPEN),
    # presence
    "reply": _act(TAKE_PART, CONVENED),
    "be_present": _act(SPEAK, OPEN),
    "mark_presence": _act(MARK, OPEN),
    "confirm_presence": _act(VOUCH, OPEN),
    # what is kept
    "write_notes": _act(WRITE, OPEN, CLOSED),
    "give_task": _act(WRITE, OPEN, CLOSED),
    "note_decision": _act(NOTE_DECISION, OPEN),
    "propose_noted": _act(TAKE_PART, OPEN),
    "sign": _act(SIGN, CLOSED),
    "correct": _act(SIGN, CLOSED),
    "choose_following_task": _act(FOLLOW_UP, CLOSED),
    "dismiss_item": _act(DISMISS, CLOSED, CANCELLED),
}

ITEM: dict[str, dict[str, str]] = {
    # act: {state before: state after}
    "start": {PENDING: CURRENT, DEFERRED: CURRENT, DONE: CURRENT},
    "conclude": {CURRENT: DONE},
    "settle": {PENDING: DONE},  # elsewhere
    "defer": {PENDING: DEFERRED, CURRENT: DEFERRED},
    "extend": {CURRENT: CURRENT, PENDING: PENDING},
    "reopen": {DONE: PENDING, DEFERRED: PENDING},
}
