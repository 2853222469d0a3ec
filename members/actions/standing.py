"""Where people stand: memberships of the year, spaces rented."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import Actor, action, record, require
from journal.topics import COLLECTIVE
from members.models import Member, Membership, Residency


@action
def record_membership(
    member: Member, *, actor: Actor, year: int, paid_on: date, price_cents: int | None = None
) -> Membership:
    """Somebody's membership of a calendar year is paid, at the price they chose. Twice changes nothing."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    require("members.record_membership", actor)
    if not year - 1 <= paid_on.year <= year + 1:
        refusal = ValidationError(
            _("A membership of %(year)s is not paid in %(paid)s.") % {"year": year, "paid": paid_on.year}, code="year"
        )
        raise ValidationError({"paid_on": refusal})
    membership, is_new = Membership.objects.get_or_create(
        member=member, year=year, defaults={"paid_on": paid_on, "price_cents": price_cents}
    )
    if is_new:
        record(
            "membership.recorded",
            topics=[member.topic, COLLECTIVE],
            body={"member": member.pk, "year": year, "paid_on": paid_on},
            private={} if price_cents is None else {"price_cents": str(price_cents)},
        )
    return membership


@action
def record_memberships(members: Iterable[Member], *, actor: Actor, year: int, paid_on: date) -> int:
    """Several people paid at the same sitting; how many were not written down yet."""
    require("members.record_membership", actor)
    before = Membership.objects.filter(year=year).count()
    for member in members:
        record_membership(member, actor=actor, year=year, paid_on=paid_on)
    return Membership.objects.filter(year=year).count() - before


@action
def cancel_membership(member: Member, *, actor: Actor, year: int) -> None:
    """A membership was written down by mistake. Without one, nothing changes."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    require("members.record_membership", actor)
    if Membership.objects.filter(member=member, year=year).delete()[0]:
        record("membership.cancelled", topics=[member.topic, COLLECTIVE], body={"member": member.pk, "year": year})


@action
def record_residency(
    member: Member, *, actor: Actor, trade: str, pole: str, since: date, structure: str = ""
) -> Residency:
    """Somebody rents a space from that day."""
    member = Member.objects.select_for_update().get(pk=member.pk)
    require("members.record_residency", actor)
    residency = Residency(member=member, trade=trade.strip(), structure=structure.strip(), pole=pole, since=since)
    residency.full_clean(validate_constraints=False)
    residency.save()
    record(
        "residency.recorded",
        topics=[member.topic, COLLECTIVE],
        body={"member": member.pk, "residency": residency.pk, "pole": pole, "since": since},
        private={"trade": residency.trade, "structure": residency.structure},
    )
    return residency


@action
def end_residency(residency: Residency, *, actor: Actor, until: date) -> Residency:
    """Somebody leaves their space: `until` is the first day on which they no longer rent it."""
    residency = Residency.objects.select_for_update().get(pk=residency.pk)
    require("members.record_residency", actor)
    if until < residency.since:
        refusal = ValidationError(_("They cannot leave before they came."), code="order")
        raise ValidationError({"until": refusal})
    residency.until = until
    residency.save(update_fields=["until"])
    record(
        "residency.ended",
        topics=[residency.member.topic, COLLECTIVE],
        body={"residency": residency.pk, "until": until},
    )
    return residency
