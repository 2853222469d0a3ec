"""A proposal that was taken away elsewhere comes in."""

from typing import Any

from commissions.models import Circle
from journal.actions import action
from journal.clock import now
from members.models import Member
from proposals.actions.draft import write_proposal
from proposals.imports import read_history
from proposals.models import ImportedHistory, Proposal
from proposals.options import METHODS


@action
def import_proposal(circle: Circle, *, content: bytes, actor: Member) -> Proposal:
    """Start a draft from the last text of the file, with its former history beside it, to be read.

    Nothing that others said elsewhere counts here. What chose among options goes on so. Raises ValidationError as
    `read_history`, and as `write_proposal`.
    """
    history: dict[str, Any] = read_history(content)
    proposal = write_proposal(
        circle,
        title=history["title"][:120],
        text=history["versions"][-1]["text"],
        need=history["need"],
        subject=history["subject"][:60],
        expected=history["expected"],
        evidence=history["evidence"],
        **_choosing(history),
        actor=actor,
    )
    ImportedHistory.objects.create(proposal=proposal, history=history, imported_by=actor, imported_at=now())
    return proposal


def _choosing(history: dict[str, Any]) -> dict[str, Any]:
    """How one chooses among its options; nothing where it was decided otherwise, or by a method not offered here."""
    if history["process"] != Proposal.Process.CHOICE or history["method"] not in METHODS:
        return {}
    return {"process": Proposal.Process.CHOICE, "method": history["method"], "seats": max(history["seats"], 1)}
