"""An election without candidate in the room. Its stages, nominations and answers are the acts of `proposals`."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from assembly.actions.agenda import check_first_agenda
from assembly.actions.common import enter_at, record_item
from assembly.models import AgendaItem
from journal.actions import action
from members.models import Member
from proposals.actions import put_election_to_meeting, start_election
from proposals.models import Election


@action
def bring_election(item: AgendaItem, *, election: Election, actor: Member) -> AgendaItem:
    """Put an election that is under way on an item of this kind: it goes on there, at the stage where it stands.

    What it gives is what the item lets be changed, as if it had been convened so. The same one twice changes nothing.
    Raises ValidationError: `kind`, `taken`, `elsewhere`, and as `put_election_to_meeting`.
    """
    item = _enter(item, actor)
    if item.election_id == election.pk:
        return item
    _check_free(item)
    if election.circle_id != item.meeting.circle_id:
        message = _("This election is of another circle: it goes on in a meeting of that one.")
        raise ValidationError(message, code="elsewhere")
    return _bring(item, put_election_to_meeting(election, occasion=item.meeting.topic, actor=actor))


@action
def start_item_election(item: AgendaItem, *, actor: Member, **role: Any) -> AgendaItem:
    """Say in the meeting which role is filled: the election goes on there, conducted by whoever facilitates.

    `role` is what `proposals.actions.start_election` takes. Raises ValidationError: `kind`, `taken`, and as it does.
    """
    item = _enter(item, actor)
    _check_free(item)
    election = start_election(item.meeting.circle, occasion=item.meeting.topic, actor=actor, **role)
    return _bring(item, election)


def _enter(item: AgendaItem, actor: Member) -> AgendaItem:
    item = enter_at("prepare_agenda", item, actor, later="change_agenda")
    if item.kind != AgendaItem.Kind.ELECTION:
        raise ValidationError(_("Only an item of the kind “election” elects somebody."), code="kind")
    check_first_agenda(item.meeting)
    return item


def _check_free(item: AgendaItem) -> None:
    if item.election_id is not None:
        raise ValidationError(_("This item has its election: add another item for this one."), code="taken")
    if item.ballots.exists():
        raise ValidationError(_("A vote was held on this item: add another item for this one."), code="taken")


def _bring(item: AgendaItem, election: Election) -> AgendaItem:
    item.election, item.change = election, election.change
    item.save(update_fields=["election", "change"])
    record_item("item.election_brought", item, election=election.pk)
    return item
