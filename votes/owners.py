"""Who answers for a gathering or a ballot: it belongs to an owner on a higher floor, known by its topic ("meeting:12").

The app of the owner declares it as a kind of topic that extends `BallotOwner`, or `Host` where it may be asked a
question online. What no such kind owns is nobody's.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from journal.topics import TopicKind, answering, kind_of
from votes.counting.majority import MajorityRules
from votes.rolls import RollRules


class BallotOwner(TopicKind):
    """A kind of thing that opens gatherings and ballots."""

    def conducts(self, person: Any, pk: str) -> bool:
        """Whether this person opens, closes and keeps what belongs to it."""
        return False

    def marks(self, person: Any, pk: str) -> bool:
        """Whether this person notes comings and goings: unless it says so, whoever conducts."""
        return self.conducts(person, pk)

    def vouches(self, person: Any, pk: str) -> bool:
        """Whether this person confirms what somebody else noted or entered."""
        return False

    def leads(self, person: Any, pk: str) -> bool:
        """Whether this person has a hand in what is decided: nobody such vouches for what another votes aloud."""
        return self.conducts(person, pk)

    def beginnings(self, pks: set[str]) -> dict[str, datetime]:
        """When what people are called to begins, by key: a proxy is answered before."""
        return {}

    def opens_by_itself(self, pk: str) -> bool:
        """Whether the clock opens now what was planned to open."""
        return False

    def is_overdue(self, pk: str) -> bool:
        """Whether the clock ends what is still open."""
        return False


class Host(BallotOwner):
    """An owner to whom a question may be put online."""

    def hosts(self, person: Any) -> list[tuple[str, str]]:
        """To which of them this person may put a question: each topic ("circle:7") with its name."""
        return []

    def roll(self, pk: str) -> RollRules:
        """Who votes, and by which rules, in what opens now. Nobody, unless it says so."""
        return RollRules()

    def majority(self, pk: str) -> MajorityRules:
        """How it decides by majority, unless a question says otherwise."""
        return MajorityRules()

    def is_opinion(self, pk: str) -> bool:
        """Whether what it answers online decides nothing, by its rules of today."""
        return False


def conducts(person: Any, owner: str) -> bool:
    kind, pk = kind_of(owner, BallotOwner)
    return kind.conducts(person, pk)


def beginnings_of(owners: Iterable[str]) -> dict[str, datetime]:
    """When what these own begins, by topic, where it has a beginning: one question for each kind."""
    wanted: dict[str, set[str]] = defaultdict(set)
    for prefix, _colon, pk in (owner.partition(":") for owner in owners):
        wanted[prefix].add(pk)
    return {
        f"{kind.prefix}:{pk}": begins_at
        for kind in answering(BallotOwner)
        if kind.prefix in wanted
        for pk, begins_at in kind.beginnings(wanted[kind.prefix]).items()
    }


def page_of(owner: str) -> str:
    """The page of an owner; "" if it has none."""
    kind, pk = kind_of(owner, BallotOwner)
    return kind.url(pk)


def hosts_of(person: Any) -> list[tuple[str, str]]:
    """To whom this person may put a question online: each owner ("circle:7") with its name."""
    return [host for kind in answering(Host) for host in kind.hosts(person)]
