"""Turns taken, given up and confirmed."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commissions.models import Absence, RotaTurn, Shift, TurnSwap
from commissions.rota_queries import COMING, in_the_way, open_places, who_could_take
from journal.actions import Actor, action, record, require
from journal.clock import now
from members.models import Member
from members.notifications import notify
from web.dates import days

WANTED = "shift_wanted"  # the kind of letter that asks the others


@action
def take_place(shift: Shift, *, actor: Member) -> RotaTurn:
    """Take a free place. Whoever comes second is told; taking twice changes nothing.

    This is the only way in by one's own hand: from the page, a letter, the API, or taking back what one gave up. Days
    on which one said to be away are refused as in an exchange, and not asked about: taking them off is one press, and
    as long as they are there nobody counts on this person, neither for the other shifts of these days nor for this one.
    Raises ValidationError: `begun`; `taken`; `busy` at the time of another turn of theirs; `away`; `experienced` where
    what is free is for somebody who knows how it is done, or has a qualification.
    """
    lock_days(actor.pk)
    shift = locked(shift)
    require("commissions.take_turn", actor, shift)
    not_begun(shift)
    turn = shift.turns.filter(member=actor).first()
    if turn and turn.is_coming:
        return turn
    places = open_places(shift)
    if not places.free:
        raise ValidationError(_("Somebody has just taken this place. Thank you! Others are free."), code="taken")
    _may_be_there(shift, actor)
    if not places.is_for(actor.pk):
        raise ValidationError(
            _("This place is kept for somebody who knows how it is done. Another shift may suit you.")
            if not places.needed
            else _("This place is kept for somebody who has: %(names)s. Another shift may suit you.")
            % {"names": ", ".join(places.needed)},
            code="experienced",
        )
    turn = turn or RotaTurn(shift=shift, member=actor)
    turn.state = state_for(shift)
    turn.save()
    tell(shift, "turn.taken", actor)
    return turn


@action
def give_up_turn(turn: RotaTurn, *, actor: Actor) -> RotaTurn:
    """One cannot come after all: the others are asked, and the first who takes it has it. Twice changes nothing.

    Raises ValidationError: `begun`; `done`.
    """
    shift = locked(turn.shift)
    turn = RotaTurn.objects.get(pk=turn.pk)
    require("commissions.hold_turn", actor, turn)
    if turn.state == RotaTurn.State.GIVEN_UP:
        return turn
    if turn.state == RotaTurn.State.DONE:
        raise ValidationError(_("This turn is done already. Thank you!"), code="done")
    not_begun(shift)
    turn.state = RotaTurn.State.GIVEN_UP
    turn.save(update_fields=["state"])
    drop_swaps(shift, turn.member)
    tell(shift, "turn.given_up", turn.member)
    notify(who_could_take(shift), WANTED, shift.topic, within=shift.circle.topic)
    return turn


@action
def confirm_turn(turn: RotaTurn, *, actor: Member) -> RotaTurn:
    """Say that one will be there. Twice changes nothing. Raises ValidationError `begun`, `gone`."""
    shift = locked(turn.shift)
    turn = RotaTurn.objects.get(pk=turn.pk)
    require("commissions.hold_turn", actor, turn)
    if turn.state == RotaTurn.State.CONFIRMED:
        return turn
    not_begun(shift)
    if turn.state != RotaTurn.State.GIVEN:
        raise ValidationError(_("This turn is no longer yours: take a free place."), code="gone")
    turn.state = RotaTurn.State.CONFIRMED
    turn.save(update_fields=["state"])
    tell(shift, "turn.confirmed", turn.member)
    return turn


def locked(shift: Shift) -> Shift:
    """The shift, alone in this hand until the commit. Raises ValidationError (`dropped`) where it is no more."""
    standing = Shift.objects.select_for_update().filter(pk=shift.pk).first()
    if standing is None:
        raise ValidationError(_("This shift does not take place any more: look at those to come."), code="dropped")
    return standing


def lock_days(*members: int) -> None:
    """Until the commit, none of them says that they are away (`enter_absence`), nor takes a turn elsewhere."""
    list(Member.objects.select_for_update(no_key=True).filter(pk__in=members).order_by("pk"))


def not_begun(shift: Shift) -> None:
    if shift.has_begun(now()):
        raise ValidationError(_("This shift has begun: tell those who are there."), code="begun")


def _may_be_there(shift: Shift, member: Member) -> None:
    obstacle = in_the_way(shift, member)
    if isinstance(obstacle, Absence):
        raise ValidationError(
            _(
                "You said that you are away that day (%(days)s). If you are there after all, say so on the page of "
                "your turns; then take this place."
            )
            % {"days": days(obstacle.first_on, obstacle.last_on)},
            code="away",
        )
    if obstacle is not None:
        raise ValidationError(
            _(
                "You have another turn at that time: %(shift)s. Exchange it, or say that you cannot come to it; then "
                "take this place."
            )
            % {"shift": obstacle.shift},
            code="busy",
        )


def state_for(shift: Shift) -> RotaTurn.State:
    """Whoever takes a turn of today or tomorrow has said that they come."""
    return RotaTurn.State.CONFIRMED if shift.is_tomorrow_or_before(now()) else RotaTurn.State.GIVEN


def drop_swaps(shift: Shift, member: Member) -> None:
    """What was asked about this person's turn is asked no more."""
    open_now = TurnSwap.objects.filter(state=TurnSwap.State.ASKED)
    mine = open_now.filter(offered=shift, asked_by=member) | open_now.filter(wanted=shift, asked_of=member)
    mine.update(state=TurnSwap.State.WITHDRAWN, answered_at=now())


def tell(shift: Shift, verb: str, member: Member) -> None:
    record(
        verb,
        topics=[shift.rota.topic, shift.circle.topic],
        body={"rota": shift.rota_id, "circle": shift.rota.circle_id, "shift": shift.pk, "member": member.pk},
    )


def coming(shift: Shift) -> set[int]:
    """Who has a turn at it, by key."""
    return set(shift.turns.filter(state__in=COMING).values_list("member", flat=True))
