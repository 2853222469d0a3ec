"""One person decides after advice: those concerned are asked by name, each advice is answered, then it is decided."""

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commissions.changes import Change
from commissions.models import Circle
from commissions.queries import is_in
from journal.actions import action, require
from journal.clock import now
from journal.lists import listed
from journal.refusals import wrong
from members.models import Member
from proposals.actions.common import begin, check_time, lock, move, tell, written
from proposals.actions.notifications import ask_advisers, ask_for_answers
from proposals.actions.register import enter_proposal
from proposals.actions.replacements import check_replaced
from proposals.models import Advice, Decision, Proposal
from proposals.process import Act, State
from proposals.queries import current_version
from proposals.queries.advice import awaited_advice, unanswered_advice
from proposals.sentences import decided_after_advice


def check_may_decide_alone(circle: Circle, process: str) -> None:
    """Raise `ValidationError` on `process` (`advice`) where the circle's rules let nobody decide alone."""
    if process == Proposal.Process.ADVICE and not circle.lets_one_decide:
        message = _("The rules of %(circle)s let nobody decide alone: choose another way, or change its rules first.")
        raise wrong("process", message % {"circle": circle.name}, code="advice")


def check_within_reach(circle: Circle, process: str, change: Change, replaces: Decision | None) -> None:
    """What no advice reaches: rules, places in a circle, what another circle decided, what a consent or a vote did.

    Raises ValidationError on `changes` or `replaces` (`advice`).
    """
    if process != Proposal.Process.ADVICE:
        return
    if change:
        message = _("One person alone changes neither rules nor places in a circle: choose consent, or a majority.")
        raise wrong("changes", message, code="advice")
    if replaces and (replaces.circle_id != circle.pk or replaces.process != Decision.Process.ADVICE):
        message = _("One person alone ends only what one person of this circle decided: choose consent, or a majority.")
        raise wrong("replaces", message, code="advice")


def missing_for_advice(proposal: Proposal) -> dict[str, ValidationError]:
    """What keeps it from leaving the draft, by field: somebody of the circle who decides, somebody else to ask."""
    missing = {}
    if proposal.decider is None:
        missing["decider"] = ValidationError(_("Say who decides: yourself, or somebody of the circle."), "decider")
    elif not is_in(proposal.decider, proposal.circle):
        message = _("Whoever decides is a member of the circle: %(circle)s.") % {"circle": proposal.circle}
        missing["decider"] = ValidationError(message, "decider")
    if not Advice.objects.filter(proposal=proposal).exclude(adviser=proposal.decider).exists():
        message = _("Name those whom it concerns: at least one other person is asked for advice.")
        missing["advisers"] = ValidationError(message, "advisers")
    return missing


def name_advisers(proposal: Proposal, advisers: Collection[Member], actor: Member) -> None:
    """Within the action that writes the draft: these people will be asked, and no others. The decider asks nobody's."""
    is_asked = proposal.is_by_advice
    kept = [adviser for adviser in advisers if is_asked and adviser.pk != proposal.decider_id]
    Advice.objects.filter(proposal=proposal).exclude(adviser__in=kept).delete()
    _ask(proposal, kept, actor)


def _ask(proposal: Proposal, advisers: Collection[Member], actor: Member) -> list[Advice]:
    """Those who were not asked yet."""
    known = set(Advice.objects.filter(proposal=proposal).values_list("adviser", flat=True))
    new = [
        Advice(proposal=proposal, adviser=adviser, asked_by=actor, asked_at=now())
        for adviser in advisers
        if adviser.pk not in known
    ]
    return Advice.objects.bulk_create(new)


@action
def ask_advice(proposal: Proposal, *, advisers: Collection[Member], actor: Member) -> Proposal:
    """Ask more people by name while advice is given. Whoever was asked already is not asked twice.

    Raises ValidationError on `advisers`: `itself` for the person who decides.
    """
    proposal = begin(Act.ASK_ADVICE, proposal, actor=actor)
    if any(adviser.pk == proposal.decider_id for adviser in advisers):
        raise wrong("advisers", _("Whoever decides hears the others: ask somebody else."), code="itself")
    if new := _ask(proposal, advisers, actor):
        tell("advice.asked", proposal, advisers=[advice.adviser_id for advice in new])
        ask_advisers(proposal)
    return proposal


