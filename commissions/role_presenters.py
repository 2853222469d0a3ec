"""Roles as they are shown: who holds each, until when, who is wanted."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import rules
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commissions.grounds import Grounded, with_grounds
from commissions.models import Circle, CircleRole, HandoverNote, RoleHolding
from commissions.panels import CirclePanel, CirclePanelLine
from commissions.role_queries import HeldRole, held, holdings_before, roles_of, terms_ending_of
from commissions.rules import coordinates_circle
from journal.clock import now
from journal.topics import Known
from members.combined_reads import Reader
from members.models import Member
from members.panels import PersonPanel, PersonPanelLine, Waiting
from members.rules import is_administrator
from web.dates import day


@dataclass(frozen=True)
class RoleCard:
    """A role in a list: who holds it in one line, and what is free."""

    role: CircleRole
    who: str
    vacancy: str  # "" where nobody is wanted


@dataclass(frozen=True)
class HolderLine:
    """Somebody's holding: from when until when, on which ground, and whether this reader may end it."""

    holding: RoleHolding
    span: str
    ground: Known | None
    note: HandoverNote | None = None
    may_end: bool = False
    is_own: bool = False

    @property
    def note_label(self) -> str:
        return _("Handover note of %(name)s") % {"name": self.holding.member.name}

    @property
    def note_act(self) -> str:
        return _("Change my handover note") if self.note else _("Leave a handover note")


@dataclass(frozen=True)
class RolePage:
    """`is_whole`: this person reads the circle, or is to hold the role; else only what they held of it is theirs."""

    is_whole: bool
    facts: str
    vacancy: str
    holders: list[HolderLine]
    before: list[HolderLine]


def role_cards(circle: Circle) -> list[RoleCard]:
    """Those that nobody holds first."""
    roles = sorted(roles_of([circle]).get(circle.pk, []), key=lambda one: not one.is_vacant)
    return [RoleCard(one.role, who_holds(one), vacancy_of(one)) for one in roles]


def role_page(role: CircleRole, person: Member) -> RolePage:
    """What its page shows to this person."""
    now_held = held(role)
    current = [*now_held.holders, *now_held.substitutes]
    may_end = bool(is_administrator.test(person) or coordinates_circle.test(person, role))
    notes = _notes_of(role, person)
    before = holdings_before(role)
    is_whole = any(rules.has_perm(f"commissions.{perm}", person, role) for perm in ("read", "read_handover"))
    if not is_whole:
        current, before = [], before.filter(member=person)
    return RolePage(
        is_whole=is_whole,
        facts=facts_of(role),
        vacancy="" if role.ended_on else vacancy_of(now_held),
        holders=[_line(one, notes, person, may_end=may_end) for one in with_grounds(current)],
        before=[_line(one, notes, person) for one in with_grounds(before)],
    )


def _line(one: Grounded, notes: dict[int, HandoverNote], person: Member, *, may_end: bool = False) -> HolderLine:
    is_own = one.row.member_id == person.pk
    is_over = one.row.until is not None and one.row.until <= timezone.localdate(now())
    may_end = not is_over and (may_end or is_own)
    return HolderLine(one.row, span_of(one.row), one.ground, notes.get(one.row.pk), may_end, is_own)


def _notes_of(role: CircleRole, person: Member) -> dict[int, HandoverNote]:
    """The handover notes that this person may read, each by the key of its holding: all, or one's own."""
    notes = HandoverNote.objects.filter(holding__role=role)
    if not rules.has_perm("commissions.read_handover", person, role):
        notes = notes.filter(holding__member=person)
    return {note.holding_id: note for note in notes}


def facts_of(role: CircleRole) -> str:
    """How many hold it together, and for how long."""
    seats = ngettext("held by %(count)d person", "held by %(count)d people together", role.seats) % {
        "count": role.seats
    }
    if role.term_months is None:
        return seats
    months = ngettext("for %(count)d month", "for %(count)d months", role.term_months) % {"count": role.term_months}
    return f"{seats}, {months}"


def vacancy_of(one: HeldRole) -> str:
    """What is free of it, in words; "" where nobody is wanted."""
    if one.is_vacant:
        return _("to take")
    if not one.free_seats:
        return ""
    return ngettext("%(count)d place free", "%(count)d places free", one.free_seats) % {"count": one.free_seats}


def who_holds(one: HeldRole) -> str:
    """« Alix, Noé (suppléance : Rose), jusqu’au 18 janvier 2027 »"""
    names = ", ".join(holding.member.name for holding in one.holders)
    if one.substitutes:
        stand_in = ", ".join(holding.member.name for holding in one.substitutes)
        stand_in = _("substitute: %(names)s") % {"names": stand_in}
        names = f"{names} ({stand_in})" if names else stand_in
    ends = [holding.until for holding in one.holders if holding.until]
    return _("%(names)s, until %(day)s") % {"names": names, "day": _day(min(ends))} if ends else names


def span_of(holding: RoleHolding) -> str:
    """« depuis le 1er mars 2026, jusqu’au 1er mars 2027 »"""
    days = {"since": _day(holding.since), "until": _day(holding.until) if holding.until else ""}
    span = _("from %(since)s until %(until)s") % days if holding.until else _("since %(since)s") % days
    return _("substitute, %(span)s") % {"span": span} if holding.is_substitute else span


def roles_of_circle(circle: Circle, person: Any) -> CirclePanel | None:
    """The roles of a circle on its page; where it has none, only whoever may add one is told."""
    cards = role_cards(circle)
    may_manage = bool(is_administrator.test(person) or coordinates_circle.test(person, circle))
    if not cards and not may_manage:
        return None
    return CirclePanel(
        title=_("Roles"),
        lines=[
            CirclePanelLine(
                card.role.name,
                card.role.get_absolute_url(),
                " · ".join(word for word in (card.who, card.vacancy) if word),
            )
            for card in cards
        ],
        more_url=reverse("commissions:circle-roles", args=[circle.slug]),
        more_label=_("All the roles, and their missions"),
        empty=_("No role yet: treasury, keys, welcome of newcomers…"),
    )


def handover_notes_waiting(member: Member) -> Reader[list[Waiting]]:
    """The handover notes that this person has still to write: their terms end soon."""
    ending = yield from terms_ending_of(member)
    return [
        Waiting(
            _("Leave a handover note: %(role)s") % {"role": one.role.name},
            reverse("commissions:handover", args=[one.pk]),
            "handover_note",
            due=one.until,
        )
        for one in ending
    ]


def roles_of_person(member: Member) -> PersonPanel | None:
    """The roles that somebody holds, and held."""
    holdings = member.role_holdings.select_related("role__circle").order_by("-since", "-pk")
    lines = [
        PersonPanelLine(f"{one.role.name} · {one.circle.name}", one.role.get_absolute_url(), span_of(one))
        for one in holdings
    ]
    return PersonPanel(_("Roles"), lines) if lines else None


def _day(value: date) -> str:
    return day(value, year=True, weekday=False)
