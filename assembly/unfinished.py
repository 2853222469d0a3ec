"""The meetings that a circle still has to hold before it ends."""

from datetime import timedelta
from typing import Any

import rules
from django.db.models import Q
from django.utils.translation import gettext as _

from assembly.models import Meeting
from commissions.circle_endings import Unfinished
from commissions.models import Circle
from commissions.unfinished import kept
from journal.clock import now


def meetings(circle: Circle, person: Any) -> list[Unfinished]:
    """Those that are under way or to come. One that nobody opened is to come for a day more, as its list says."""
    to_come = Q(state__in=[Meeting.State.PLANNED, Meeting.State.CONVENED], ends_at__gte=now() - timedelta(days=1))
    there = Meeting.objects.filter(Q(state=Meeting.State.OPEN) | to_come, circle=circle).order_by("starts_at", "pk")
    advice = _("Hold it to its end; it may be held sooner than planned.")
    if not rules.has_perm("commissions.read", person, circle):
        return [kept(advice) for _meeting in there]
    return [Unfinished(one.title, one.get_absolute_url(), advice) for one in there]
