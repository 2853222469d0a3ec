"""What letters say of shifts: one's turn, the day before; a place to take; an exchange; a shift that lacks people."""

from datetime import timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commissions.actions.planning import DROPPED
from commissions.actions.swaps import SWAP, SWAPPED
from commissions.actions.turns import WANTED
from commissions.models import Rota, Shift, TurnSwap
from commissions.queries import readable_circles
from commissions.rota_queries import open_places_of, shifts_open_to, turns_of
from journal.clock import now
from journal.numbers import numbers
from members.kind_groups import DUTIES
from members.models import Member
from members.notifications import NotificationKind
from members.panels import Waiting

TURN, LACK = "turn", "shift_lacks"


def own_turns() -> str:
    """The page of one's own turns."""
    return reverse("commissions:turns")


def turns_of_tomorrow(member: Member, topics: set[str]) -> list[Waiting]:
    """One's turns of tomorrow, or of today where the letter comes a morning late."""
    today = timezone.localdate(now())
    keys = numbers({Shift.key_in(topic) for topic in topics})
    return [
        Waiting(
            title=(_("Today, for %(circle)s: %(shift)s") if day == today else _("Tomorrow, for %(circle)s: %(shift)s"))
            % {"circle": turn.circle.name, "shift": turn.shift},
            url=own_turns(),
            kind=TURN,
            about=turn.shift.topic,
            note=_("You cannot come after all? Say so there: the others are asked at once."),
        )
        for turn in turns_of(member, now()).filter(shift__in=keys, shift__starts_at__gt=now())
        if (day := timezone.localdate(turn.shift.starts_at)) <= today + timedelta(days=1)
    ]


def places_to_take(member: Member, topics: set[str]) -> list[Waiting]:
    """The shifts at which somebody cannot come and whose place this person may take."""
    return [
        Waiting(
            title=_("A place is free: %(shift)s") % {"shift": shift},
            url=shift.get_absolute_url(),
            kind=WANTED,
            about=shift.topic,
            note=_("The first who takes it has it. Nobody expects it of you."),
        )
        for shift in shifts_open_to(member, _to_come(member, topics))
    ]


def shifts_that_lack_people(member: Member, topics: set[str]) -> list[Waiting]:
    shifts = _to_come(member, topics)
    places = open_places_of(shifts)
    return [
        Waiting(
            title=_("%(shift)s: volunteers are welcome") % {"shift": shift},
            url=shift.get_absolute_url(),
            kind=LACK,
            about=shift.topic,
            note=_("There are free places. Take one, or tell somebody whom it may suit."),
        )
        for shift in shifts
        if places[shift.pk].free
    ]


def swaps_answered(member: Member, topics: set[str]) -> list[Waiting]:
    """What became of the exchanges that this person asked."""
    keys = numbers({TurnSwap.key_in(topic) for topic in topics})
    answered = (TurnSwap.State.ACCEPTED, TurnSwap.State.DECLINED)
    swaps = TurnSwap.objects.filter(pk__in=keys, asked_by=member, state__in=answered, offered__ends_at__gt=now())
    return [
        Waiting(
            title=(
                _("%(name)s accepts: your turn is now %(shift)s")
                if swap.state == TurnSwap.State.ACCEPTED
                else _("%(name)s cannot exchange: your turn is still %(shift)s")
            )
            % {
                "name": swap.asked_of.name,
                "shift": swap.wanted if swap.state == TurnSwap.State.ACCEPTED else swap.offered,
            },
            url=own_turns(),
            kind=SWAPPED,
            about=swap.topic,
        )
        for swap in swaps.select_related("asked_of", "offered__rota", "wanted__rota")
    ]


def rotas_that_changed(member: Member, topics: set[str]) -> list[Waiting]:
    """Those at which this person had a turn that is taken off."""
    keys = numbers({Rota.key_in(topic) for topic in topics})
    return [
        Waiting(
            title=_("Your turns at “%(title)s” are taken off") % {"title": rota.title},
            url=rota.get_absolute_url(),
            kind=DROPPED,
            about=rota.topic,
            note=_("It is paused, has ended or comes back at other times: look at its shifts as they are now."),
        )
        for rota in Rota.objects.filter(pk__in=keys, circle__in=readable_circles(member)).select_related("circle")
    ]


def _to_come(member: Member, topics: set[str]) -> list[Shift]:
    keys = numbers({Shift.key_in(topic) for topic in topics})
    shifts = Shift.objects.filter(pk__in=keys, starts_at__gt=now(), rota__circle__in=readable_circles(member))
    return list(shifts.select_related("rota__circle"))


KINDS = {
    TURN: NotificationKind(gettext_lazy("My turns, the day before"), DUTIES, is_personal=True, still=turns_of_tomorrow),
    WANTED: NotificationKind(
        gettext_lazy("A place to take, where somebody cannot come"),
        DUTIES,
        is_personal=True,
        still=places_to_take,
        is_news=True,
    ),
    LACK: NotificationKind(
        gettext_lazy("Shifts of my circles that lack people"),
        DUTIES,
        is_personal=True,
        still=shifts_that_lack_people,
        is_news=True,
    ),
    DROPPED: NotificationKind(
        gettext_lazy("My turns that are taken off"), DUTIES, is_personal=True, still=rotas_that_changed, is_news=True
    ),
    SWAP: NotificationKind(gettext_lazy("Exchanges of turns that I am asked"), DUTIES, is_personal=True),
    SWAPPED: NotificationKind(
        gettext_lazy("What became of exchanges that I asked"),
        DUTIES,
        is_personal=True,
        still=swaps_answered,
        is_news=True,
    ),
}
