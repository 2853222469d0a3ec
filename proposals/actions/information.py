"""A text for information: nothing is decided, its circle reads it and knows."""

from typing import Any

from django.utils.translation import gettext as _

from commissions.changes import Change
from journal.actions import action, touch
from journal.clock import now
from journal.refusals import wrong
from members.models import Member
from proposals.actions.common import begin, move, tell
from proposals.models import Decision, Proposal, ProposalAudience, TextReading
from proposals.process import Act, State
from proposals.queries import just_answered_aloud, waiting_questions
from proposals.queries.information import is_read_by_all, read_by


def check_decides_nothing(process: str, change: Change, replaces: Decision | None) -> None:
    """What is for information changes no rules and no places, and ends no decision.

    Raises ValidationError on `changes` or `replaces` (`information`).
    """
    if process != Proposal.Process.INFORMATION:
        return
    if change:
        message = _("A text for information changes nothing: choose how it is decided, or let nothing be changed.")
        raise wrong("changes", message, code="information")
    if replaces:
        message = _("A text for information ends no decision: choose how it is decided, or name none.")
        raise wrong("replaces", message, code="information")


def not_needed(process: str, audience: str) -> dict[str, Any]:
    """What is not kept of a draft that is for information, as it would be without: who leads, and what comes after.

    Nothing is decided that everybody could read from then on: the members read it.
    """
    if process != Proposal.Process.INFORMATION:
        return {}
    nobody = dict.fromkeys(("facilitator", "facilitator_since", "decider", "decider_since", "responsible"))
    readers = ProposalAudience.MEMBERS if audience == ProposalAudience.PUBLIC else audience
    return {**nobody, "audience": readers, "review_on": None, "due_on": None, "expected": "", "evidence": ""}


@action
def mark_read(proposal: Proposal, *, actor: Member) -> Proposal:
    """Say that one has read it; twice changes nothing. It is over once all of the circle have, and no question waits.

    The journal says when it is known, and never who read it when.
    """
    proposal = begin(Act.MARK_READ, proposal, actor=actor)
    _reading, is_new = TextReading.objects.get_or_create(proposal=proposal, member=actor, defaults={"read_at": now()})
    if is_new:
        touch(proposal.topic)
        end_once_read(proposal, Act.MARK_READ)
    return proposal


def end_once_read(proposal: Proposal, act: Act) -> None:
    """Within `act`: it is known when nobody is left to read it, and no question keeps it open."""
    is_asked = waiting_questions(proposal) or just_answered_aloud(proposal)
    if proposal.is_for_information and is_read_by_all(proposal) and not is_asked:
        become_known(proposal, act)


def become_known(proposal: Proposal, act: Act) -> None:
    """Within `act`: it is over. Raises ValidationError (`unanswered`) while a question waits."""
    read = read_by(proposal)
    move(proposal, act, State.KNOWN)
    tell("proposal.known", proposal, read=read)
