"""The minutes as text and as data: what chair and secretary sign, and what stays as it was signed."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.utils import translation

from assembly.models import Meeting, MeetingTask, VoicePresence
from assembly.queries.minutes import Minutes, Signed
from journal.clock import stamp
from proposals.traces import Trace
from votes.models import Presence
from web.plaintext import render_text


def to_markdown(minutes: Minutes) -> str:
    """The minutes as plain text: once signed, byte for byte as they were, then the signatures and the corrections."""
    text = minutes.signed.text if minutes.signed else written(minutes)
    return text + (f"\n{_tidy('assembly/signatures.md', minutes)}" if minutes.signatures else "")


def written(minutes: Minutes) -> str:
    """The minutes as they stand, without signatures, in the active language."""
    return _tidy("assembly/minutes.md", minutes)


def _tidy(template: str, minutes: Minutes) -> str:
    lines = [line.rstrip() for line in render_text(template, {"minutes": minutes}).strip().splitlines()]
    kept = [line for line, before in zip(lines, ["", *lines], strict=False) if line or before]
    return "\n".join(kept) + "\n"


def to_sign(meeting: Meeting) -> dict[str, Any]:
    """What chair and secretary sign, in the collective's language: the whole minutes, and what others read of them."""
    with translation.override(settings.LANGUAGE_CODE):
        whole, opened = (Minutes(meeting, may_read_closed=may) for may in (True, False))
        text, open_text = written(whole), written(opened)
        return {
            "text": text,
            "open_text": open_text,
            "data": to_data(whole),
            "open_data": to_data(opened),
            "digest": sha256(text.encode()).hexdigest(),
            "open_digest": sha256(open_text.encode()).hexdigest(),
        }


def to_data(minutes: Minutes) -> dict[str, Any]:
    """The same minutes for a program: times in UTC, durations in seconds. Once signed, as they were then."""
    return {**(_signed_data(minutes.signed) if minutes.signed else _data(minutes)), **_signatures(minutes)}


def _signed_data(signed: Signed) -> dict[str, Any]:
    signature = {"text": signed.text, "sha256": signed.digest, "is_masked": signed.is_masked}
    return {**signed.data, "signed": signature}


def _signatures(minutes: Minutes) -> dict[str, Any]:
    """What stands below the text, and may still grow."""
    return {
        "signatures": [
            {"capacity": s.capacity, "name": s.name or s.member.name, "at": _stamp(s.signed_at), "sha256": s.digest}
            for s in minutes.signatures
        ],
        "corrections": [
            {"name": c.member.name, "at": _stamp(c.written_at), "text": c.text} for c in minutes.corrections
        ],
    }


def _data(minutes: Minutes) -> dict[str, Any]:
    meeting = minutes.meeting
    return {
        "meeting": meeting.pk,
        "collective": {"name": minutes.collective.name, "address": minutes.collective.address},
        "circle": meeting.circle.name,
        "title": meeting.title,
        "place": meeting.place,
        "opened_at": _stamp(meeting.opened_at),
        "closed_at": _stamp(meeting.closed_at),
        "hard_end": _stamp(meeting.ends_at),
        "is_demonstration": minutes.is_demo,
        "roles": {role: member.name for role, member in minutes.record.roles.items()},
        "attendance": [
            {
                "name": line.member.name,
                "present": [_span(span) for span in line.spans],
                "noted_by": line.noted.marked_by.name if line.noted else None,
                "proxy_to": line.proxy.holder.name if line.proxy and line.proxy.holder else None,
            }
            for line in minutes.attendance
        ],
        **({"voices": [_voice(span) for span in minutes.voices]} if minutes.voices else {}),
        "items": [
            {
                "number": point.line.number,
                "title": point.line.item.title,
                "kind": point.line.item.kind,
                "state": point.line.item.state,
                "planned_seconds": point.line.item.minutes * 60,
                "spent_seconds": point.line.spent,
                **({"settled": point.line.settled} if point.line.settled else {}),
                **({"guests": list(point.guests)} if point.guests else {}),
                "notes": point.notes,
                "results": [{"question": r.question, "sentence": r.sentence} for r in point.results],
                "decisions": [
                    {"number": s.decision.number, "title": s.decision.title, "text": s.decision.text,
                     "result": s.decision.result,
                     **({"changes": s.decision.change.plain()} if s.decision.change else {}),
                     "concerns": [{"name": c.member.name, "text": c.text} for c in s.reservations]}
                    for s in point.settled
                ],
                "noted": [{"text": n.text, "name": n.name, "became": n.became} for n in point.noted],
                "versions": list(point.versions),
                "rounds": [_round(trace) for trace in point.rounds],
                "tasks": [_task(link) for link in point.tasks],
            }
            for point in minutes.points
        ],
        "tasks": [_task(link) for link in minutes.tasks],
        "checkpoint": minutes.checkpoint,
    }  # fmt: skip


def _voice(span: VoicePresence) -> dict[str, Any]:
    """Who had a voice and no vote, from when to when."""
    return {"name": span.member.name, "from": _stamp(span.arrived_at), "to": _stamp(span.left_at)}


def _span(span: Presence) -> dict[str, Any]:
    """From when to when; and who said so, where it was not the person."""
    stay = {"from": _stamp(span.arrived_at), "to": _stamp(span.left_at)}
    if span.is_vouched and span.confirmed_by:
        stay |= {"noted_by": span.marked_by.name, "confirmed_by": span.confirmed_by.name}
    if span.departure_noted_by and span.left_by_id != span.member_id:
        stay |= {
            "departure_noted_at": _stamp(span.departure_noted_at),
            "departure_noted_by": span.departure_noted_by.name,
            "departure_confirmed_by": span.left_by.name if span.left_by else None,
        }
    return stay


def _round(trace: Trace) -> dict[str, Any]:
    return {
        "title": trace.title,
        "outcome": trace.outcome,
        "answers": dict(trace.answers),
        "objections": [{"name": s.name, "text": s.text, "became": s.became} for s in trace.objections],
        "concerns": [{"name": s.name, "text": s.text} for s in trace.concerns],
        "proposal": trace.became,
        **({"noted": list(trace.noted)} if trace.noted else {}),
    }


def _task(link: MeetingTask) -> dict[str, Any]:
    return {
        "title": link.title,
        "name": link.assignee.name if link.assignee else None,
        "due_on": link.due_on.isoformat() if link.due_on else None,
    }


def _stamp(instant: datetime | None) -> str | None:
    return stamp(instant) if instant else None
