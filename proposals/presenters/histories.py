"""A proposal with its whole history, as plain data (for JSON), and as a document made of these data alone.

Positions that are still hidden are in neither, nor what somebody wrote beforehand, nor what a reader reads after
answering.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from journal.canonical import plain
from members.models import Member
from proposals.history_shape import FORMAT
from proposals.models import Comment, Handing, Proposal, ProposalPause, Stage, SuggestedEdit
from proposals.presenters.attached_files import erased_files, file_data, files_part
from proposals.queries import RoundView, rounds_of
from proposals.queries.advice import advices_of
from proposals.queries.attached_files import all_files
from proposals.queries.comments import comments_for
from proposals.queries.information import read_by
from proposals.queries.talk import questions_of, reactions_for
from proposals.traces import answers_of, became_of, tested_in_words
from votes.methods.registry import option_methods
from web import dates
from web.documents import Part, Printable


def history_data(proposal: Proposal, reader: Member) -> dict[str, Any]:
    """The proposal in JSON's own types, as this person reads it: oldest first in each list; instants are UTC, people
    are their names."""
    versions = proposal.versions.select_related("author")
    files = list(all_files().filter(proposal=proposal))
    decision = getattr(proposal, "decision", None)
    data = {
        "format": FORMAT,
        "title": proposal.title,
        "circle": proposal.circle.name,
        "subject": proposal.subject,
        "need": proposal.need,
        "author": proposal.author.name,
        "facilitator": _name(proposal.facilitator),
        "decider": _name(proposal.decider),
        "process": proposal.process,
        "method": proposal.method,
        "seats": proposal.seats,
        "audience": proposal.audience,
        "state": proposal.state,
        "created_at": proposal.created_at,
        "presented_at": proposal.presented_at,
        "ended_at": proposal.ended_at,
        "end_reason": proposal.end_reason,
        "review_on": proposal.review_on,
        "expected": proposal.expected,
        "evidence": proposal.evidence,
        "decision": decision.number if decision else "",
        "stages": [_stage(one) for one in proposal.stages.all()],
        "pauses": [_pause(one) for one in ProposalPause.objects.filter(proposal=proposal).select_related("paused_by")],
        "handings": [_handing(one) for one in proposal.handings.select_related("to", "handed_by")],
        "versions": [
            {"number": one.number, "at": one.created_at, "name": one.author.name, "note": one.note, "text": one.text}
            for one in versions
        ],
        "files": [file_data(file) for file in files if not file.is_removed],
        "erased_files": [erased.data() for erased in erased_files(files)],
        "questions": [
            {"at": one.asked_at, "name": one.asker.name, "text": one.text, "answer": one.answer}
            for one in questions_of(proposal)
        ],
        "reactions": [
            {"at": one.reacted_at, "name": one.member.name, "version": one.version.number, "text": one.text}
            for one in reactions_for(proposal, reader)
            if one.text
        ],
        "edits": [_edit(one) for one in proposal.suggested_edits.select_related("member", "first_version")],
        "comments": [_comment(one) for one in comments_for(proposal, reader).select_related("first_version")],
        "advices": [
            {
                "name": one.adviser.name,
                "at": one.given_at,
                "version": one.version.number if one.version else 0,
                "text": one.text,
                "answer": one.answer,
            }
            for one in advices_of(proposal)
        ],
        "read_by": read_by(proposal) if proposal.is_for_information else 0,
        "rounds": [_round(view) for view in reversed(rounds_of(proposal))],
    }
    read: dict[str, Any] = plain(data)
    return read


def history_document(data: Mapping[str, Any]) -> Printable:
    """What `history_data` gave, as a document; of a file that came from elsewhere, once it was read."""
    return Printable(title=data["title"], under=list(_under(data)), parts=list(_parts(data)))


def _name(member: Member | None) -> str:
    return member.name if member else ""


def _stage(stage: Stage) -> dict[str, Any]:
    return {
        "name": str(stage.get_state_display()),
        "at": stage.entered_at,
        "left_at": stage.left_at,
        "extended_at": stage.extended_at,
    }


def _pause(pause: ProposalPause) -> dict[str, Any]:
    return {
        "at": pause.paused_at,
        "until": pause.ended_at or pause.until,
        "name": pause.paused_by.name,
        "text": pause.reason,
    }


def _handing(handing: Handing) -> dict[str, Any]:
    return {
        "at": handing.handed_at,
        "name": handing.handed_by.name,
        "to": handing.to.name,
        "text": handing.reason,
        "answered_at": handing.answered_at,
        "is_accepted": bool(handing.is_accepted),
        "answer": handing.answer_reason,
    }


def _edit(edit: SuggestedEdit) -> dict[str, Any]:
    return {
        "at": edit.suggested_at,
        "name": edit.member.name,
        "version": edit.first_version.number,
        "quote": edit.quote,
        "replacement": edit.replacement,
        "text": edit.reason,
        "became": str(edit.get_status_display()),
        "answer": edit.answer,
    }


def _comment(comment: Comment) -> dict[str, Any]:
    return {
        "at": comment.commented_at,
        "name": comment.member.name,
        "version": comment.first_version.number,
        "quote": comment.quote,
        "text": comment.text,
        "settled_by": _name(comment.settled_by),
        "answers": [{"at": one.replied_at, "name": one.member.name, "text": one.text} for one in comment.replies.all()],
    }


def _round(view: RoundView) -> dict[str, Any]:
    round = view.round
    return {
        "number": round.number,
        "version": view.version.number,
        "at": round.opened_at,
        "closed_at": round.closed_at,
        "outcome": str(round.get_outcome_display()) if round.outcome else "",
        "answers": [{"position": one, "names": names} for one, names in answers_of(view)] if view.is_revealed else [],
        "objections": [
            {
                "name": one.position.member.name,
                "consequence": one.consequence,
                "fact": one.fact,
                "aim": one.aim,
                "suggestion": one.suggestion,
                "tested": tested_in_words(one),
                "became": became_of(one),
            }
            for one in view.objections
        ],
        "concerns": [{"name": one.member.name, "text": one.text} for one in view.concerns],
    }


def _under(data: Mapping[str, Any]) -> Iterator[str]:
    yield _("%(circle)s, proposed by %(name)s on %(day)s") % {
        "circle": data["circle"],
        "name": data["author"],
        "day": _day(data["created_at"]),
    }
    if method := option_methods().get(data.get("method", "")):  # what came in earlier has none
        yield _("Decided by a choice among options: %(method)s") % {"method": method.label}
    if data["decision"]:
        yield _("Decision %(number)s") % {"number": data["decision"]}


def _parts(data: Mapping[str, Any]) -> Iterator[Part]:
    if data["need"]:
        yield Part(_("Why now?"), text=data["need"])
    yield from _stage_parts(data)
    for version in data["versions"]:
        title = _("Version %(number)s") % {"number": version["number"]}
        written = _("%(name)s, on %(day)s") % {"name": version["name"], "day": _day(version["at"])}
        yield Part(title, [line for line in (written, version["note"]) if line], version["text"])
    yield from files_part(data["files"], data.get("erased_files", ()))
    yield from _remarks(_("Questions"), data["questions"])
    yield from _remarks(_("Reactions"), data["reactions"])
    yield from _edits(data.get("edits", []))
    yield from _comments(data.get("comments", []))
    yield from _advice_parts(data)
    if data.get("read_by"):
        yield Part(_("For information"), [_("Said to have read it: %(count)s.") % {"count": data["read_by"]}])
    for round in data["rounds"]:
        yield from _round_parts(round)
    if data["end_reason"]:
        yield Part(_("How it ended"), text=data["end_reason"])


def _stage_parts(data: Mapping[str, Any]) -> Iterator[Part]:
    """When it stood where, and what its time was given; what came in earlier tells none of it."""
    lines = []
    for stage in data.get("stages", []):
        words = _("%(stage)s: from %(day)s, extended once") if stage["extended_at"] else _("%(stage)s: from %(day)s")
        lines.append(words % {"stage": stage["name"], "day": _day(stage["at"])})
    if lines:
        yield Part(_("Its stages"), items=lines)
    for pause in data.get("pauses", []):
        values = {"name": pause["name"], "day": _day(pause["at"]), "until": _day(pause["until"])}
        yield Part(_("Paused by %(name)s, from %(day)s to %(until)s") % values, text=pause["text"], level=3)
    for handing in data.get("handings", []):
        values = {"name": handing["name"], "day": _day(handing["at"]), "circle": handing["to"]}
        became = []
        if handing["answered_at"]:
            became = [_("It was taken on there.") if handing["is_accepted"] else _("It was sent back.")]
        yield Part(_("Handed to %(circle)s by %(name)s, on %(day)s") % values, became, handing["text"], level=3)
        if handing["answer"]:
            yield Part(_("The answer"), text=handing["answer"], level=4)


def _edits(rows: Sequence[Mapping[str, Any]]) -> Iterator[Part]:
    if rows:
        yield Part(_("Changes suggested in the text"))
    for row in rows:
        head = _("%(name)s, on %(day)s") % {"name": row["name"], "day": _day(row["at"])}
        about = _("On “%(words)s”, version %(version)s") % {"words": row["quote"], "version": row["version"]}
        instead = _("Instead: “%(words)s”") % {"words": row["replacement"]} if row["replacement"] else _("Left out.")
        yield Part(head, [about, instead, row["became"]], row["text"], level=3)
        if row["answer"]:
            yield Part(_("The answer"), text=row["answer"], level=4)


def _remarks(title: str, rows: Sequence[Mapping[str, Any]]) -> Iterator[Part]:
    if rows:
        yield Part(title)
    for row in rows:
        head = _("%(name)s, on %(day)s") % {"name": row["name"], "day": _day(row["at"])}
        yield Part(head, text=row["text"], level=3)
        if row.get("answer"):
            yield Part(_("The answer"), text=row["answer"], level=4)


def _comments(rows: Sequence[Mapping[str, Any]]) -> Iterator[Part]:
    if rows:
        yield Part(_("Comments on words of the text"))
    for row in rows:
        head = _("%(name)s, on %(day)s") % {"name": row["name"], "day": _day(row["at"])}
        about = _("On “%(words)s”, version %(version)s") % {"words": row["quote"], "version": row["version"]}
        settled = _("settled by %(name)s") % {"name": row["settled_by"]} if row["settled_by"] else ""
        yield Part(head, [line for line in (about, settled) if line], row["text"], level=3)
        for answer in row["answers"]:
            answered = _("%(name)s answers, on %(day)s") % {"name": answer["name"], "day": _day(answer["at"])}
            yield Part(answered, text=answer["text"], level=4)


def _advice_parts(data: Mapping[str, Any]) -> Iterator[Part]:
    rows, decider = data.get("advices", []), data.get("decider", "")  # what came in earlier has neither
    if rows:
        yield Part(_("Advice"), [_("Decided by: %(name)s") % {"name": decider}] if decider else [])
    for row in rows:
        silence = [] if row["text"] else [_("was asked, and said nothing")]
        head = _("%(name)s, on %(day)s") % {"name": row["name"], "day": _day(row["at"])} if row["at"] else row["name"]
        yield Part(head, silence, row["text"], level=3)
        if row["answer"]:
            yield Part(_("The answer"), text=row["answer"], level=4)


def _round_parts(round: Mapping[str, Any]) -> Iterator[Part]:
    title = _("Round %(number)s, on version %(version)s") % {"number": round["number"], "version": round["version"]}
    answers = [_("%(position)s: %(names)s") % row for row in round["answers"]]
    yield Part(title, [line for line in (_day(round["at"]), round["outcome"]) if line], items=answers)
    for objection in round["objections"]:
        parts = [objection[name] for name in ("consequence", "fact", "aim", "suggestion") if objection[name]]
        head = _("An objection of %(name)s") % {"name": objection["name"]}
        facts = [words for words in (objection.get("tested", ""), objection["became"]) if words]
        yield Part(head, facts, "\n\n".join(parts), level=3)
    for concern in round["concerns"]:
        head = _("%(name)s, a concern") % {"name": concern["name"]}
        yield Part(head, text=concern["text"], level=3)


def _day(stamp: str) -> str:
    instant: datetime | None = parse_datetime(stamp) if stamp else None
    return dates.day(instant, year=True, weekday=False) if instant else ""
