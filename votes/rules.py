"""Who may read, conduct and vote. What a gathering or a ballot belongs to says who conducts and reads: `owners.py`."""

from collections.abc import Callable
from typing import Any

import rules

from journal.actions import CLOCK
from journal.registry import Registry
from journal.rules import is_clock
from journal.topics import can_read, kind_of
from members.rules import is_administrator, is_member
from votes import owners
from votes.models import Ballot, Consultation, Gathering, NotedVote, PaperBatch, Presence, Proxy, RollEntry
from votes.owners import BallotOwner, hosts_of

publishers: Registry[Callable[[Ballot], bool]] = Registry("which ballots are published")
"""Each says which ballots everybody may verify, by what was decided with them."""


@rules.predicate
def conducts(person: Any, thing: Gathering | Ballot) -> bool:
    return is_member(person) and owners.conducts(person, thing.owner)


@rules.predicate
def opens_by_itself(person: Any, thing: Gathering | Ballot) -> bool:
    """The clock opens what was planned to open by now."""
    owner, pk = kind_of(thing.owner, BallotOwner)
    return person is CLOCK and owner.opens_by_itself(pk)


@rules.predicate
def prepares(person: Any, consultation: Consultation) -> bool:
    """Whoever may put a question to that circle; afterwards its author, and whoever conducts it there."""
    if not is_member(person):
        return False
    if consultation.pk is None:
        return consultation.host in dict(hosts_of(person))
    return owners.conducts(person, consultation.topic)


@rules.predicate
def prepares_by_itself(person: Any, consultation: Consultation) -> bool:
    """The clock puts to a circle what falls due there; what people prepared it leaves as it is."""
    return person is CLOCK and consultation.pk is None


@rules.predicate
def reads_consultation(person: Any, consultation: Consultation) -> bool:
    return can_read(person, consultation.topic)


@rules.predicate
def hosts_somewhere(person: Any) -> bool:
    return is_member(person) and bool(hosts_of(person))


@rules.predicate
def closes_by_itself(person: Any, ballot: Ballot) -> bool:
    """The clock closes what closes by time, and concludes what has closed; the action reads the time under its lock."""
    return person is CLOCK and (ballot.closes_at is not None or ballot.closed_at is not None)


@rules.predicate
def ends_overdue(person: Any, thing: Gathering | Ballot) -> bool:
    """The clock ends what nobody closed, long after the end of the meeting that it belongs to."""
    owner, pk = kind_of(thing.owner, BallotOwner)
    return person is CLOCK and owner.is_overdue(pk)


@rules.predicate
def reads(person: Any, thing: Gathering | Ballot) -> bool:
    return can_read(person, thing.owner)


@rules.predicate
def is_published(person: Any, ballot: Ballot) -> bool:
    """Closed, and what it decided may be read by everybody. Nothing is, unless somebody above says so."""
    return ballot.closed_at is not None and any(publishes(ballot) for publishes in publishers.values())


@rules.predicate
def is_on_roll(person: Any, ballot: Ballot) -> bool:
    return is_member(person) and ballot.roll.filter(member=person).exists()


@rules.predicate
def is_elector(person: Any, gathering: Gathering) -> bool:
    return is_member(person) and gathering.electors.filter(pk=person.pk).exists()


@rules.predicate
def is_own_presence(person: Any, presence: Presence) -> bool:
    return is_member(person) and presence.member_id == person.pk and is_elector(person, presence.gathering)


@rules.predicate
def notes_presence(person: Any, presence: Presence) -> bool:
    owner, pk = kind_of(presence.gathering.owner, BallotOwner)
    return is_member(person) and owner.marks(person, pk)


@rules.predicate
def vouches(person: Any, thing: Gathering | Ballot) -> bool:
    """A holder of a role, who may be the second to say what somebody else noted."""
    owner, pk = kind_of(thing.owner, BallotOwner)
    return is_member(person) and owner.vouches(person, pk)


@rules.predicate
def gives(person: Any, proxy: Proxy) -> bool:
    """Only the giver gives, and only on the roll: whoever conducts gives nobody's proxy."""
    return is_member(person) and proxy.giver_id == person.pk and is_elector(person, proxy.gathering)


