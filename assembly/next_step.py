"""The obvious next step of whoever facilitates: one big button, read from the state of the evening. Pure."""

from dataclasses import dataclass
from typing import Literal

from assembly.process import CANCELLED, CLOSED, CONVENED, PLANNED

Name = Literal[
    "prepare",
    "convene",
    "open",
    "begin",
    "close_ballot",
    "open_ballot",
    "elect",
    "poll",
    "decide",
    "review",
    "next",
    "close",
    "read",
    "plan_again",
]
ASKS: dict[str, Name] = {"vote": "open_ballot", "election": "elect", "poll": "poll"}  # by the kind of the item


@dataclass(frozen=True)
class Situation:
    """What the next step depends on. `kind`, `decided` and `deciding` are the current item's."""

    state: str
    has_items: bool = False
    has_current: bool = False
    has_following: bool = False
    kind: str = ""
    has_open_ballot: bool = False
    is_deciding: bool = False  # a proposal is on its way, conducted from its own panel
    is_decided: bool = False
    is_to_review: bool = False  # it is for a decision to look at again, and the meeting has not answered
    is_kept_from_deciding: bool = False  # it was not convened for it: people talk, and go on


def next_step(at: Situation) -> Name:
    """What comes next, in the order of an evening."""
    if at.state == PLANNED:
        return "convene" if at.has_items else "prepare"
    if at.state == CONVENED:
        return "open"
    if at.state == CLOSED:
        return "read"
    if at.state == CANCELLED:
        return "plan_again"
    if not at.has_current:
        return "begin" if at.has_following else "close"
    if at.has_open_ballot:
        return "close_ballot"
    if at.is_deciding and not at.is_decided and not at.is_kept_from_deciding:
        return "decide"
    if at.kind in ASKS and not at.is_decided and (at.kind == "poll" or not at.is_kept_from_deciding):
        return ASKS[at.kind]
    if at.is_to_review:
        return "review"
    return "next" if at.has_following else "close"
