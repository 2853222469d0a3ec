"""Who may read, conduct and vote.

A gathering and a ballot belong to an owner on a higher floor ("meeting:12"), which says who
conducts and who reads: each owning app registers its kind. An unregistered kind is nobody's.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import rules

from journal.actions import CLOCK
from journal.clock import now
from journal.registry import Registry
from members.models import Member
from members.rules import is_administrator
from votes.counting.majority import MajorityRules
from votes.models import Ballot, Consultation, Gathering, PaperBatch, Presence, Proxy, RollEntry
from votes.rolls import RollRules

Asks = Callable[[Any, str], bool]


@dataclass(frozen=True)
class Owner:
    """What an owning app answers about one of its things, by key ("12").

    One that hosts consultations online also says its roll and its name, and of which ones somebody may
    prepare a question (each as its owner, "circle:7", and its name).
    """

    conducts: Asks
    reads: Asks
    url: Callable[[str], str] | None = None  # where its page is
    roll: Callable[[str], RollRules] | None = None
    label: Callable[[str], str] | None = None
    hosts: Callable[[Any], list[tuple[str, str]]] | None = None
    majority: Callable[[str], MajorityRules] | None = None  # how it decides, unless a question says otherwise
    marks: Asks | None = None  # who notes comings and goings; unless it says so, whoever conducts
    overdue: Callable[[str], bool] | None = None  # whether the clock ends what is still open
    vouches: Asks | None = None  # who confirms what somebody else noted or entered; unless it says so, nobody
    is_opinion: Callable[[str], bool] | None = None  # whether what it answers online decides nothing


_owners: dict[str, Owner] = {}
publishers: Registry[Callable[[Ballot], bool]] = Registry("which ballots are published")
"""Each says which ballots everybody may verify, by what was decided with them."""


def register_owner(
    kind: str,
    *,
    conducts: Asks,
    reads: Asks,
    url: Callable[[str], str] | None = None,
    roll: Callable[[str], RollRules] | None = None,
    label: Callable[[str], str] | None = None,
    hosts: Callable[[Any], list[tuple[str, str]]] | None = None,
    majority: Callable[[str], MajorityRules] | None = None,
    marks: Asks | None = None,
    vouches: Asks | None = None,
    is_opinion: Callable[[str], bool] | None = None,
    overdue: Callable[[str], bool] | None = None,
) -> None:
    """Say who conducts and who reads what belongs to `kind:key`, and where its page is.

    With `roll`, `label` and `hosts`, its circles may be consulted online.
    """
    _owners[kind] = Owner(
        conducts, reads, url, roll, label, hosts, majority, marks or conducts, overdue, vouches, is_opinion
    )


def owner_kinds() -> Iterable[Owner]:
    return _owners.values()


def owner_of(owner: str) -> tuple[Owner | None, str]:
    """What answers for an owner, and by which key; None for a kind that nobody registered."""
    kind, _, key = owner.partition(":")
    return _owners.get(kind), key


def owner_url(owner: str) -> str | None:
    """The page of an owner, if it has one."""
    known, key = owner_of(owner)
    return known.url(key) if known and known.url else None


def is_a_member(person: Any) -> bool:
    return isinstance(person, Member) and person.is_active


def asks_owner(question: str, person: Any, owner: str) -> bool:
    known, key = owner_of(owner)
    asks: Asks | None = getattr(known, question) if known else None
    return asks is not None and bool(asks(person, key))


def hosts_of(person: Any) -> list[tuple[str, str]]:
    """To whom this person may put a question online: each owner ("circle:7") with its name."""
    return [host for owner in owner_kinds() if owner.hosts for host in owner.hosts(person)]


@rules.predicate
def conducts(person: Any, thing: Gathering | Ballot) -> bool:
    return is_a_member(person) and asks_owner("conducts", person, thing.owner)


@rules.predicate
def opens_by_itself(person: Any, thing: Gathering | Ballot) -> bool:
    """The clock opens what was planned to open by now."""
    kind, _, key = thing.owner.partition(":")
    return person is CLOCK and kind == "consultation" and Consultation.objects.due(now()).filter(pk=key).exists()


@rules.predicate
def prepares(person: Any, consultation: Consultation) -> bool:
    """Whoever may put a question to that circle; afterwards its author, and whoever conducts it there."""
    if not is_a_member(person):
        return False
    if consultation.pk is None:
        return consultation.host in dict(hosts_of(person))
    return asks_owner("conducts", person, consultation.topic)


@rules.predicate
def reads_consultation(person: Any, consultation: Consultation) -> bool:
    return asks_owner("reads", person, consultation.topic)


@rules.predicate
def hosts_somewhere(person: Any) -> bool:
    return is_a_member(person) and bool(hosts_of(person))


@rules.predicate
def closes_by_itself(person: Any, ballot: Ballot) -> bool:
    """The clock closes what closes by time, and concludes what has closed; the action reads the time under its lock."""
    return person is CLOCK and (ballot.closes_at is not None or ballot.closed_at is not None)


@rules.predicate
def ends_overdue(person: Any, thing: Gathering | Ballot) -> bool:
    """The clock ends what nobody closed, long after the end of the meeting that it belongs to."""
    known, key = owner_of(thing.owner)
    return person is CLOCK and known is not None and known.overdue is not None and known.overdue(key)


@rules.predicate
def is_the_clock(person: Any) -> bool:
    return person is CLOCK


@rules.predicate
def reads(person: Any, thing: Gathering | Ballot) -> bool:
    return asks_owner("reads", person, thing.owner)


@rules.predicate
def is_published(person: Any, ballot: Ballot) -> bool:
    """Closed, and what it decided may be read by everybody. Nothing is, unless somebody above says so."""
    return ballot.closed_at is not None and any(publishes(ballot) for publishes in publishers.values())


@rules.predicate
def is_on_roll(person: Any, ballot: Ballot) -> bool:
    return is_a_member(person) and ballot.roll.filter(member=person).exists()


@rules.predicate
def is_elector(person: Any, gathering: Gathering) -> bool:
    return is_a_member(person) and gathering.electors.filter(pk=person.pk).exists()


@rules.predicate
def is_own_presence(person: Any, presence: Presence) -> bool:
    return is_a_member(person) and presence.member_id == person.pk and is_elector(person, presence.gathering)


@rules.predicate
def notes_presence(person: Any, presence: Presence) -> bool:
    return is_a_member(person) and asks_owner("marks", person, presence.gathering.owner)


@rules.predicate
def vouches(person: Any, thing: Gathering | Ballot) -> bool:
    """A holder of a role, who may be the second to say what somebody else noted."""
    return is_a_member(person) and asks_owner("vouches", person, thing.owner)


@rules.predicate
def gives(person: Any, proxy: Proxy) -> bool:
    """Only the giver gives, and only on the roll: whoever conducts gives nobody's proxy."""
    return is_a_member(person) and proxy.giver_id == person.pk and is_elector(person, proxy.gathering)