@rules.predicate
def is_party(person: Any, proxy: Proxy) -> bool:
    return is_member(person) and person.pk in (proxy.giver_id, proxy.holder_id)


@rules.predicate
def is_holder(person: Any, proxy: Proxy) -> bool:
    return is_member(person) and person.pk == proxy.holder_id


@rules.predicate
def confirms(person: Any, proxy: Proxy) -> bool:
    """A paper form: its giver, or a second holder of a role who neither entered it nor gains by it."""
    if not is_member(person) or person.pk in (proxy.entered_by_id, proxy.holder_id):
        return False
    return proxy.giver_id == person.pk or bool(vouches(person, proxy.gathering))


@rules.predicate
def answers_for(person: Any, entry: RollEntry) -> bool:
    """The elector, or the holder of the elector's proxy: frozen in a meeting, as it stands online."""
    if not is_member(person):
        return False
    if entry.member_id == person.pk:
        return True
    gathering = entry.ballot.gathering
    if not gathering.is_online:
        return entry.represented_by_id == person.pk
    held = gathering.proxies.accepted()
    return held.filter(giver_id=entry.member_id, holder=person).exists()


@rules.predicate
def notes_votes(person: Any, ballot: Ballot) -> bool:
    """Whoever conducts, or holds a role in the meeting, for somebody in the room without a phone."""
    return bool(conducts(person, ballot) or vouches(person, ballot.gathering))


@rules.predicate
def confirms_noted(person: Any, note: NotedVote) -> bool:
    """The person who voted; else a second holder of a role, who neither noted it, nor conducts or proposes."""
    if not is_member(person) or person.pk == note.noted_by_id:
        return False
    if person.pk == note.entry.member_id:
        return True
    ballot = note.entry.ballot
    owner, pk = kind_of(ballot.owner, BallotOwner)
    return bool(vouches(person, ballot.gathering)) and not owner.leads(person, pk)


@rules.predicate
def drops_noted(person: Any, note: NotedVote) -> bool:
    """Whoever noted it, and the person whose vote it would be."""
    return is_member(person) and person.pk in (note.noted_by_id, note.entry.member_id)


@rules.predicate
def counts_papers(person: Any, ballot: Ballot) -> bool:
    """Named to count with whoever conducts."""
    return is_member(person) and ballot.paper_batches.filter(confirmed_by=person).exists()


@rules.predicate
def is_first_teller(person: Any, batch: PaperBatch) -> bool:
    return is_member(person) and batch.entered_by_id == person.pk


@rules.predicate
def is_second_teller(person: Any, batch: PaperBatch) -> bool:
    return is_member(person) and batch.confirmed_by_id == person.pk


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
rules.add_perm("votes.tell_marked", is_clock)
rules.add_perm("votes.give_proxy", gives)
rules.add_perm("votes.answer_proxy", is_holder)
rules.add_perm("votes.end_proxy", is_party)
rules.add_perm("votes.confirm_proxy", confirms)
rules.add_perm("votes.enter_proxy", conducts)
rules.add_perm("votes.cast", answers_for)
rules.add_perm("votes.note_vote", notes_votes)
rules.add_perm("votes.confirm_noted", confirms_noted)
rules.add_perm("votes.drop_noted", drops_noted)
rules.add_perm("votes.enter_papers", conducts)
rules.add_perm("votes.read_papers", conducts | counts_papers)
rules.add_perm("votes.confirm_papers", is_second_teller)
rules.add_perm("votes.drop_papers", is_first_teller | conducts_papers)
rules.add_perm("votes.remind", conducts | closes_by_itself)
rules.add_perm("votes.shuffle", is_clock)
rules.add_perm("votes.erase_instructions", is_clock)
rules.add_perm("votes.write_count", is_clock)
rules.add_perm("votes.consult", hosts_somewhere)
rules.add_perm("votes.prepare", prepares | prepares_by_itself)
rules.add_perm("votes.read_consultation", reads_consultation)
