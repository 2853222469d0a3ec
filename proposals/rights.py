"""Who may read what the journal keeps of proposals and of decisions: whoever may read them."""

from typing import Any

from members.rules import is_member
from proposals.models import Decision, Proposal, ProposalAudience
from proposals.queries import decisions_for, proposals_for
from proposals.rules import can_read_decision, can_read_proposal
from votes.models import Ballot


def reads_proposal(person: Any, pk: str) -> bool:
    return bool(can_read_proposal(person, Proposal.objects.select_related("circle").filter(pk=pk).first()))


def reads_decision(person: Any, pk: str) -> bool:
    return bool(can_read_decision(person, Decision.objects.select_related("circle").filter(pk=pk).first()))


def readable_proposals(person: Any, pks: set[str]) -> set[str]:
    """Those of the proposals that this person may read, in one question."""
    if not is_member(person):
        return set()
    return {str(pk) for pk in proposals_for(person).filter(pk__in=pks).values_list("pk", flat=True)}


def readable_decisions(person: Any, pks: set[str]) -> set[str]:
    return {str(pk) for pk in decisions_for(person).filter(pk__in=pks).values_list("pk", flat=True)}


def publishes_ballot(ballot: Ballot) -> bool:
    """Whether everybody may verify this ballot: what it decided was made public."""
    return Decision.objects.filter(ballot=ballot, audience=ProposalAudience.PUBLIC).exists()
