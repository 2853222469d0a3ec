"""A proposal that was taken away elsewhere comes in."""

from typing import Any

from commissions.models import Circle
from journal.actions import action
from journal.clock import now
from members.models import Member
from proposals.actions.draft import write_proposal
from proposals.imports import read_history
from proposals.models import ImportedHistory, Proposal


@action
def import_proposal(circle: Circle, *, content: bytes, actor: Member) -> Proposal:
    """Start a draft from the last text of the file, with its former history beside it, to be read.

    Nothing that others said elsewhere counts here. Raises ValidationError as `read_history`, and as `write_proposal`.
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
        actor=actor,
    )
    ImportedHistory.objects.create(proposal=proposal, history=history, imported_by=actor, imported_at=now())
    return proposal
