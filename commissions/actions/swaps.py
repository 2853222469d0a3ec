"""Two people exchange turns: one offers, the other agrees."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commissions.actions.turns import coming, drop_swaps, lock_days, locked, not_begun, state_for
from commissions.models import Absence, RotaTurn, Shift, TurnSwap
from commissions.qualification_queries import needs_by_rota
from commissions.rota_queries import COMING, in_the_way
from journal.actions import action, record, require
from journal.clock import now
from members.models import Member
from members.notifications import notify

SWAP, SWAPPED = "swap", "swap_answered"  # the kinds of letters


@action
def ask_swap(offered: RotaTurn, wanted: RotaTurn, *, actor: Member) -> TurnSwap:
    """Offer one's own turn for somebody's at the same rota, who is asked. The same again is the same swap.

    Raises ValidationError: `begun`; `own`; `other`, where the two are not of one rota; `moved`, where a turn has
    changed hands; `twice`, where one of the two would then be there twice; `away` and `busy`, where one of them is away
    that day, or has another turn at that time; `experienced` and `qualified`.
    """
    lock_days(offered.member_id, wanted.member_id)
    _not_begun(_lock(offered.shift, wanted.shift))
    offered = RotaTurn.objects.get(pk=offered.pk)
    wanted = RotaTurn.objects.get(pk=wanted.pk)
    require("commissions.hold_turn", actor, offered)
    if wanted.member_id == actor.pk:
        raise ValidationError(_("Both turns are yours: choose somebody else’s."), code="own")
    if wanted.shift.rota_id != offered.shift.rota_id:
        raise ValidationError(
            _("Turns are exchanged for the same thing to do: choose one of those offered."), code="other"
        )
    open_now = TurnSwap.objects.filter(
        offered=offered.shift_id,
        wanted=wanted.shift_id,
        asked_by=actor,
        asked_of=wanted.member_id,
        state=TurnSwap.State.ASKED,
    ).first()
    if open_now:
        return open_now
    swap = TurnSwap(offered=offered.shift, wanted=wanted.shift, asked_by=actor, asked_of=wanted.member, asked_at=now())
    _may_take_place(swap)
    swap.save()
    _record(swap, "swap.asked")
    notify([wanted.member], SWAP, swap.topic, within=offered.circle.topic)
    return swap


@action
def accept_swap(swap: TurnSwap, *, actor: Member) -> TurnSwap:
    """The two turns change hands, and whoever asked is told. Accepting twice changes nothing.

    Raises ValidationError: `over`, where it is not asked any more; and what `ask_swap` raises.
    """
    lock_days(swap.asked_by_id, swap.asked_of_id)
    # Before the swap, as whoever gives up a turn does: neither waits for the other.
    shifts = _lock(swap.offered, swap.wanted)
    swap = _locked(swap)
    require("commissions.answer_swap", actor, swap)
    if swap.state == TurnSwap.State.ACCEPTED:
        return swap
    _still_asked(swap)
    _not_begun(shifts)
    _may_take_place(swap)
    _hand_over(swap.offered, swap.asked_by, swap.asked_of)
    _hand_over(swap.wanted, swap.asked_of, swap.asked_by)
    _answer(swap, TurnSwap.State.ACCEPTED)
    drop_swaps(swap.offered, swap.asked_by)
    drop_swaps(swap.wanted, swap.asked_of)
    _record(swap, "swap.accepted")
    notify([swap.asked_by], SWAPPED, swap.topic, within=swap.circle.topic)
    return swap


@action
def decline_swap(swap: TurnSwap, *, actor: Member) -> TurnSwap:
    """Each keeps their turn, and whoever asked is told. Declining twice changes nothing. Raises `over`."""
    swap = _locked(swap)
    require("commissions.answer_swap", actor, swap)
    if swap.state == TurnSwap.State.DECLINED:
        return swap
    _still_asked(swap)
    _answer(swap, TurnSwap.State.DECLINED)
    _record(swap, "swap.declined")
    notify([swap.asked_by], SWAPPED, swap.topic, within=swap.circle.topic)
    return swap


@action
def withdraw_swap(swap: TurnSwap, *, actor: Member) -> TurnSwap:
    """It is asked no more. Withdrawing twice changes nothing. Raises `over` where it was answered."""
    swap = _locked(swap)
    require("commissions.withdraw_swap", actor, swap)
    if swap.state == TurnSwap.State.WITHDRAWN:
        return swap
    _still_asked(swap)
    _answer(swap, TurnSwap.State.WITHDRAWN)
    _record(swap, "swap.withdrawn")
    return swap


def _locked(swap: TurnSwap) -> TurnSwap:
    return TurnSwap.objects.select_for_update().get(pk=swap.pk)


def _lock(*shifts: Shift) -> list[Shift]:
    """Both, always in the same order. Raises `dropped`."""
    return [locked(shift) for shift in sorted(shifts, key=lambda one: one.pk)]


def _not_begun(shifts: list[Shift]) -> None:
    for shift in shifts:
        not_begun(shift)


def _still_asked(swap: TurnSwap) -> None:
    if swap.state != TurnSwap.State.ASKED:
        raise ValidationError(_("This exchange is no longer asked: look at your turns as they are now."), code="over")


def _may_take_place(swap: TurnSwap) -> None:
    """Both turns are still theirs, and after it each shift has different people, with those who know how it is done."""
    at_offered, at_wanted = coming(swap.offered), coming(swap.wanted)
    one, other = swap.asked_by_id, swap.asked_of_id
    if one not in at_offered or other not in at_wanted:
        raise ValidationError(_("One of these turns has changed hands: look at those of now."), code="moved")
    if other in at_offered or one in at_wanted:
        raise ValidationError(_("One of you would be there twice: choose another turn."), code="twice")
    _may_come(swap.asked_by, swap.wanted, swap.offered)
    _may_come(swap.asked_of, swap.offered, swap.wanted)
    needs = needs_by_rota([swap.offered.rota_id]).get(swap.offered.rota_id, [])
    known = set(swap.offered.rota.volunteers.filter(is_experienced=True).values_list("member", flat=True))
    for shift, before, after in (
        (swap.offered, at_offered, (at_offered - {one}) | {other}),
        (swap.wanted, at_wanted, (at_wanted - {other}) | {one}),
    ):
        if any(len(after & need.qualified) < min(need.places, len(before & need.qualified)) for need, _name in needs):
            raise ValidationError(
                _("One of these shifts needs somebody who has what it asks for: choose another turn."), code="qualified"
            )
        if len(after & known) < min(shift.experienced, len(before & known)):
            raise ValidationError(
                _("One of these shifts needs somebody who knows how it is done: choose another turn."),
                code="experienced",
            )


def _may_come(member: Member, shift: Shift, instead_of: Shift) -> None:
    """What they have elsewhere is not named: the other of the two may not follow that circle."""
    obstacle = in_the_way(shift, member, instead_of=instead_of)
    values = {"name": member.name, "shift": shift}
    if isinstance(obstacle, Absence):
        raise ValidationError(_("%(name)s is away that day: %(shift)s. Choose another turn.") % values, code="away")
    if obstacle is not None:
        raise ValidationError(
            _("%(name)s has another turn at that time: %(shift)s. Choose another turn.") % values, code="busy"
        )


def _hand_over(shift: Shift, giver: Member, taker: Member) -> None:
    shift.turns.filter(member=taker).delete()  # that of somebody who had given it up
    shift.turns.filter(member=giver, state__in=COMING).update(member=taker, state=state_for(shift))


def _answer(swap: TurnSwap, state: TurnSwap.State) -> None:
    swap.state, swap.answered_at = state, now()
    swap.save(update_fields=["state", "answered_at"])


def _record(swap: TurnSwap, verb: str) -> None:
    rota = swap.offered.rota
    record(
        verb,
        topics=[rota.topic, rota.circle.topic],
        body={
            "rota": rota.pk,
            "circle": rota.circle_id,
            "swap": swap.pk,
            "offered": swap.offered_id,
            "wanted": swap.wanted_id,
            "member": swap.asked_by_id,
            "other": swap.asked_of_id,
        },
    )
