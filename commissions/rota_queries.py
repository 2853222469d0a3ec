"""Which shifts come back where, who has them, who could take them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from commissions.models import (
    Absence,
    Circle,
    Rota,
    RotaTurn,
    Shift,
    Task,
    TurnSwap,
    Volunteer,
)
from commissions.qualification_queries import NEEDS, needs_by_rota
from commissions.queries import mandates_in_force
from commissions.recurrence import Occurrence, occurrences
from commissions.turns import SharedShift, Stretch, TurnTaker, needs_of
from journal.clock import now
from members.models import Member

HISTORY = timedelta(weeks=53)  # how far back turns are compared
COMING = (RotaTurn.State.GIVEN, RotaTurn.State.CONFIRMED)
HELD = (*COMING, RotaTurn.State.DONE)


def rotas_of(circle: Circle) -> QuerySet[Rota]:
    """Those that the circle runs or has paused, with their volunteers."""
    volunteers = Volunteer.objects.filter(left_at=None, member__is_active=True).select_related("member")
    there = Rota.objects.filter(circle=circle, ended_at=None).prefetch_related(Prefetch("needs", NEEDS.all()))
    return there.prefetch_related(Prefetch("volunteers", volunteers, to_attr="taking_part"))


def shifts_to_come(rotas: Iterable[Rota] | QuerySet[Rota], at: datetime) -> QuerySet[Shift]:
    """Those that are not over, each with `turns`, whoever has them or gave them up."""
    turns = Prefetch("turns", RotaTurn.objects.select_related("member"))
    to_come = Shift.objects.filter(rota__in=rotas, ends_at__gt=at)
    return to_come.select_related("rota", "rota__circle").prefetch_related(turns)


def reads_circle(circle: str, person: str = "member") -> Q:
    """Of rows with a `member` (or another such `person`): whether they may read the circle at the end of this path, as
    `readable_circles` says of one."""
    seats = mandates_in_force().filter(member=OuterRef(person), circle=OuterRef(circle))
    is_for_all = Q(**{f"{circle}__is_open": True}) | Q(**{f"{circle}__kind": Circle.Kind.ASSEMBLY})
    return is_for_all | Q(Exists(seats))


def turns_to_give_back() -> QuerySet[RotaTurn]:
    """The turns to come of those who have left the collective, or can no longer read the circle that runs it."""
    to_come = RotaTurn.objects.filter(state__in=COMING, shift__starts_at__gt=now())
    gone = Q(member__is_active=False) | ~reads_circle("shift__rota__circle")
    return to_come.filter(gone).select_related("shift").order_by("pk")


def tasks_to_give_back() -> QuerySet[Task]:
    """What is to do, in the hands of such people (`turns_to_give_back`)."""
    gone = Q(assignee__is_active=False) | ~reads_circle("circle", person="assignee")
    return Task.objects.filter(gone, done_at=None, assignee__isnull=False, circle__ended_on=None).order_by("pk")


def turns_of(member: Member, at: datetime) -> QuerySet[RotaTurn]:
    """The turns that this person has and that are not over, the soonest first."""
    mine = RotaTurn.objects.filter(member=member, state__in=COMING, shift__ends_at__gt=at)
    return mine.select_related("shift", "shift__rota", "shift__rota__circle").order_by("shift__starts_at", "pk")


def exchangeable(turn: RotaTurn, at: datetime) -> QuerySet[RotaTurn]:
    """The turns of others for which this one may be exchanged: at the same rota, where each of the two could come
    to the other's shift: not away, nor elsewhere at that time, nor there already."""
    there = RotaTurn.objects.filter(member=turn.member_id, state__in=COMING).values("shift")
    beside = RotaTurn.objects.filter(shift=turn.shift_id, state__in=COMING).values("member")
    others = RotaTurn.objects.filter(shift__rota=turn.shift.rota_id, state__in=COMING, shift__starts_at__gt=at)
    others = others.exclude(shift__in=there).exclude(member__in=beside)
    shift = turn.shift
    mine = _elsewhere(turn.member_id, OuterRef("shift__starts_at"), OuterRef("shift__ends_at")).exclude(shift=shift)
    theirs = _elsewhere(OuterRef("member"), shift.starts_at, shift.ends_at).exclude(shift=OuterRef("shift"))
    others = others.exclude(Exists(mine)).exclude(Exists(theirs))
    others = others.exclude(member__in=_away_on(timezone.localdate(shift.starts_at)).values("member"))
    others = others.alias(day=TruncDate("shift__starts_at"))
    others = others.exclude(Exists(_away_on(OuterRef("day")).filter(member=turn.member_id)))
    return others.select_related("member", "shift__rota").order_by("shift__starts_at", "member__name")


