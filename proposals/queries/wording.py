"""Objections that somebody was asked to help to word, while they are hidden."""

from django.db.models import F, Q, QuerySet

from members.models import Member
from proposals.models import Objection, WordingHelp


def helped_by(member: Member) -> QuerySet[Objection]:
    """Those that this person may read and word before everybody sees them."""
    hidden = Q(position__round__revealed_at__isnull=True) | Q(position__taken_at__gt=F("position__round__revealed_at"))
    objections = Objection.objects.filter(hidden, position__wording_help__helper=member)
    return objections.filter(position__round__closed_at__isnull=True).select_related(
        "position__member", "position__round__proposal__circle", "position__round__version"
    )


def help_with(objection: Objection) -> WordingHelp | None:
    """Who was asked to help to word it."""
    return WordingHelp.objects.filter(position=objection.position_id).select_related("helper").first()
