"""What the clock does for shifts: it shares them out, writes the day before, tells of those that lack people."""

from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from commissions.actions import finish_shift, give_up_turn, plan_rota
from commissions.actions.planning import AHEAD
from commissions.models import Rota, RotaTurn, Shift
from commissions.queries import members_of
from commissions.rota_notifications import LACK, TURN
from commissions.rota_queries import COMING, open_places, turns_to_give_back
from journal.actions import CLOCK, Actor, action, require
from journal.clock import now
from journal.each import each
from members.models import Member, Notification
from members.notifications import notify

SOON = timedelta(days=3)  # before a shift, its circle is told that it lacks people


def plan_rotas() -> None:
    """The weeks to come, once a day for each rota."""
    last = timezone.localdate(now()) + AHEAD
    waiting = Rota.objects.filter(Q(planned_until__isnull=True) | Q(planned_until__lt=last), paused_at=None)
    each(waiting.filter(ended_at=None), lambda rota: plan_rota(rota, actor=CLOCK), "rota %s is not planned: %s")


def finish_shifts() -> None:
    over = Shift.objects.filter(ends_at__lte=now(), turns__state__in=COMING).distinct()
    each(over, lambda shift: finish_shift(shift, actor=CLOCK), "shift %s is not finished: %s")


def free_places_of_who_left() -> None:
    """Nobody waits for somebody who has left the collective, or a circle that keeps to itself: the others are asked,
    and the circle reads it in the journal."""
    each(turns_to_give_back(), lambda turn: give_up_turn(turn, actor=CLOCK), "turn %s is not given up: %s")


def ask_to_confirm() -> None:
    """Write to whoever has a turn tomorrow: once for a person and a shift, however often this runs."""
    tomorrow = timezone.localdate(now()) + timedelta(days=1)
    turns = RotaTurn.objects.filter(state__in=COMING, shift__starts_at__gt=now(), member__is_active=True)
    reminded = set(Notification.objects.filter(kind=TURN, asked_at__gt=now() - 2 * SOON).values_list("about", "member"))
    for turn in turns.filter(shift__starts_at__lt=now() + SOON).select_related("shift", "member"):
        is_tomorrow = timezone.localdate(turn.shift.starts_at) == tomorrow
        if is_tomorrow and turn.member.address and (turn.shift.topic, turn.member_id) not in reminded:
            remind_of_turn(turn, actor=CLOCK)


@action
def remind_of_turn(turn: RotaTurn, *, actor: Actor) -> None:
    """One letter to the person whose turn it is tomorrow. The same shift again is the same letter."""
    require("commissions.plan_rotas", actor, turn)
    turn = RotaTurn.objects.select_for_update().get(pk=turn.pk)
    is_tomorrow = timezone.localdate(turn.shift.starts_at) == timezone.localdate(now()) + timedelta(days=1)
    if turn.is_coming and is_tomorrow:
        notify([turn.member], TURN, turn.shift.topic, within=turn.circle.topic)


def tell_what_lacks_people() -> None:
    near = Shift.objects.filter(starts_at__gt=now(), starts_at__lt=now() + SOON, lack_told_at=None)
    each(
        near.select_related("rota__circle"),
        lambda shift: tell_lack(shift, actor=CLOCK) if open_places(shift).free else None,
        "shift %s is not told of: %s",
    )


@action
def tell_lack(shift: Shift, *, actor: Actor) -> Shift:
    """The circle and the other volunteers are told, once, that a shift lacks people."""
    require("commissions.plan_rotas", actor, shift)
    shift = Shift.objects.select_for_update().get(pk=shift.pk)
    if shift.lack_told_at is not None or shift.has_begun(now()) or not open_places(shift).free:
        return shift
    shift.lack_told_at = now()
    shift.save(update_fields=["lack_told_at"])
    volunteers = shift.rota.volunteers.filter(left_at=None).values("member")
    readers = Q(pk__in=members_of(shift.circle).values("pk")) | Q(pk__in=volunteers)
    people = Member.objects.filter(readers, is_active=True).exclude(turns__in=shift.turns.all())
    notify(people, LACK, shift.topic, within=shift.circle.topic)
    return shift
