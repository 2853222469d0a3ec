"""What the clock does for working groups: their last day is told thirty days before, and on the day. None ends by
itself."""

from commissions.actions.circle_endings import LAST_DAY, last_day_key, tell_of_last_day
from commissions.last_days import groups_near_their_last_day
from journal.actions import CLOCK
from journal.each import each
from members.models import Notification


def tell_of_last_days() -> None:
    """Once for a group, its last day and each of the two times, however often this runs."""
    near = list(groups_near_their_last_day())
    told_already = set(
        Notification.objects.filter(kind=LAST_DAY, about__in=[one.topic for one in near]).values_list("about", "key")
    )
    untold = [one for one in near if (one.topic, last_day_key(one)) not in told_already]
    each(untold, lambda circle: tell_of_last_day(circle, actor=CLOCK), "the last day of circle %s is not told: %s")
