"""What the clock does for meetings: what a vote decided that closed by itself enters the register, who was
proposed conducts, what stayed open is closed.
"""

from assembly.actions import close_overdue, conclude_item_ballot, settle_proposal
from assembly.handover import OVERDUE, REFLECTION, holds, is_gone
from assembly.models import ConductProposal, ItemBallot, Meeting
from journal.actions import CLOCK
from journal.clock import now
from journal.each import each


def conclude_item_ballots() -> None:
    """Write what the votes that have closed decided. Safe to run twice, and on two machines.

    One that can no longer decide (its proposal was withdrawn meanwhile) is left as it is.
    """
    each(
        ItemBallot.objects.filter(concluded_at=None, ballot__closed_at__isnull=False),
        lambda link: conclude_item_ballot(link, actor=CLOCK),
        "what vote %s of a meeting decided is not written: %s",
    )


def settle_handovers() -> None:
    """Whoever was proposed and agreed on conducts. Twice changes nothing."""
    instant = now()
    waiting = ConductProposal.objects.filter(
        ended_at=None, proposed_at__lte=instant - REFLECTION, meeting__state=Meeting.State.OPEN
    ).select_related("meeting__gathering")
    each(
        [one for one in waiting if holds(one, instant) and is_gone(one.meeting, instant)],
        lambda proposal: settle_proposal(proposal, actor=CLOCK),
        "who was proposed (%s) does not conduct: %s",
    )


def close_overdue_meetings() -> None:
    """Close what is still open six hours after its hard end."""
    each(
        Meeting.objects.filter(state=Meeting.State.OPEN, ends_at__lte=now() - OVERDUE),
        lambda meeting: close_overdue(meeting, actor=CLOCK),
        "meeting %s, long over, is not closed: %s",
    )
