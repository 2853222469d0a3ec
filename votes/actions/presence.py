"""Who is there, from when to when.

What somebody marks of somebody else, an arrival or a departure, waits: the person confirms it, or a second
holder of a role does. Until then it counts for nothing, neither for the quorum, nor for a ballot, nor for or
against a proxy: who was noted as having left is there, and nobody empties a room alone.
"""

from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import Actor, action, record, require
from journal.clock import now
from members.models import Member
from members.notifications import notify
from votes.actions.locks import lock_open_gathering
from votes.actions.proxies import end_proxy
from votes.models import Gathering, Presence, Proxy
from votes.queries.gatherings import departures_to_tell, presences_to_tell

# Kinds of notifications
ARRIVAL = "presence_marked"
DEPARTURE = "departure_noted"


@action
def mark_present(gathering: Gathering, member: Member, *, actor: Actor) -> Presence:
    """Somebody of the roll is there: by their own word at once; marked by another, once it is confirmed.

    Saying it of oneself confirms what another had marked. Who gave a proxy takes it back by arriving,
    for the ballots that open afterwards. Of somebody whose departure was noted it says that they are still
    there, and ends that note. Twice changes nothing.
    Raises ValidationError: `closed`, `online`, `not_on_roll`.
    """
    gathering = lock_open_gathering(gathering)
    require("votes.mark_presence", actor, Presence(gathering=gathering, member=member))
    assert isinstance(actor, Member)  # noqa: S101  (the rule lets members alone)
    if gathering.is_online:
        raise ValidationError(_("This is held online: there is no room to be in."), code="online")
    if not gathering.electors.filter(pk=member.pk).exists():
        raise ValidationError(
            _("%(name)s is not on the roll of this meeting.") % {"name": member.name}, code="not_on_roll"
        )
    standing = gathering.presences.filter(member=member, left_at=None).first()
    if standing and standing.is_departing:
        return _deny_departure(gathering, standing)
    if standing and (standing.confirmed_at or actor != member):
        return standing
    if standing:
        _confirm(gathering, [standing], actor)
        return standing
    instant = now()
    presence = Presence(gathering=gathering, member=member, arrived_at=instant, marked_by=actor)
    if actor == member:
        presence.confirmed_by, presence.confirmed_at = actor, instant
    presence.save()
    record(
        "presence.arrived" if actor == member else "presence.marked",
        topics=[gathering.topic, gathering.owner],
        body={"gathering": gathering.pk, "member": member.pk, "at": presence.arrived_at},
    )
    if actor == member:
        _end_proxies_of(gathering, [member.pk])
    return presence


@action
def confirm_presences(gathering: Gathering, members: Iterable[Member], *, actor: Actor) -> list[Presence]:
    """A second holder of a role confirms, in one act, those whom somebody else marked as there.

    Those that wait no longer, or that the actor marked, are left as they are: nobody is their own second.
    Returns those confirmed. Raises ValidationError: `closed`, `same_person` where the actor marked them all.
    """
    gathering = lock_open_gathering(gathering)
    require("votes.vouch", actor, gathering)
    assert isinstance(actor, Member)  # noqa: S101  (the rule lets members alone)
    waiting = list(gathering.presences.waiting().filter(member__in=[member.pk for member in members]))
    refusal = _("You marked these arrivals yourself: the people themselves confirm them, or somebody else with a role.")
    confirmed = _noted_by_others(waiting, attrgetter("marked_by_id"), actor, refusal)
    if confirmed:
        _confirm(gathering, confirmed, actor)
    return confirmed


@action
def mark_left(gathering: Gathering, member: Member, *, actor: Actor) -> Presence | None:
    """Somebody leaves, or was never there as marked: by their own word at once; noted by another, once confirmed.

    Noted by another, they stay present until they say that they left, or a second holder of a role does; it bears
    the instant at which it was noted. What waited to be confirmed as there is denied at once, since it counts for
    nothing. Ballots already open do not change. Leaving when one is not there, or noting it twice, changes nothing.
    """
    gathering = lock_open_gathering(gathering)
    require("votes.mark_presence", actor, Presence(gathering=gathering, member=member))
    assert isinstance(actor, Member)  # noqa: S101  (the rule lets members alone)
    presence = gathering.presences.filter(member=member, left_at=None).first()
    if presence is None:
        return None
    if presence.confirmed_at and actor != member:
        return presence if presence.departure_noted_at else _note_departure(gathering, presence, actor)
    presence.left_at, presence.left_by = presence.departure_noted_at or now(), actor
    presence.save(update_fields=["left_at", "left_by"])
    record(
        "presence.left" if presence.confirmed_at else "presence.denied",
        topics=[gathering.topic, gathering.owner],
        body={"gathering": gathering.pk, "member": member.pk, "at": presence.left_at},
    )
    return presence


