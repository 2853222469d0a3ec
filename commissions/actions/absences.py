"""Days on which somebody is away, and is given no turn."""

from datetime import date

from django.utils import timezone
from django.utils.translation import gettext as _

from commissions.actions.turns import give_up_turn
from commissions.models import Absence
from commissions.rota_queries import turns_of
from journal.actions import action, record, require
from journal.clock import now
from journal.refusals import wrong
from members.models import Member

LONGEST = 366  # days


@action
def enter_absence(*, first_on: date, last_on: date, actor: Member) -> Absence:
    """Be away from `first_on` to `last_on`, both included: turns of these days are given up, and the others are asked.

    The same days again change nothing. Raises ValidationError on `last_on`: `order`, `over`, `long`.
    """
    require("commissions.be_away", actor)
    Member.objects.select_for_update(no_key=True).get(pk=actor.pk)
    if last_on < first_on:
        raise wrong("last_on", _("It ends after it begins: choose a later day."), code="order")
    if last_on < timezone.localdate(now()):
        raise wrong("last_on", _("These days are over: choose days to come."), code="over")
    if (last_on - first_on).days >= LONGEST:
        raise wrong("last_on", _("Say a year at most: leave the shifts, where it is for longer."), code="long")
    absence, is_new = Absence.objects.get_or_create(
        member=actor, first_on=first_on, last_on=last_on, defaults={"entered_at": now()}
    )
    if not is_new:
        return absence
    record("absence.entered", topics=[actor.topic], body={"member": actor.pk}, private=_days(absence))
    for turn in turns_of(actor, now()).filter(shift__starts_at__gt=now()):
        if first_on <= timezone.localdate(turn.shift.starts_at) <= last_on:
            give_up_turn(turn, actor=actor)
    return absence


@action
def remove_absence(absence: Absence, *, actor: Member) -> None:
    """One is there after all. Turns that were given up stay given up. Twice changes nothing."""
    standing = Absence.objects.select_for_update().filter(pk=absence.pk).first()
    require("commissions.remove_absence", actor, standing or absence)
    if standing is not None:
        record("absence.removed", topics=[actor.topic], body={"member": actor.pk}, private=_days(standing))
        standing.delete()


def _days(absence: Absence) -> dict[str, str]:
    return {"first_on": absence.first_on.isoformat(), "last_on": absence.last_on.isoformat()}
