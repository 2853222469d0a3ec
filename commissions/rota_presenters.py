"""Shifts as they are shown: weeks of them, who comes, what is free; what comes back, in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from commissions.models import Circle, Qualification, Rota, RotaTurn, Shift, TurnSwap, Volunteer
from commissions.qualification_queries import NamedNeed, needs_in
from commissions.recurrence import Recurrence
from commissions.rota_queries import rotas_of, shifts_to_come
from web.alphabet import place
from web.components import Badge, Button, Confirmation
from web.dates import clock, day, days, duration


def how_often(rota: Rota) -> str:
    """« chaque semaine : lundi, jeudi · 18 h · 1 h 30 »."""
    recurrence = Recurrence.read(rota.rule, rota.first_on)
    names = ", ".join(str(WEEKDAYS[number]) for number in recurrence.weekdays)
    weekday = str(WEEKDAYS[rota.first_on.weekday()])
    rank = (rota.first_on.day - 1) // 7
    ranks = (_("the first"), _("the second"), _("the third"), _("the fourth"), _("the last"))
    often = {
        "day": _("every day"),
        "week": _("every week: %(days)s") % {"days": names},
        "fortnight": _("every two weeks: %(days)s") % {"days": names},
        "month": _("every month: %(rank)s %(day)s") % {"rank": ranks[rank], "day": weekday},
    }[recurrence.every]
    at = timezone.make_aware(datetime.combine(rota.first_on, rota.hour))
    return " · ".join([often, clock(at), duration(60 * rota.minutes)])


def how_many(rota: Rota) -> str:
    people = ngettext("%(count)d person each time", "%(count)d people each time", rota.places) % {"count": rota.places}
    known = ngettext(
        "of whom %(count)d knows how it is done", "of whom %(count)d know how it is done", rota.experienced
    )
    parts = [known % {"count": rota.experienced}] if rota.experienced else []
    parts += [
        _("of whom %(count)d with “%(name)s”") % {"count": need.places, "name": need.qualification.name}
        for need in rota.needs.all()
    ]
    return ", ".join([people, *parts])


NEAR = 2  # weeks that stand open; the others are folded


@dataclass(frozen=True)
class RotaCard:
    """What comes back, and who takes turns at it."""

    rota: Rota
    volunteers: list[Volunteer]

    @property
    def often(self) -> str:
        return how_often(self.rota)

    @property
    def people(self) -> str:
        return how_many(self.rota)

    @property
    def badges(self) -> list[Badge]:
        return [Badge(pgettext("rota", "paused"), "lamp", "pause")] if self.rota.paused_at else []


@dataclass(frozen=True)
class TurnLine:
    """Somebody at a shift, at this instant."""

    turn: RotaTurn
    at: datetime

    @property
    def badges(self) -> list[Badge]:
        if self.turn.state == RotaTurn.State.CONFIRMED:
            return [Badge(_("will be there"), "leaf", "check")]
        return []

    @property
    def buttons(self) -> list[Button]:
        """What its person may do with it."""
        return buttons_of(self.turn, self.at)


@dataclass(frozen=True)
class ShiftCard:
    """One shift, with who comes and what is free; `known` are those who know how it is done, `needs` the qualifications
    that it asks for."""

    shift: Shift
    known: frozenset[int]
    at: datetime
    needs: Sequence[NamedNeed] = ()

    @property
    def coming(self) -> list[TurnLine]:
        turns = sorted(self.shift.turns.all(), key=lambda turn: place(turn.member.name))
        return [TurnLine(turn, self.at) for turn in turns if turn.is_coming]

    @property
    def has_begun(self) -> bool:
        return self.shift.has_begun(self.at)

    @property
    def when(self) -> str:
        """« mardi 24 novembre »."""
        return day(self.shift.starts_at)

    @property
    def hours(self) -> str:
        return f"{clock(self.shift.starts_at)} – {clock(self.shift.ends_at)}"

    @property
    def free(self) -> int:
        return 0 if self.has_begun else max(self.shift.places - len(self.coming), 0)

    @property
    def wanted(self) -> str:
        """« 2 volontaires bienvenu·es »; whom it needs, where what is free is for those who know."""
        if not self.free:
            return ""
        there = {line.turn.member_id for line in self.coming}
        kept = max(self.shift.experienced - len(there & self.known), 0)
        if self.free <= kept:
            return ngettext(
                "%(count)d volunteer who knows how it is done is welcome",
                "%(count)d volunteers who know how it is done are welcome",
                self.free,
            ) % {"count": self.free}
        welcome = ngettext("%(count)d volunteer is welcome", "%(count)d volunteers are welcome", self.free)
        return welcome % {"count": self.free}

    @property
    def needed(self) -> str:
        """« Il faut : clés, premiers secours »; "" where nobody is missing, or those who come have them."""
        there = {line.turn.member_id for line in self.coming}
        names = [name for need, name in self.needs if len(there & need.qualified) < need.places]
        return _("Needed: %(names)s") % {"names": ", ".join(names)} if names and self.free else ""

    @property
    def url(self) -> str:
        return reverse("commissions:shift-taking", args=[self.shift.pk])


@dataclass(frozen=True)
class Week:
    """The shifts of a week, from Monday on."""

    title: str
    monday: date
    is_near: bool = True
    cards: list[ShiftCard] = field(default_factory=list)

    @property
    def label(self) -> str:
        """Of a week that is folded: « Semaine du 14 décembre · 9 volontaires bienvenu·es »."""
        free = sum(card.free for card in self.cards)
        welcome = ngettext("%(count)d volunteer is welcome", "%(count)d volunteers are welcome", free)
        return " · ".join([self.title, *([welcome % {"count": free}] if free else [])])


def week_on_the_wall(circle: Circle, at: datetime) -> list[ShiftCard]:
    """The shifts of the seven days to come, for a sheet of paper."""
    rotas = list(rotas_of(circle))
    near = shifts_to_come(rotas, at).filter(starts_at__lt=at + timedelta(days=7))
    known, needs = known_in(rotas), needs_in(rotas)
    return [ShiftCard(shift, known[shift.rota_id], at, needs.get(shift.rota_id, ())) for shift in near]


def known_in(rotas: Iterable[Rota]) -> dict[int, frozenset[int]]:
    """Who knows how it is done, by the key of the rota, of what `rotas_of` gave."""
    return {rota.pk: frozenset(one.member_id for one in volunteers_of(rota) if one.is_experienced) for rota in rotas}


def volunteers_of(rota: Rota) -> list[Volunteer]:
    """Those that `rotas_of` read with it."""
    there: list[Volunteer] = getattr(rota, "taking_part", [])
    return there


def weeks_of(
    shifts: Iterable[Shift],
    known: Mapping[int, frozenset[int]],
    needs: Mapping[int, Sequence[NamedNeed]],
    at: datetime,
) -> list[Week]:
    """The shifts by weeks, the soonest first; by the key of the rota, `known` are who knows how it is done, `needs` the
    qualifications that it asks for."""
    today = timezone.localdate(at)
    weeks: dict[date, Week] = {}
    for shift in shifts:
        begin = timezone.localdate(shift.starts_at)
        monday = begin - timedelta(days=begin.weekday())
        week = weeks.setdefault(monday, Week(_name(monday, today), monday, is_near=len(weeks) < NEAR))
        known_there, needed = known.get(shift.rota_id, frozenset()), needs.get(shift.rota_id, ())
        week.cards.append(ShiftCard(shift, known_there, at, needed))
    return list(weeks.values())


def _name(monday: date, today: date) -> str:
    away = (monday - (today - timedelta(days=today.weekday()))).days // 7
    if away <= 0:
        return _("This week")
    if away == 1:
        return _("Next week")
    return _("Week of %(day)s") % {"day": day(monday, weekday=False)}


def buttons_of(turn: RotaTurn, at: datetime) -> list[Button]:
    """What whoever has a turn may do with it, until it begins."""
    if turn.shift.has_begun(at):
        return []
    give_up = Button(_("I can’t"), reverse("commissions:turn-giving-up", args=[turn.pk]), look="quiet")
    swap = Button(_("Exchange"), reverse("commissions:turn-swap", args=[turn.pk]), look="quiet", is_link=True)
    confirm = Button(_("I will be there"), reverse("commissions:turn-confirming", args=[turn.pk]), "check")
    is_near = turn.state == RotaTurn.State.GIVEN and turn.shift.is_tomorrow_or_before(at)
    return [*([confirm] if is_near else []), swap, give_up]


@dataclass(frozen=True)
class SwapLine:
    """An exchange that waits, as one of the two reads it."""

    swap: TurnSwap
    is_mine: bool

    @property
    def text(self) -> str:
        values = {
            "name": (self.swap.asked_of if self.is_mine else self.swap.asked_by).name,
            "offered": self.swap.offered,
            "wanted": self.swap.wanted,
        }
        if self.is_mine:
            return _("You offer %(offered)s to %(name)s, for %(wanted)s.") % values
        return _("%(name)s offers you %(offered)s, for your turn %(wanted)s.") % values

    @property
    def buttons(self) -> list[Button]:
        pk = self.swap.pk
        if self.is_mine:
            return [Button(_("Ask no more"), reverse("commissions:swap-withdrawal", args=[pk]), look="quiet")]
        return [
            Button(_("I accept"), reverse("commissions:swap-acceptance", args=[pk]), "check", "lamp"),
            Button(_("I keep my turn"), reverse("commissions:swap-refusal", args=[pk]), look="quiet"),
        ]


def absence_in_words(first_on: date, last_on: date) -> str:
    return days(first_on, last_on)


def ending(rota: Rota) -> Confirmation:
    return Confirmation(
        _("End “%(title)s”?") % {"title": rota.title},
        _("Its shifts to come are taken off, with the turns that people have. What was done stays in the history."),
        _("End it"),
    )


def pausing(rota: Rota) -> Confirmation:
    return Confirmation(
        _("Pause “%(title)s”?") % {"title": rota.title},
        _("Its shifts to come are taken off, with the turns that people have. It goes on whenever you want."),
        _("Pause it"),
    )


def dropping(qualification: Qualification) -> Confirmation:
    return Confirmation(
        _("Drop “%(name)s”?") % {"name": qualification.name},
        _("No shift asks for it any more, and nobody is said to have it. The turns that people have stay."),
        _("Drop this qualification"),
    )


def leaving(rota: Rota) -> Confirmation:
    return Confirmation(
        _("Take no more turns at “%(title)s”?") % {"title": rota.title},
        _("The turns that you have are free again, and the others are asked. You may come back whenever you want."),
        _("Leave it to the others"),
    )
