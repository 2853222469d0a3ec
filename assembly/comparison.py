"""Minutes and what was noted as decided, compared with what the journal was told of them."""

from collections.abc import Iterator
from hashlib import sha256

from assembly.models import Correction, NotedDecision, Signature
from journal.canonical import plain
from journal.comparisons import ReadEntry, differing, entries_of
from members.models import Member


def minutes() -> Iterator[str]:
    """A signed text that was edited, a signature that was taken away or slipped in, a correction likewise."""
    signed: dict[tuple[int, str], ReadEntry] = {}
    shown: dict[tuple[int, str], str] = {}  # the digest of all that is shown, since a name may be masked
    for entry in entries_of("minutes.signed", "minutes.masked", "minutes.signature_taken_back"):
        of = (entry.body["meeting"], entry.body["capacity"])
        if entry.verb == "minutes.signed":
            signed[of] = entry
        elif entry.verb == "minutes.signature_taken_back":
            signed.pop(of, None)
        shown[of] = entry.body.get("whole_digest", "")
    standing = {(one.meeting_id, one.capacity): one for one in Signature.objects.all()}
    for (meeting, capacity), entry in signed.items():
        signature = standing.pop((meeting, capacity), None)
        if signature is None:
            yield f"Minutes of meeting {meeting}: the {capacity}'s signature is gone; entry {entry.seq} has it."
        elif signature.digest != entry.body["digest"] or not _is_as_told(signature, shown[meeting, capacity]):
            yield f"Minutes of meeting {meeting}: the text that the {capacity} signed was changed (entry {entry.seq})."
        elif Member.topic_of(signature.member_id) != entry.actor:
            yield f"Minutes of meeting {meeting}: the {capacity} who signed is not the one of entry {entry.seq}."
    for meeting, capacity in standing:
        yield f"Minutes of meeting {meeting}: a {capacity}'s signature of which the journal was never told."
    yield from _corrections()


def _is_as_told(signature: Signature, whole_digest: str) -> bool:
    """What is shown is what was signed, less the names that the journal says were masked since."""
    if whole_digest:
        return signature.whole_digest == whole_digest
    return sha256(signature.text.encode()).hexdigest() == signature.digest  # signed before more was kept


def _corrections() -> Iterator[str]:
    standing = {one.pk: one for one in Correction.objects.all()}
    for entry in entries_of("minutes.corrected"):
        correction = standing.pop(entry.body["correction"], None)
        if correction is None:
            yield f"Minutes of meeting {entry.body['meeting']}: a correction is gone; entry {entry.seq} has it."
        elif entry.differs("text", correction.text):
            yield f"Minutes of meeting {correction.meeting_id}: a correction is not as entry {entry.seq} says."
    for one in standing.values():
        yield f"Minutes of meeting {one.meeting_id}: a correction of which the journal was never told."


ENDS = {f"noted_decision.{end.value}": end for end in NotedDecision.End}


def noted_decisions() -> Iterator[str]:
    """What was noted as decided in one line: gone, slipped in, in other words, or with another end."""
    noted: dict[int, ReadEntry] = {}
    ended: dict[int, ReadEntry] = {}
    for entry in entries_of("noted_decision.noted", *ENDS):
        (ended if entry.verb in ENDS else noted)[entry.body["noted"]] = entry
    standing = {one.pk: one for one in NotedDecision.objects.all()}
    for pk, entry in noted.items():
        row = standing.pop(pk, None)
        if row is None:
            yield f"Noted decision {pk}: gone; entry {entry.seq} says that it was noted."
        elif wrong := [*_as_noted(row, entry), *_as_ended(row, ended.get(pk))]:
            yield f"Noted decision {pk}: {', '.join(wrong)}."
    for pk in standing:
        yield f"Noted decision {pk}: the journal was never told of it."


def _as_noted(row: NotedDecision, entry: ReadEntry) -> Iterator[str]:
    stands = {"meeting": row.meeting_id, "item": row.item_id, "until": plain(row.until)}
    wrong = differing(stands, entry.body)
    wrong += ["its text"] if entry.differs("text", row.text) else []
    wrong += ["who noted it"] if Member.topic_of(row.noted_by_id) != entry.actor else []
    if wrong:
        yield f"{', '.join(wrong)} not as entry {entry.seq} says"


def _as_ended(row: NotedDecision, entry: ReadEntry | None) -> Iterator[str]:
    if entry is None:
        if row.end:
            yield "ended, which the journal does not say"
        return
    wrong = differing({"decision": row.decision_id, "proposal": row.proposal_id}, entry.body)
    wrong += ["its end"] if row.end != ENDS[entry.verb] else []
    wrong += ["why it is not decided"] if entry.differs("reason", row.reason) else []
    wrong += ["who ended it"] if row.ended_by_id and Member.topic_of(row.ended_by_id) != entry.actor else []
    if wrong:
        yield f"{', '.join(wrong)} not as entry {entry.seq} says"
