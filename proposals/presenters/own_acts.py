"""Which acts on a proposal make sense for one person now: a button stands for each."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from commissions.queries import coordinators_of
from proposals.models import Objection, Proposal, Round
from proposals.process import TIMED, Act, Role, State
from proposals.processes import table_of
from proposals.queries import (
    closes_by_hand,
    current_version,
    has_facilitator_left,
    is_author_missing,
    is_in_meeting,
    may_fall_back,
    votes_online,
    why_not_replaced,
)
from proposals.queries.advice import is_decider_missing


def acts_of(
    proposal: Proposal,
    roles: AbstractSet[Role],
    round: Round | None,
    *,
    reacted: bool,
    was_read: bool,
    standing: Sequence[Objection],
) -> frozenset[Act]:
    """Those that the table allows to these roles, and that would do anything."""
    acts = {
        act
        for act in table_of(proposal.process).open_to(State(proposal.state), roles)
        if _makes_sense(act, proposal, round, reacted=reacted, standing=standing)
    }
    if Act.REPLACE_DECIDER in acts and Role.COORDINATOR not in roles and not is_decider_missing(proposal):
        acts.discard(Act.REPLACE_DECIDER)
    if was_read:
        acts.discard(Act.MARK_READ)
    if Role.COORDINATOR not in roles and coordinators_of(proposal.circle).exists():
        acts.discard(Act.REPLACE_FACILITATOR)
    return frozenset(acts)


def _makes_sense(
    act: Act, proposal: Proposal, round: Round | None, *, reacted: bool, standing: Sequence[Objection]
) -> bool:
    """Whether a button for an act that the table allows would do anything."""
    by_consent = proposal.process == Proposal.Process.CONSENT
    match act:
        case Act.REACT:
            return not reacted
        case Act.LEAVE_OPEN | Act.SUGGEST_NOTHING | Act.DETACH:
            return False  # beside each question, each objection, each file
        case Act.TAKE_OVER:
            return is_author_missing(proposal)
        case Act.FACILITATE:
            return has_facilitator_left(proposal)
        case Act.ATTACH if proposal.state == State.INTEGRATION:
            return round is None or round.version_id != current_version(proposal).pk
        case Act.CHOOSE_REPLACED:
            return bool(why_not_replaced(proposal))
        case Act.OBJECT_BEFOREHAND:
            return by_consent
        case Act.OPEN_ROUND if not by_consent or (proposal.state in TIMED and not is_in_meeting(proposal)):
            return False
        case Act.OPEN_ROUND if proposal.state == State.INTEGRATION:
            return round is None or round.version_id != current_version(proposal).pk
        case Act.CLOSE_ROUND:
            return round is not None and closes_by_hand(round)
        case Act.NEXT_STAGE if proposal.state == State.EXAMINATION:
            return bool(standing)
        case Act.PUT_TO_VOTE:
            return is_in_meeting(proposal) and (not by_consent or may_fall_back(proposal))
        case Act.VOTE_ONLINE if proposal.state == State.VOTING:
            return not (is_in_meeting(proposal) or votes_online(proposal).exists())
        case Act.VOTE_ONLINE:
            return not is_in_meeting(proposal) and (not by_consent or may_fall_back(proposal))
        case Act.PUT_TO_MEETING | Act.BRING_OPINION | Act.DECIDE | Act.CHOOSE_REVIEW_DAY:
            return False  # done from the meeting's page, or the decision's
    return True