def in_the_way(shift: Shift, member: Member, *, instead_of: Shift | None = None) -> Absence | RotaTurn | None:
    """What keeps this person from a shift: days on which they are away, or their turn at another one at that time, but
    for what they give for it."""
    elsewhere = _elsewhere(member, shift.starts_at, shift.ends_at).exclude(shift=shift)
    if instead_of is not None:
        elsewhere = elsewhere.exclude(shift=instead_of)
    away = _away_on(timezone.localdate(shift.starts_at)).filter(member=member).first()
    return away or elsewhere.select_related("shift__rota").order_by("shift__starts_at", "pk").first()


def _away_on(day: date | OuterRef) -> QuerySet[Absence]:
    return Absence.objects.filter(first_on__lte=day, last_on__gte=day)


def _elsewhere(
    member: Member | int | OuterRef, begin: datetime | OuterRef, end: datetime | OuterRef
) -> QuerySet[RotaTurn]:
    """This person's turns while that lasts; of each row, where these are columns of it."""
    turns = RotaTurn.objects.filter(member=member, state__in=COMING)
    return turns.filter(shift__starts_at__lt=end, shift__ends_at__gt=begin)


def open_swaps(member: Member, at: datetime) -> QuerySet[TurnSwap]:
    """The swaps that wait for an answer, asked by this person or of them, of shifts that have not begun."""
    waiting = TurnSwap.objects.filter(state=TurnSwap.State.ASKED, offered__starts_at__gt=at, wanted__starts_at__gt=at)
    theirs = waiting.filter(Q(asked_by=member) | Q(asked_of=member))
    return theirs.select_related("asked_by", "asked_of", "offered__rota__circle", "wanted__rota__circle")


def absences_of(member: Member, today: date) -> QuerySet[Absence]:
    """Those that are not over, the soonest first."""
    return Absence.objects.filter(member=member, last_on__gte=today)


def occurrences_of(rota: Rota, begin: date, end: date) -> list[Occurrence]:
    """When it comes back from one day to another, both included."""
    return list(
        occurrences(
            rota.rule,
            first_on=rota.first_on,
            last_on=rota.last_on,
            hour=rota.hour,
            minutes=rota.minutes,
            zone=ZoneInfo(timezone.get_default_timezone_name()),
            begin=begin,
            end=end,
        )
    )


def takers_of(rota: Rota) -> list[TurnTaker]:
    """Who takes turns at it, with the days on which they can."""
    return _as_takers(list(_volunteers(Q(rota=rota))))


def _volunteers(which: Q) -> QuerySet[Volunteer]:
    there = Volunteer.objects.filter(which, reads_circle("rota__circle"), left_at=None, member__is_active=True)
    return there.prefetch_related("earlier")


def _as_takers(volunteers: Sequence[Volunteer]) -> list[TurnTaker]:
    away: dict[int, list[tuple[date, date]]] = {}
    for member, first, last in Absence.objects.filter(
        member__in=[one.member_id for one in volunteers], last_on__gte=timezone.localdate(now()) - HISTORY
    ).values_list("member", "first_on", "last_on"):
        away.setdefault(member, []).append((first, last))
    return [
        TurnTaker(
            key=one.member_id,
            since=one.since,
            weekdays=frozenset(one.weekdays or range(7)),
            is_experienced=one.is_experienced,
            away=tuple(away.get(one.member_id, ())),
            earlier=tuple(
                Stretch(before.first_on, before.last_on, frozenset(before.weekdays or range(7)))
                for before in one.earlier.all()
            ),
        )
        for one in volunteers
    ]


def as_shared(shifts: Sequence[Shift], busy: dict[int, set[int]] | None = None) -> list[SharedShift]:
    """The shifts as they are compared (`turns.py`), in one question for who has them and one for who exchanged them."""
    holders: dict[int, set[int]] = {}
    given_up: dict[int, set[int]] = {}
    turns = RotaTurn.objects.filter(shift__in=[shift.pk for shift in shifts])
    for shift, member, state in turns.values_list("shift", "member", "state"):
        (holders if state in HELD else given_up).setdefault(shift, set()).add(member)
    exchanged = _exchanged_away({shift.pk for shift in shifts})
    needs = needs_by_rota({shift.rota_id for shift in shifts})
    return [
        SharedShift(
            key=shift.pk,
            day=timezone.localdate(shift.starts_at),
            places=shift.places,
            experienced=shift.experienced,
            holders=frozenset(holders.get(shift.pk, ())),
            given_up=frozenset(given_up.get(shift.pk, ())),
            exchanged=frozenset(exchanged.get(shift.pk, ())),
            busy=frozenset((busy or {}).get(shift.pk, ())),
            needs=tuple(need for need, _name in needs.get(shift.rota_id, ())),
        )
        for shift in shifts
    ]


