"""Putting a proposal on the agenda of a meeting."""

import rules

from journal.actions import action, require, touch
from journal.clock import now
from members.models import Member
from proposals.actions.common import begin, check_time, lock, tell
from proposals.actions.presentation import show_to_circle
from proposals.models import Proposal
from proposals.process import Act, State
from proposals.queries import is_talked_about, open_requests
from proposals.queries.deadlines import length_after, stage_of


@action
def put_to_meeting(proposal: Proposal, *, occasion: str, actor: Member) -> Proposal:
    """Put the proposal on a meeting's agenda (`occasion` is "meeting:12"): who facilitates there conducts it.

    A draft is presented by it, so that everybody can read it beforehand; one that was set aside is taken up again. Its
    time online stands still from then on, and what is left of it is kept (`take_online`); what the circle is asked
    about an objection stands still too, and goes on in the meeting. Questions, versions, an open round stay.
    """
    proposal = lock(proposal)
    require("proposals.read", actor, proposal)
    conducts_it = rules.has_perm(f"proposals.{Act.PUT_TO_MEETING}", actor, proposal)
    before, proposal.occasion = proposal.occasion, occasion
    if not conducts_it:
        require("proposals.bring_to_meeting", actor, proposal)
    check_time(Act.PUT_TO_MEETING, proposal)
    if before == occasion and proposal.is_live:
        return proposal
    proposal.save(update_fields=["occasion"])
    if proposal.is_live:
        stage = stage_of(proposal)
        if stage.ends_at is not None:
            stage.time_left, stage.ends_at = stage.ends_at - now(), None
            stage.save(update_fields=["time_left", "ends_at"])
        open_requests(proposal).filter(ends_at__gt=now()).update(ends_at=None)
        begin_requests(proposal)
        tell("proposal.put_to_meeting", proposal, occasion=occasion)
    else:
        show_to_circle(proposal, Act.PUT_TO_MEETING)
    return proposal


def begin_requests(proposal: Proposal) -> None:
    """Within the act with which a meeting begins to talk about it: what the circle was asked about an objection, and
    that stood still until then, has the minutes of the examination. Nothing before the meeting has come to it.
    """
    waiting = open_requests(proposal).filter(ends_at=None)
    if is_talked_about(proposal) and waiting.update(ends_at=length_after(proposal, State.EXAMINATION, now())):
        touch(proposal.topic)


@action
def bring_opinion(proposal: Proposal, *, occasion: str, actor: Member) -> Proposal:
    """Put on a meeting's agenda what nobody objected to online, to be ratified: any member of the circle may. Once."""
    proposal = begin(Act.BRING_OPINION, proposal, actor=actor)
    if proposal.occasion != occasion:
        proposal.occasion = occasion
        proposal.save(update_fields=["occasion"])
        tell("proposal.put_to_meeting", proposal, occasion=occasion)
    return proposal
