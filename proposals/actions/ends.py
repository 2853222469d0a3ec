"""The other ends of a proposal, and taking it up again."""

from django.utils.translation import gettext as _

from journal.actions import Actor, action
from journal.clock import now
from members.models import Member
from proposals.actions.common import begin, move, tell, written
from proposals.actions.handing import close_handing
from proposals.actions.stages import end_requests
from proposals.models import Proposal, ProposalVote, Round
from proposals.process import Act, State
from votes.actions import take_back


@action
def withdraw(proposal: Proposal, *, actor: Member, reason: str = "") -> Proposal:
    """Its author takes it back. Positions that were hidden stay so for good."""
    return _end(Act.WITHDRAW, proposal, State.WITHDRAWN, actor=actor, reason=reason)


@action
def send_back(proposal: Proposal, *, actor: Member, reason: str) -> Proposal:
    """The circle asks for more work on it: its author may take it up again as a draft."""
    return _end(Act.SEND_BACK, proposal, State.SENT_BACK, actor=actor, reason=_said(reason))


@action
def set_aside(proposal: Proposal, *, actor: Actor, reason: str) -> Proposal:
    """Not tonight: a next meeting takes it up again from its presentation."""
    return _end(Act.SET_ASIDE, proposal, State.SET_ASIDE, actor=actor, reason=_said(reason))


@action
def lapse(proposal: Proposal, *, actor: Actor, reason: str) -> Proposal:
    """Nobody carried it on in time: the clock ends it."""
    return _end(Act.LAPSE, proposal, State.LAPSED, actor=actor, reason=_said(reason))


@action
def resume(proposal: Proposal, *, actor: Member) -> Proposal:
    """Take up again what was sent back (as a draft) or set aside (from its presentation)."""
    proposal = begin(Act.RESUME, proposal, actor=actor)
    if proposal.state == State.SENT_BACK:
        move(proposal, Act.RESUME, State.DRAFT)
    else:
        move(proposal, Act.RESUME, State.PRESENTED)
    tell("proposal.resumed", proposal, stage=str(proposal.state))
    return proposal


def _end(act: Act, proposal: Proposal, to: State, *, actor: Actor, reason: str) -> Proposal:
    proposal = begin(act, proposal, actor=actor)
    before = str(proposal.state)
    Round.objects.open().filter(proposal=proposal).update(closed_at=now(), outcome=Round.Outcome.ABANDONED)
    end_requests(proposal)
    _end_vote(proposal)
    close_handing(proposal)
    move(proposal, act, to, reason=reason.strip())
    tell(f"proposal.{to}", proposal, after=before, private={"reason": proposal.end_reason})
    return proposal


def _end_vote(proposal: Proposal) -> None:
    """Nobody votes any more on what has ended."""
    for vote in ProposalVote.objects.select_for_update().filter(proposal=proposal, concluded_at=None):
        if vote.consultation.ballot is not None:
            take_back(vote.consultation.ballot)
        vote.concluded_at = now()
        vote.save(update_fields=["concluded_at"])


def _said(reason: str) -> str:
    return written(reason, _("Say why, in a sentence: those who were not there will read it."), "reason")