def _exchanged_away(shifts: set[int]) -> dict[int, set[int]]:
    """Who gave their turn at one of these shifts (keys) in an exchange, by the key of the shift."""
    swaps = TurnSwap.objects.filter(Q(offered__in=shifts) | Q(wanted__in=shifts), state=TurnSwap.State.ACCEPTED)
    givers: dict[int, set[int]] = {}
    for offered, wanted, asked_by, asked_of in swaps.values_list("offered", "wanted", "asked_by", "asked_of"):
        givers.setdefault(offered, set()).add(asked_by)
        givers.setdefault(wanted, set()).add(asked_of)
    return givers


def busy_at(shifts: Sequence[Shift], people: Iterable[int]) -> dict[int, set[int]]:
    """Who of these people has a turn elsewhere while one of these shifts lasts, by the key of the shift."""
    if not shifts:
        return {}
    elsewhere = RotaTurn.objects.filter(
        member__in=list(people),
        state__in=COMING,
        shift__starts_at__lt=max(shift.ends_at for shift in shifts),
        shift__ends_at__gt=min(shift.starts_at for shift in shifts),
    ).exclude(shift__in=[shift.pk for shift in shifts])
    times = list(elsewhere.values_list("member", "shift__starts_at", "shift__ends_at"))
    return {
        shift.pk: {who for who, begin, end in times if begin < shift.ends_at and end > shift.starts_at}
        for shift in shifts
    }


@dataclass(frozen=True)
class OpenPlaces:
    """The free places of a shift: in all, and those that are for somebody experienced or qualified."""

    free: int
    kept: int
    wanted: tuple[frozenset[int], ...]  # of each of these places, who may take it, by key
    needed: tuple[str, ...] = ()  # the qualifications that are missing

    def is_for(self, member: int) -> bool:
        """Whether this person may take one."""
        return self.free > self.kept or (self.free > 0 and any(member in people for people in self.wanted))


def open_places(shift: Shift) -> OpenPlaces:
    """What is free now, whoever gave it up."""
    return open_places_of([shift])[shift.pk]


def open_places_of(shifts: Sequence[Shift]) -> dict[int, OpenPlaces]:
    """The same of many, by their keys, in questions that do not grow with them."""
    experienced: dict[int, set[int]] = {}
    known_ones = Volunteer.objects.filter(rota__in={shift.rota_id for shift in shifts}, is_experienced=True)
    for rota, member in known_ones.values_list("rota", "member"):
        experienced.setdefault(rota, set()).add(member)
    places, needs = {}, needs_by_rota({shift.rota_id for shift in shifts})
    for shift, shared in zip(shifts, as_shared(shifts), strict=True):
        known = frozenset(experienced.get(shift.rota_id, ()))
        free = max(shift.places - len(shared.holders), 0)
        unmet = [need for need in needs_of(shared, known) if need.missing_at(shared)]
        kept = min(sum(need.missing_at(shared) for need in unmet), free)
        missing = tuple(name for need, name in needs.get(shift.rota_id, ()) if need.missing_at(shared))
        places[shift.pk] = OpenPlaces(free, kept, tuple(need.qualified for need in unmet), missing)
    return places


def who_could_take(shift: Shift) -> QuerySet[Member]:
    """The volunteers who are available that day, have no turn at it and have not given it up."""
    [shared] = as_shared([shift])
    places, takers = open_places(shift), takers_of(shift.rota)
    busy = busy_at([shift], [taker.key for taker in takers])[shift.pk]
    taken = shared.holders | shared.given_up | busy
    keys = [
        taker.key
        for taker in takers
        if taker.is_available(shared.day) and taker.key not in taken and places.is_for(taker.key)
    ]
    return Member.objects.filter(pk__in=keys)


def shifts_open_to(member: Member, shifts: Sequence[Shift]) -> list[Shift]:
    """Those at which this person could take a place (`who_could_take`), in questions that do not grow with them."""
    volunteers = list(_volunteers(Q(member=member, rota__in={shift.rota_id for shift in shifts})))
    takers = {one.rota_id: taker for one, taker in zip(volunteers, _as_takers(volunteers), strict=True)}
    theirs = [shift for shift in shifts if shift.rota_id in takers]
    busy, places = busy_at(theirs, [member.pk]), open_places_of(theirs)
    return [
        shift
        for shift, shared in zip(theirs, as_shared(theirs, busy), strict=True)
        if takers[shift.rota_id].is_available(shared.day)
        and member.pk not in shared.holders | shared.given_up | shared.busy
        and places[shift.pk].is_for(member.pk)
    ]
