"""Rolls, lists of ballots and results, compared with what the journal was told at the opening and at the close."""

from collections.abc import Iterator

from django.db.models import Q

from journal.canonical import canonical, plain
from journal.comparisons import ReadEntry, differing, entries_of
from members.models import Member
from votes.counting import quorum
from votes.integrity import commitments
from votes.methods import tallying
from votes.models import Ballot, NotedVote

UNCOUNTED = ("ballot.voided", "ballot.taken_back")


def ballots() -> Iterator[str]:
    """A ballot that was deleted or slipped in, a roll, a list, an answer or a result that was changed."""
    opened: dict[int, ReadEntry] = {}
    ended: dict[int, ReadEntry] = {}
    closed: dict[int, ReadEntry] = {}
    kinds = {
        "ballot.opened": opened,
        "ballot.ended": ended,
        "ballot.closed": closed,
        **dict.fromkeys(UNCOUNTED, closed),
    }
    for entry in entries_of(*kinds):
        kinds[entry.verb][entry.body["ballot"]] = entry
    standing = {one.pk: one for one in Ballot.objects.order_by("pk")}
    for pk, entry in opened.items():
        ballot = standing.pop(pk, None)
        if ballot is None:
            yield f"Ballot {pk}: gone; entry {entry.seq} says that it was opened."
        elif wrong := [
            *_roll(ballot, entry),
            *_counting(ballot, ended.get(pk)),
            *_list(ballot, closed.get(pk)),
        ]:
            yield f"Ballot {pk}: {', '.join(wrong)}."
    for pk in standing:
        yield f"Ballot {pk}: the journal was never told of it."


def _roll(ballot: Ballot, entry: ReadEntry) -> Iterator[str]:
    """What was put to whom, and by which rules, as frozen at the opening."""
    if not commitments.roll_hash(ballot.roll.all()) == ballot.roll_hash == entry.body["roll_hash"]:
        yield f"its roll is not that of entry {entry.seq}"
    if entry.differs("question", ballot.question) or entry.differs("options", canonical(ballot.options).decode()):
        yield f"its question or its options are not those of entry {entry.seq}"
    stands = {
        "gathering": ballot.gathering_id,
        "owner": ballot.owner,
        "method": ballot.method,
        "rules": plain(tallying.without_names(ballot.rules, ballot.options)),
        "secret": ballot.is_secret,
        "poll": ballot.is_poll,
        **quorum.plain(ballot.quorum),
        "proxies_count": ballot.proxies_count,
        "casting_voter": ballot.casting_voter_id,
        "live": ballot.is_live,
    }
    body = {**entry.body, **quorum.plain(quorum.read_plain(entry.body))}
    if wrong := differing(stands, body):
        yield f"its rules are not those of entry {entry.seq} ({', '.join(wrong)})"


def _counting(ballot: Ballot, entry: ReadEntry | None) -> Iterator[str]:
    """The list that a large ballot's closing fixed, until and after it is counted."""
    if entry is None:
        if ballot.is_counting:
            yield "closed and not counted, which the journal does not say"
    elif not ballot.is_void and (
        ballot.ballots_hash != entry.body["ballots_hash"]
        or (ballot.is_counting and not commitments.check(ballot).holds)
    ):
        yield f"its list of ballots is not that of entry {entry.seq}"


def _list(ballot: Ballot, entry: ReadEntry | None) -> Iterator[str]:
    """What was answered, and what came of it, as committed to at the close."""
    if entry is None or ballot.closed_at is None:
        if entry or ballot.closed_at:
            yield "closed in the table, and not in the journal" if ballot.closed_at else "closed in the journal alone"
        return
    if (entry.verb in UNCOUNTED) != ballot.is_void:
        yield f"void or counted, unlike entry {entry.seq}"
    if entry.verb != "ballot.closed":
        return
    if ballot.outcome != entry.body["outcome"] or commitments.result_hash(ballot) != entry.body["result_hash"]:
        yield f"its result is not that of entry {entry.seq}"
    if plain(ballot.closed_at) != entry.body["closed_at"]:
        yield f"it was not closed when entry {entry.seq} says"
    unproven = ballot.seals.filter(Q(vote=None) | Q(key="")).select_related("vote__entry__member")
    if any(one.vote is None or not one.vote.entry.member.is_forgotten for one in unproven):
        yield "votes that nobody can look into, of people who were not forgotten"
    checked = commitments.check(ballot)
    if not checked.ballots or checked.wrong or ballot.ballots_hash != entry.body["ballots_hash"]:
        yield f"its list of ballots is not that of entry {entry.seq}"


def noted_votes() -> Iterator[str]:
    """A vote noted for somebody in the room: gone, slipped in, by somebody else, or another once confirmed.

    The journal never hears which vote it is: what nobody has confirmed counts for nothing, and what was confirmed is in
    the ballot's list.
    """
    noted: dict[tuple[int, int], ReadEntry] = {}
    confirmed: dict[tuple[int, int], ReadEntry] = {}
    for entry in entries_of("vote.noted", "vote.confirmed", "vote.note_dropped"):
        of = (entry.body["ballot"], entry.body["member"])
        if entry.verb == "vote.note_dropped":
            noted.pop(of, None)
        else:
            (noted if entry.verb == "vote.noted" else confirmed)[of] = entry
    notes = NotedVote.objects.select_related("entry", "vote")
    standing = {(one.entry.ballot_id, one.entry.member_id): one for one in notes}
    for of, entry in noted.items():
        note, name = standing.pop(of, None), f"Vote noted for member {of[1]} in ballot {of[0]}"
        if note is None:
            yield f"{name}: gone; entry {entry.seq} says that it was noted."
        elif wrong := [*_noted_wrongly(note, entry, confirmed.get(of))]:
            yield f"{name}: {', '.join(wrong)} not as the journal says."
    for ballot, member in standing:
        yield f"Vote noted for member {member} in ballot {ballot}: the journal was never told of it."


def _noted_wrongly(note: NotedVote, entry: ReadEntry, confirmed: ReadEntry | None) -> Iterator[str]:
    if Member.topic_of(note.noted_by_id) != entry.actor:
        yield "who noted it"
    if (Member.topic_of(note.confirmed_by_id) if note.confirmed_by_id else None) != (confirmed and confirmed.actor):
        yield "who confirmed it"
    if note.vote and (note.vote.entry_id, note.vote.choice) != (note.entry_id, note.choice):
        yield "the vote that was confirmed"