@action
def advise(proposal: Proposal, *, text: str, actor: Member) -> Advice:
    """Give one's advice, or complete it while nobody has answered it. Once all have, the decision is prepared.

    Raises ValidationError: `text` without words, `answered`.
    """
    proposal = begin(Act.ADVISE, proposal, actor=actor)
    advice = Advice.objects.select_for_update().get(proposal=proposal, adviser=actor)
    if advice.answered_at is not None:
        raise ValidationError(_("Your advice was answered: read the answer on this page."), code="answered")
    advice.text = written(text, _("Write your advice."), "text")
    advice.version, advice.given_at = current_version(proposal), now()
    advice.save(update_fields=["text", "version", "given_at"])
    tell("advice.given", proposal, advice=advice.pk, version=advice.version.number, private={"text": advice.text})
    if awaited_advice(proposal):
        ask_for_answers(proposal)
    else:
        before = str(proposal.state)
        move(proposal, Act.ADVISE, State.DECIDING)
        tell("stage.opened", proposal, stage=str(State.DECIDING), after=before)
    return advice


@action
def answer_advice(advice: Advice, *, text: str, actor: Member) -> Advice:
    """Whoever decides says what becomes of an advice. It may be said better until the decision.

    Raises ValidationError: `text` without words, `silent` where none was given.
    """
    proposal = lock(advice.proposal)
    advice = Advice.objects.select_for_update().get(pk=advice.pk)
    advice.proposal = proposal
    require(f"proposals.{Act.ANSWER_ADVICE}", actor, advice)
    check_time(Act.ANSWER_ADVICE, proposal)
    if advice.given_at is None:
        raise ValidationError(_("This person has given no advice: there is nothing to answer."), code="silent")
    advice.answer = written(text, _("Write your answer."), "text")
    advice.answered_by, advice.answered_at = actor, now()
    advice.save(update_fields=["answer", "answered_by", "answered_at"])
    tell("advice.answered", proposal, advice=advice.pk, adviser=advice.adviser_id, private={"answer": advice.answer})
    return advice


def check_all_advised(proposal: Proposal) -> None:
    """Raise `ValidationError` (`awaited`) while somebody who was asked may still give advice."""
    if waiting := awaited_advice(proposal):
        names = listed(advice.adviser.name for advice in waiting)
        message = _("%(names)s can still give advice: the time for it ends by itself, and whoever is silent is noted.")
        raise ValidationError(message % {"names": names}, code="awaited")


@action
def take_decision(proposal: Proposal, *, is_adopted: bool, reasons: str, actor: Member) -> Decision | None:
    """One person decides, for or against, with reasons that everybody reads. None where it is not done.

    Raises ValidationError: `unanswered` while an advice has no answer, `reasons` without any, and, where it replaces a
    decision, as `check_replaced` and `check_within_reach` do.
    """
    proposal = begin(Act.TAKE_DECISION, proposal, actor=actor)
    reasons = written(reasons, _("Say why you decide so: those who advised will read it."), "reasons")
    if waiting := unanswered_advice(proposal):
        names = ", ".join(advice.adviser.name for advice in waiting)
        raise ValidationError(_("Answer each advice first: %(names)s.") % {"names": names}, code="unanswered")
    if not is_adopted:
        move(proposal, Act.TAKE_DECISION, State.REJECTED, reason=reasons)
        tell("proposal.not_done", proposal, decider=actor.pk, private={"reason": reasons})
        return None
    version = current_version(proposal)
    check_replaced(proposal)
    check_within_reach(proposal.circle, proposal.process, version.change, proposal.replaces)
    move(proposal, Act.TAKE_DECISION, State.ADOPTED, reason=reasons)
    return enter_proposal(
        proposal, version, process=Decision.Process.ADVICE, result=decided_after_advice(proposal, reasons)
    )
