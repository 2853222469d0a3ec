"""A proposal goes on online after the meeting that it was put to, with the time that was left, and people are asked."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from journal.actions import Actor, action
from journal.clock import now
from members.models import Member
from proposals import occasions
from proposals.actions.common import begin, tell
from proposals.actions.deadlines import why_ended
from proposals.actions.ends import set_aside
from proposals.actions.notifications import ask_at_stage, ask_author, ask_carriers
from proposals.actions.votes import vote_online
from proposals.models import Proposal, Stage
from proposals.process import AFTER_MEETING, Act, State, deadline_of
from proposals.queries import open_requests, votes_not_opened, waiting_questions
from proposals.queries.deadlines import online_end, stage_of, vote_end


@action
def give_time(proposal: Proposal, *, actor: Actor) -> bool:
    """Online, a stage whose time does not run goes on: the meeting that it waited for is over, or was never opened. It
    has what was left of its time when it was put to it, and a day at least; or else its whole length.

    Twice changes nothing. Returns whether it did.
    """
    proposal = begin(Act.TAKE_ONLINE, proposal, actor=actor)
    return _give_time(proposal)


def _give_time(proposal: Proposal) -> bool:
    stage, former = stage_of(proposal), proposal.occasion
    if stage.ends_at is not None or occasions.holds(former):
        return False
    ends_at = online_end(stage, at_least=AFTER_MEETING)
    if ends_at is None:
        return False
    _let_run(stage, ends_at)
    if former:
        proposal.occasion = ""
        proposal.save(update_fields=["occasion"])
        tell("proposal.taken_online", proposal, ends_at=stage.ends_at, occasion=former)
    else:
        tell("stage.timed", proposal, stage=str(proposal.state), ends_at=stage.ends_at)
    _ask_again(proposal)
    return True


@action
def bring_vote_online(proposal: Proposal, *, actor: Actor) -> bool:
    """What the clock does with a proposal that was put to a vote in a meeting that ended before its ballot opened: it
    opens online, for the days of the circle; where it cannot, the proposal is set aside. Twice changes nothing.

    Nothing where a ballot on it stands, or one online was made void: whoever did that says what follows. Returns
    whether it did.
    """
    proposal = begin(Act.TAKE_ONLINE, proposal, actor=actor)
    if not votes_not_opened().filter(pk=proposal.pk).exists():
        return False
    if occasions.holds(proposal.occasion) or occasions.has_vote(proposal.pk):
        return False
    if former := proposal.occasion:
        proposal.occasion = ""
        proposal.save(update_fields=["occasion"])
        tell("proposal.taken_online", proposal, ends_at=None, occasion=former)
    try:
        vote_online(proposal, closes_at=vote_end(proposal, now()), actor=actor)
    except ValidationError:
        set_aside(proposal, reason=why_ended(deadline_of(State.AMENDING, by_vote=True)), actor=actor)
    return True


@action
def take_online(proposal: Proposal, *, actor: Member) -> Proposal:
    """Take it off the meeting that it was put to, and go on online at the stage where it stands, with what was left of
    its time. Whatever was said of it stays, an open round too, and an extension that was used. Raises ValidationError
    `under_way` while that meeting talks.
    """
    proposal = begin(Act.TAKE_ONLINE, proposal, actor=actor)
    if not proposal.occasion:
        return proposal
    if occasions.is_under_way(proposal.occasion):
        raise ValidationError(
            _("The meeting is under way: whoever facilitates it defers the item first."), code="under_way"
        )
    former, proposal.occasion = proposal.occasion, ""
    proposal.save(update_fields=["occasion"])
    stage = stage_of(proposal)
    if stage.ends_at is None:
        _let_run(stage, online_end(stage))
    tell("proposal.taken_online", proposal, ends_at=stage.ends_at, occasion=former)
    _ask_again(proposal)
    return proposal


def _let_run(stage: Stage, ends_at: datetime | None) -> None:
    """Its time runs again, until then; so does that of what the circle is asked about an objection."""
    stage.ends_at, stage.time_left = ends_at, None
    stage.save(update_fields=["ends_at", "time_left"])
    if ends_at:
        waiting = Q(ends_at=None) | Q(ends_at__gt=now())
        open_requests(stage.proposal).filter(waiting).update(ends_at=ends_at)


def _ask_again(proposal: Proposal) -> None:
    """Those whose turn it is are written to, each once: they sat in the meeting, or waited for it."""
    ask_at_stage(proposal)
    for question in waiting_questions(proposal):
        ask_author(question)
    for request in open_requests(proposal).select_related("objection__position__round__proposal__circle"):
        ask_carriers(request, request.agreements.filter(agrees=None).values_list("member", flat=True))