@rules.predicate
def is_party(person: Any, proxy: Proxy) -> bool:
    return is_a_member(person) and person.pk in (proxy.giver_id, proxy.holder_id)


@rules.predicate
def is_holder(person: Any, proxy: Proxy) -> bool:
    return is_a_member(person) and person.pk == proxy.holder_id


@rules.predicate
def confirms(person: Any, proxy: Proxy) -> bool:
    """A paper form: its giver, or a second holder of a role who neither entered it nor gains by it."""
    if not is_a_member(person) or person.pk in (proxy.entered_by_id, proxy.holder_id):
        return False
    return proxy.giver_id == person.pk or bool(vouches(person, proxy.gathering))


@rules.predicate
def answers_for(person: Any, entry: RollEntry) -> bool:
    """The elector, or the holder of the elector's proxy: frozen in a meeting, as it stands online."""
    if not is_a_member(person):
        return False
    if entry.member_id == person.pk:
        return True
    gathering = entry.ballot.gathering
    if not gathering.is_online:
        return entry.represented_by_id == person.pk
    held = gathering.proxies.filter(accepted_at__isnull=False, ended_at__isnull=True)
    return held.filter(giver_id=entry.member_id, holder=person).exists()


@rules.predicate
def counts_papers(person: Any, ballot: Ballot) -> bool:
    """Named to count with whoever conducts."""
    return is_a_member(person) and ballot.paper_batches.filter(confirmed_by=person).exists()


@rules.predicate
def is_first_teller(person: Any, batch: PaperBatch) -> bool:
    return is_a_member(person) and batch.entered_by_id == person.pk


@rules.predicate
def is_second_teller(person: Any, batch: PaperBatch) -> bool:
    return is_a_member(person) and batch.confirmed_by_id == person.pk


@rules.predicate
def conducts_papers(person: Any, batch: PaperBatch) -> bool:
    return conducts(person, batch.ballot)


rules.add_perm("votes.conduct", conducts | ends_overdue)
rules.add_perm("votes.end_now", ends_overdue)
rules.add_perm("votes.void", conducts | vouches | is_administrator | ends_overdue)
rules.add_perm("votes.open", conducts | opens_by_itself)
rules.add_perm("votes.close", conducts | closes_by_itself)
rules.add_perm("votes.read", reads | is_on_roll)
rules.add_perm("votes.verify", reads | is_on_roll | is_published)
rules.add_perm("votes.read_gathering", reads | is_elector)
rules.add_perm("votes.mark_presence", is_own_presence | notes_presence)
rules.add_perm("votes.vouch", vouches)
rules.add_perm("votes.tell_marked", is_the_clock)
rules.add_perm("votes.give_proxy", gives)
rules.add_perm("votes.answer_proxy", is_holder)
rules.add_perm("votes.end_proxy", is_party)
rules.add_perm("votes.confirm_proxy", confirms)
rules.add_perm("votes.enter_proxy", conducts)
rules.add_perm("votes.cast", answers_for)
rules.add_perm("votes.enter_papers", conducts)
rules.add_perm("votes.read_papers", conducts | counts_papers)
rules.add_perm("votes.confirm_papers", is_second_teller)
rules.add_perm("votes.drop_papers", is_first_teller | conducts_papers)
rules.add_perm("votes.remind", conducts | closes_by_itself)
rules.add_perm("votes.shuffle", is_the_clock)
rules.add_perm("votes.write_count", is_the_clock)
rules.add_perm("votes.consult", hosts_somewhere)
rules.add_perm("votes.prepare", prepares)
rules.add_perm("votes.read_consultation", reads_consultation)
