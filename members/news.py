"""What a person is told and asked nothing about: on the home page and in letters, the same, until they have read it.

Both read it from the same notifications, by `current`: what holds no longer leaves both, and so does what is read.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Concat

from journal.clock import now
from members.combined_reads import Reader, together
from members.models import Member, Mute, Notification
from members.notifications import kinds, scope_of_kind
from members.panels import Waiting

STAYS = timedelta(days=14)  # what was told longer ago leaves the home page by itself
LOOKED_AT = 400  # unread notifications of which it is asked whether they hold, the latest
AT_MOST = 40  # things that one page tells, the latest of those that hold


@dataclass(frozen=True)
class News:
    """One thing that a person is told, and the last of its notifications that the page looked at (by key)."""

    thing: Waiting
    last: int


def news_for(member: Member) -> Reader[list[News]]:
    """What this person has to know, the latest first."""
    (unread,) = yield [unread_news(member)[:LOOKED_AT]]
    last: dict[tuple[str, str], int] = {}
    for one in unread:
        last.setdefault((one.kind, one.about), one.pk)
    things = yield from current(member, unread)
    by_thing: dict[tuple[str, str], Waiting] = {}
    for thing in things:
        by_thing.setdefault((thing.kind, thing.about), thing)
    return [News(by_thing[which], pk) for which, pk in last.items() if which in by_thing][:AT_MOST]


def current(member: Member, notifications: Sequence[Notification]) -> Reader[list[Waiting]]:
    """What those of these that say it by themselves say now, in the active language; nothing of what holds no more."""
    topics: dict[str, set[str]] = {}
    for one in notifications:
        topics.setdefault(one.kind, set()).add(one.about)
    lists = yield from together(
        still(member, abouts) for kind, abouts in topics.items() if (still := kinds[kind].still)
    )
    return [thing for things in lists for thing in things]


def unread_news(member: Member) -> QuerySet[Notification]:
    """What this person was told lately, has not read and did not mute, the latest first."""
    news = [kind for kind, declared in kinds.items() if declared.is_news]
    required = [kind for kind in news if kinds[kind].is_required]
    is_of = (
        Q(scope=OuterRef("about"))
        | Q(scope=OuterRef("within"))
        | Q(scope=Concat(Value(scope_of_kind("")), OuterRef("kind")))
    )
    muted = Exists(Mute.objects.filter(is_of, member=member))
    unread = Notification.objects.filter(member=member, kind__in=news, read_at=None, asked_at__gt=now() - STAYS)
    return unread.filter(Q(kind__in=required) | ~muted).order_by("-pk")
