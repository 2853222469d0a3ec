"""The time of a stage of an election without candidate: extended once, paused once, given more minutes in a meeting."""

from datetime import timedelta

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from journal.actions import Actor, action
from journal.clock import now
from members.models import Member
from proposals.actions.election_common import begin_election, tell_election
from proposals.actions.election_notifications import AGAIN, RESUMED, ask_in_election
from proposals.actions.pauses import begin_pause, cut_short
from proposals.deadlines import to_the_hour
from proposals.election_process import ElectionAct, ElectionState
from proposals.models import Election, ElectionPause
from proposals.process import GRANTED_MINUTES, LONGEST_GRANTED
from proposals.queries.election_deadlines import election_length_after, election_pause
from proposals.queries.elections import is_election_in_meeting
from web import dates


@action
def extend_election_stage(election: Election, *, actor: Actor) -> Election:
    """Give the stage its length once more, once. Raises ValidationError: `timeboxed`, `extended`, `untimed`."""
    election = begin_election(ElectionAct.EXTEND, election, actor=actor)
    _check_online(election)
    if election.is_extended:
        raise ValidationError(_("This stage was extended already: once is enough."), code="extended")
    if election.stage_ends_at is None:
        raise ValidationError(_("This stage waits for a meeting: it has no end to put off."), code="untimed")
    extend(election)
    return election


def extend(election: Election) -> None:
    """Within an action that holds it: the stage lasts its length once more, from now where its time is over."""
    start = max(election.stage_ends_at or now(), now())
    election.stage_ends_at = election_length_after(election, ElectionState(election.state), start)
    election.is_extended, election.reminded_at = True, None
    election.save(update_fields=["stage_ends_at", "is_extended", "reminded_at"])
    ask_in_election(election, AGAIN)
    tell_election("election.extended", election, stage=election.state, until=election.stage_ends_at)


@action
def pause_election(election: Election, *, days: int, reason: str, actor: Member) -> Election:
    """Let its time online stand still for some days, once, with the reason, which everybody reads.

    What is asked meanwhile may be answered; going on to another stage, or in a meeting, ends the pause.
    Raises ValidationError: `timeboxed`, `untimed`, `over`, `reason`, `twice`, `days`.
    """
    election = begin_election(ElectionAct.PAUSE, election, actor=actor)
    _check_online(election)
    if election.stage_ends_at is None:
        raise ValidationError(_("This stage waits for a meeting: it has no end to put off."), code="untimed")
    if election.stage_ends_at <= now():
        raise ValidationError(
            _("The time of this stage was over %(end)s, and the election goes on by itself: look at the page again.")
            % {"end": dates.day_and_time(election.stage_ends_at)},
            code="over",
        )
    is_second = election_pause(election) is not None
    pause = ElectionPause(election=election, paused_by=actor, reason=reason)
    _put_off(election, begin_pause(pause, days=days, is_second=is_second))
    tell_election(
        "election.paused",
        election,
        until=pause.until,
        ends_at=election.stage_ends_at,
        private={"reason": pause.reason},
    )
    return election


@action
def end_election_pause(election: Election, *, actor: Member) -> Election:
    """Go on before the pause is over: the deadline comes nearer by what is left of it, and those who owe an answer are
    told. Twice changes nothing. Raises ValidationError: `timeboxed`."""
    election = begin_election(ElectionAct.END_PAUSE, election, actor=actor)
    held = election_pause(election)
    if held is None or not held.holds_at(now()):
        return election
    _check_online(election)
    _put_off(election, -cut_short(held))
    ask_in_election(election, RESUMED)
    tell_election("election.pause_ended", election, ends_at=election.stage_ends_at)
    return election


@action
def grant_election_minutes(election: Election, *, stage: str, granted: int, actor: Member) -> Election:
    """Give a stage that goes on in a meeting two minutes more, announced to all.

    `stage` and `granted` are what the person saw: where the election stands, and what was granted to it so far. Sent
    twice, or once the election has gone on, nothing changes. Raises ValidationError: `no_meeting`, `minutes`.
    """
    election = begin_election(ElectionAct.GRANT_MINUTES, election, actor=actor)
    if not is_election_in_meeting(election) or election.stage_ends_at is None:
        raise ValidationError(
            _("Minutes are granted while a meeting talks about it. Online, the stage may be extended."),
            code="no_meeting",
        )
    if election.state != stage or election.extra_minutes != granted:
        return election
    if granted + GRANTED_MINUTES > LONGEST_GRANTED:
        raise ValidationError(
            _("An hour was granted to this stage already: go on to the next one, or put the item off."), code="minutes"
        )
    election.extra_minutes += GRANTED_MINUTES
    election.stage_ends_at += timedelta(minutes=GRANTED_MINUTES)
    election.save(update_fields=["extra_minutes", "stage_ends_at"])
    tell_election("election.minutes_granted", election, stage=stage, minutes=GRANTED_MINUTES)
    return election


def _put_off(election: Election, length: timedelta) -> None:
    """The end of its stage by that length (less than none: sooner); of that end people are reminded anew."""
    assert election.stage_ends_at is not None  # noqa: S101  (it runs online)
    election.stage_ends_at = to_the_hour(timezone.localtime(election.stage_ends_at + length))
    election.reminded_at = None
    election.save(update_fields=["stage_ends_at", "reminded_at"])


def _check_online(election: Election) -> None:
    if election.is_timeboxed or is_election_in_meeting(election):
        raise ValidationError(
            _("It goes on in a meeting: whoever conducts there gives this stage two minutes more."), code="timeboxed"
        )
