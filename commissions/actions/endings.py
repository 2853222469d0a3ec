"""What ends when a place in a circle, or somebody's holding of a role, does: each takes along what rested on it."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q
from django.utils import timezone

from commissions.models import CircleRole, Mandate, RoleHolding
from journal.actions import record
from journal.clock import now
from members.models import Member


def close_place(mandate: Mandate, until: date, ground: str) -> None:
    """Within an action: the place ends that day, and with it the roles that this person holds in that circle."""
    mandate.until = until
    mandate.save(update_fields=["until"])
    close_holdings(RoleHolding.objects.filter(role__circle=mandate.circle, member=mandate.member), until, ground)
    body = {
        "mandate": mandate.pk,
        "circle": mandate.circle_id,
        "member": mandate.member_id,
        "until": until,
        "ground": ground or None,
    }
    topics = [mandate.circle.topic, Member.topic_of(mandate.member_id)]
    if mandate.sits_for is None:
        record("mandate.ended", topics=topics, body=body)
        return
    topics = [mandate.sits_for.topic, *topics]
    record("mandate.ended_with_link", topics=topics, body={**body, "sits_for": mandate.sits_for_id})


def close_holdings(holdings: Iterable[RoleHolding], until: date, ground: str) -> None:
    """Within an action: those of them that would hold after that day end on it; one to come never begins."""
    keys = [holding.pk for holding in holdings]
    lasting = RoleHolding.objects.select_for_update().filter(Q(until=None) | Q(until__gt=until), pk__in=keys)
    for holding in lasting:
        close_holding(holding, max(until, holding.since), ground)


def close_holding(holding: RoleHolding, until: date, ground: str) -> None:
    """Within an action: it ends that day; so does the place elsewhere of whoever represented the circle by it."""
    holding.until = until
    holding.save(update_fields=["until"])
    record(
        "role.left",
        topics=[holding.circle.topic, holding.role.topic, Member.topic_of(holding.member_id)],
        body={
            "holding": holding.pk,
            "role": holding.role_id,
            "circle": holding.role.circle_id,
            "member": holding.member_id,
            "until": until,
            "ground": ground or None,
        },
    )
    if holding.role.link_id:
        close_linked_places(holding, until, ground)


def close_linked_places(holding: RoleHolding, until: date, ground: str) -> None:
    """Within an action: the place that this person has elsewhere by that role ends that day."""
    given = Mandate.objects.select_for_update().filter(
        Q(until=None) | Q(until__gt=until),
        circle=holding.role.link_id,
        member=holding.member_id,
        sits_for=holding.role.circle_id,
    )
    for mandate in given:
        close_place(mandate, max(until, mandate.since), ground)


def close_role(role: CircleRole, ground: str) -> None:
    """Within an action: the circle has this role no more, and nobody holds it from today."""
    role.ended_on = timezone.localdate(now())
    role.save(update_fields=["ended_on"])
    close_holdings(role.holdings.all(), role.ended_on, ground)
    record_role("role.ended", role, ground)


def record_role(verb: str, role: CircleRole, ground: str) -> None:
    record(
        verb,
        topics=[role.circle.topic, role.topic],
        body={
            "role": role.pk,
            "circle": role.circle_id,
            "seats": role.seats,
            "term_months": role.term_months,
            "ground": ground,
        },
        private={"name": role.name, "mission": role.mission},
    )
