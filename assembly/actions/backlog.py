"""What was put off comes back: on the agenda of a later meeting, once, or as no longer needed."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from assembly.actions.agenda import add_item
from assembly.actions.common import continued, enter, enter_at
from assembly.actions.elections import bring_election
from assembly.models import AgendaItem, ItemDismissal, Meeting
from assembly.queries.backlog import backlog_of, put_off
from journal.actions import action, record, touch
from journal.clock import now
from members.models import Member
from proposals.models import Election


@action
def bring_back_item(meeting: Meeting, *, item: AgendaItem, actor: Member) -> AgendaItem:
    """Put on this agenda what an earlier meeting of the circle put off, as it was: each once.

    Its proposal, or its election, comes with it where this person may bring it and it can still be talked about in a
    meeting; else the item is talked about without, until its author or facilitator brings it. Twice changes nothing.
    Raises ValidationError: `continued`, `gone`, and as `add_item` does.
    """
    meeting = enter("prepare_agenda", meeting, actor, later="change_agenda")
    closed = Meeting.objects.select_for_update().filter(pk=item.meeting_id, state__in=Meeting.OVER)
    closed.first()  # one that is open is not locked: two that take up from each other would wait for each other
    item = AgendaItem.objects.select_related("proposal", "election", "owner", "meeting").get(pk=item.pk)
    if standing := AgendaItem.objects.filter(continues=item).select_related("meeting").first():
        if standing.meeting_id == meeting.pk:
            return standing
        raise continued(standing)
    if not backlog_of(meeting.circle).filter(pk=item.pk).exists():
        raise ValidationError(
            _("This item waits no more: it is settled, or no longer needed. Add it as a new item to talk about it."),
            code="gone",
        )
    brought = _add_again(meeting, item, actor)
    if item.election is not None:
        _bring_election(brought, item.election, actor)
    touch(item.meeting.topic)
    return brought


def _add_again(meeting: Meeting, item: AgendaItem, actor: Member) -> AgendaItem:
    same = {
        "title": item.title, "minutes": item.minutes, "note": item.note, "owner": item.owner,
        "is_closed": item.is_closed, "change": item.change, "continues": item, "actor": actor,
    }  # fmt: skip
    brought: AgendaItem
    if item.proposal is not None:
        try:
            brought = add_item(meeting, kind=item.kind, proposal=item.proposal, **same)
        except (PermissionDenied, ValidationError):
            pass  # it is not theirs to bring, or its stage is none of a meeting's
        else:
            return brought
    needs_text = item.kind == AgendaItem.Kind.CONSENT
    brought = add_item(meeting, kind=AgendaItem.Kind.DISCUSSION if needs_text else item.kind, **same)
    return brought


def _bring_election(brought: AgendaItem, election: Election, actor: Member) -> None:
    try:
        bring_election(brought, election=election, actor=actor)
    except (PermissionDenied, ValidationError):
        return  # whoever leads it brings it, on the page of the item


@action
def dismiss_item(item: AgendaItem, *, actor: Member) -> AgendaItem:
    """Say that what was put off is no longer needed: no agenda is offered it any more. Twice changes nothing.

    Raises ValidationError: `continued`, `gone`.
    """
    item = enter_at("dismiss_item", item, actor)
    if ItemDismissal.objects.filter(item=item).exists():
        return item
    if standing := AgendaItem.objects.filter(continues=item).select_related("meeting").first():
        raise continued(standing)
    if not put_off(item.meeting.circle).filter(pk=item.pk).exists():
        raise ValidationError(_("This item was not put off, or it is settled: it waits for nobody."), code="gone")
    ItemDismissal.objects.create(item=item, dismissed_by=actor, dismissed_at=now())
    _tell_circle("item.dismissed", item)
    return item


@action
def take_back_dismissal(item: AgendaItem, *, actor: Member) -> AgendaItem:
    """It is needed all the same: agendas are offered it again. Twice changes nothing."""
    item = enter_at("dismiss_item", item, actor)
    deleted, _by_model = ItemDismissal.objects.filter(item=item).delete()
    if deleted:
        _tell_circle("item.needed_again", item)
    return item


def _tell_circle(verb: str, item: AgendaItem) -> None:
    topics = [item.topic] if item.is_closed else [item.meeting.topic, item.meeting.circle.topic]
    record(verb, topics=topics, body={"meeting": item.meeting_id, "item": item.pk})
    touch(item.meeting.topic)
