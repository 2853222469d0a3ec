"""Who has read what is for information, and for whom it still waits."""

from django.db.models import QuerySet

from commissions.queries import circles_of, members_of
from members.models import Member
from proposals.models import Proposal, TextReading
from proposals.process import State


def readers_of(proposal: Proposal) -> QuerySet[Member]:
    """Those who are to read it: its circle today, but for its author."""
    return members_of(proposal.circle).exclude(pk=proposal.author_id)


def read_by(proposal: Proposal) -> int:
    """How many of them have read it; once it is over, how many had."""
    readings = TextReading.objects.filter(proposal=proposal)
    if proposal.state == State.READING:
        readings = readings.filter(member__in=readers_of(proposal))
    return readings.count()


def is_read_by_all(proposal: Proposal) -> bool:
    """Somebody has read it, and nobody of the circle is left to: who left it is waited for no more."""
    read = TextReading.objects.filter(proposal=proposal).values("member")
    return read.exists() and not readers_of(proposal).exclude(pk__in=read).exists()


def has_read(person: Member, proposal: Proposal) -> bool:
    return TextReading.objects.filter(proposal=proposal, member=person).exists()


def to_be_read_by(member: Member) -> QuerySet[Proposal]:
    """What waits for this person to read it."""
    read = TextReading.objects.filter(member=member).values("proposal")
    waiting = Proposal.objects.filter(state=State.READING, circle__in=circles_of(member)).exclude(author=member)
    return waiting.exclude(pk__in=read).select_related("circle")
