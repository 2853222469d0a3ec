"""A proposal with its whole history, as plain data: its files, and the document, are made of them alone.

Positions that are still hidden are not in them, nor what somebody wrote beforehand, nor what a reader reads after
answering.
"""

from typing import Any

from journal.canonical import plain
from journal.clock import stamp
from members.models import Member
from proposals.brought_histories import brought_histories
from proposals.history_shape import FORMAT
from proposals.models import Comment, Handing, ImportedHistory, Proposal, ProposalPause, Stage, SuggestedEdit
from proposals.presenters.attached_files import erased_files, file_data
from proposals.queries import RoundView, rounds_of
from proposals.queries.advice import advices_of
from proposals.queries.attached_files import all_files
from proposals.queries.comments import comments_for
from proposals.queries.information import read_by
from proposals.queries.talk import questions_of, reactions_for
from proposals.traces import answers_of, became_of, tested_in_words


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
        "brought": _brought(proposal),
    }
    read: dict[str, Any] = plain(data)
    return read


def _brought(proposal: Proposal) -> list[dict[str, Any]]:
    imported = ImportedHistory.objects.filter(proposal=proposal).select_related("imported_by").first()
    if imported is None:
        return []
    return brought_histories(imported.history, by=imported.imported_by.name, at=stamp(imported.imported_at))


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
