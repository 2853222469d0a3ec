"""What becomes of an objection. Only the person who raised it, or all the others together, can end it."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import action
from journal.clock import now
from members.models import Member
from proposals.actions.common import begin, lock, tell, written
from proposals.actions.parts import objection_parts
from proposals.actions.rounds import settle
from proposals.models import CircleAgreement, CircleRequest, Objection, Proposal
from proposals.process import Act
from proposals.queries import everyone_present


@action
def word_objection(objection: Objection, *, reason: Mapping[str, str], actor: Member) -> Objection:
    """Write the reason, or make it clearer. Whoever facilitates may hold the pen while a part of it is missing."""
    objection, proposal = _begin(Act.WORD, objection, actor=actor)
    if objection.is_worded and actor.pk != objection.position.member_id:
        raise ValidationError(_("This objection has its reason: its words are those of its author."), code="worded")
    parts = objection_parts(reason)
    for part, text in parts.items():
        setattr(objection, part, text)
    objection.save(update_fields=list(parts))
    tell("objection.worded", proposal, objection=objection.pk, private=parts)
    return objection


@action
def suggest(objection: Objection, *, text: str, actor: Member) -> Objection:
    """What would make it possible, in the objector's words: they suggest first."""
    objection, proposal = _begin(Act.SUGGEST, objection, actor=actor)
    objection.suggestion = written(text, _("Write your suggestion."), "text")
    objection.save(update_fields=["suggestion"])
    tell("objection.suggested", proposal, objection=objection.pk, private={"suggestion": objection.suggestion})
    return objection


@action
def lift_objection(objection: Objection, *, actor: Member) -> Objection:
    """Its author can live with the text after all. When none stands on this text, it is adopted."""
    return _end(Act.LIFT, objection, Objection.End.LIFTED, actor=actor)


@action
def concede_objection(objection: Objection, *, actor: Member) -> Objection:
    """Its author turns it into a concern, which the decision will carry."""
    return _end(Act.CONCEDE, objection, Objection.End.TO_CONCERN, actor=actor)


@action
def ask_circle(objection: Objection, *, actor: Member) -> CircleRequest:
    """Ask everyone present but the objector, each by name, to carry the objection as a concern. Once an objection."""
    objection, proposal = _begin(Act.ASK_CIRCLE, objection, actor=actor)
    if not proposal.circle.allows_circle_to_lift:
        raise ValidationError(
            _("The rules of this circle leave an objection to the person who raised it."), code="forbidden"
        )
    if hasattr(objection, "circle_request"):
        raise ValidationError(_("The circle has already been asked about this objection."), code="asked")
    asked = everyone_present(proposal, objection.position.round) - {objection.position.member_id}
    if not asked:
        raise ValidationError(_("There is nobody else to ask."), code="nobody")
    request = CircleRequest.objects.create(objection=objection, asked_by=actor, asked_at=now())
    CircleAgreement.objects.bulk_create([CircleAgreement(request=request, member_id=pk) for pk in sorted(asked)])
    tell("circle.asked", proposal, objection=objection.pk, asked=sorted(asked))
    return request


@action
def answer_circle(request: CircleRequest, *, agrees: bool, actor: Member) -> CircleRequest:
    """Agree, by name, to carry the objection as a concern, or refuse. One refusal is enough: it stands."""
    proposal = begin(Act.AGREE, _request(request), actor=actor)
    request = _request(request)
    if request.ended_at is not None:
        raise ValidationError(_("The circle has answered already."), code="ended")
    agreement = CircleAgreement.objects.select_for_update().get(request=request, member=actor)
    if agreement.agrees is agrees:
        return request
    agreement.agrees, agreement.answered_at = agrees, now()
    agreement.save(update_fields=["agrees", "answered_at"])
    tell("circle.answered", proposal, objection=request.objection_id, agrees=agrees)
    if not agrees or not request.agreements.exclude(agrees=True).exists():
        _conclude(proposal, request, agreed=agrees)
    return request


def _conclude(proposal: Proposal, request: CircleRequest, *, agreed: bool) -> None:
    request.ended_at, request.agreed = now(), agreed
    request.save(update_fields=["ended_at", "agreed"])
    if agreed:
        _write_end(proposal, request.objection, Objection.End.CIRCLE)
        settle(proposal, request.objection.position.round, Act.AGREE)
    else:
        tell("circle.refused", proposal, objection=request.objection_id)


def _begin(act: Act, objection: Objection, *, actor: Member) -> tuple[Objection, Proposal]:
    lock(objection.position.round.proposal)
    objection = _objection(objection)
    proposal = begin(act, objection, actor=actor)
    if not objection.stands:
        raise ValidationError(_("This objection has ended."), code="ended")
    return objection, proposal


def _end(act: Act, objection: Objection, end: Objection.End, *, actor: Member) -> Objection:
    again = _objection(objection)
    if again.end == end and actor.pk == again.position.member_id:
        return again
    objection, proposal = _begin(act, objection, actor=actor)
    CircleRequest.objects.filter(objection=objection, ended_at__isnull=True).update(ended_at=now(), agreed=False)
    _write_end(proposal, objection, end)
    settle(proposal, objection.position.round, act)
    return objection


def _write_end(proposal: Proposal, objection: Objection, end: Objection.End) -> None:
    objection.end, objection.ended_at = end, now()
    objection.save(update_fields=["end", "ended_at"])
    tell("objection.ended", proposal, objection=objection.pk, end=str(end))


def _objection(objection: Objection) -> Objection:
    return Objection.objects.select_related("position__round__proposal__circle", "position__round__version").get(
        pk=objection.pk
    )


def _request(request: CircleRequest) -> CircleRequest:
    return CircleRequest.objects.select_related(
        "objection__position__round__proposal__circle", "objection__position__round__version"
    ).get(pk=request.pk)
