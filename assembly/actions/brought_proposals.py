"""What was set aside for a next meeting enters its agenda by itself."""

from django.conf import settings
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import override

from assembly.actions.agenda import titled
from assembly.actions.brought_decisions import AT_MOST, MINUTES
from assembly.actions.common import enter, record_item
from assembly.models import AgendaItem, BroughtProposal, Meeting
from assembly.queries.brought_proposals import items_taken_up, proposals_to_bring
from commissions.queries import is_in
from journal.actions import Actor, action
from proposals.models import Proposal


@action
def bring_proposals(meeting: Meeting, *, actor: Actor) -> list[AgendaItem]:
    """Put on the agenda what the circle has set aside, each once: what is removed by hand stays so.

    The proposal stays set aside until somebody takes it up. What was taken up or withdrawn meanwhile leaves the agenda
    as it came, unless people were called for it.
    """
    meeting = enter("bring_decisions", meeting, actor)
    for item in items_taken_up(meeting):
        item.meeting = meeting
        record_item("item.removed", item, title=item.title)
        item.delete()
    return [_bring(meeting, proposal) for proposal in proposals_to_bring(meeting)[:AT_MOST]]


def _bring(meeting: Meeting, proposal: Proposal) -> AgendaItem:
    with override(settings.LANGUAGE_CODE):
        title, note = titled(_("Set aside, to take up again: %(title)s") % {"title": proposal.title}, "")
    item = AgendaItem.objects.create(
        meeting=meeting,
        position=(meeting.items.aggregate(last=Max("position"))["last"] or 0) + 1,
        title=title,
        note="\n\n".join(part for part in (note, proposal.end_reason) if part),
        minutes=MINUTES,
        owner=proposal.author if is_in(proposal.author, meeting.circle) else None,
        is_closed=proposal.is_closed,
    )
    BroughtProposal.objects.create(meeting=meeting, proposal=proposal, item=item)
    record_item("item.added", item, title=title, kind=str(item.kind), minutes=MINUTES, proposal=proposal.pk)
    return item
