"""What is read about gatherings: who is there, whom they hold proxies for, the roll and its quorum."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from journal.clock import now
from votes.models import Ballot, Gathering, Presence, Proxy, RollEntry
from votes.rolls import QuorumState

REOPENED_WITHIN = timedelta(minutes=10)  # of its closing, that of a meeting is taken back for a slip
ANSWER = timedelta(minutes=2)  # who has not answered on the page by then is written to


def presence_of(gathering: Gathering) -> QuerySet[Presence]:
    """Every span of presence that counts, in order of arrival; who is there now has no `left_at`."""
    spans = gathering.presences.filter(confirmed_at__isnull=False)
    return spans.select_related("member", "marked_by", "confirmed_by", "departure_noted_by", "left_by")


def unconfirmed_presences(gathering: Gathering) -> QuerySet[Presence]:
    """Those whom somebody else marked as there, and nobody has confirmed: they count for nothing."""
    return gathering.presences.waiting().select_related("member", "marked_by")


def presences_to_tell() -> QuerySet[Presence]:
    """What another marked, of people who have not said themselves, on the page, whether they are there."""
    by_another = Presence.objects.filter(told_at=None, arrived_at__lte=now() - ANSWER).exclude(marked_by=F("member"))
    return by_another.exclude(confirmed_by=F("member")).exclude(left_by=F("member"), confirmed_at=None)


def departures_to_tell() -> QuerySet[Presence]:
    """The departures that another noted, of people who have not answered on the page whether they left."""
    noted = Presence.objects.filter(departure_told_at=None, departure_noted_at__lte=now() - ANSWER)
    return noted.exclude(left_by=F("member"))


def over_for_good() -> QuerySet[Gathering]:
    """Those that ended, and that nobody takes back: online at once, a meeting once it can no longer be reopened."""
    return Gathering.objects.filter(Q(is_online=True) | Q(closed_at__lte=now() - REOPENED_WITHIN), closed_at__lte=now())


def wishes_to_erase() -> QuerySet[Gathering]:
    """The gatherings that are over for good, where what givers asked of their holders would tell secret answers."""
    secret = Ballot.objects.filter(gathering=OuterRef("pk"), is_secret=True)
    unfinished = Ballot.objects.filter(gathering=OuterRef("pk")).unfinished()
    wishes = Proxy.objects.filter(gathering=OuterRef("pk")).exclude(instructions="")
    return over_for_good().filter(Exists(wishes), Exists(secret), ~Exists(unfinished))


def proxies_of(gathering: Gathering) -> QuerySet[Proxy]:
    """The proxies that stand now, those that wait for an answer or for a holder included."""
    return gathering.proxies.standing().select_related("giver", "holder", "entered_by", "confirmed_by")


def unconfirmed_proxies(gathering: Gathering) -> QuerySet[Proxy]:
    """Paper forms that one person entered, and nobody has confirmed: they count for nothing."""
    return gathering.proxies.unconfirmed().select_related("giver", "holder", "entered_by")


def roll_of(gathering: Gathering, at: datetime | None = None) -> list[RollEntry]:
    """The roll as a ballot that opened now would freeze it (entries not saved), or that opened at a past instant.

    In a meeting an absent giver is represented while the holder, who has accepted it, is there.
    """
    spans = gathering.presences.here_at(at) if at else gathering.presences.here()
    proxies = gathering.proxies.counted_at(at) if at else gathering.proxies.accepted()
    present, given = set(spans.values_list("member_id", flat=True)), dict(proxies.values_list("giver_id", "holder_id"))
    entries = []
    for member in gathering.electors.values_list("pk", flat=True).order_by("pk"):
        here = member in present and not gathering.is_online
        holder = given.get(member)
        is_represented = not gathering.is_online and not here and holder in present
        entries.append(RollEntry(member_id=member, present=here, represented_by_id=holder if is_represented else None))
    return entries


def people_who_cast(roll: Iterable[RollEntry]) -> set[int]:
    """The people who may cast in a meeting, however many votes each of them holds."""
    casters = (entry.member_id if entry.present else entry.represented_by_id for entry in roll)
    return {person for person in casters if person is not None}


def quorum_of(gathering: Gathering, at: datetime | None = None) -> QuorumState:
    """A meeting's quorum at this moment, or at a past instant. Online the quorum is counted on the ballots cast."""
    roll = roll_of(gathering, at)
    rule = gathering.quorum
    present = sum(entry.present for entry in roll)
    represented = sum(entry.represented_by_id is not None for entry in roll)
    return QuorumState(
        needed=rule.needed(len(roll)) if rule else None,
        present=present,
        represented=represented,
        counted=present + (represented if gathering.proxies_count else 0),
        roll=len(roll),
    )
