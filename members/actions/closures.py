"""The days on which the collective is closed, entered by whoever administers and shown to everybody."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from journal.actions import Actor, action, record, require
from journal.clock import now
from journal.refusals import wrong
from journal.topics import COLLECTIVE
from members.models import ClosedPeriod, Collective, Member

LONGEST = 62  # days: a summer


@action
def enter_closed_period(*, name: str, first_on: date, last_on: date, actor: Actor) -> ClosedPeriod:
    """The collective is closed from `first_on` to `last_on`, both included. The same days again change nothing.

    What has its deadline already keeps it. Raises ValidationError: `name`; on `last_on`: `order`, `over` where these
    days are over, `long`; `overlap` where they are closed in part already.
    """
    require("members.keep_closed_periods", actor)
    Collective.objects.get_or_create(pk=1)
    Collective.objects.select_for_update().get(pk=1)
    name = " ".join(name.split())
    if not name:
        raise wrong("name", _("Say what it is called, such as “Summer break”."), code="name")
    if last_on < first_on:
        raise wrong("last_on", _("It ends after it begins: choose a later day."), code="order")
    if last_on < timezone.localdate(now()):
        raise wrong("last_on", _("These days are over: choose days to come."), code="over")
    if (last_on - first_on).days >= LONGEST:
        message = _("A closed period lasts %(longest)d days at most: nothing would be decided for longer.")
        raise wrong("last_on", message % {"longest": LONGEST}, code="long")
    overlapping = ClosedPeriod.objects.filter(first_on__lte=last_on, last_on__gte=first_on).first()
    if overlapping and (overlapping.first_on, overlapping.last_on) == (first_on, last_on):
        return overlapping
    if overlapping:
        raise ValidationError(
            _("Some of these days are in “%(name)s” already: remove it first.") % {"name": overlapping.name},
            code="overlap",
        )
    period = ClosedPeriod.objects.create(
        name=name,
        first_on=first_on,
        last_on=last_on,
        entered_by=actor if isinstance(actor, Member) else None,
        entered_at=now(),
    )
    record("closed_period.entered", topics=[COLLECTIVE], body=_body(period), private={"name": name})
    return period


@action
def remove_closed_period(period: ClosedPeriod, *, actor: Actor) -> None:
    """These days count again, for what begins from now on. Twice changes nothing."""
    require("members.keep_closed_periods", actor)
    standing = ClosedPeriod.objects.select_for_update().filter(pk=period.pk).first()
    if standing is None:
        return
    record("closed_period.removed", topics=[COLLECTIVE], body=_body(standing), private={"name": standing.name})
    standing.delete()


def _body(period: ClosedPeriod) -> dict[str, str]:
    return {"first_on": period.first_on.isoformat(), "last_on": period.last_on.isoformat()}
