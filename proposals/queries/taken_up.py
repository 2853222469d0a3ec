"""What is read of texts that are taken up in a new proposal."""

from django.db.models import Q, QuerySet

from commissions.models import Circle
from members.models import Member
from proposals.models import Proposal, ProposalAudience, TakenUpText, Version
from proposals.process import State


def former_of(proposal: Proposal) -> Proposal | None:
    """The proposal of which it takes up the text."""
    row = TakenUpText.objects.filter(proposal=proposal).select_related("former__circle").first()
    return row.former if row else None


def is_told_of(former: Proposal, proposal: Proposal) -> bool:
    """Whether everybody who reads `proposal` may read `former` too, and so its title and its page.

    Handed on, it is read in another circle.
    """
    if former.is_private:
        return False
    if not former.is_closed and (former.circle.is_open or former.circle.is_assembly):
        return True
    is_in_its_circle = proposal.circle_id == former.circle_id and proposal.state != State.HANDED
    return is_in_its_circle and (proposal.is_closed or not former.is_closed)


def first_author(proposal: Proposal) -> Member:
    """Who wrote its first version, whoever took the text over since."""
    return Version.objects.filter(proposal=proposal).select_related("author").earliest("number").author


def taken_up_in(former: Proposal) -> QuerySet[Proposal]:
    """The proposals presented since that take up its text, the first one first; each is read by all its readers.

    One that another circle has taken on stands for the one that it was, where they read it there.
    """
    open_to_members = Q(circle__is_open=True) | Q(circle__kind=Circle.Kind.ASSEMBLY)
    by_members = ~Q(audience=ProposalAudience.CIRCLE)
    in_its_circle = Q(circle=former.circle_id) if former.is_closed else Q(circle=former.circle_id) & by_members
    taking_up = Proposal.objects.filter(taken_up_text__former=former, presented_at__isnull=False)
    shown = taking_up.filter(in_its_circle | (by_members & open_to_members))
    handed_on = shown.filter(origin__isnull=False).values("origin")
    return shown.exclude(pk__in=handed_on).select_related("author").order_by("presented_at", "pk")
