"""The shifts to come, and whose turn they are: what the clock does, and what follows when a rota changes."""

from datetime import timedelta

from django.db.models import QuerySet
from django.utils import timezone

from commissions.models import Rota, RotaTurn, Shift, Volunteer
from commissions.rota_queries import COMING, HISTORY, as_shared, busy_at, occurrences_of, takers_of
from commissions.turns import share_out
from journal.actions import Actor, action, record, require
from journal.clock import now, stamp
from members.models import Member
from members.notifications import notify

AHEAD = timedelta(weeks=5)  # how far ahead shifts are there, to be seen and taken
SHARED = timedelta(days=14)  # how far ahead turns are shared out
FEWEST = 2  # volunteers, below whom turns are only taken
DROPPED = "shifts_dropped"  # the kind of letter that tells whoever had a turn
LEARNT = 3  # turns after which somebody knows how it is done


@action
def plan_rota(rota: Rota, *, actor: Actor) -> Rota:
    """Make the shifts of the weeks to come and share them out. Again the same day changes nothing."""
    rota = Rota.objects.select_for_update().get(pk=rota.pk)
    require("commissions.plan_rotas", actor, rota)
    if rota.is_running:
        plan(rota)
    return rota


def plan(rota: Rota) -> None:
    """The same inside another action, which has locked the rota."""
    make_shifts(rota)
    _share(rota)


def make_shifts(rota: Rota) -> None:
    """Those of the weeks to come, which nobody has yet."""
    at = now()
    today = timezone.localdate(at)
    Shift.objects.bulk_create(
        (
            Shift(
                rota=rota,
                starts_at=one.starts_at,
                ends_at=one.ends_at,
                places=rota.places,
                experienced=rota.experienced,
            )
            for one in occurrences_of(rota, today, today + AHEAD)
            if one.starts_at > at
        ),
        ignore_conflicts=True,
    )
    rota.planned_until = today + AHEAD
    rota.save(update_fields=["planned_until"])


def drop_shifts(rota: Rota, actor: Member) -> None:
    """Nothing of what has not begun takes place; whoever else had a turn is told."""
    to_come = Shift.objects.filter(rota=rota, starts_at__gt=now())
    tell_of_dropped(rota, to_come, actor)
    to_come.delete()
    rota.planned_until = None
    rota.save(update_fields=["planned_until"])


def _share(rota: Rota) -> None:
    at, takers = now(), takers_of(rota)
    if len(takers) < FEWEST:
        return
    near = list(
        Shift.objects.select_for_update().filter(rota=rota, starts_at__gt=at, starts_at__lt=at + SHARED).order_by("pk")
    )
    past = list(Shift.objects.filter(rota=rota, starts_at__gt=at - HISTORY, starts_at__lte=at))
    busy = busy_at(near, [taker.key for taker in takers])
    shared = share_out(as_shared([*past, *near], busy), takers, only={shift.pk for shift in near})
    turns = [RotaTurn(shift_id=shift, member_id=member) for shift, people in shared.items() for member in people]
    if not turns:
        return
    RotaTurn.objects.bulk_create(turns)
    record(
        "rota.shared_out",
        topics=[rota.topic, rota.circle.topic],
        body={
            "rota": rota.pk,
            "circle": rota.circle_id,
            "turns": [{"shift": turn.shift_id, "member": turn.member_id} for turn in turns],
        },
    )


def tell_of_dropped(rota: Rota, shifts: QuerySet[Shift], actor: Member) -> None:
    """Tell those who have a turn at one of these shifts, but for whoever takes them off. Before they are deleted."""
    held = RotaTurn.objects.filter(shift__in=shifts, state__in=COMING).exclude(member=actor)
    people = list(Member.objects.filter(pk__in=held.values("member")))
    notify(people, DROPPED, rota.topic, key=stamp(now()), within=rota.circle.topic)


@action
def finish_shift(shift: Shift, *, actor: Actor) -> Shift:
    """It is over: whoever had a turn has done it. Again changes nothing."""
    shift = Shift.objects.select_for_update().get(pk=shift.pk)
    require("commissions.plan_rotas", actor, shift)
    turns = list(shift.turns.filter(state__in=COMING))
    if shift.ends_at > now() or not turns:
        return shift
    members = [turn.member_id for turn in turns]
    shift.turns.filter(pk__in=[turn.pk for turn in turns]).update(state=RotaTurn.State.DONE)
    for volunteer in Volunteer.objects.filter(rota=shift.rota_id, member__in=members, is_experienced=False):
        done = RotaTurn.objects.filter(
            shift__rota=shift.rota_id, member=volunteer.member_id, state=RotaTurn.State.DONE
        ).count()
        if done >= LEARNT:
            volunteer.is_experienced = True
            volunteer.save(update_fields=["is_experienced"])
    record(
        "shift.done",
        topics=[shift.rota.topic, shift.circle.topic],
        body={"rota": shift.rota_id, "circle": shift.rota.circle_id, "shift": shift.pk, "members": members},
    )
    return shift
