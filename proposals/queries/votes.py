"""The vote online of a proposal."""

from django.db.models import Exists, OuterRef, QuerySet

from commissions.models import Circle
from proposals.models import Proposal, ProposalVote, Stage
from proposals.process import State
from votes.models import Ballot


def opens_vote_by_itself(proposal: Proposal) -> bool:
    """Whether nothing of it asks for a person: that somebody is named for a tie, or that it is put to a meeting since
    more people would read its ballot than the text."""
    circle = proposal.circle
    names_nobody = circle.majority_tie != Circle.Tie.CASTING or proposal.is_by_choice
    return names_nobody and not (proposal.is_closed and circle.is_open)


def votes_not_opened() -> QuerySet[Proposal]:
    """Those that are put to a vote and of which none was opened online since: one that was made void does not open by
    itself again."""
    opened = ProposalVote.objects.filter(
        proposal=OuterRef("proposal"), consultation__created_at__gte=OuterRef("entered_at")
    )
    stages = Stage.objects.filter(state=State.VOTING, left_at=None).exclude(Exists(opened))
    return Proposal.objects.filter(state=State.VOTING, stages__in=stages)


def votes_online(proposal: Proposal) -> QuerySet[ProposalVote]:
    """The one that is open, or of which the result is being written; none otherwise."""
    votes = ProposalVote.objects.filter(proposal=proposal, concluded_at=None)
    return votes.select_related("consultation__ballot")


def ballot_of_opinion(proposal: Proposal) -> Ballot | None:
    """The ballot online that gave the opinion for which it waits to be ratified; None after a round."""
    votes = ProposalVote.objects.filter(proposal=proposal, concluded_at__isnull=False)
    vote = votes.select_related("consultation__ballot").last()
    return vote.consultation.ballot if vote else None
