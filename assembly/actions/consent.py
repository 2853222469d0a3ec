"""A proposal in the room. Its stages, rounds and objections are the acts of `proposals`."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assembly.actions.agenda import check_first_agenda, check_item
from assembly.actions.common import enter_at, record_item
from assembly.actions.noted_decisions import check_none_stands, settle_due
from assembly.models import AgendaItem
from journal.actions import action
from members.models import Member
from proposals.actions import put_to_meeting
from proposals.models import Proposal


@action
def bring_proposal(item: AgendaItem, *, proposal: Proposal, actor: Member) -> AgendaItem:
    """Put a proposal on an item that has none. From then on the meeting's facilitator conducts it.

    Bringing the same one twice changes nothing. Raises ValidationError, among others: `noted`.
    """
    item = enter_at("prepare_agenda", item, actor, later="change_agenda")
    if item.proposal_id == proposal.pk:
        return item
    if item.proposal_id is not None:
        raise ValidationError(_("This item has its proposal: add another item for this one."), code="taken")
    check_first_agenda(item.meeting)
    settle_due(item.meeting)
    check_none_stands(item.meeting, item)
    check_item(item.meeting, minutes=item.minutes, kind=item.kind, proposal=proposal, is_closed=item.is_closed)
    if item.convocation_id and item.meeting.circle.is_assembly:
        _check_text_not_convened(item)
    item.proposal = proposal
    item.save(update_fields=["proposal", "convocation"])
    put_to_meeting(proposal, occasion=item.meeting.topic, actor=actor)
    record_item("item.proposal_brought", item, proposal=proposal.pk)
    return item


def _check_text_not_convened(item: AgendaItem) -> None:
    """An assembly is called to decide on a text: another one needs a convocation of its own."""
    if item.meeting.is_open:
        raise ValidationError(
            _("The assembly was convened without this text: it can be read and talked about, and put to the next one."),
            code="not_convened",
        )
    item.convocation = None