@action
def confirm_departed(gathering: Gathering, members: Iterable[Member], *, actor: Actor) -> list[Presence]:
    """A second holder of a role confirms, in one act, those whom somebody else noted as having left.

    They left when it was noted; what opened in between keeps them. Those that wait no longer, or that the actor
    noted, are left as they are. Returns those confirmed. Raises ValidationError: `closed`, `same_person` where the
    actor noted them all.
    """
    gathering = lock_open_gathering(gathering)
    require("votes.vouch", actor, gathering)
    assert isinstance(actor, Member)  # noqa: S101  (the rule lets members alone)
    waiting = list(gathering.presences.departing().filter(member__in=[member.pk for member in members]))
    refusal = _("You noted these departures yourself: the people confirm them, or somebody else with a role.")
    confirmed = _noted_by_others(waiting, attrgetter("departure_noted_by_id"), actor, refusal)
    for presence in confirmed:
        presence.left_at, presence.left_by = presence.departure_noted_at, actor
    if confirmed:
        Presence.objects.bulk_update(confirmed, ["left_at", "left_by"])
        left = sorted(presence.member_id for presence in confirmed)
        record(
            "presence.departure_confirmed",
            topics=[gathering.topic, gathering.owner],
            body={"gathering": gathering.pk, "members": left, "at": now()},
        )
    return confirmed


def _noted_by_others(
    waiting: list[Presence], noted_by: Callable[[Presence], int | None], actor: Member, refusal: str
) -> list[Presence]:
    """Nobody is their own second. Raises ValidationError: `same_person` where the actor noted them all."""
    others = [presence for presence in waiting if noted_by(presence) != actor.pk]
    if waiting and not others:
        raise ValidationError(refusal, code="same_person")
    return others


@action
def tell_marked(*, actor: Actor) -> int:
    """Write to those whom another marked as there, or as gone, and who have not answered on the page; how many."""
    require("votes.tell_marked", actor)
    untold = presences_to_tell().select_for_update(of=("self",))
    presences = list(untold.select_related("gathering", "member", "marked_by"))
    for presence in presences:
        _tell(presence, ARRIVAL, key=f"presence:{presence.pk}")
        presence.told_at = now()
    Presence.objects.bulk_update(presences, ["told_at"])
    untold = departures_to_tell().select_for_update(of=("self",))
    departures = list(untold.select_related("gathering", "member", "departure_noted_by"))
    for presence in departures:
        # one denied may be noted again
        _tell(presence, DEPARTURE, key=f"presence:{presence.pk}:{presence.departure_noted_at:%H%M%S%f}")
        presence.departure_told_at = now()
    Presence.objects.bulk_update(departures, ["departure_told_at"])
    return len(presences) + len(departures)


def _tell(presence: Presence, kind: str, *, key: str) -> None:
    gathering = presence.gathering
    notify([presence.member], kind, gathering.owner, key=key, at_once=gathering.closed_at is None)


def _note_departure(gathering: Gathering, presence: Presence, actor: Member) -> Presence:
    presence.departure_noted_at, presence.departure_noted_by = now(), actor
    presence.departure_told_at = None
    presence.save(update_fields=["departure_noted_at", "departure_noted_by", "departure_told_at"])
    _record_departure(gathering, presence, "presence.departure_noted")
    return presence


def _deny_departure(gathering: Gathering, presence: Presence) -> Presence:
    """They are still there, by their own word, or as whoever noted it saw again: nothing is left of the note."""
    _record_departure(gathering, presence, "presence.departure_denied")
    presence.departure_noted_at = presence.departure_noted_by = presence.departure_told_at = None
    presence.save(update_fields=["departure_noted_at", "departure_noted_by", "departure_told_at"])
    return presence


def _record_departure(gathering: Gathering, presence: Presence, verb: str) -> None:
    body = {"gathering": gathering.pk, "member": presence.member_id, "at": presence.departure_noted_at}
    record(verb, topics=[gathering.topic, gathering.owner], body=body)


def _confirm(gathering: Gathering, presences: Sequence[Presence], actor: Member) -> None:
    instant = now()
    for presence in presences:
        presence.confirmed_by, presence.confirmed_at = actor, instant
    Presence.objects.bulk_update(presences, ["confirmed_by", "confirmed_at"])
    members = sorted(presence.member_id for presence in presences)
    record(
        "presence.confirmed",
        topics=[gathering.topic, gathering.owner],
        body={"gathering": gathering.pk, "members": members, "at": instant},
    )
    _end_proxies_of(gathering, members)


def _end_proxies_of(gathering: Gathering, givers: Iterable[int]) -> None:
    """Who is there votes in person: what they gave, and forms in their name that nobody confirmed, end."""
    for given in gathering.proxies.filter(giver__in=givers, ended_at=None).select_related("gathering"):
        end_proxy(given, Proxy.End.ARRIVED)
