"""What a circle answers outside its meetings where no article of its rules lets it decide there (PRODUCT §3.3)."""

from django.db.models import QuerySet

from commissions.models import Circle
from members.models import Member
from proposals import occasions
from proposals.models import Proposal
from proposals.process import TALKING, State
from proposals.queries.rounds import last_round_of
from proposals.queries.texts import proposals_for


def gives_opinion(proposal: Proposal) -> bool:
    """Whether a round that opened now would decide nothing by itself: outside a meeting, and without an article."""
    return not (proposal.circle.decides_online or occasions.is_under_way(proposal.occasion))


def comes_to_opinion(proposal: Proposal) -> bool:
    """Whether what is under way gives an opinion: as its last round opened, or as the first, or the vote of a majority,
    would open now.

    What is put to a meeting is decided there, unless it is asked before.
    """
    if proposal.state == State.OPINION:
        return True
    if proposal.process != Proposal.Process.CONSENT and proposal.state not in TALKING:
        return False
    if not proposal.is_live or proposal.state in (State.VOTING, State.HANDED):
        return False
    if proposal.state in TALKING:
        return not proposal.occasion and gives_opinion(proposal)
    last = last_round_of(proposal)
    return last is not None and last.is_opinion


def opinions_of(circle: Circle) -> QuerySet[Proposal]:
    """The texts of this circle to which nobody objects, and that no meeting has ratified."""
    return Proposal.objects.filter(circle=circle, state=State.OPINION).order_by("pk")


def opinions_for(person: Member) -> QuerySet[Proposal]:
    """The same of every circle, as far as this person may read them."""
    return proposals_for(person).filter(state=State.OPINION).order_by("pk")
