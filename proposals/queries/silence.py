"""Whose silence in a round is presumed to consent: those whom a letter reminded, a day before its end at least."""

from django.db.models import Exists, OuterRef, QuerySet

from journal.clock import now
from members.models import Member, Notification, RefusedAddress
from proposals.models import Round
from proposals.process import SILENCE
from proposals.queries.objections import is_in_meeting
from proposals.queries.rounds import unanswered_in


def reminder_key(round: Round) -> str:
    """Which asking the reminder of this round is."""
    return f"round:{round.pk}:reminder"


def presumed_in(round: Round) -> QuerySet[Member]:
    """Those of whom the silence would be presumed to consent if the round closed now.

    By the rules of the circle as the round opened, online. Whoever wanted no such letter, has no address, or one that
    takes no letters, was not told what silence means: they are simply silent.
    """
    silent = unanswered_in(round)
    if not round.presumes_consent or is_in_meeting(round.proposal):
        return silent.none()
    reminded = Notification.objects.filter(
        about=round.proposal.topic, key=reminder_key(round), mail__sent_at__lte=now() - SILENCE
    )
    refused = RefusedAddress.objects.filter(member=OuterRef("pk"), address=OuterRef("email"))
    return silent.filter(~Exists(refused), pk__in=reminded.values("member"))
