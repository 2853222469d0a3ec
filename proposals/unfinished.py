"""What a circle still has to decide, and what is done with it before the circle ends."""

from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from commissions.circle_endings import Unfinished
from commissions.models import Circle
from commissions.unfinished import kept
from journal.clock import now
from proposals.election_process import LIVE as LIVE_ELECTION
from proposals.models import Election, Proposal, ReopeningRequest, Review
from proposals.process import LIVE
from proposals.queries import decisions_for, handed_to, proposals_for
from proposals.queries.elections import elections_for, unseated_elections


def proposals(circle: Circle, person: Any) -> list[Unfinished]:
    """What is under way there, and what another circle asks it to take on."""
    to_end = _("Bring it to its end, hand it to another circle, or let its author withdraw it.")
    to_answer = _("Take it on, or send it back.")
    waiting = [(one, to_end) for one in Proposal.objects.filter(circle=circle, state__in=LIVE)]
    waiting += [(one.proposal, to_answer) for one in handed_to(circle)]
    readable = proposals_for(person).in_bulk([one.pk for one, _advice in waiting])
    return [
        Unfinished(one.title, one.get_absolute_url(), advice) if one.pk in readable else kept(advice)
        for one, advice in waiting
    ]


def elections(circle: Circle, person: Any) -> list[Unfinished]:
    """Those that it holds, and those of another circle that give a place in it."""
    advice = _("Bring it to its end, or set it aside.")
    here = Election.objects.filter(Q(circle=circle) | Q(change__circle=circle.pk), state__in=LIVE_ELECTION)
    running = [*here, *(one for one in unseated_elections() if one.change.circle == circle.pk)]
    readable = elections_for(person).in_bulk([one.pk for one in running])
    return [
        Unfinished(one.title, one.get_absolute_url(), advice) if one.pk in readable else kept(advice) for one in running
    ]


def reviews(circle: Circle, person: Any) -> list[Unfinished]:
    """The decisions that are looked at again, and those that somebody asks to decide anew."""
    to_close, to_answer = _("Wait for its end: its review is open."), _("Answer whoever asks to decide it anew.")
    looked_at = Review.objects.filter(decision__circle=circle, closed_at=None, ends_at__gt=now())
    to_reopen = ReopeningRequest.objects.filter(decision__circle=circle, decision__replaced_by=None, answered_at=None)
    waiting = [(one.decision_id, to_close) for one in looked_at]
    waiting += [(one.decision_id, to_answer) for one in to_reopen]
    readable = decisions_for(person).in_bulk({pk for pk, _advice in waiting})
    return [
        Unfinished(readable[pk].title, readable[pk].get_absolute_url(), advice) if pk in readable else kept(advice)
        for pk, advice in waiting
    ]
