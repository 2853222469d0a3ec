"""The vote online of a proposal."""

from django.db.models import QuerySet

from commissions.models import Circle
from proposals.models import Proposal, ProposalVote


def opens_vote_by_itself(proposal: Proposal) -> bool:
    """Whether nothing of it asks for a person: that somebody is named for a tie, or that it is put to a meeting since
    more people would read its ballot than the text."""
    circle = proposal.circle
    return not (proposal.is_closed and circle.is_open) and circle.majority_tie != Circle.Tie.CASTING


def votes_online(proposal: Proposal) -> QuerySet[ProposalVote]:
    """The one that is open, or of which the result is being written; none otherwise."""
    votes = ProposalVote.objects.filter(proposal=proposal, concluded_at=None)
    return votes.select_related("consultation__ballot")
