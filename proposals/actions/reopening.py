"""A new fact: any member of the circle asks to decide anew, and is answered (PRODUCT §3.2)."""

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from commissions.circle_endings import heir_of
from commissions.queries import members_of
from journal.actions import Actor, action, record, require
from journal.clock import now
from journal.refusals import wrong
from members.models import Member
from members.notifications import notify
from proposals.actions.common import written
from proposals.actions.draft import propose_anew
from proposals.actions.notifications import REOPENING, REOPENING_ANSWER
from proposals.decision_rules import answerers_of
from proposals.models import Decision, Proposal, ReopeningRequest
from proposals.process import LIVE, REOPENING_ANSWERED_WITHIN


@action
def ask_to_reopen(decision: Decision, *, fact: str, actor: Member) -> ReopeningRequest:
    """Bring a fact that was not known when it was decided, to the circle that answers for it. One that waits already is
    given back unchanged.

    Raises ValidationError: `fact`, `replaced`, `under_way`.
    """
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    require("proposals.ask_to_reopen", actor, decision)
    _check_in_force(decision)
    if waiting := ReopeningRequest.objects.filter(decision=decision, asked_by=actor, answered_at=None).first():
        return waiting
    fact = written(fact, _("Write what is new: the circle decides anew on a fact, not on a regret."), "fact")
    request = ReopeningRequest.objects.create(decision=decision, fact=fact, asked_by=actor, asked_at=now())
    record(
        "reopening.asked",
        topics=decision.topics,
        body={"decision": decision.pk, "number": decision.number, "request": request.pk},
        private={"fact": fact},
    )
    due = request.asked_at + REOPENING_ANSWERED_WITHIN
    key, circle = f"request:{request.pk}", heir_of(decision.circle).topic
    notify(answerers_of(request) or _others(request), REOPENING, decision.topic, key=key, within=circle, due=due)
    return request


@action
def tell_of_reopening(request: ReopeningRequest, *, actor: Actor) -> ReopeningRequest:
    """Nobody answered in time: every member of the circle but who asked is told that they may. The clock's own act;
    twice changes nothing."""
    decision = Decision.objects.select_for_update().get(pk=request.decision_id)
    require("proposals.tell_of_reopening", actor, decision)
    request = ReopeningRequest.objects.select_for_update().get(pk=request.pk)
    request.decision = decision
    if request.is_waiting and request.told_at is None and now() >= request.asked_at + REOPENING_ANSWERED_WITHIN:
        request.told_at = now()
        request.save(update_fields=["told_at"])
        body = {"decision": decision.pk, "number": decision.number, "request": request.pk}
        record("reopening.open_to_all", topics=decision.topics, body=body)
        key, circle = f"request:{request.pk}:all", heir_of(decision.circle).topic
        notify(_others(request), REOPENING, decision.topic, key=key, within=circle)
    return request


def _others(request: ReopeningRequest) -> QuerySet[Member]:
    return members_of(heir_of(request.decision.circle)).exclude(pk=request.asked_by_id)


@action
def decline_reopening(request: ReopeningRequest, *, reason: str, actor: Member) -> ReopeningRequest:
    """The decision stays as it is, and why. Raises ValidationError: `answered`, and on `reason`."""
    request = _begin(request, actor)
    if not reason.strip():
        raise wrong("reason", _("Say why: whoever asked is owed an answer."), code="reason")
    return _answer(request, actor, reason=reason.strip(), proposal=None)


@action
def reopen(request: ReopeningRequest, *, actor: Member, reason: str = "") -> ReopeningRequest:
    """The circle decides anew: a proposal with the same text, in the name of who asked, facilitated by who answers.

    Raises ValidationError: `answered`, `replaced`, `under_way`.
    """
    request = _begin(request, actor)
    _check_in_force(request.decision)
    proposal = propose_anew(
        request.decision, author=request.asked_by, facilitator=actor, need=request.fact, has_agreed=True
    )
    return _answer(request, actor, reason=reason.strip(), proposal=proposal)


def _begin(request: ReopeningRequest, actor: Member) -> ReopeningRequest:
    decision = Decision.objects.select_for_update().get(pk=request.decision_id)
    request = ReopeningRequest.objects.select_for_update().get(pk=request.pk)
    request.decision = decision
    require("proposals.answer_reopening", actor, request)
    if not request.is_waiting:
        raise ValidationError(_("This request is answered already."), code="answered")
    return request


def _check_in_force(decision: Decision) -> None:
    if Decision.objects.filter(replaces=decision).exists():
        raise ValidationError(_("Another decision has taken its place: look at that one."), code="replaced")
    if Proposal.objects.filter(replaces=decision, state__in=LIVE).exists():
        message = _("A proposal that would replace it is under way: bring your fact there.")
        raise ValidationError(message, code="under_way")


def _answer(request: ReopeningRequest, actor: Member, *, reason: str, proposal: Proposal | None) -> ReopeningRequest:
    request.answered_by, request.answered_at = actor, now()
    request.reason, request.proposal = reason, proposal
    request.save(update_fields=["answered_by", "answered_at", "reason", "proposal"])
    record(
        "reopening.accepted" if proposal else "reopening.declined",
        topics=request.decision.topics,
        body={
            "decision": request.decision_id,
            "number": request.decision.number,
            "request": request.pk,
            "proposal": proposal.pk if proposal else None,
        },
        private={"reason": reason} if reason else {},
    )
    key, circle = f"request:{request.pk}", heir_of(request.decision.circle).topic
    notify([request.asked_by], REOPENING_ANSWER, request.decision.topic, key=key, within=circle)
    return request
