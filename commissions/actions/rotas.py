"""Changes to what comes back, and to who takes turns at it."""

from collections.abc import Iterable, Mapping
from datetime import date, time, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from commissions.actions.living import lock_living
from commissions.actions.planning import drop_shifts, make_shifts, plan, tell_of_dropped
from commissions.actions.qualifications import needs_as_written, write_needs
from commissions.actions.turns import give_up_turn
from commissions.models import Circle, EarlierStretch, Rota, Shift, Volunteer
from commissions.recurrence import Every, Recurrence
from commissions.rota_queries import occurrences_of, turns_of
from journal.actions import action, record, require
from journal.clock import now
from journal.refusals import wrong
from members.models import Member

LONGEST = 24 * 60  # minutes of a shift
MOST_PLACES = 100


@action
def make_rota(
    circle: Circle,
    *,
    title: str,
    every: Every,
    first_on: date,
    hour: time,
    minutes: int,
    actor: Member,
    weekdays: Iterable[int] = (),
    last_on: date | None = None,
    kind: str = Rota.Kind.CHORE,
    note: str = "",
    places: int = 1,
    experienced: int = 0,
    needs: Mapping[int, int] | None = None,
) -> Rota:
    """Something that comes back in this circle. Its shifts are there at once; each night turns are shared out.

    `every` is "day", "week", "fortnight" or "month", `weekdays` are 0 for Monday to 6. Raises ValidationError on the
    field that is wrong: `first_on` ("over"), `last_on` ("order"), `minutes` ("length"), `places`, `experienced`,
    `needs`: which says by the key of a qualification how many of the people must have it.
    """
    circle = lock_living(circle)
    require("commissions.make_rota", actor, circle)
    rota = Rota(circle=circle, created_by=actor, created_at=now())
    if first_on < timezone.localdate(now()):
        raise wrong("first_on", _("It begins today at the soonest."), code="over")
    recurrence = Recurrence(every, first_on, tuple(weekdays))
    _describe(rota, recurrence, title, note, kind, last_on, hour, minutes, places, experienced)
    rota.save()
    write_needs(rota, needs or {})
    _record(rota, "rota.made", body=_described(rota), private={"title": rota.title})
    make_shifts(rota)
    return rota


@action
def change_rota(
    rota: Rota,
    *,
    title: str,
    every: Every,
    first_on: date,
    hour: time,
    minutes: int,
    actor: Member,
    weekdays: Iterable[int] = (),
    last_on: date | None = None,
    kind: str = Rota.Kind.CHORE,
    note: str = "",
    places: int = 1,
    experienced: int = 0,
    needs: Mapping[int, int] | None = None,
) -> Rota:
    """Say better what comes back, and when. Shifts to come that the new rule does not have are dropped with their
    turns; the others keep theirs. The same again changes nothing. Raises what `make_rota` raises; `ended`.
    """
    rota = _locked(rota)
    require("commissions.change_rota", actor, rota)
    _not_ended(rota)
    before = _state(rota)
    recurrence = Recurrence(every, first_on, tuple(weekdays))
    _describe(rota, recurrence, title, note, kind, last_on, hour, minutes, places, experienced)
    write_needs(rota, needs or {})
    if _state(rota) == before:
        return rota
    rota.save(update_fields=CHANGED)
    _record(rota, "rota.changed", body=_described(rota), private={"title": rota.title})
    _put_in_order(rota, actor)
    return rota


@action
def pause_rota(rota: Rota, *, actor: Member) -> Rota:
    """Nothing of it takes place until it goes on again. Pausing twice changes nothing."""
    rota = _locked(rota)
    require("commissions.change_rota", actor, rota)
    _not_ended(rota)
    if rota.paused_at is None:
        rota.paused_at = now()
        rota.save(update_fields=["paused_at"])
        drop_shifts(rota, actor)
        _record(rota, "rota.paused")
    return rota


@action
def resume_rota(rota: Rota, *, actor: Member) -> Rota:
    """It goes on, and turns are shared out anew. Twice changes nothing."""
    rota = _locked(rota)
    require("commissions.change_rota", actor, rota)
    _not_ended(rota)
    if rota.paused_at is not None:
        rota.paused_at = None
        rota.save(update_fields=["paused_at"])
        _record(rota, "rota.resumed")
        plan(rota)
    return rota


@action
def end_rota(rota: Rota, *, actor: Member) -> Rota:
    """It does not come back any more. What was done stays in the history. Ending twice changes nothing."""
    rota = _locked(rota)
    require("commissions.change_rota", actor, rota)
    close_rota(rota, actor)
    return rota


def close_rota(rota: Rota, actor: Member) -> None:
    """The same within the action that ends its group."""
    if rota.ended_at is None:
        rota.ended_at = now()
        rota.save(update_fields=["ended_at"])
        drop_shifts(rota, actor)
        _record(rota, "rota.ended")


