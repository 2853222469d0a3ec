"""The roles of a circle: described, changed, given up, entrusted to somebody."""

from datetime import date

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commissions import grounds
from commissions.actions.endings import close_holdings, close_role, record_role
from commissions.actions.handovers import tell_of_notes
from commissions.actions.links import seat_elsewhere
from commissions.actions.living import check_living
from commissions.actions.places import seat_in
from commissions.changes import Change, ChangeKind
from commissions.models import Circle, CircleRole, Mandate, RoleHolding
from commissions.queries import people_of
from commissions.role_queries import free_from, holdings_in_force
from commissions.terms import end_of_term
from journal.actions import CLOCK, Actor, action, record, require
from journal.clock import now
from journal.refusals import wrong
from journal.texts import line
from members.models import Member


@action
def describe_role(
    circle: Circle,
    *,
    name: str,
    actor: Actor,
    mission: str = "",
    seats: int = 1,
    term_months: int | None = None,
    ground: str = "",
) -> CircleRole:
    """Give the circle a role, which `seats` people hold together, each for `term_months` (None: no term).

    Once the founding is over, `ground` ("decision:14") is the decision that says so. Raises ValidationError: on `name`
    `taken`, on `seats` and `term_months`, and on `ground`.
    """
    circle = Circle.objects.select_for_update().get(pk=circle.pk)
    require("commissions.manage", actor, circle)
    check_living(circle)
    role = CircleRole(circle=circle, name=line(name), mission=mission, seats=seats, term_months=term_months)
    _check(role)
    ground = _ground(Change(ChangeKind.ROLE, circle.pk), circle, ground, actor)
    role.save()
    record_role("role.described", role, ground)
    return role


@action
def change_role(
    role: CircleRole,
    *,
    name: str,
    actor: Actor,
    mission: str = "",
    seats: int = 1,
    term_months: int | None = None,
    ground: str = "",
) -> CircleRole:
    """Say otherwise what the role is. Who holds it keeps their end of term; the same again changes nothing.

    Raises what `describe_role` raises; `ended`, and on `seats` `held`.
    """
    role = _locked(role)
    require("commissions.manage", actor, role.circle)
    check_living(role.circle)
    _not_ended(role)
    wanted = {"name": line(name), "mission": mission.strip(), "seats": seats, "term_months": term_months}
    if all(getattr(role, attribute) == value for attribute, value in wanted.items()):
        return role
    for attribute, value in wanted.items():
        setattr(role, attribute, value)
    _check(role)
    holders = holdings_in_force().filter(role=role, is_substitute=False).count()
    if seats < holders:
        message = ngettext(
            "%(holders)d person holds it today: it takes as many places, or one who gives it up first.",
            "%(holders)d people hold it today: it takes as many places, or one who gives it up first.",
            holders,
        )
        raise wrong("seats", message % {"holders": holders}, code="held")
    ground = _ground(Change(ChangeKind.ROLE, role.circle_id), role.circle, ground, actor)
    role.save(update_fields=list(wanted))
    record_role("role.changed", role, ground)
    return role


@action
def end_role(role: CircleRole, *, actor: Actor, ground: str = "") -> CircleRole:
    """The circle has this role no more, and nobody holds it from today. Twice changes nothing."""
    role = _locked(role)
    require("commissions.manage", actor, role.circle)
    if role.ended_on is not None:
        return role
    ground = _ground(Change(ChangeKind.ROLE, role.circle_id), role.circle, ground, actor)
    close_role(role, ground)
    return role


@action
def entrust_role(
    role: CircleRole,
    *,
    member: Member,
    actor: Actor,
    since: date | None = None,
    until: date | None = None,
    is_substitute: bool = False,
    ground: str = "",
) -> RoleHolding:
    """Give the role to somebody, or make them a substitute for those who hold it. The same again changes nothing.

    Without `since` it begins today, or when the first term ends where all seats are held; without `until` it lasts for
    the role's term. Whoever has no place in the circle has one from that day, and where the role is a link, one in the
    other circle too (`seat_elsewhere`). Once the founding is over, `ground`
    ("decision:14", "election:3") is the decision or the election that says so, and nobody gives a role to themself.
    The clock enters what an election gave: where no term ends before, whoever has held it longest gives way.
    Raises ValidationError: `ended`, `oneself`, on `member` `inactive`, on `since` `full`, on `until` `ends_before`, and
    on `ground`.
    """
    role = _locked(role)
    require("commissions.entrust", actor, role.circle)
    check_living(role.circle)
    _not_ended(role)
    if not member.is_active:
        raise wrong("member", _("This account is closed: nobody is mandated with it."), code="inactive")
    members = (member.pk,)
    change = Change(ChangeKind.HOLDING, role.circle_id, members=members, held_role=role.pk, is_substitute=is_substitute)
    own = _own(role, member, since or _today())
    if own and own.is_substitute == is_substitute and until in (None, own.until):
        if actor is CLOCK:
            grounds.spend_for_standing(ground, change, role.circle, actor=actor)
        return own
    if not grounds.is_founding() and actor.actor_key == member.actor_key:
        raise wrong("member", _("Nobody gives a role to themself: somebody else enters it."), code="oneself")
    begins = since or _first_day(role, own, until, is_substitute=is_substitute, actor=actor)
    if until is None and role.term_months:
        until = end_of_term(begins, role.term_months)
    if until is not None and until <= begins:
        raise wrong("until", _("A term ends after it begins: check the two dates."), code="ends_before")
    if own and (own.until is None or own.until > begins):
        own.until = max(begins, own.since)
        own.save(update_fields=["until"])
    else:
        own = None
    if not is_substitute and not free_from(role, begins, until):
        raise _full(role)
    ground = _ground(change, role.circle, ground, actor)
    _seat_in_circle(role, member, begins, until, ground, actor)
    holding = RoleHolding.objects.create(
        role=role,
        member=member,
        is_substitute=is_substitute,
        since=begins,
        until=until,
        ground=ground,
        entered_by=grounds.entered_by(actor),
    )
    record(
        "role.substitute_named" if is_substitute else "role.entrusted",
        topics=[role.circle.topic, role.topic, member.topic],
        body={
            "holding": holding.pk,
            "role": role.pk,
            "circle": role.circle_id,
            "member": member.pk,
            "since": begins,
            "until": until,
            "replaces": own.pk if own else None,
            "ground": ground,
        },
    )
    seat_elsewhere(holding, actor=actor)
    tell_of_notes(role, member)
    return holding


