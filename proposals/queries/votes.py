"""The vote online of a proposal."""

from django.db.models import QuerySet

from proposals.models import Proposal, ProposalVote


def votes_online(proposal: Proposal) -> QuerySet[ProposalVote]:
    """The one that is open, or of which the result is being written; none otherwise."""
    votes = ProposalVote.objects.filter(proposal=proposal, concluded_at=None)
    return votes.select_related("consultation__ballot")
