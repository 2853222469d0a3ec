"""The advice that is asked for, given, answered."""

from django.db.models import QuerySet

from members.models import Member
from proposals.models import Advice, Proposal
from proposals.process import ADVICE, State
from proposals.queries.absences import has_left


def advices_of(proposal: Proposal) -> QuerySet[Advice]:
    """All of a proposal, in the order in which they were asked."""
    return Advice.objects.filter(proposal=proposal).select_related("adviser", "version", "answered_by").order_by("pk")


def awaited_advice(proposal: Proposal) -> list[Advice]:
    """What may still be given: who left the collective is waited for no more."""
    return list(advices_of(proposal).filter(given_at=None, adviser__is_active=True))


def unanswered_advice(proposal: Proposal) -> list[Advice]:
    """What was given and has no answer yet."""
    return list(advices_of(proposal).filter(given_at__isnull=False, answered_at=None))


def advice_to_give(member: Member) -> QuerySet[Proposal]:
    """The proposals about which this person was asked, and has said nothing yet."""
    requests = Advice.objects.filter(adviser=member, given_at=None)
    return Proposal.objects.filter(state=State.ADVISING, pk__in=requests.values("proposal"))


def advice_to_answer(member: Member) -> QuerySet[Proposal]:
    """The proposals of which this person answers the advice, or decides by now."""
    waiting = Advice.objects.filter(given_at__isnull=False, answered_at=None)
    mine = Proposal.objects.filter(decider=member, decider_since__isnull=False)
    answering = mine.filter(state=State.ADVISING, pk__in=waiting.values("proposal"))
    return answering | mine.filter(state=State.DECIDING)


def asked_to_decide(member: Member) -> QuerySet[Proposal]:
    """The proposals that this person was asked to decide, and has not answered."""
    return Proposal.objects.filter(decider=member, decider_since=None, state__in=[State.DRAFT, *ADVICE])


def is_decider_missing(proposal: Proposal) -> bool:
    """Nobody has agreed to decide, or whoever did has left: the author may name another."""
    if proposal.decider is None or proposal.decider_since is None:
        return True
    return has_left(proposal.decider, proposal, proposal.decider_since)


def to_name_a_decider(member: Member) -> QuerySet[Proposal]:
    """The proposals of this author that nobody decides: whoever was asked has declined."""
    return Proposal.objects.filter(author=member, process=Proposal.Process.ADVICE, decider=None, state__in=ADVICE)
