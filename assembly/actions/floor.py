"""The floor: raised hands, and one person who speaks at a time."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from assembly.actions.common import enter
from assembly.models import AgendaItem, Hand, Meeting, Turn
from assembly.queries.meetings import current_item, those_in_the_room
from assembly.speaking_order import keeps_its_place
from journal.actions import action, touch
from journal.clock import now
from journal.statements import Statement
from members.models import Member


def _where_somebody_is_heard(meeting: int) -> QuerySet[Meeting]:
    turns, hands = Turn.objects.filter(ended_at=None), Hand.objects.filter(lowered_at=None)
    either = Exists(turns.filter(meeting=OuterRef("pk"))) | Exists(hands.filter(meeting=OuterRef("pk")))
    return Meeting.objects.filter(either, pk=meeting)


HEARD = Statement(_where_somebody_is_heard, int)  # the meeting, if somebody speaks or asks to


@action
def raise_hand(meeting: Meeting, *, kind: str, actor: Member, member: Member | None = None) -> Hand:
    """Ask to speak. A hand that is up changes its kind and is not brought forward by it.

    Whoever holds a role raises the hand of a `member` who is there without a phone.
    """
    member = member or actor
    meeting = _enter_for(member, meeting, actor)
    if member != actor and member.pk not in those_in_the_room(meeting):
        raise ValidationError(
            _("%(name)s is not marked present: note their arrival first.") % {"name": member.name}, code="absent"
        )
    if kind not in Hand.Kind.values:
        raise ValidationError(_("Choose why you ask to speak."), code="kind")
    hand, is_new = Hand.objects.get_or_create(
        meeting=meeting, member=member, lowered_at=None, defaults={"kind": kind, "placed_as": kind, "raised_at": now()}
    )
    if not is_new and hand.kind != kind:
        hand.kind, hand.placed_as = kind, keeps_its_place(hand.placed_as, kind)
        hand.save(update_fields=["kind", "placed_as"])
    touch(meeting.floor_topic)
    return hand


@action
def lower_hand(meeting: Meeting, *, actor: Member, member: Member | None = None) -> None:
    """Take one's hand down, or that of a `member` without a phone. Without a raised hand nothing changes."""
    member = member or actor
    meeting = _enter_for(member, meeting, actor)
    if meeting.hands.filter(member=member, lowered_at=None).update(lowered_at=now()):
        touch(meeting.floor_topic)


@action
def call_hand(hand: Hand, *, actor: Member) -> Turn | None:
    """Give the floor to whoever raised this hand: the turn before it ends. Called twice, it counts once."""
    meeting = enter("call", hand.meeting, actor)
    at = now()
    raised = meeting.hands.filter(pk=hand.pk, lowered_at=None).first()
    if raised is None:
        return None
    raised.lowered_at = at
    raised.save(update_fields=["lowered_at"])
    _end_turns(meeting)
    turn = Turn.objects.create(
        meeting=meeting,
        item=_current(meeting),
        member=raised.member,
        kind=raised.kind,
        went_ahead=raised.placed_as != Hand.Kind.SPEAK,
        started_at=at,
    )
    touch(meeting.floor_topic)
    return turn


@action
def end_turn(turn: Turn, *, actor: Member) -> None:
    """Whoever speaks has finished: says it, or the facilitator does. Twice changes nothing."""
    meeting = enter("raise_hand" if turn.member_id == actor.pk else "call", turn.meeting, actor)
    if meeting.turns.filter(pk=turn.pk, ended_at=None).update(ended_at=now()):
        touch(meeting.floor_topic)


def clear(meeting: Meeting, at: datetime) -> None:
    """Another item begins, or the meeting ends: nobody speaks any more, all hands are down."""
    if HEARD.first(meeting.pk):
        _end_turns(meeting)
        meeting.hands.filter(lowered_at=None).update(lowered_at=at)
    touch(meeting.floor_topic)


def take_back_clearing(meeting: Meeting, at: datetime) -> None:
    """What lowered all hands at this instant was a slip: they are up again. One raised since stays up."""
    _end_turns(meeting)
    raised = meeting.hands.filter(lowered_at=None).values("member")
    meeting.hands.filter(lowered_at=at).exclude(member__in=raised).update(lowered_at=None)
    touch(meeting.floor_topic)


def _enter_for(member: Member, meeting: Meeting, actor: Member) -> Meeting:
    """One's own hand is everybody's to raise; that of somebody else, theirs who hold a role."""
    return enter("raise_hand" if member == actor else "raise_hand_for", meeting, actor)


def _end_turns(meeting: Meeting) -> None:
    meeting.turns.filter(ended_at=None).update(ended_at=now())


def _current(meeting: Meeting) -> AgendaItem | None:
    return current_item(meeting)
