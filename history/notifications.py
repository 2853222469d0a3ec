"""What letters tell of visits: that one does not take place, to those who were coming."""

from datetime import timedelta

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from history.models import Visit
from journal.clock import now
from journal.numbers import numbers
from members.models import Member
from members.notifications import NotificationKind
from members.panels import Waiting
from web.dates import day

CANCELLED = "visit_cancelled"
NIGHT = timedelta(hours=10)  # what would have begun sooner is not told in the morning only


def is_soon(visit: Visit) -> bool:
    """Whether it was cancelled so late that those who come would be on their way in the morning."""
    return visit.cancelled_at is not None and visit.starts_at - visit.cancelled_at < NIGHT


def cancelled_visits(member: Member, topics: set[str]) -> list[Waiting]:
    """The visits to which this person was coming and that do not take place, until their hour is past."""
    keys = numbers({Visit.key_in(topic) for topic in topics})
    visits = Visit.objects.filter(pk__in=keys, cancelled_at__isnull=False, starts_at__gt=now(), signups__member=member)
    return [
        Waiting(
            title=_("The visit of %(day)s does not take place") % {"day": day(visit.starts_at)},
            url=reverse("history:visits"),
            kind=CANCELLED,
            about=visit.topic,
            note=_("The next visits are on that page."),
            is_pressing=is_soon(visit),
        )
        for visit in visits
    ]


KINDS = {
    CANCELLED: NotificationKind(
        gettext_lazy("Visits that do not take place"),
        is_personal=True,
        is_required=True,
        still=cancelled_visits,
        is_news=True,
    )
}
