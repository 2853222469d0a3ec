"""The time of a stage online: it is over by itself, extended once, paused once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from journal.actions import Actor, action
from journal.clock import as_of, now
from members.models import Member
from proposals import occasions
from proposals.actions.common import begin, extend, lock, tell
from proposals.actions.ends import lapse, set_aside
from proposals.actions.pauses import begin_pause, cut_short
from proposals.actions.rounds import close_round, open_round
from proposals.actions.stages import next_stage
from proposals.actions.votes import vote_online
from proposals.deadlines import to_the_hour
from proposals.models import Proposal, ProposalPause, Round, Stage
from proposals.process import (
    GRANTED_MINUTES,
    LONGEST_GRANTED,
    Act,
    Deadline,
    Need,
    State,
    deadline_of,
)
from proposals.queries import author_time_ends, open_requests, open_round_of
from proposals.queries.deadlines import latest_pause, stage_of, vote_end


def _close_open_round(proposal: Proposal, *, actor: Actor) -> None:
    round = open_round_of(proposal)
    if round is None:
        raise ValidationError(_("This round is closed. Look at what happened since."), code="closed")
    close_round(round, actor=actor)


ENDS: dict[Act, Callable[..., Any]] = {
    Act.NEXT_STAGE: next_stage,
    Act.OPEN_ROUND: open_round,
    Act.CLOSE_ROUND: _close_open_round,
}


MISSING = {Need.ANSWERS: ("unanswered", "answered_aloud"), Need.VERSION: ("version",)}
"""The codes by which an act is refused while what its stage needs is missing."""

NAMING = ("overtaken", "elsewhere")
"""The codes of what it cannot replace, for which no ballot opens either."""


@action
def end_stage(proposal: Proposal, *, actor: Actor) -> bool:
    """What the clock does when the time of a stage is over, as of that instant. Twice changes nothing.

    Where the stage cannot end (a question waits, or a new version), it is extended once by its length; then the
    proposal lapses, once its author has had that time too, or is set aside where its vote cannot open online. A vote
    lasts from the instant at which the clock is awake, so that nobody has less time. Returns whether anything was due.
    """
    proposal = lock(proposal)
    stage = stage_of(proposal)
    if stage.ends_at is None or now() < stage.ends_at:
        return False
    state = State(proposal.state)
    tell("stage.over", proposal, stage=str(state), ended_at=stage.ends_at)
    deadline = deadline_of(state, by_vote=proposal.is_by_vote)
    closes_at = vote_end(proposal, now())
    with as_of(stage.ends_at), override(settings.LANGUAGE_CODE):  # a refusal is kept, for everybody
        try:
            if deadline.act is None:
                _go_on_waiting(proposal, stage, deadline, actor)
            elif deadline.act == Act.VOTE_ONLINE:
                vote_online(proposal, closes_at=closes_at, actor=actor)
            else:
                ENDS[deadline.act](proposal, actor=actor)
        except ValidationError as refusal:
            _go_on_waiting(proposal, stage, deadline, actor, refusal)
    return True


def _go_on_waiting(
    proposal: Proposal, stage: Stage, deadline: Deadline, actor: Actor, refusal: ValidationError | None = None
) -> None:
    """What the stage needs is missing, or something else was in the way: `refusal`."""
    if stage.extended_at is None:
        extend(proposal, stage)
        tell("stage.extended", proposal, stage=str(proposal.state), ends_at=stage.ends_at)
        return
    has_until = author_time_ends(proposal)
    if has_until is not None and has_until > now():  # a question asked late, or an author who took the text over
        stage.ends_at = to_the_hour(has_until)
        stage.save(update_fields=["ends_at"])
        return
    end = set_aside if deadline.needs == Need.BALLOT else lapse
    end(proposal, reason=why_ended(deadline, refusal), actor=actor)


def why_ended(deadline: Deadline, refusal: ValidationError | None = None) -> str:
    if refusal is not None and not _is_what_is_missing(deadline, getattr(refusal, "code", "")):
        return " ".join(refusal.messages)
    with override(settings.LANGUAGE_CODE):  # it is kept, for everybody
        return {
            Need.ANSWERS: _("A question still waited for its answer when the stage, extended once, was over."),
            Need.DECISION: _("Nothing was decided before the stage, extended once, was over."),
            Need.VERSION: _("No new version was written before the stage, extended once, was over."),
            Need.BALLOT: _("Its vote could not open online: a meeting may take it up."),
            None: _("Nobody carried it on before the stage, extended once, was over."),
        }[deadline.needs]


def _is_what_is_missing(deadline: Deadline, code: str) -> bool:
    if deadline.needs == Need.BALLOT:
        return code not in NAMING
    return deadline.needs is not None and code in MISSING.get(deadline.needs, ())


@action
def extend_stage(proposal: Proposal, *, actor: Actor) -> Proposal:
    """Give the stage its length once more, seen by everybody, and to what the circle is asked meanwhile as much.

    Raises ValidationError: `untimed`, `twice`.
    """
    proposal = begin(Act.EXTEND, proposal, actor=actor)
    stage = _timed(proposal)
    if stage.extended_at is not None:
        raise ValidationError(_("This stage was extended once already: it ends as announced."), code="twice")
    former = stage.ends_at
    extend(proposal, stage, by=actor if isinstance(actor, Member) else None)
    if former and stage.ends_at:
        open_requests(proposal).update(ends_at=F("ends_at") + (stage.ends_at - former))
    Round.objects.open().filter(proposal=proposal, extended_at=None).update(extended_at=stage.extended_at)
    tell("stage.extended", proposal, stage=str(proposal.state), ends_at=stage.ends_at)
    return proposal


@action
def grant_minutes(proposal: Proposal, *, stage: str, granted: int, actor: Member) -> Proposal:
    """Give a stage that goes on in a meeting two minutes more, announced to all.

    `stage` and `granted` are what the person saw: where the proposal stands, and what was granted to it so far. Sent
    twice, or once the proposal has gone on, nothing changes. Raises ValidationError: `no_meeting`, `minutes`.
    """
    proposal = begin(Act.GRANT_MINUTES, proposal, actor=actor)
    standing = stage_of(proposal)
    if not occasions.is_under_way(proposal.occasion):
        raise ValidationError(
            _("Minutes are granted while a meeting talks about it. Online, the stage may be extended."),
            code="no_meeting",
        )
    if standing.state != stage or standing.extra_minutes != granted:
        return proposal
    if granted + GRANTED_MINUTES > LONGEST_GRANTED:
        raise ValidationError(
            _("An hour was granted to this stage already: go on, put the item off, or take the proposal online."),
            code="minutes",
        )
    standing.extra_minutes += GRANTED_MINUTES
    standing.save(update_fields=["extra_minutes"])
    tell("stage.minutes_granted", proposal, stage=stage, minutes=GRANTED_MINUTES)
    return proposal


@action
def pause(proposal: Proposal, *, days: int, reason: str, actor: Member) -> Proposal:
    """Let its time stand still for some days, once, with the reason, which everybody reads.

    What is asked meanwhile may be answered; going on to another stage ends the pause. Raises ValidationError:
    `untimed`, `twice`, `days`, `reason`.
    """
    proposal = begin(Act.PAUSE, proposal, actor=actor)
    stage = _timed(proposal)
    pause = ProposalPause(proposal=proposal, paused_by=actor, reason=reason)
    _put_off(proposal, stage, begin_pause(pause, days=days, is_second=latest_pause(proposal) is not None))
    tell("proposal.paused", proposal, until=pause.until, ends_at=stage.ends_at, private={"reason": pause.reason})
    return proposal


@action
def end_pause(proposal: Proposal, *, actor: Member) -> Proposal:
    """Go on before the pause is over: the deadlines come nearer by what is left of it. Twice changes nothing."""
    proposal = begin(Act.END_PAUSE, proposal, actor=actor)
    held = latest_pause(proposal)
    if held is None or not held.holds_at(now()):
        return proposal
    stage = _timed(proposal)
    _put_off(proposal, stage, -cut_short(held))
    tell("proposal.pause_ended", proposal, ends_at=stage.ends_at)
    return proposal


def _timed(proposal: Proposal) -> Stage:
    stage = stage_of(proposal)
    if stage.ends_at is None:
        raise ValidationError(_("No time runs here: the proposal waits for a meeting."), code="untimed")
    return stage


def _put_off(proposal: Proposal, stage: Stage, length: timedelta) -> None:
    """The end of the stage, and of what the circle is asked meanwhile, by that length (less than none: sooner)."""
    assert stage.ends_at is not None  # noqa: S101  (`_timed`)
    stage.ends_at = to_the_hour(timezone.localtime(stage.ends_at + length))
    stage.save(update_fields=["ends_at"])
    open_requests(proposal).update(ends_at=F("ends_at") + length)
