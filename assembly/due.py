"""What the clock does for meetings: what a vote decided that closed by itself enters the register, who was
proposed conducts, what stayed open is closed.
"""

import logging
from functools import cache

from django.core.exceptions import PermissionDenied, ValidationError

from assembly.actions import close_overdue, conclude_item_ballot, settle_proposal
from assembly.handover import OVERDUE, REFLECTION, holds, is_gone
from assembly.models import ConductProposal, ItemBallot, Meeting
from journal.actions import CLOCK
from journal.clock import now

logger = logging.getLogger(__name__)


def conclude_item_ballots() -> None:
    """Write what the votes that have closed decided. Safe to run twice, and on two machines.

    One that can no longer decide (its proposal was withdrawn meanwhile) stands in the way of no other.
    """
    for link in ItemBallot.objects.filter(concluded_at=None, ballot__closed_at__isnull=False):
        try:
            conclude_item_ballot(link, actor=CLOCK)
        except (ValidationError, PermissionDenied) as error:
            _report(link.pk, _told(error))


def settle_handovers() -> None:
    """Whoever was proposed and agreed on conducts. Twice changes nothing."""
    instant = now()
    waiting = ConductProposal.objects.filter(
        ended_at=None, proposed_at__lte=instant - REFLECTION, meeting__state=Meeting.State.OPEN
    )
    for proposal in waiting.select_related("meeting__gathering"):
        if holds(proposal, instant) and is_gone(proposal.meeting, instant):
            settle_proposal(proposal, actor=CLOCK)


def close_overdue_meetings() -> None:
    """Close what is still open six hours after its hard end. One that cannot be closed stands in no other's way."""
    for meeting in Meeting.objects.filter(state=Meeting.State.OPEN, ends_at__lte=now() - OVERDUE):
        try:
            close_overdue(meeting, actor=CLOCK)
        except (ValidationError, PermissionDenied) as error:
            _report_open(meeting.pk, _told(error))


def _told(error: ValidationError | PermissionDenied) -> str:
    """The code of what was refused, or the permission that was missing."""
    return str(error.code if isinstance(error, ValidationError) else error)


@cache
def _report_open(pk: int, code: str) -> None:
    logger.error("meeting %s, long over, is not closed: %s", pk, code)


@cache
def _report(pk: int, code: str) -> None:
    """Say once what the clock will find again every few seconds."""
    logger.error("what vote %s of a meeting decided is not written: %s", pk, code)
