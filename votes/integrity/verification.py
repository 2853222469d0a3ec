"""What anyone can check of a closed ballot, checked: its hashes in the journal, its list, its count."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import translation

from journal.checkpoint import text_of
from journal.models import Checkpoint, Entry
from votes import counter
from votes.integrity import commitments
from votes.integrity.commitments import Checked
from votes.models import Ballot
from votes.queries.results import recounted


@dataclass(frozen=True)
class Recorded:
    """The closing as the journal holds it."""

    seq: int
    at: datetime
    hash: str  # of the entry, held by the one that follows
    agrees: bool  # the roll, the list and the result have the hashes that were recorded
    checkpoint: str  # the first signed one that covers it; empty until one is taken


@dataclass(frozen=True)
class Verification:
    """A closed ballot, looked at again just now."""

    checked: Checked
    recorded: Recorded | None  # None: the journal has no closing of it, which is a fault
    recounted: bool | None  # every ballot, counted again, gives the same result; None while a large count goes on

    @property
    def is_recorded(self) -> bool:
        return self.recorded is not None and self.recorded.agrees

    @property
    def holds(self) -> bool:
        return self.checked.holds and self.is_recorded and self.recounted is True

    @property
    def is_under_way(self) -> bool:
        """Whether all that was looked at so far agrees, and the count goes on."""
        return self.checked.holds and self.is_recorded and self.recounted is None


def verify(ballot: Ballot) -> Verification:
    """Hash the roll and the list again, find both in the journal, and count every ballot again."""
    return Verification(commitments.check(ballot), _recorded(ballot), recounted=_recounted(ballot))


def _recounted(ballot: Ballot) -> bool | None:
    try:
        result = recounted(ballot)
    except counter.CountTooLong:
        return None
    return None if result is None else result == ballot.result


def _recorded(ballot: Ballot) -> Recorded | None:
    about = Entry.objects.filter(topics__topic=ballot.topic, verb__in=("ballot.opened", "ballot.closed"))
    entries = {entry.verb: entry for entry in about.order_by("seq")}
    if set(entries) != {"ballot.opened", "ballot.closed"}:
        return None
    opened, closed = _body(entries["ballot.opened"]), _body(entries["ballot.closed"])
    entry = entries["ballot.closed"]
    covering = Checkpoint.objects.filter(size__gte=entry.seq).order_by("size").first()
    return Recorded(
        seq=entry.seq,
        at=entry.at,
        hash=entry.hash,
        agrees=(opened["roll_hash"], closed["ballots_hash"], closed["result_hash"])
        == (ballot.roll_hash, ballot.ballots_hash, commitments.result_hash(ballot)),
        checkpoint=text_of(covering, translation.get_language() or "fr") if covering else "",
    )


def _body(entry: Entry) -> dict[str, Any]:
    """What the entry's exact bytes say."""
    body: dict[str, Any] = json.loads(bytes(entry.bytes))["body"]
    return body