@action
def join_rota(rota: Rota, *, actor: Member, weekdays: Iterable[int] = (), is_experienced: bool = False) -> Volunteer:
    """Take turns at it, on these days of the week (any day, where none is named); or say so again, otherwise.

    Turns are shared out at night, among all who came that day: the first to come is not given them all. Turns that this
    person has already stay theirs. Whoever comes back, or names other days, is compared by what they could have done
    all along: they neither wait nor catch anything up.
    """
    rota = _locked(rota)
    require("commissions.take_turn", actor, rota)
    _not_ended(rota)
    days = sorted(set(weekdays)) if len(set(weekdays)) < 7 else []
    volunteer = Volunteer.objects.filter(rota=rota, member=actor).first()
    if volunteer is None:
        volunteer = Volunteer(rota=rota, member=actor, since=timezone.localdate(now()))
    elif volunteer.left_at is None and (volunteer.weekdays, volunteer.is_experienced) == (days, is_experienced):
        return volunteer
    elif volunteer.left_at is not None or volunteer.weekdays != days:
        _begin_anew(volunteer)
    volunteer.weekdays, volunteer.is_experienced = days, is_experienced
    volunteer.save()
    _record(rota, "rota.joined", body={"member": actor.pk})
    return volunteer


@action
def leave_rota(rota: Rota, *, actor: Member) -> None:
    """Take no more turns at it: those to come are given up, and the others are asked. Twice changes nothing."""
    rota = _locked(rota)
    require("commissions.take_turn", actor, rota)
    volunteer = Volunteer.objects.filter(rota=rota, member=actor, left_at=None).first()
    if volunteer is None:
        return
    volunteer.left_at = now()
    volunteer.save(update_fields=["left_at"])
    _record(rota, "rota.left", body={"member": actor.pk})
    for turn in turns_of(actor, now()).filter(shift__rota=rota, shift__starts_at__gt=now()):
        give_up_turn(turn, actor=actor)


def _begin_anew(volunteer: Volunteer) -> None:
    """From today on, other days; until then, what they could have done stays known."""
    today = timezone.localdate(now())
    last_on = timezone.localdate(volunteer.left_at) if volunteer.left_at else today - timedelta(days=1)
    if last_on >= volunteer.since:
        EarlierStretch.objects.create(
            volunteer=volunteer, first_on=volunteer.since, last_on=last_on, weekdays=volunteer.weekdays
        )
    volunteer.since, volunteer.left_at = today, None


CHANGED = [
    "title", "note", "kind", "rule", "first_on", "last_on", "hour", "minutes", "places", "experienced", "planned_until"
]  # fmt: skip


def _describe(
    rota: Rota,
    recurrence: Recurrence,
    title: str,
    note: str,
    kind: str,
    last_on: date | None,
    hour: time,
    minutes: int,
    places: int,
    experienced: int,
) -> None:
    if last_on and last_on < recurrence.first_on:
        raise wrong("last_on", _("It ends after it begins: choose a later day."), code="order")
    if not 5 <= minutes <= LONGEST:
        raise wrong("minutes", _("A shift lasts from five minutes to a day."), code="length")
    if not 1 <= places <= MOST_PLACES:
        raise wrong(
            "places", _("Say how many people it takes, from 1 to %(most)d.") % {"most": MOST_PLACES}, code="places"
        )
    if not 0 <= experienced <= places:
        raise wrong("experienced", _("This cannot be more than the people at each shift."), code="experienced")
    rota.title, rota.note, rota.kind = title.strip(), note, kind
    rota.rule, rota.first_on, rota.last_on = recurrence.rule, recurrence.first_on, last_on
    rota.hour, rota.minutes, rota.places, rota.experienced = hour, minutes, places, experienced
    rota.full_clean(exclude=["created_by"])


def _state(rota: Rota) -> tuple[Any, ...]:
    return (*(getattr(rota, name) for name in CHANGED), needs_as_written(rota))


def _described(rota: Rota) -> dict[str, Any]:
    needs = [{"qualification": key, "places": places} for key, places in needs_as_written(rota).items()]
    return {"rule": rota.rule, "places": rota.places, **({"needs": needs} if needs else {})}


def _put_in_order(rota: Rota, actor: Member) -> None:
    """The shifts to come as the rule now has them."""
    begin = now()
    ahead = Shift.objects.select_for_update().filter(rota=rota, starts_at__gt=begin).order_by("pk")
    last = max((timezone.localdate(shift.starts_at) for shift in ahead), default=timezone.localdate(begin))
    ends = {one.starts_at: one.ends_at for one in occurrences_of(rota, timezone.localdate(begin), last)}
    dropped = Shift.objects.filter(pk__in=[shift.pk for shift in ahead if shift.starts_at not in ends])
    tell_of_dropped(rota, dropped, actor)
    dropped.delete()
    for shift in Shift.objects.filter(rota=rota, starts_at__in=ends):
        shift.ends_at, shift.places, shift.experienced = ends[shift.starts_at], rota.places, rota.experienced
        shift.save(update_fields=["ends_at", "places", "experienced"])
    if rota.is_running:
        plan(rota)


def _locked(rota: Rota) -> Rota:
    return Rota.objects.select_for_update().get(pk=rota.pk)


def _not_ended(rota: Rota) -> None:
    if rota.ended_at is not None:
        raise ValidationError(_("This does not come back any more: make a new one."), code="ended")


def _record(
    rota: Rota, verb: str, *, body: Mapping[str, Any] | None = None, private: Mapping[str, str] | None = None
) -> None:
    record(
        verb,
        topics=[rota.topic, rota.circle.topic],
        body={"rota": rota.pk, "circle": rota.circle_id, **(body or {})},
        private=private,
    )
