"""Elections without candidate, compared with what the journal was told of them.

The journal hears who names whom, and who answers what, only once all are shown; before that, who noted the words of
somebody in the room, and who confirmed them.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from journal.comparisons import ReadEntry, entries_of
from members.models import Member
from proposals.models import CandidacyAnswer, Nomination

Key = tuple[int, int]  # of the election, or of the name proposed; of the person


@dataclass(frozen=True)
class ToldNomination:
    """Whom the journal says that somebody named, and under which name the entry keeps the reason."""

    entry: ReadEntry
    nominee: int
    reason: str


@dataclass
class ToldNotes:
    """Which entry says that the words of somebody were noted, and which that they were confirmed."""

    noted: dict[Key, ReadEntry] = field(default_factory=dict)
    confirmed: dict[Key, ReadEntry] = field(default_factory=dict)

    def read(self, entry: ReadEntry, place: int) -> None:
        """An entry about what is noted there; their own word stands in the place of another's."""
        if "member" not in entry.body:
            for key in [key for key in self.noted if key[0] == place and Member.topic_of(key[1]) == entry.actor]:
                self._forget(key)
            return
        key = (place, entry.body["member"])
        if entry.verb.endswith(".confirmed"):
            self.confirmed[key] = entry
        else:
            self._forget(key)
            if entry.verb.endswith(".noted"):
                self.noted[key] = entry

    def _forget(self, key: Key) -> None:
        self.noted.pop(key, None)
        self.confirmed.pop(key, None)


def nominations() -> Iterator[str]:
    """What was shown together, and each change since: to another person, for another reason, gone, or slipped in."""
    entries: dict[Key, list[ToldNomination]] = defaultdict(list)
    shown = set()
    for entry in entries_of("nominations.revealed", "nomination.changed"):
        election = entry.body["election"]
        if entry.verb == "nominations.revealed":
            shown.add(election)
            for member, nominee in entry.body["nominations"]:
                entries[election, member].append(ToldNomination(entry, nominee, f"reason:{member}"))
        else:
            entries[election, entry.body["member"]].append(ToldNomination(entry, entry.body["nominee"], "reason"))
    standing: dict[Key, list[Nomination]] = defaultdict(list)
    for nomination in Nomination.objects.filter(election__in=shown).order_by("pk"):
        if not nomination.waits:
            standing[nomination.election_id, nomination.member_id].append(nomination)
    for key in sorted(entries.keys() | standing.keys()):
        for sentence in _nominations_differing(entries[key], standing[key]):
            yield f"Nomination by member {key[1]} in election {key[0]}: {sentence}"


def _nominations_differing(entries: list[ToldNomination], standing: list[Nomination]) -> Iterator[str]:
    if len(standing) < len(entries):
        yield f"gone; entry {entries[-1].entry.seq} says that it was shown."
    elif len(standing) > len(entries):
        yield "the journal was never told of it."
    for one, nomination in zip(entries, standing, strict=False):
        wrong = ["whom it names"] if nomination.nominee_id != one.nominee else []
        wrong += ["its reason"] if one.entry.differs(one.reason, nomination.reason) else []
        if wrong:
            yield f"{', '.join(wrong)} not as entry {one.entry.seq} says."


def noted_nominations() -> Iterator[str]:
    """A nomination noted for somebody in the room: gone, slipped in, by somebody else, or confirmed by another."""
    notes = ToldNotes()
    verbs = ("nomination.noted", "nomination.confirmed", "nomination.note_dropped", "nomination.given")
    for entry in entries_of(*verbs):
        notes.read(entry, entry.body["election"])
    noted = Nomination.objects.filter(noted_by__isnull=False)
    standing = {(one.election_id, one.member_id): one for one in noted}
    yield from _notes_differing(notes, standing, "Nomination noted for member {person} in election {place}")


def noted_answers() -> Iterator[str]:
    """The same of an answer to a name; an entry names the election: the answer is to the latest name proposed there."""
    notes, proposed = ToldNotes(), dict[int, int]()
    verbs = ("answer.noted", "answer.confirmed", "answer.note_dropped", "candidacy.answered")
    for entry in entries_of("candidacy.proposed", *verbs):
        if entry.verb == "candidacy.proposed":
            proposed[entry.body["election"]] = entry.body["candidacy"]
        else:
            notes.read(entry, proposed[entry.body["election"]])
    noted = CandidacyAnswer.objects.filter(noted_by__isnull=False)
    standing = {(one.candidacy_id, one.member_id): one for one in noted}
    yield from _notes_differing(notes, standing, "Answer noted for member {person} to candidacy {place}")


def _notes_differing(
    notes: ToldNotes, standing: Mapping[Key, Nomination] | Mapping[Key, CandidacyAnswer], words: str
) -> Iterator[str]:
    for key, entry in notes.noted.items():
        name, note = words.format(place=key[0], person=key[1]), standing.get(key)
        if note is None:
            yield f"{name}: gone; entry {entry.seq} says that it was noted."
        elif wrong := _noted_otherwise(note, entry, notes.confirmed.get(key)):
            yield f"{name}: {', '.join(wrong)} not as the journal says."
    for key in standing:
        if key not in notes.noted:
            yield f"{words.format(place=key[0], person=key[1])}: the journal was never told of it."


def _noted_otherwise(note: Nomination | CandidacyAnswer, entry: ReadEntry, confirmed: ReadEntry | None) -> list[str]:
    noter = Member.topic_of(note.noted_by_id) if note.noted_by_id else None
    confirmer = Member.topic_of(note.confirmed_by_id) if note.confirmed_by_id else None
    wrong = ["who noted it"] if noter != entry.actor else []
    return wrong + (["who confirmed it"] if confirmer != (confirmed and confirmed.actor) else [])
