"""The links of a circle with the one above: whom it sends to sit there, and who is sent from there to sit in it.

To represent a circle in another is a role of the circle that sends: it is given, and ends, as any role does, by a
decision or an election of that circle. Whoever holds it has a place in the other one as long as they do.
"""

from datetime import date

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from commissions.actions.endings import close_place, close_role
from commissions.actions.living import check_living
from commissions.actions.places import seat_in
from commissions.link_queries import can_link, unlinked_places, unseated_links
from commissions.models import Circle, CircleRole, Mandate, RoleHolding
from journal.actions import Actor, action, record, require
from journal.clock import now
from journal.texts import line

TERM_MONTHS = 12  # of a link, until its circle decides otherwise
NAME_LENGTH = 80


@action
def open_link(circle: Circle, *, to: Circle, actor: Actor) -> CircleRole:
    """Say that somebody is to represent this circle in another: the one above it, or one within it. It is the same
    link when it is there already.

    It takes no decision: its words are the platform's, and it gives nothing until the circle chooses somebody.
    Raises ValidationError: `unlinked`, `ended`.
    """
    both = Circle.objects.select_for_update().filter(pk__in={circle.pk, to.pk}).order_by("pk")
    locked = {one.pk: one for one in both}
    circle, to = locked[circle.pk], locked[to.pk]
    require("commissions.open_link", actor, circle)
    check_living(circle)
    check_living(to)
    if not can_link(circle, to):
        raise ValidationError(
            _("A circle is linked with the one that it is within, where that is not the assembly of everybody."),
            code="unlinked",
        )
    there = CircleRole.objects.filter(circle=circle, link=to, ended_on=None).first()
    if there:
        return there
    role = CircleRole(circle=circle, link=to, term_months=TERM_MONTHS, **_words(circle, to))
    role.full_clean()
    role.save()
    record(
        "role.link_opened",
        topics=[circle.topic, to.topic, role.topic],
        body={
            "role": role.pk,
            "circle": circle.pk,
            "link": to.pk,
            "seats": role.seats,
            "term_months": role.term_months,
        },
        private={"name": role.name, "mission": role.mission},
    )
    return role


def seat_elsewhere(holding: RoleHolding, *, actor: Actor) -> Mandate | None:
    """Within an action: the place that whoever holds this role has where they represent its circle.

    With a vote, unless the rules of a board say that they have a voice; a substitute has a voice. Whoever sits there
    already, by their own place, keeps that one.
    """
    role = holding.role
    if role.link is None:
        return None
    until, begins = holding.until, max(holding.since, _today())
    lasting = Mandate.objects.filter(Q(until=None) | Q(until__gt=begins), circle=role.link, member=holding.member_id)
    own = lasting.exclude(sits_for=role.circle_id).order_by("since").first()
    if own and own.since <= begins:
        return None
    if own and (until is None or own.since < until):
        until = own.since
    if until is not None and until <= begins:
        return None
    has_vote = role.link.gives_links_a_vote and not holding.is_substitute
    return seat_in(
        role.link,
        holding.member,
        role=Mandate.Role.MEMBER if has_vote else Mandate.Role.VOICE,
        since=begins,
        until=until,
        ground=holding.ground,
        actor=actor,
        sits_for=role.circle,
    )


@action
def seat_link(holding: RoleHolding, *, actor: Actor) -> Mandate | None:
    """The place of somebody who represents a circle where they have none any more: their own has ended. The clock's
    act; twice changes nothing."""
    require("commissions.settle_links", actor)
    if holding.role.link is None:
        return None
    Circle.objects.select_for_update().get(pk=holding.role.link.pk)
    if not unseated_links().filter(pk=holding.pk).exists():
        return None
    return seat_elsewhere(holding, actor=actor)


@action
def end_unlinked_place(mandate: Mandate, *, actor: Actor) -> Mandate:
    """End the place of somebody who represents that circle no more. The clock's act; twice changes nothing."""
    require("commissions.settle_links", actor)
    mandate = Mandate.objects.select_for_update().get(pk=mandate.pk)
    if unlinked_places().filter(pk=mandate.pk).exists():
        close_place(mandate, _today(), "")
    return mandate


def end_links_between(circle: Circle, other: Circle | None, ground: str) -> None:
    """Within the action that puts a circle within another one: those with the former one are no more."""
    if other is None:
        return
    either_way = Q(circle=circle, link=other) | Q(circle=other, link=circle)
    for role in CircleRole.objects.filter(either_way, ended_on=None).select_related("circle"):
        close_role(role, ground)


def _words(circle: Circle, to: Circle) -> dict[str, str]:
    """The name of the role and its mission, in the collective's language."""
    names = {"circle": circle.name, "other": to.name}
    with override(settings.LANGUAGE_CODE):
        if circle.parent_id == to.pk:
            mission = _(
                "Sit in %(other)s for %(circle)s: take there what this circle needs and proposes, and bring back what "
                "is decided there."
            )
        else:
            mission = _(
                "Sit in %(other)s for %(circle)s: bring there its aims and what it entrusts to that circle, and take "
                "back how things go."
            )
        name = line(_("Representation (%(other)s)") % names)[:NAME_LENGTH]
        return {"name": _free_name(circle, name), "mission": mission % names}


def _free_name(circle: Circle, name: str) -> str:
    """The same, with a number where the circle has a role of that name."""
    taken = set(CircleRole.objects.filter(circle=circle, ended_on=None).values_list("name", flat=True))
    free, number = name, 1
    while free in taken:
        number += 1
        free = f"{name[: NAME_LENGTH - 4]} {number}"
    return free


def _today() -> date:
    return timezone.localdate(now())
