"""The end of somebody's holding of a role."""

from datetime import date

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from commissions import grounds
from commissions.actions.endings import close_holding
from commissions.changes import Change, ChangeKind
from commissions.models import Circle, RoleHolding
from journal.actions import Actor, action, require
from journal.clock import now
from journal.refusals import wrong


@action
def end_holding(holding: RoleHolding, *, actor: Actor, until: date | None = None, ground: str = "") -> RoleHolding:
    """End it, today unless said otherwise. One may always give up a role by oneself; ending twice changes nothing.

    Once the founding is over, somebody else's ends by a decision (`ground`: "decision:14"), unless their account is
    closed. Raises ValidationError on `until` (`before`, `after`), and on `ground`.
    """
    circle = Circle.objects.select_for_update().get(pk=holding.role.circle_id)
    holding = RoleHolding.objects.select_for_update().get(pk=holding.pk)
    today = timezone.localdate(now())
    is_own = actor.actor_key == holding.member.actor_key
    if not is_own:
        require("commissions.entrust", actor, circle)
    if holding.until is not None and holding.until <= today:
        return holding
    until = until or today
    if until == holding.until:
        return holding
    if holding.until is not None and until > holding.until:
        ends = {"until": date_format(holding.until)}
        raise wrong("until", _("This ends on %(until)s already: to go on, it is entrusted anew.") % ends, code="after")
    if until < holding.since:
        since = date_format(holding.since)
        raise wrong("until", _("This began on %(since)s: it cannot end before.") % {"since": since}, code="before")
    if is_own or not holding.member.is_active:
        ground = ""
    elif grounds.is_founding():
        ground = grounds.FOUNDING
    else:
        change = Change(ChangeKind.ENDING, circle.pk, members=(holding.member_id,), held_role=holding.role_id)
        ground = grounds.spend(ground, change, circle, actor=actor)
    close_holding(holding, until, ground)
    return holding
