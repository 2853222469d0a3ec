"""What is read of texts that are taken up in a new proposal."""

from django.db.models import QuerySet

from members.models import Member
from proposals.models import Proposal, ProposalAudience, TakenUpText, Version


def former_of(proposal: Proposal) -> Proposal | None:
    """The proposal of which it takes up the text."""
    row = TakenUpText.objects.filter(proposal=proposal).select_related("former__circle").first()
    return row.former if row else None


def is_told_of(former: Proposal, proposal: Proposal) -> bool:
    """Whether everybody who reads `proposal` may read `former` too, and so its title and its page."""
    return not former.is_private and (proposal.is_closed or not former.is_closed)


def first_author(proposal: Proposal) -> Member:
    """Who wrote its first version, whoever took the text over since."""
    return Version.objects.filter(proposal=proposal).select_related("author").earliest("number").author


def taken_up_in(former: Proposal) -> QuerySet[Proposal]:
    """The proposals presented since that take up its text, the first one first; each is read by all its readers."""
    shown = Proposal.objects.filter(taken_up_text__former=former, presented_at__isnull=False)
    if not former.is_closed:
        shown = shown.exclude(audience=ProposalAudience.CIRCLE)
    return shown.select_related("author").order_by("presented_at", "pk")
