"""Who sits in a circle: places given, taken, ended."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commissions import grounds
from commissions.actions.endings import close_holdings, close_place
from commissions.actions.joining import answer_by_seating
from commissions.actions.living import check_living
from commissions.changes import Change, ChangeKind
from commissions.models import Circle, JoinRequest, Mandate, RoleHolding
from commissions.queries import is_in
from journal.actions import CLOCK, Actor, action, record, require
from journal.clock import now
from journal.refusals import wrong
from members.models import Member


@action
def give_mandate(
    circle: Circle,
    *,
    member: Member,
    actor: Actor,
    role: str = Mandate.Role.MEMBER,
    since: date | None = None,
    until: date | None = None,
    ground: str = "",
) -> Mandate:
    """Give this person a place in the circle, or another role in it (the former mandate then ends).

    Once the founding is over nobody seats himself; a seat of the board and any role name the election or the
    decision that gave them (`ground`: "decision:14"), and a simple place in another circle is given by one of its
    members. The same role again changes nothing. A place in an assembly is not given: one is à jour; but a voice
    without a vote is, to somebody who is not. The clock seats whom an election without candidate chose, on that ground
    alone.
    Raises ValidationError: `ended`, `oneself`, on `since` `past`, on `member` `votes`, and on `ground`.
    """
    circle = Circle.objects.select_for_update().get(pk=circle.pk)
    require("commissions.seat", actor, circle)
    check_living(circle)
    held = _overlapping(circle, member, since or _today(), until)
    is_link = held is not None and held.sits_for_id is not None
    if held and not is_link and (held.role, held.until) == (role, until):
        if actor is CLOCK:
            change = Change(ChangeKind.MANDATE, circle.pk, role=role, members=(member.pk,))
            grounds.spend_for_standing(ground, change, circle, actor=actor)
        return held
    if grounds.is_founding() and actor is not CLOCK:
        require("commissions.manage", actor, circle)
        ground = grounds.FOUNDING
    else:
        gives_a_vote = held is not None and is_link and held.role != Mandate.Role.VOICE
        is_new = until is None and (held is None or gives_a_vote)
        ground = _ground_of_place(circle, member, role, ground, actor, is_new=is_new)
        if ground == grounds.WELCOMED and since is not None and since < _today():
            raise wrong("since", _("A place that a member gives begins today, or later."), code="past")
    return seat_in(circle, member, role=role, since=since, until=until, ground=ground, actor=actor)


@action
def give_mandates(circle: Circle, *, members: Iterable[Member], actor: Actor, **place: Any) -> list[Mandate]:
    """Give several people the same place, all or none of them: as `give_mandate`, once for each."""
    return [give_mandate(circle, member=member, actor=actor, **place) for member in members]


@action
def join_circle(circle: Circle, *, actor: Member) -> Circle:
    """Take a place in a circle that welcomes anyone. Joining twice changes nothing."""
    circle = Circle.objects.select_for_update().get(pk=circle.pk)
    require("commissions.join", actor, circle)
    check_living(circle)
    if is_in(actor, circle):
        return circle
    seat_in(circle, actor, role=Mandate.Role.MEMBER, ground=grounds.JOINED, actor=actor)
    return circle


@action
def welcome(request: JoinRequest, *, actor: Member) -> Mandate:
    """Give whoever asked to join a place, as `give_mandate` does. Twice changes nothing.

    Raises ValidationError: `declined` where somebody has answered that it is not now.
    """
    circle = Circle.objects.select_for_update().get(pk=request.circle_id)
    require("commissions.welcome", actor, circle)
    request = JoinRequest.objects.select_related("member").get(pk=request.pk)
    if request.answer == JoinRequest.Answer.DECLINED:
        raise ValidationError(
            _("They were answered meanwhile that it is not now: talk about it, then give them a place."),
            code="declined",
        )
    return give_mandate(circle, member=request.member, actor=actor)


@action
def end_mandate(mandate: Mandate, *, actor: Actor, until: date | None = None, ground: str = "") -> Mandate:
    """End a mandate, today unless said otherwise. One may always leave by oneself; ending twice changes nothing.

    Once the founding is over, somebody else's ends by a decision (`ground`), unless their account is closed. Whoever
    sits there for another circle represents it no more: they, or that circle, end it, and nobody else (`link`).
    Raises ValidationError: `link`, on `until` (`before`, `after`), and on `ground`.
    """
    Circle.objects.select_for_update().get(pk=mandate.circle_id)
    mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
    is_own = actor.actor_key == mandate.member.actor_key
    if not is_own:
        require("commissions.manage", actor, mandate.circle)
    if mandate.until is not None and mandate.until <= _today():
        return mandate
    if mandate.sits_for and not is_own and mandate.member.is_active:
        message = _("%(name)s sits there for %(circle)s: that circle ends it, on the page of the role.")
        raise ValidationError(message, "link", {"name": mandate.member.name, "circle": mandate.sits_for.name})
    until = until or _today()
    if until == mandate.until:
        return mandate
    if mandate.until is not None and until > mandate.until:
        message = _("This mandate ends on %(until)s already: to go on, it takes a new one.")
        raise wrong("until", message % {"until": date_format(mandate.until)}, code="after")
    if until < mandate.since:
        since = date_format(mandate.since)
        raise wrong(
            "until", _("This mandate began on %(since)s: it cannot end before.") % {"since": since}, code="before"
        )
    if not is_own and mandate.member.is_active and not grounds.is_founding():
        change = Change(ChangeKind.ENDING, mandate.circle_id, members=(mandate.member_id,))
        ground = grounds.spend(ground, change, mandate.circle, actor=actor)
    if mandate.sits_for_id:
        close_holdings(_links_by_which(mandate), until, ground)
        mandate.refresh_from_db(fields=["until"])
    if mandate.until != until:
        close_place(mandate, until, ground)
    return mandate


def _links_by_which(mandate: Mandate) -> QuerySet[RoleHolding]:
    """What this person holds to sit here for another circle."""
    return RoleHolding.objects.filter(
        role__circle=mandate.sits_for_id, role__link=mandate.circle_id, member=mandate.member_id
    )


def _ground_of_place(circle: Circle, member: Member, role: str, ground: str, actor: Actor, *, is_new: bool) -> str:
    """What this place rests on, once the founding is over. What ends or shortens another needs a decision."""
    if actor.actor_key == member.actor_key:
        raise ValidationError(
            _("Nobody gives a place to themself: somebody else of the circle, or who administers, enters it."),
            code="oneself",
        )
    is_simple = role == Mandate.Role.MEMBER and circle.kind != Circle.Kind.BOARD
    if is_simple and is_new and isinstance(actor, Member) and is_in(actor, circle):
        return grounds.WELCOMED
    if actor is not CLOCK:
        require("commissions.manage", actor, circle)
    change = Change(ChangeKind.MANDATE, circle.pk, role=role, members=(member.pk,))
    return grounds.spend(ground, change, circle, actor=actor)


def seat_in(
    circle: Circle,
    member: Member,
    *,
    role: str,
    ground: str,
    actor: Actor,
    since: date | None = None,
    until: date | None = None,
    sits_for: Circle | None = None,
) -> Mandate:
    """Within an action that has checked who may, and on which ground: the place itself."""
    if circle.is_assembly and role != Mandate.Role.VOICE:
        raise ValidationError(
            _("Nobody is given a place in an assembly: every member whose membership is paid is in it."),
            code="assembly",
        )
    if not member.is_active:
        raise wrong("member", _("This account is closed: nobody is mandated with it."), code="inactive")
    if circle.is_assembly and is_in(member, circle):
        message = _("%(name)s has paid their membership: they vote in this assembly already.")
        raise wrong("member", message % {"name": member.name}, code="votes")
    since = since or _today()
    if until is not None and until < since:
        raise wrong("until", _("A mandate ends after it begins: check the two dates."), code="ends_before")
    held = _overlapping(circle, member, since, until)
    if held and (held.role, held.until, held.sits_for) == (role, until, sits_for):
        return held
    if held:
        held.until = max(since, held.since)
        held.save(update_fields=["until"])
    mandate = Mandate(
        member=member,
        circle=circle,
        role=role,
        since=since,
        until=until,
        sits_for=sits_for,
        ground=ground,
        entered_by=grounds.entered_by(actor),
    )
    mandate.full_clean()
    mandate.save()
    record(
        "mandate.given_by_link" if sits_for else "mandate.given",
        topics=[circle.topic, member.topic, *([sits_for.topic] if sits_for else [])],
        body={
            "mandate": mandate.pk,
            "circle": circle.pk,
            "member": member.pk,
            "role": role,
            "since": since,
            "until": until,
            "replaces": held.pk if held else None,
            "ground": ground,
            **({"sits_for": sits_for.pk} if sits_for else {}),
        },
    )
    answer_by_seating(circle, member, actor=actor)
    return mandate


def _overlapping(circle: Circle, member: Member, since: date, until: date | None) -> Mandate | None:
    """The mandate of this person here that would hold at the same time as the new one."""
    others = Mandate.objects.filter(Q(until=None) | Q(until__gt=since), member=member, circle=circle)
    return (others.filter(since__lt=until) if until else others).first()


def _today() -> date:
    return timezone.localdate(now())
