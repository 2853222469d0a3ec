"""A circle begins with its people, those who were invited and are not here yet among them."""

from collections.abc import Iterable
from typing import Any

import rules
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from commissions import grounds
from commissions.actions.circles import create_circle
from commissions.actions.living import check_living
from commissions.actions.places import give_mandate, give_mandates
from commissions.models import Circle, Mandate, ReservedPlace
from journal.actions import action, record, require
from journal.clock import now
from members.models import Invitation, Member


@action
def found_circle(
    *, actor: Member, people: Iterable[Member] = (), guests: Iterable[Invitation] = (), **description: Any
) -> Circle:
    """Create a circle (`create_circle`) with `people` in it; a place waits for each of `guests`.

    In an assembly nobody is given a place: it is every member whose membership is paid.
    """
    circle: Circle = create_circle(actor=actor, **description)
    if not circle.is_assembly:
        give_mandates(circle, members=people, actor=actor)
        for guest in guests:
            reserve_place(circle, guest, actor=actor)
    return circle


@action
def reserve_place(circle: Circle, invitation: Invitation, *, actor: Member) -> ReservedPlace | Mandate:
    """While the collective is founded, keep a place for somebody who was invited. Twice is once.

    Somebody who has come in meanwhile is given it at once. Raises ValidationError: `founded` once the founding is
    over, `assembly`, `ended`, and `withdrawn` where that invitation no longer serves.
    """
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    require("commissions.manage", actor, circle)
    check_living(circle)
    if not grounds.is_founding():
        raise ValidationError(_("The set-up is over: give the place once this person is here."), code="founded")
    if circle.is_assembly:
        raise ValidationError(_("The assembly is every member whose membership is paid."), code="assembly")
    if invitation.withdrawn_at:
        raise ValidationError(
            _("This invitation was replaced or withdrawn: invite that person again."), code="withdrawn"
        )
    if invitation.member is not None:
        mandate: Mandate = give_mandate(circle, member=invitation.member, actor=actor)
        return mandate
    place, is_new = ReservedPlace.objects.get_or_create(
        circle=circle, invitation=invitation, defaults={"reserved_by": actor, "reserved_at": now()}
    )
    if is_new:
        record(
            "place.reserved",
            topics=[circle.topic, invitation.topic],
            body={"circle": circle.pk, "invitation": invitation.pk},
        )
    return place


def release_reserved_places(invitation: Invitation) -> None:
    """What follows when an invitation is withdrawn: no place waits for that person any more, invited again or not."""
    of_that_person = Q(invitation=invitation) | Q(invitation__email=invitation.email) & ~Q(invitation__email="")
    for place in ReservedPlace.objects.filter(of_that_person).select_related("circle").order_by("circle", "pk"):
        place.delete()
        record(
            "place.released",
            topics=[place.circle.topic, invitation.topic],
            body={"circle": place.circle_id, "invitation": place.invitation_id},
        )


def take_reserved_places(member: Member, invitation: Invitation) -> None:
    """What follows when somebody comes in: the places that waited for that address are theirs, as entered by whoever
    reserved them; none once the founding is over, or where that person may no longer give it.
    """
    if not grounds.is_founding():
        return
    waiting = ReservedPlace.objects.filter(invitation__email=invitation.email).exclude(invitation__email="")
    for place in waiting.select_related("circle", "reserved_by").order_by("circle", "pk"):
        if rules.has_perm("commissions.manage", place.reserved_by, place.circle):
            give_mandate(place.circle, member=member, actor=place.reserved_by)