def _locked(role: CircleRole) -> CircleRole:
    """Read again, once its circle is held, and the one that it is a link to: whatever changes the roles of one circle,
    or who sits in it, comes one after another."""
    held = Circle.objects.select_for_update().filter(pk__in=[role.circle_id, role.link_id or role.circle_id])
    list(held.order_by("pk"))
    return CircleRole.objects.select_related("circle", "link").get(pk=role.pk)


def _not_ended(role: CircleRole) -> None:
    if role.ended_on is not None:
        message = _("The circle has this role no more: describe it anew where it is needed again.")
        raise wrong("name", message, code="ended")


def _check(role: CircleRole) -> None:
    others = CircleRole.objects.filter(circle=role.circle, name=role.name, ended_on=None).exclude(pk=role.pk)
    if others.exists():
        raise wrong("name", _("This circle has a role of that name: choose another, or change that one."), code="taken")
    role.full_clean()


def _own(role: CircleRole, member: Member, on: date) -> RoleHolding | None:
    """What this person holds of it that day or later; the last to end."""
    lasting = RoleHolding.objects.filter(Q(until=None) | Q(until__gt=on), role=role, member=member)
    return lasting.order_by("-since").first()


def _first_day(
    role: CircleRole, own: RoleHolding | None, until: date | None, *, is_substitute: bool, actor: Actor
) -> date:
    """The first day on which a seat is free; for who holds one already, from the end of that term on."""
    if is_substitute:
        return _today()
    first = _today()
    if own and not own.is_substitute and own.until and (until is None or own.until < until):
        first = own.until
    day = _first_free(role, own, first, until)
    giving_way = _seats_of_others(role, own).exclude(_ends_before(until)) if actor is CLOCK else ()
    for holding in giving_way:
        if day is not None:
            break
        close_holdings([holding], _today(), "")
        day = _first_free(role, own, first, until)
    if day is None:
        raise _full(role)
    return day


def _first_free(role: CircleRole, own: RoleHolding | None, first: date, until: date | None) -> date | None:
    """From `first` on; what this person holds of it already (`own`) gives way to the new term."""
    others = _seats_of_others(role, own).filter(_ends_before(until), until__gt=first)
    days = [first, *sorted(one.until for one in others if one.until)]
    return next((day for day in days if free_from(role, day, until, without=own)), None)


def _seats_of_others(role: CircleRole, own: RoleHolding | None) -> QuerySet[RoleHolding]:
    """What holds a seat of it today or later but `own`, the longest held first."""
    lasting = RoleHolding.objects.filter(Q(until=None) | Q(until__gt=_today()), role=role, is_substitute=False)
    return lasting.exclude(pk__in=[own.pk] if own else []).order_by("since", "pk")


def _ends_before(until: date | None) -> Q:
    return Q(until__lt=until) if until else Q(until__isnull=False)


def _full(role: CircleRole) -> Exception:
    message = _("All the places of “%(role)s” are held: end one first, or say from when one is free.")
    return wrong("since", message % {"role": role.name}, code="full")


def _seat_in_circle(
    role: CircleRole, member: Member, since: date, until: date | None, ground: str, actor: Actor
) -> None:
    """Who holds a role of a circle has a place in it."""
    if role.circle.is_assembly or people_of(role.circle, since).filter(pk=member.pk).exists():
        return
    kind = Mandate.Role.ELECTED if actor is CLOCK else Mandate.Role.MEMBER
    seat_in(role.circle, member, role=kind, since=since, until=until, ground=ground, actor=actor)


def _ground(change: Change, circle: Circle, ground: str, actor: Actor) -> str:
    if grounds.is_founding() and actor is not CLOCK:
        return grounds.FOUNDING
    return grounds.spend(ground, change, circle, actor=actor)


def _today() -> date:
    return timezone.localdate(now())
