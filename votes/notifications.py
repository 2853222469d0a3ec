"""What letters ask about votes: that one is open, to everybody on its roll; that it closes soon, to who has not voted;
proxies to accept or to confirm; what another noted of somebody's presence."""

from collections.abc import Iterable

from django.db.models import F, Q, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from journal.clock import now
from journal.lists import listed
from journal.numbers import numbers
from members.kind_groups import DUTIES
from members.models import Member
from members.notifications import NotificationKind
from members.outbox import absolute
from members.panels import Waiting
from votes.actions.presence import ARRIVAL, DEPARTURE
from votes.actions.reminders import VOTE, Recipient, recipient_of
from votes.models import Ballot, Presence, RollEntry
from votes.owners import page_of
from votes.queries.ballots import ballots_waiting_for
from votes.queries.proxies import ENTERED, PROXY, occasion
from web import dates


def open_votes(member: Member, topics: set[str]) -> list[Waiting]:
    """The votes that this person may still be told of: those with names while they have not voted; secret ones whether
    they have or not, else the outbox, and whoever reads its table, would tell who had."""
    keys = numbers({Ballot.key_in(topic) for topic in topics})
    on_roll = Q(is_secret=True, pk__in=RollEntry.objects.filter(member=member).values("ballot"))
    unanswered = Q(is_secret=False, pk__in=ballots_waiting_for(member).values("pk"))
    own = set(Ballot.objects.filter(on_roll | unanswered).values_list("pk", flat=True))
    ballots = Ballot.objects.open_at(now()).filter(pk__in=keys).select_related("gathering")
    recipients = {ballot: _recipient(ballot, member, own) for ballot in ballots}
    return [
        Waiting(
            title=_("Vote: %(question)s") % {"question": ballot.question},
            url=ballot.get_absolute_url(),
            kind=VOTE,
            due=ballot.closes_at,
            minutes=1,
            about=ballot.topic,
            note="\n".join(_notes_of(ballot, recipient)),
            is_pressing=not ballot.gathering.is_online,
        )
        for ballot, recipient in recipients.items()
        if recipient
    ]


def _recipient(ballot: Ballot, member: Member, own: set[int]) -> Recipient | None:
    """How this person may still answer there: for themself (`own`: the keys of such ballots), or for those whose proxy
    they hold."""
    return recipient_of(ballot, member) or (Recipient(member, is_own=True) if ballot.pk in own else None)


def _notes_of(ballot: Ballot, recipient: Recipient) -> Iterable[str]:
    """The same words whoever has voted, where the vote is secret."""
    values = {"givers": listed(recipient.givers)}
    if ballot.is_secret:
        yield _(
            "This letter goes to everybody who may vote, since nobody is told who has. "
            "If you have voted, there is nothing left to do."
        )
    if ballot.is_secret and recipient.givers:
        yield _("You may also vote for: %(givers)s.") % values
    elif recipient.givers:
        yield (
            ngettext(
                "You hold the proxy of %(givers)s, whose vote has not come yet.",
                "You hold the proxies of %(givers)s, whose votes have not come yet.",
                len(recipient.givers),
            )
            % values
        )
    if ballot.gathering.is_online and not recipient.givers:
        page = absolute(reverse("votes:proxies", args=[ballot.gathering_id]))
        yield _("You cannot answer in time? Give somebody your proxy: %(url)s") % {"url": page}


def arrivals_noted(member: Member, topics: set[str]) -> list[Waiting]:
    """That somebody noted this person as there, until they say so, or that they are not."""
    marked = _presences(member, topics).filter(told_at__isnull=False).exclude(confirmed_by=F("member"))
    return [
        _presence(
            presence,
            ARRIVAL,
            _("Confirm that you are there, or say that you are not: %(occasion)s"),
            _("%(by)s noted at %(time)s that you are there.")
            % {"by": presence.marked_by.name, "time": dates.clock(presence.arrived_at)},
            _("Somebody else with a role in the meeting has confirmed it.")
            if presence.confirmed_at
            else _("It counts for nothing until you, or somebody else with a role in the meeting, confirms it."),
        )
        for presence in marked.exclude(left_by=F("member"))
    ]


def departures_noted(member: Member, topics: set[str]) -> list[Waiting]:
    """That somebody noted that this person left, until they say so, or that they are there."""
    noted = _presences(member, topics).filter(departure_told_at__isnull=False, departure_noted_at__isnull=False)
    return [
        _presence(
            presence,
            DEPARTURE,
            _("Say that you are still there, or that you left: %(occasion)s"),
            _("%(by)s noted that you left at %(time)s.")
            % {"by": presence.departure_noted_by, "time": dates.clock(presence.departure_noted_at)},
            _("Somebody else with a role in the meeting has confirmed it.")
            if presence.left_at
            else _("You count as present until you, or somebody else with a role in the meeting, confirms it."),
        )
        for presence in noted.exclude(left_by=F("member"))
        if presence.departure_noted_at
    ]


def _presences(member: Member, topics: set[str]) -> QuerySet[Presence]:
    presences = Presence.objects.filter(member=member, gathering__owner__in=topics)
    return presences.select_related("gathering", "marked_by", "departure_noted_by").order_by("-pk")


def _presence(presence: Presence, kind: str, title: str, *notes: str) -> Waiting:
    return Waiting(
        title=title % {"occasion": occasion(presence.gathering).name},
        url=page_of(presence.gathering.owner) or "/",
        kind=kind,
        minutes=1,
        about=presence.gathering.owner,
        note=" ".join(notes),
        is_pressing=presence.gathering.closed_at is None,
    )


KINDS = {
    VOTE: NotificationKind(gettext_lazy("Votes"), is_required=True, still=open_votes),
    PROXY: NotificationKind(gettext_lazy("Proxies that I am asked to hold"), DUTIES, is_personal=True),
    ENTERED: NotificationKind(gettext_lazy("Paper proxies entered in my name"), is_personal=True, is_required=True),
    ARRIVAL: NotificationKind(
        gettext_lazy("My presence, noted by others"), is_personal=True, is_required=True, still=arrivals_noted
    ),
    DEPARTURE: NotificationKind(
        gettext_lazy("My departure, noted by others"), is_personal=True, is_required=True, still=departures_noted
    ),
}
