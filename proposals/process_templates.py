"""Which stages a template of process gives a length to, and the templates that the house offers.

A circle adapts its name, when to choose it, the lengths of the stages, after how many months what it decides is looked
at again, and the subject that it is filed under: the last two are what the author finds, who may say otherwise.
PRODUCT §3.2 and §3.3 keep the rest from it:
- which stages there are, and in which order: each is somebody's right (questions block every way out, an objection is
  to the text that was read, a reaction comes once a text), in every process alike;
- who is asked, the quorum, presumed consent, the vote after objections: rules of the circle, changed by a decision;
- who decides alone and whose advice is asked, who may read the text, by which method one chooses among options, for how
  many: each text says so for itself, and those named agree first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext_lazy as _

from proposals.process import ADVICE, STAGES, TALKING, State
from web.components import Text

LONGEST_REVIEW = 24  # months

AFTER_AN_OBJECTION = (State.EXAMINATION, State.INTEGRATION)

ONLINE: Mapping[str, Sequence[State]] = {
    "consent": (*STAGES, *AFTER_AN_OBJECTION),
    "majority": (*TALKING, State.VOTING),
    "choice": (*TALKING, State.VOTING),
    "advice": ADVICE,
}
"""The stages that last some days online, by way to decide."""

IN_MEETING: Mapping[str, Sequence[State]] = {
    "consent": (*STAGES, *AFTER_AN_OBJECTION),
    "majority": TALKING,
    "choice": TALKING,
    "advice": (),
}
"""The stages that last some minutes in a meeting."""


@dataclass(frozen=True)
class HouseTemplate:
    """One to copy. A length that it does not name, in days or minutes, is as the rules of the circle say."""

    key: str
    process: str
    name: Text
    note: Text
    days: Mapping[str, int] = field(default_factory=dict)
    minutes: Mapping[str, int] = field(default_factory=dict)


HOUSE_TEMPLATES = (
    HouseTemplate(
        "circle",
        "consent",
        _("Consent, at the pace of the circle"),
        _("As the rules of the circle say today. Copy it to change a length or two."),
    ),
    HouseTemplate(
        "week",
        "consent",
        _("Quick consent (a week)"),
        _("For what is small, and easy to undo."),
        days={
            "presented": 1,
            "clarification": 1,
            "reactions": 1,
            "amending": 1,
            "objections": 3,
            "examination": 1,
            "integration": 2,
        },
        minutes={"presented": 3, "clarification": 3, "reactions": 5, "objections": 3},
    ),
    HouseTemplate(
        "month",
        "consent",
        _("Unhurried consent (a month)"),
        _("For what binds us for long, or in a season when people are away."),
        days={
            "presented": 2,
            "clarification": 8,
            "reactions": 6,
            "amending": 4,
            "objections": 10,
            "examination": 6,
            "integration": 8,
        },
        minutes={"presented": 10, "clarification": 15, "reactions": 15, "amending": 5, "objections": 10},
    ),
    HouseTemplate(
        "vote",
        "majority",
        _("Vote by majority (two weeks)"),
        _("One week to talk about the text, one to vote."),
        days={"presented": 1, "clarification": 3, "reactions": 2, "amending": 1, "voting": 7},
    ),
    HouseTemplate(
        "options",
        "choice",
        _("Choice among options (two weeks)"),
        _("One week to talk about the options, one to choose."),
        days={"presented": 1, "clarification": 3, "reactions": 2, "amending": 1, "voting": 7},
    ),
    HouseTemplate(
        "advice",
        "advice",
        _("Advice (ten days)"),
        _("One person decides, after asking those concerned."),
        days={"advising": 7, "deciding": 3},
    ),
)
