"""Which way to decide suits a subject, after three questions: one suggestion, with its reason. Pure: no Django.

Whoever writes chooses freely. What touches many or lasts is decided together; what one can undo tomorrow need not wait
for everybody.
"""

from enum import StrEnum


class Reach(StrEnum):
    """Whom it touches."""

    FEW = "few"
    CIRCLE = "circle"
    BEYOND = "beyond"
    OPTIONS = "options"  # there are several options to choose among, whomever it touches
    NOTHING = "nothing"  # nothing is decided: it is to be known
    ROLE = "role"  # it is about who takes on a role


class Undoing(StrEnum):
    """Whether it can be undone."""

    EASY = "easy"
    HARD = "hard"


class Time(StrEnum):
    """How soon it is needed."""

    WEEK = "week"  # within a week
    LATER = "later"


class Way(StrEnum):
    """How it may be decided, or only known: a proposal's process, or an election, which has its own page."""

    CONSENT = "consent"
    MAJORITY = "majority"
    CHOICE = "choice"
    ADVICE = "advice"
    INFORMATION = "information"
    ELECTION = "election"


class Reason(StrEnum):
    """Why that way is suggested."""

    ROLE = "role"
    OPTIONS = "options"
    KNOWN = "known"
    LASTING = "lasting"
    FEW = "few"
    SOON = "soon"
    TOGETHER = "together"


QUESTIONS = ("reach", "undoing", "time")

SETTLED = {
    Reach.OPTIONS: (Way.CHOICE, Reason.OPTIONS),
    Reach.NOTHING: (Way.INFORMATION, Reason.KNOWN),
    Reach.ROLE: (Way.ELECTION, Reason.ROLE),
}
"""What one answer settles, whatever the others."""


def question_after(reach: Reach | None, undoing: Undoing | None, time: Time | None, *, one_may_decide: bool) -> str:
    """The next of `QUESTIONS` to ask, one after another; empty once no answer would change the way."""
    if reach is None:
        return "reach"
    if reach in SETTLED:
        return ""
    if undoing is None:
        return "undoing"
    is_settled = undoing == Undoing.HARD or (reach == Reach.FEW and one_may_decide)
    return "" if is_settled or time is not None else "time"


def suggested_way(
    reach: Reach, undoing: Undoing | None, time: Time | None, *, one_may_decide: bool
) -> tuple[Way, Reason]:
    """The way, and its reason. `one_may_decide`: the circle's rules let one member decide after advice."""
    if reach in SETTLED:
        return SETTLED[reach]
    if undoing == Undoing.HARD:
        return Way.CONSENT, Reason.LASTING
    if reach == Reach.FEW and one_may_decide:
        return Way.ADVICE, Reason.FEW
    if time == Time.WEEK:
        return Way.MAJORITY, Reason.SOON
    return Way.CONSENT, Reason.TOGETHER
