"""What is read about proposals set aside, which enter an agenda by themselves."""

from django.db.models import QuerySet

from assembly.models import AgendaItem, BroughtProposal, Meeting
from journal.statements import Statement
from proposals.models import Proposal
from proposals.process import State

SET_ASIDE = Statement(
    lambda item: BroughtProposal.objects.filter(item=item, proposal__state=State.SET_ASIDE).select_related("proposal"),
    int,
)


def proposals_to_bring(meeting: Meeting) -> QuerySet[Proposal]:
    """What its circle has set aside, the longest ago first.

    None that was brought to a meeting of the circle which is not over: taken off by hand, it stays so.
    """
    brought = BroughtProposal.objects.filter(meeting__circle=meeting.circle).exclude(meeting__state__in=Meeting.OVER)
    aside = Proposal.objects.filter(circle=meeting.circle, state=State.SET_ASIDE)
    return aside.exclude(pk__in=brought.values("proposal")).select_related("author").order_by("ended_at", "pk")


def items_taken_up(meeting: Meeting) -> QuerySet[AgendaItem]:
    """What entered its agenda by itself and is set aside no more: taken up, or withdrawn since.

    None that people were called for, that has notes or tasks, or to which the proposal was put by hand.
    """
    pending = meeting.items.filter(state=AgendaItem.State.PENDING, convocation=None, spans=None, proposal=None)
    pending = pending.filter(note_texts=None, task_links=None, ballots=None, brought_proposal__isnull=False)
    return pending.exclude(brought_proposal__proposal__state=State.SET_ASIDE)


def brought_proposal_on(item: AgendaItem) -> Proposal | None:
    """The proposal set aside for which this item is on the agenda, as long as it is."""
    brought = SET_ASIDE.first(item.pk)
    return brought.proposal if brought else None
