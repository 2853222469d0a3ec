"""What a circle's meetings put off, or did not come to, and no later one has taken up."""

from dataclasses import dataclass

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from assembly.handover import OVERDUE
from assembly.models import AgendaItem, ItemDismissal, Meeting
from commissions.models import Circle
from proposals.election_process import ENDED as ELECTION_ENDED
from proposals.process import ENDED
from web.dates import day

State = AgendaItem.State


@dataclass(frozen=True)
class MeetingLink:
    """A sentence that leads to a meeting."""

    label: str
    url: str


def put_off(circle: Circle) -> QuerySet[AgendaItem]:
    """Every item that a meeting of this circle put off, or was still talking about when the clock closed it; the
    latest meeting's first.

    None about what has ended by itself since, nor what enters an agenda by itself or is offered there elsewhere: what
    the register brings, what was set aside, what was answered online, a vote that a second meeting asks again.
    """
    broken_off = Q(
        state=State.DONE,
        is_ended_by_closing=True,
        meeting__closed_at__gte=F("meeting__ends_at") + OVERDUE,
        ballots=None,
        noted_decisions=None,
    )
    items = AgendaItem.objects.filter(
        Q(state=State.DEFERRED) | broken_off, meeting__circle=circle, meeting__state__in=Meeting.OVER
    ).filter(brought_decision=None, brought_proposal=None, ratifies=None)
    items = items.filter(Q(proposal=None) | (Q(proposal__circle=circle) & ~Q(proposal__state__in=ENDED)))
    items = items.filter(Q(election=None) | ~Q(election__state__in=ELECTION_ENDED))
    elsewhere = AgendaItem.objects.filter(state__in=[State.PENDING, State.CURRENT])
    items = items.exclude(
        Exists(elsewhere.filter(proposal__isnull=False, proposal=OuterRef("proposal")))
        | Exists(elsewhere.filter(election__isnull=False, election=OuterRef("election")))
        | Exists(AgendaItem.objects.filter(repeats__item_ballot__item=OuterRef("pk")))
    )
    items = items.select_related("meeting", "owner", "proposal", "dismissal__dismissed_by")
    return items.order_by("-meeting__starts_at", "position", "pk")


def backlog_of(circle: Circle) -> QuerySet[AgendaItem]:
    """Those of them that wait for an agenda."""
    return put_off(circle).filter(continued_by=None, dismissal=None)


def dismissed_of(circle: Circle) -> QuerySet[AgendaItem]:
    """Those of them that are no longer needed, as somebody said; whatever was said last first."""
    return (
        put_off(circle).filter(continued_by=None, dismissal__isnull=False).order_by("-dismissal__dismissed_at", "-pk")
    )


def origin_of(item: AgendaItem) -> MeetingLink:
    """The meeting that put it off."""
    words = {"meeting": item.meeting.title, "day": day(item.meeting.starts_at, year=True, weekday=False)}
    return MeetingLink(_("put off by “%(meeting)s”, on %(day)s") % words, item.meeting.get_absolute_url())


def dismissed_in_words(item: AgendaItem) -> str:
    """« plus nécessaire, dit Malo, le 3 mars 2027 », or nothing."""
    dismissal: ItemDismissal | None = getattr(item, "dismissal", None)
    if dismissal is None:
        return ""
    words = {
        "name": dismissal.dismissed_by.name,
        "day": day(dismissal.dismissed_at, year=True, weekday=False),
    }
    return _("%(name)s said on %(day)s that it is no longer needed") % words


def history_of(item: AgendaItem) -> tuple[MeetingLink, ...]:
    """Which meeting put it off before; which one has taken it up since."""
    links = [origin_of(item.continues)] if item.continues else []
    later: AgendaItem | None = getattr(item, "continued_by", None)
    if later is not None:
        words = {"meeting": later.meeting.title, "day": day(later.meeting.starts_at, year=True, weekday=False)}
        links.append(
            MeetingLink(_("on the agenda of “%(meeting)s”, on %(day)s") % words, later.meeting.get_absolute_url())
        )
    return tuple(links)
