"""Objections that somebody was asked to help to word, while they are hidden; before the round opens, too.

Whoever has left the circle reads and words none of them any more.
"""

from django.db.models import F, Q, QuerySet

from commissions.queries import circles_of, members_of
from members.models import Member
from proposals.models import Objection, Proposal, WordingHelp, WrittenObjection
from proposals.process import TALKING, State


def entrusted_to(member: Member) -> QuerySet[Objection]:
    """Those that this person was asked to help to word, shown by now or not."""
    mine = Q(position__round__proposal__circle__in=circles_of(member).values("pk"))
    return Objection.objects.filter(mine, position__wording_help__helper=member).select_related(
        "position__member", "position__round__proposal__circle", "position__round__version"
    )


def helped_by(member: Member) -> QuerySet[Objection]:
    """Those that this person may read and word before everybody sees them."""
    hidden = Q(position__round__revealed_at__isnull=True) | Q(position__taken_at__gt=F("position__round__revealed_at"))
    return entrusted_to(member).filter(hidden, position__round__closed_at__isnull=True)


def entrusted_beforehand(member: Member) -> QuerySet[WrittenObjection]:
    """Those that others wrote before the round, and asked this person to help to word."""
    mine = Q(proposal__circle__in=circles_of(member).values("pk"))
    return WrittenObjection.objects.filter(mine, wording_help__helper=member).select_related(
        "member", "proposal__circle", "version"
    )


def helped_beforehand(member: Member) -> QuerySet[WrittenObjection]:
    """Those of them that this person may read and word: until the round opens."""
    return entrusted_beforehand(member).filter(proposal__state__in=[*TALKING, State.INTEGRATION])


def helpers_beforehand(proposal: Proposal, objector: Member) -> QuerySet[Member]:
    """Who may be asked to help before the round opens: the other members of the circle."""
    return members_of(proposal.circle).exclude(pk=objector.pk).order_by("name")


def help_with(objection: Objection | WrittenObjection) -> WordingHelp | None:
    """Who was asked to help to word it."""
    helps = WordingHelp.objects.select_related("helper")
    if isinstance(objection, WrittenObjection):
        return helps.filter(written=objection).first()
    return helps.filter(position=objection.position_id).first()
