"""The evening moves on: from item to item, concluded, deferred, reopened, given more time."""

from collections.abc import Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from assembly.actions import floor
from assembly.actions.agenda import State
from assembly.actions.common import becomes, enter, enter_at, record_item
from assembly.models import AgendaItem, ItemSpan, Meeting, NotedDecision
from assembly.queries.meetings import decisions_in, open_round_on
from journal.actions import action
from journal.clock import now
from journal.statements import Statement
from members.models import Member
from proposals.actions import begin_requests
from votes.queries.ballots import standing_on


def _reached_by_a_step(meeting: int, to: int) -> QuerySet[AgendaItem]:
    items = AgendaItem.objects.filter(meeting=meeting)
    coming = items.filter(state=State.PENDING).order_by("position", "pk").values("pk")[:1]
    reached = items.filter(Q(state=State.CURRENT) | Q(pk=to) | Q(pk=Subquery(coming)))
    return reached.select_related("continued_by")


STEP = Statement(_reached_by_a_step, int, int)  # the current item, the one with this key, and the next to come


@action
def advance(
    meeting: Meeting, *, expected: int | None, actor: Member, to: AgendaItem | None = None, is_back: bool = False
) -> AgendaItem | None:
    """Conclude the current item and begin the next one to come, or `to`. Where it `is_back`, a step that was a slip is
    taken back: the current item is not concluded, it is to come again; unless a vote was held or something decided
    on it meanwhile, then it is done.

    `expected` is the current item as the person saw it (`None`: none). When another is current
    by now, somebody else has moved on and nothing changes: two "next" make one step. Returns the
    item that is current afterwards. Raises ValidationError, among others: `back` where it goes back to no item.
    """
    meeting = enter("advance", meeting, actor)
    if is_back and to is None:
        raise ValidationError(_("Say to which item to go back."), code="back")
    reached = STEP.rows(meeting.pk, to.pk if to else 0)
    current = next((item for item in reached if item.state == State.CURRENT), None)
    if current is not None:
        current.meeting = meeting
    if (current.pk if current else None) != expected:
        return current
    following = _following(reached, to)
    if following is not None and following == current:
        return current
    at = now()
    if current is not None:
        is_put_back = is_back and not _has_decided(current)
        leave(current, State.PENDING if is_put_back else State.DONE, at)
        record_item("item.put_back" if is_put_back else "item.done", current)
    slip = following.spans.last() if is_back and following else None
    if slip and slip.ended_at:
        floor.take_back_clearing(meeting, slip.ended_at)
    else:
        floor.clear(meeting, at)
    if following is not None:
        following.meeting = meeting
        following.state = becomes(following, "start")
        following.save(update_fields=["state"])
        ItemSpan.objects.create(item=following, started_at=at)
        record_item("item.started", following)
        if following.proposal:
            begin_requests(following.proposal)
    return following


def _has_decided(item: AgendaItem) -> bool:
    """Whether a vote was held on it in this meeting, or something was decided, or stands noted as decided."""
    votes = item.ballots.filter(ballot__closed_at__isnull=False)
    if item.kind != AgendaItem.Kind.POLL:
        votes = votes.filter(ballot__is_poll=False)
    if votes.exists():
        return True
    if item.noted_decisions.filter(end__in=["", NotedDecision.End.DECIDED]).exists():
        return True
    return item.proposal_id is not None and decisions_in(item.meeting).filter(proposal=item.proposal_id).exists()


def _following(reached: Sequence[AgendaItem], to: AgendaItem | None) -> AgendaItem | None:
    """Among the items of a `STEP`."""
    if to is None:
        return next((item for item in reached if item.state == State.PENDING), None)
    following = next((item for item in reached if item == to), None)
    if following is None:
        raise ValidationError(_("This item is no longer on the agenda."), code="removed")
    return following


@action
def conclude_item(item: AgendaItem, *, actor: Member) -> AgendaItem:
    """The item is done. Concluding twice changes nothing."""
    item = enter_at("advance", item, actor)
    if item.state == State.DONE:
        return item
    becomes(item, "conclude")
    at = now()
    leave(item, State.DONE, at)
    floor.clear(item.meeting, at)
    record_item("item.done", item)
    return item


@action
def defer_item(item: AgendaItem, *, actor: Member, reason: str = "") -> AgendaItem:
    """Put the item off to the circle's next meeting. Deferring twice changes nothing."""
    item = enter_at("advance", item, actor)
    if item.state == State.DEFERRED:
        return item
    becomes(item, "defer")
    at = now()
    if item.state == State.CURRENT:
        floor.clear(item.meeting, at)
    leave(item, State.DEFERRED, at)
    record_item("item.deferred", item, reason=reason)
    return item


@action
def reopen_item(item: AgendaItem, *, actor: Member) -> AgendaItem:
    """Bring back what was done or deferred: it is to come again. Reopening twice changes nothing."""
    item = enter_at("advance", item, actor)
    if item.state == State.PENDING:
        return item
    item.state = becomes(item, "reopen")
    item.save(update_fields=["state"])
    record_item("item.reopened", item)
    return item


@action
def extend_item(item: AgendaItem, *, granted: int, actor: Member, minutes: int = 5) -> AgendaItem:
    """Grant a few minutes more. `granted` is what the person saw granted so far: sent twice, it counts once."""
    item = enter_at("advance", item, actor)
    becomes(item, "extend")
    if not 1 <= minutes <= 60:
        raise ValidationError(_("Grant from 1 to 60 minutes at a time."), code="minutes")
    if item.extra_minutes != granted:
        return item
    item.extra_minutes += minutes
    item.save(update_fields=["extra_minutes"])
    record_item("item.extended", item, minutes=minutes)
    return item


def leave(item: AgendaItem, state: str, at: datetime, *, is_overdue: bool = False) -> None:
    """Stop the item's time and give it its new state, unless something on it is still being decided.

    A vote that closes by itself goes on, and what it decides is written then; but what is not done is not voted.
    Where it `is_overdue`, the clock closes the meeting, and a round goes on without it.
    """
    ballot = standing_on(item.topic)
    if ballot and (ballot.closes_at is None or state != State.DONE):
        raise ValidationError(_("A vote is open on this item: close it first."), code="ballot_open")
    if open_round_on(item) and not is_overdue:
        raise ValidationError(_("A round is open on this item: close it first."), code="round_open")
    item.spans.filter(ended_at__isnull=True).update(ended_at=at)
    item.state = state
    item.save(update_fields=["state"])
