"""What the clock does for meetings: what a vote decided that closed by itself enters the register, and so does
what was noted a minute ago; what is late enters the next agenda, who was proposed conducts, what stayed open is closed.
"""

from datetime import datetime

from assembly.actions import (
    bring_decisions,
    bring_proposals,
    close_overdue,
    conclude_item_ballot,
    settle_noted_decision,
    settle_proposal,
    settle_reviewed_items,
)
from assembly.handover import OVERDUE, REFLECTION, holds, is_gone
from assembly.models import ConductProposal, ItemBallot, Meeting, NotedDecision
from assembly.queries.brought_decisions import (
    decisions_to_bring,
    meetings_settled_elsewhere,
    next_meetings,
    settled_items,
)
from assembly.queries.brought_proposals import items_taken_up, proposals_to_bring
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


def settle_noted_decisions() -> None:
    """What was noted a minute ago is decided. Twice changes nothing."""
    each(
        NotedDecision.objects.filter(ended_at=None, noted_at__lte=now() - NotedDecision.STANDS),
        lambda noted: settle_noted_decision(noted, actor=CLOCK),
        "decision noted %s is not settled: %s",
    )


def next_noted_decision() -> datetime | None:
    """When the next one is decided, which everybody sees ticking."""
    first = NotedDecision.objects.filter(ended_at=None).order_by("noted_at").first()
    return first.until if first else None


def bring_what_is_due() -> None:
    """What has become late, was set aside, or is to be looked at again, enters the next meeting that is planned, and
    leaves it once it is settled; what people were called for stays, and says so. Twice is once.
    """
    each(
        [meeting for meeting in next_meetings() if decisions_to_bring(meeting) or settled_items(meeting)],
        lambda meeting: bring_decisions(meeting, actor=CLOCK),
        "what is late is not on the agenda of meeting %s: %s",
    )
    each(
        [meeting for meeting in next_meetings() if proposals_to_bring(meeting) or items_taken_up(meeting)],
        lambda meeting: bring_proposals(meeting, actor=CLOCK),
        "what was set aside is not on the agenda of meeting %s: %s",
    )
    each(
        meetings_settled_elsewhere(),
        lambda meeting: settle_reviewed_items(meeting, actor=CLOCK),
        "the agenda of meeting %s does not say what is settled: %s",
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
