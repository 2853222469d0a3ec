"""Following up a decision: who carries it out, and how far that is."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from commissions.circle_endings import heir_of
from commissions.queries import is_in
from journal.actions import Actor, action, record, require
from journal.clock import now
from journal.refusals import wrong
from members.models import Member
from proposals.actions.notifications import ask_to_carry
from proposals.models import Decision, FollowUp
from proposals.queries import current_follow_up
from proposals.queries.follow_up import reminder_key

State = FollowUp.State


@action
def note_progress(decision: Decision, *, state: str, actor: Member, reason: str = "") -> FollowUp:
    """Say that it is to do, under way, done, or dropped because of `reason`. The same again changes nothing.

    Raises ValidationError: `replaced`, `state`, and on `reason` where it is dropped without one.
    """
    decision = _begin(decision, actor)
    if state not in State.values:
        raise ValidationError(_("Choose how far it is."), code="state")
    if state == State.DROPPED and not reason.strip():
        raise wrong("reason", _("Say why it is dropped: the circle will read it."), code="reason")
    current = current_follow_up(decision)
    if current is not None and (current.state, current.reason) == (state, reason.strip()):
        return current
    return _note(
        decision,
        actor,
        state=state,
        reason=reason.strip(),
        responsible=current.responsible if current else None,
        due_on=current.due_on if current else None,
    )


@action
def entrust(decision: Decision, *, responsible: Member | None, due_on: date | None, actor: Member) -> FollowUp:
    """Say who carries it out and by when; what was done or dropped is to do again. The same again changes nothing.

    Whoever is named by another has a letter.

    Raises ValidationError: `replaced`, and on `responsible` for somebody who is not in the circle.
    """
    decision = _begin(decision, actor)
    circle = heir_of(decision.circle)
    if responsible is not None and not is_in(responsible, circle):
        message = _("Whoever carries it out is a member of the circle: %(circle)s.") % {"circle": circle}
        raise wrong("responsible", message, code="responsible")
    current = current_follow_up(decision)
    if current is not None and (current.responsible, current.due_on) == (responsible, due_on):
        return current
    state = current.state if current and not current.is_finished else State.TO_DO
    follow_up = _note(decision, actor, state=state, reason="", responsible=responsible, due_on=due_on)
    if responsible != actor:
        ask_to_carry(follow_up, f"named:{follow_up.pk}")
    return follow_up


@action
def remind_to_carry(follow_up: FollowUp, *, actor: Actor) -> FollowUp:
    """Write to whoever carries a decision out, the day before its day, and once that is over. The clock's own act; the
    same again is the same letter."""
    decision = Decision.objects.select_for_update().get(pk=follow_up.decision_id)
    require("proposals.remind_to_carry", actor, decision)
    if (key := reminder_key(follow_up, timezone.localdate(now()))) and current_follow_up(decision) == follow_up:
        ask_to_carry(follow_up, key)
    return follow_up


def _begin(decision: Decision, actor: Member) -> Decision:
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    require("proposals.follow_up", actor, decision)
    if Decision.objects.filter(replaces=decision).exists():
        raise ValidationError(_("Another decision has taken its place: follow up that one."), code="replaced")
    return decision


def _note(
    decision: Decision, actor: Member, *, state: str, reason: str, responsible: Member | None, due_on: date | None
) -> FollowUp:
    follow_up = FollowUp.objects.create(
        decision=decision,
        state=state,
        reason=reason,
        responsible=responsible,
        due_on=due_on,
        noted_by=actor,
        noted_at=now(),
    )
    record(
        "decision.followed_up",
        topics=decision.topics,
        body={
            "decision": decision.pk,
            "number": decision.number,
            "state": state,
            "responsible": responsible.pk if responsible else None,
            "due_on": due_on,
        },
        private={"reason": reason} if reason else {},
    )
    return follow_up
