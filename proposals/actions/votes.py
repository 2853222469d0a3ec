"""A proposal decided by a vote online: its ballot opens, and the clock writes what it decided."""

from dataclasses import replace
from datetime import datetime

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import Actor, action, require
from journal.clock import now
from members.models import Member
from proposals.actions.common import begin, lock, tell
from proposals.actions.decisions import decide_by_vote, leave_for_vote, sentence_for_register
from proposals.models import Decision, Proposal, ProposalVote
from proposals.process import Act, State
from proposals.queries import current_version, is_in_meeting
from proposals.vote_questions import vote_spec, vote_text
from votes.actions import open_consultation, plan_consultation


@action
def vote_online(
    proposal: Proposal, *, closes_at: datetime, actor: Actor, casting_voter: Member | None = None
) -> ProposalVote:
    """Open the ballot of a proposal to its circle until `closes_at`; one that is open already goes on.

    By the majority of the circle's rules, or among its options, on the text as it stands. `casting_voter` decides a tie
    of the former, where they say so. The clock opens it in the name of whoever facilitates.
    Raises ValidationError: `meeting` while the meeting that it was put to sits, `closed` where more people would read
    the ballot than the proposal, and as `put_to_vote` and `votes.questions.check` do.
    """
    proposal = begin(Act.VOTE_ONLINE, proposal, actor=actor)
    if standing := ProposalVote.objects.filter(proposal=proposal, concluded_at=None).first():
        return standing
    if is_in_meeting(proposal):
        raise ValidationError(_("A meeting discusses this proposal now: its ballot opens there."), code="meeting")
    if proposal.is_closed and proposal.circle.is_open:
        raise ValidationError(
            _("Only the circle reads this proposal, and more people see what is asked online: put it to a meeting."),
            code="closed",
        )
    if proposal.state != State.VOTING:
        leave_for_vote(proposal, Act.VOTE_ONLINE)
    version = current_version(proposal)
    spec = replace(vote_spec(proposal), casting_voter=casting_voter, closes_at=closes_at)
    asker = actor if isinstance(actor, Member) else proposal.facilitator
    text = vote_text(proposal, version)
    consultation = plan_consultation(spec, host=proposal.circle.topic, text=text, author=asker, actor=actor)
    ballot = open_consultation(consultation, actor=actor)
    consultation.refresh_from_db()
    vote = ProposalVote.objects.create(proposal=proposal, version=version, consultation=consultation)
    tell("proposal.vote_opened", proposal, ballot=ballot.pk, version=version.number, closes_at=closes_at)
    return vote


@action
def conclude_vote(vote: ProposalVote, *, actor: Actor) -> Decision | None:
    """Write what the vote decided, once its ballot is closed. Twice changes nothing.

    None where it was rejected, missed its quorum, is an opinion, or the proposal has ended meanwhile.
    """
    proposal = lock(vote.proposal)
    vote = ProposalVote.objects.select_for_update().get(pk=vote.pk)
    ballot = vote.consultation.ballot
    if ballot is None or ballot.closed_at is None:
        raise ValidationError(_("A vote decides once its ballot is closed, and as its result says."), code="ballot")
    require("votes.close", actor, ballot)
    if vote.concluded_at is not None:
        return Decision.objects.filter(ballot=ballot).first()
    vote.concluded_at = now()
    vote.save(update_fields=["concluded_at"])
    if ballot.is_void or proposal.state != State.VOTING:
        return None
    return decide_by_vote(
        proposal,
        outcome=ballot.outcome,
        result_sentence=sentence_for_register(ballot),
        ballot=ballot,
        actor=actor,
    )
