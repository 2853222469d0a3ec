"""The register and the texts, compared with what the journal was told of them."""

from collections.abc import Iterator

from journal.canonical import plain
from journal.comparisons import ReadEntry, differing, entries_of
from members.models import Member
from proposals.models import AttachedFile, Decision, NotedPosition, Position, Version
from proposals.models.attached_file import FILES

WORDS = {
    "title": "its title",
    "text": "its text",
    "reasons": "its reasons",
    "result": "its result",
    "expected": "what was expected of it",
    "evidence": "how it would be seen",
}


def decisions() -> Iterator[str]:
    """A decision that was deleted, changed, or slipped in."""
    standing = {one.pk: one for one in Decision.objects.select_related("replaces")}
    files_of: dict[int, list[AttachedFile]] = {}
    for file in AttachedFile.objects.all():
        files_of.setdefault(file.proposal_id, []).append(file)
    erased = {one.body["file"]: one.seq for one in entries_of("file.erased")}
    audiences = {one.body["decision"]: one.body["audience"] for one in entries_of("decision.published")}
    filed = {one.body["decision"]: one for one in entries_of("decision.filed")}
    known = set()
    for entry in entries_of("decision.recorded"):
        number, decision = entry.body["number"], standing.get(entry.body["decision"])
        if decision is None:
            yield f"Decision {number}: not in the register any more; entry {entry.seq} says that it was made."
            continue
        known.add(decision.pk)
        marks = [
            file.sha256
            for file in files_of.get(decision.proposal_id or 0, [])
            if not file.is_removed or erased.get(file.pk, 0) > entry.seq  # it stood there as it was decided
        ]
        stands = {
            "number": decision.number,
            "circle": decision.circle_id,
            "decided_at": plain(decision.decided_at),
            "occasion": decision.occasion,
            "proposal": decision.proposal_id,
            "round": decision.round_id,
            "ballot": decision.ballot_id,
            "process": decision.process,
            "review_on": plain(decision.review_on),
            "replaces": decision.replaces.number if decision.replaces else None,
            "repeals": decision.is_repeal,
            "changes": decision.change.for_journal(),
            "responsible": decision.responsible_id,
            "due_on": plain(decision.due_on),
            "files": marks,
        }
        wrong = differing(stands, entry.body)
        wrong += [word for name, word in WORDS.items() if entry.differs(name, getattr(decision, name))]
        typed = decision.change.texts()
        wrong += ["what it lets be changed"] if any(entry.differs(name, typed[name]) for name in typed) else []
        if filed.get(decision.pk, entry).differs("subject", decision.subject):
            wrong.append("its subject")
        if decision.audience != audiences.get(decision.pk, entry.body.get("audience", decision.audience)):
            wrong.append("who may read it")
        if decision.number != f"{decision.year}-{decision.serial:03d}":
            wrong.append("its place in the register")
        if wrong:
            yield f"Decision {number}: {', '.join(wrong)} not as entry {entry.seq} says."
    for pk in standing.keys() - known:
        yield f"Decision {standing[pk].number}: in the register, and the journal was never told of it."


def versions() -> Iterator[str]:
    """A text that was presented or amended, and is another now, or gone."""
    texts = {(one.proposal_id, one.number): one for one in Version.objects.all()}
    recorded = {
        (one.body["proposal"], one.body["version"]): one for one in entries_of("proposal.presented", "text.amended")
    }
    for (proposal, number), entry in recorded.items():
        version = texts.get((proposal, number))
        if version is None:
            yield f"Proposal {proposal}, version {number}: gone; entry {entry.seq} says that it was read."
        elif entry.differs("text", version.text):
            yield f"Proposal {proposal}, version {number}: its text is not the one of entry {entry.seq}."
        elif differing({"changes": version.change.for_journal()}, entry.body):
            yield f"Proposal {proposal}, version {number}: what it changes is not as entry {entry.seq} says."


def noted_positions() -> Iterator[str]:
    """An answer noted for somebody in the room: gone, slipped in, by somebody else, or another once confirmed.

    The journal never hears which answer it is: what nobody has confirmed counts for nothing, and what was confirmed is
    the position that it became.
    """
    noted: dict[tuple[int, int], ReadEntry] = {}
    confirmed: dict[tuple[int, int], ReadEntry] = {}
    for entry in entries_of("position.noted", "position.confirmed", "position.note_dropped", "position.taken"):
        round = entry.body["round"]
        if entry.verb == "position.taken":  # their own word stands in the place of another's
            for of in [of for of in noted if of[0] == round and Member.topic_of(of[1]) == entry.actor]:
                del noted[of]
            continue
        of = (round, entry.body["member"])
        if entry.verb == "position.note_dropped":
            noted.pop(of, None)
        else:
            (noted if entry.verb == "position.noted" else confirmed)[of] = entry
    standing = {(one.round_id, one.member_id): one for one in NotedPosition.objects.all()}
    positions = {
        (one.round_id, one.member_id): one for one in Position.objects.filter(round__in={of[0] for of in noted})
    }
    for of, entry in noted.items():
        note, name = standing.pop(of, None), f"Answer noted for member {of[1]} in round {of[0]}"
        if note is None:
            yield f"{name}: gone; entry {entry.seq} says that it was noted."
        elif wrong := [*_noted_wrongly(note, entry, confirmed.get(of), positions.get(of))]:
            yield f"{name}: {', '.join(wrong)} not as the journal says."
    for round_pk, member in standing:
        yield f"Answer noted for member {member} in round {round_pk}: the journal was never told of it."


def _noted_wrongly(
    note: NotedPosition, entry: ReadEntry, confirmed: ReadEntry | None, position: Position | None
) -> Iterator[str]:
    if Member.topic_of(note.noted_by_id) != entry.actor:
        yield "who noted it"
    if (Member.topic_of(note.confirmed_by_id) if note.confirmed_by_id else None) != (confirmed and confirmed.actor):
        yield "who confirmed it"
    if note.confirmed_by_id and (position is None or (position.kind, position.text) != (note.kind, note.text)):
        yield "the answer that was confirmed"


def files() -> Iterator[str]:
    """A file that came with a text, and is another now, or gone; one that was slipped in, or taken away unseen."""
    recorded = {entry.body["file"]: entry for entry in entries_of("file.attached", "file.presented")}
    gone = {entry.body["file"]: entry for entry in entries_of("file.removed", "file.erased")}
    for file in AttachedFile.objects.select_related("proposal"):
        of = f"Proposal {file.proposal_id}, file {file.pk}"
        entry = recorded.pop(file.pk, None)
        stands = {"kind": file.kind, "size": file.size, "sha256": file.sha256}
        if entry is None:
            if not file.proposal.is_private:
                yield f"{of}: beside the text, and the journal was never told of it."
        elif differing(stands, entry.body) or entry.differs("name", file.name):
            yield f"{of}: not as entry {entry.seq} says."
        if file.is_removed and file.pk not in gone:
            yield f"{of}: taken away, and the journal was never told of it."
        elif file.is_erased and gone[file.pk].differs("reason", file.erasure_reason):
            yield f"{of}: not erased for the reason that entry {gone[file.pk].seq} says."
        if file.removed_at is None and not FILES.holds(file.key, file.sha256):
            yield f"{of}: not on the disk as it was attached."
    for pk, entry in recorded.items():
        yield f"Proposal {entry.body['proposal']}, file {pk}: gone; entry {entry.seq} says that it came with the text."
