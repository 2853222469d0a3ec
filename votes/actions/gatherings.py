"""A gathering opens, reads its roll again, and ends."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from journal.actions import Actor, action, record, require
from journal.clock import now
from votes.actions.locks import lock_gathering, lock_open_gathering
from votes.actions.proxies import end_proxies_off_roll
from votes.counting import quorum
from votes.models import Ballot, Gathering
from votes.queries.gatherings import wishes_to_erase
from votes.rolls import RollRules


@action
def open_gathering(*, owner: str, rules: RollRules, actor: Actor) -> Gathering:
    """Let presence and proxies begin for `owner` ("meeting:12"). Opening twice gives the same gathering."""
    require("votes.open", actor, Gathering(owner=owner))
    gathering = Gathering(owner=owner, opened_at=now())
    _take_rules(gathering, rules)
    try:
        with transaction.atomic():
            gathering.save()
    except IntegrityError:  # one open gathering an owner: there is one already, perhaps since this instant
        return Gathering.objects.going_on().get(owner=owner)
    gathering.electors.set(rules.electors)
    _record(gathering, "gathering.opened", rules)
    return gathering


@action
def renew_roll(gathering: Gathering, *, rules: RollRules, actor: Actor) -> Gathering:
    """Read the circle's roll and rules again, for the ballots that open from now on.

    Somebody paid at the door, a mandate began. A proxy to or from somebody no longer on the roll
    ends. Ballots already open keep theirs.
    """
    gathering = lock_open_gathering(gathering)
    require("votes.conduct", actor, gathering)
    _take_rules(gathering, rules)
    gathering.save(update_fields=["quorum", "proxies_count", "proxy_cap", "is_online"])
    gathering.electors.set(rules.electors)
    end_proxies_off_roll(gathering, rules.electors)
    _record(gathering, "gathering.renewed", rules)
    return gathering


def read_roll_again(gathering: Gathering, rules: RollRules) -> Gathering:
    """Within an action of whoever owns the gathering: its roll as the circle has it at this instant.

    The quorum and the proxies stay as they were when it opened. Who arrives now, or votes in the ballot that
    opens now, may have paid at the door. The same roll again changes nothing.
    """
    gathering = lock_open_gathering(gathering)
    if set(gathering.electors.values_list("pk", flat=True)) == rules.electors:
        return gathering
    _check_electors(rules)
    gathering.electors.set(rules.electors)
    end_proxies_off_roll(gathering, rules.electors)
    _record(gathering, "gathering.renewed", rules)
    return gathering


@action
def close_gathering(gathering: Gathering, *, actor: Actor) -> Gathering:
    """End it: presence and proxies no longer change. Whoever is there stayed to the end. Twice changes nothing.

    A ballot that closes by itself goes on without it. Raises ValidationError: `ballot_open` for any other.
    """
    gathering = lock_gathering(gathering)
    require("votes.conduct", actor, gathering)
    if gathering.closed_at:
        return gathering
    if gathering.ballots.unfinished().filter(closes_at=None).exists():
        raise ValidationError(_("A ballot is still open: close it first."), code="ballot_open")
    return _end(gathering, now())


@action
def reopen_gathering(gathering: Gathering, *, actor: Actor) -> Gathering:
    """Take back its closing: presence and proxies go on as they stood. Twice changes nothing."""
    gathering = lock_gathering(gathering)
    require("votes.conduct", actor, gathering)
    if gathering.closed_at is None:
        return gathering
    gathering.closed_at = None
    gathering.save(update_fields=["closed_at"])
    record("gathering.reopened", topics=[gathering.topic, gathering.owner], body={"gathering": gathering.pk})
    return gathering


@action
def erase_instructions(gathering: Gathering, *, actor: Actor) -> Gathering:
    """What givers asked their holders to vote would tell secret answers: once all is over for good, nobody needs it.

    Of a gathering that was taken back meanwhile, nothing is erased. Twice changes nothing.
    """
    gathering = lock_gathering(gathering)
    require("votes.erase_instructions", actor, gathering)
    if wishes_to_erase().filter(pk=gathering.pk).exists():
        gathering.proxies.exclude(instructions="").update(instructions="")
    return gathering


def end_with_its_ballot(ballot: Ballot) -> None:
    """Within the closing of a ballot: a gathering that was held online for it alone ends with it."""
    gathering = ballot.gathering
    if gathering.is_online and gathering.owner == ballot.owner and gathering.closed_at is None:
        _end(gathering, ballot.closed_at or now())


def _end(gathering: Gathering, instant: datetime) -> Gathering:
    gathering.closed_at = instant
    gathering.save(update_fields=["closed_at"])
    record(
        "gathering.closed",
        topics=[gathering.topic, gathering.owner],
        body={"gathering": gathering.pk, "at": gathering.closed_at},
    )
    return gathering


def _take_rules(gathering: Gathering, rules: RollRules) -> None:
    _check_electors(rules)
    gathering.quorum = rules.quorum
    gathering.proxies_count = rules.proxies_count
    gathering.proxy_cap = rules.proxy_cap
    gathering.is_online = rules.online


def _check_electors(rules: RollRules) -> None:
    if not rules.electors:
        raise ValidationError(_("Nobody may vote here: the circle has no members that day."), code="empty_roll")


def _record(gathering: Gathering, verb: str, rules: RollRules) -> None:
    record(
        verb,
        topics=[gathering.topic, gathering.owner],
        body={
            "gathering": gathering.pk,
            "owner": gathering.owner,
            "electors": sorted(rules.electors),
            **quorum.plain(gathering.quorum),
            "proxies_count": gathering.proxies_count,
            "proxy_cap": gathering.proxy_cap,
            "online": gathering.is_online,
        },
    )
