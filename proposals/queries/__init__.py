"""Reading: proposals, rounds, what waits for somebody, the register."""

from proposals.queries.absences import (
    has_left,
    is_author_missing,
    silent_since,
    suggesting,
    waiting_questions,
)
from proposals.queries.awaiting import Awaited, awaited_from
from proposals.queries.earlier import circles_to_enter_for, earlier_unconfirmed_by, earlier_waiting
from proposals.queries.objections import (
    Carriers,
    carriers_of,
    is_carried,
    is_in_meeting,
    shown_objections,
    why_not_carried,
)
from proposals.queries.opinions import comes_to_opinion, gives_opinion, opinions_for, opinions_of
from proposals.queries.register import (
    Carried,
    carried_by,
    decisions_for,
    decisions_of,
    replaceable,
    standing_of,
    tail_of,
)
from proposals.queries.rounds import (
    RoundView,
    Seat,
    consent_rules,
    evaluate,
    kind_now,
    last_round_of,
    open_round_of,
    position_of,
    rounds_between,
    rounds_held,
    rounds_of,
    written_by,
)
from proposals.queries.texts import current_version, live_proposals, proposals_for

__all__ = [
    "Awaited",
    "Carried",
    "Carriers",
    "RoundView",
    "Seat",
    "awaited_from",
    "carried_by",
    "carriers_of",
    "circles_to_enter_for",
    "comes_to_opinion",
    "consent_rules",
    "current_version",
    "decisions_for",
    "decisions_of",
    "earlier_unconfirmed_by",
    "earlier_waiting",
    "evaluate",
    "gives_opinion",
    "has_left",
    "is_author_missing",
    "is_carried",
    "is_in_meeting",
    "kind_now",
    "last_round_of",
    "live_proposals",
    "open_round_of",
    "opinions_for",
    "opinions_of",
    "position_of",
    "proposals_for",
    "replaceable",
    "rounds_between",
    "rounds_held",
    "rounds_of",
    "shown_objections",
    "silent_since",
    "standing_of",
    "suggesting",
    "tail_of",
    "waiting_questions",
    "why_not_carried",
    "written_by",
]
