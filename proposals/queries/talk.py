"""What was asked about a proposal, and what people feel about it."""

from django.db.models import QuerySet

from members.models import Member
from proposals.answering import answers_first
from proposals.models import Proposal, Question, Reaction


def questions_of(proposal: Proposal) -> QuerySet[Question]:
    """Oldest first."""
    return proposal.questions.select_related("asker")


def reactions_for(proposal: Proposal, reader: Member) -> QuerySet[Reaction]:
    """Those that this person may read now, oldest first: none for whoever answers first."""
    reactions = proposal.reactions.select_related("member", "version")
    return reactions.none() if answers_first(proposal, reader) else reactions
