"""What becomes of an objection. Only the person who raised it, or all the others together, can end it."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import action
from journal.clock import as_of, now
from members.models import Member
from proposals import sentences
from proposals.actions.common import begin, lock, tell, written
from proposals.actions.four_answers import write_reason
from proposals.actions.notifications import ask_carriers, ask_once_suggested
from proposals.actions.rounds import settle
from proposals.models import CircleAgreement, CircleRequest, Objection, ObjectionTest, Proposal, Stage
from proposals.process import Act, State
from proposals.queries import carriers_of, is_carried, is_talked_about, why_not_carried
from proposals.queries.deadlines import length_after, stage_of


@action
def word_objection(objection: Objection, *, reason: Mapping[str, str], actor: Member) -> Objection:
    """Write the reason, or make it clearer. Whoever facilitates may hold the pen while a part of it is missing."""
    objection, proposal = _begin(Act.WORD, objection, actor=actor)
    parts = write_reason(objection, reason, by_objector=actor.pk == objection.position.member_id)
    tell("objection.worded", proposal, objection=objection.pk, private=parts)
    return objection


@action
def suggest(objection: Objection, *, text: str, actor: Member) -> Objection:
    """What would make it possible, in the objector's words: they suggest first."""
    objection, proposal = _begin(Act.SUGGEST, objection, actor=actor)
    objection.suggestion = written(text, _("Write your suggestion."), "text")
    objection.save(update_fields=["suggestion"])
    tell("objection.suggested", proposal, objection=objection.pk, private={"suggestion": objection.suggestion})
    ask_once_suggested(proposal)
    return objection


@action
def suggest_nothing(objection: Objection, *, actor: Member) -> Objection:
    """The objector has nothing to suggest: the author may write the next version at once. Twice changes nothing."""
    objection, proposal = _begin(Act.SUGGEST_NOTHING, objection, actor=actor)
    if objection.passed_at is None:
        objection.passed_at = now()
        objection.save(update_fields=["passed_at"])
        tell("objection.passed", proposal, objection=objection.pk)
        ask_once_suggested(proposal)
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
def test_aloud(objection: Objection, *, shows_harm: bool, shows_better_way: bool, actor: Member) -> ObjectionTest:
    """Keep what the circle heard when it tested the objection aloud: a harm to the aim, a better way, or neither.

    Nothing ends by it. It comes before the circle is asked to carry the objection; tested again, the latest holds.
    """
    objection, proposal = _begin(Act.TEST, objection, actor=actor)
    heard = {"shows_harm": shows_harm, "shows_better_way": shows_better_way}
    test, _made = ObjectionTest.objects.update_or_create(
        objection=objection, defaults={**heard, "tested_by": actor, "tested_at": now()}
    )
    tell("objection.tested", proposal, objection=objection.pk, harm=shows_harm, better_way=shows_better_way)
    return test


@action
def ask_circle(objection: Objection, *, actor: Member) -> CircleRequest:
    """Ask all who took a position on this version, but the objector, each by name, to carry it as a concern.

    Once an objection, and after it was tested aloud. Silence when the time is over is a refusal; it does not run while
    the proposal waits for a meeting, or for its turn there. Raises ValidationError: `forbidden` by the circle's rules,
    `asked` already, `quorum` of positions missed, too `few` besides the author and whoever facilitates, `untested`.
    """
    objection, proposal = _begin(Act.ASK_CIRCLE, objection, actor=actor)
    round = objection.position.round
    carriers = carriers_of(round)
    if reason := why_not_carried(objection, carriers, asker=actor.pk):
        raise ValidationError(sentences.not_carried(reason), code=reason)
    members = sorted(carriers.beside(objection.position.member_id))
    asked_at = now()
    waits = stage_of(proposal).ends_at is None and not is_talked_about(proposal)
    ends_at = None if waits else length_after(proposal, State.EXAMINATION, asked_at)
    if ends_at:
        Stage.objects.filter(proposal=proposal, left_at=None, ends_at__lt=ends_at).update(ends_at=ends_at)
    request = CircleRequest.objects.create(objection=objection, asked_by=actor, asked_at=asked_at, ends_at=ends_at)
    CircleAgreement.objects.bulk_create([CircleAgreement(request=request, member_id=pk) for pk in members])
    tell("circle.asked", proposal, objection=objection.pk, asked=members, ends_at=ends_at)
    ask_carriers(request, members)
    return request


@action
def answer_circle(request: CircleRequest, *, agrees: bool, actor: Member) -> CircleRequest:
    """Agree, by name, to carry the objection as a concern, or refuse. One refusal is enough: it stands."""
    proposal = begin(Act.AGREE, _request(request), actor=actor)
    request = _request(request)
    instant = now()
    if request.ended_at is not None or (request.ends_at and instant >= request.ends_at):
        raise ValidationError(_("The time to answer about this objection is over."), code="ended")
    agreement = CircleAgreement.objects.select_for_update().get(request=request, member=actor)
    if agreement.agrees is agrees:
        return request
    agreement.agrees, agreement.answered_at = agrees, instant
    agreement.save(update_fields=["agrees", "answered_at"])
    tell("circle.answered", proposal, objection=request.objection_id, agrees=agrees)
    if not agrees:
        _conclude(proposal, request, agreed=False)
    elif is_carried(request):
        _conclude(proposal, request, agreed=True)
    return request


@action
def conclude_request(request: CircleRequest, *, actor: Any) -> CircleRequest:
    """The time to answer is over: unless all who were asked and have not left agree, the objection stands."""
    request = _request(request)
    if request.ends_at is None:
        return request  # it waits for a meeting
    with as_of(min(now(), request.ends_at)):  # as of its end, whenever the clock woke
        proposal = begin(Act.AGREE, request, actor=actor)
        request = _request(request)
        if request.ended_at is None and request.ends_at and now() >= request.ends_at:
            _conclude(proposal, request, agreed=is_carried(request))
    return request


def _conclude(proposal: Proposal, request: CircleRequest, *, agreed: bool) -> None:
    request.ended_at, request.agreed = now(), agreed
    request.save(update_fields=["ended_at", "agreed"])
    objection = request.objection
    if not agreed:
        tell("circle.refused", proposal, objection=objection.pk)
        return
    by_name = request.agreements.filter(agrees=True).order_by("member").values_list("member", flat=True)
    tell(
        "objection.carried",
        proposal,
        objection=objection.pk,
        objector=objection.position.member_id,
        agreed=list(by_name),
    )
    _write_end(proposal, objection, Objection.End.CIRCLE)
    settle(proposal, objection.position.round, Act.AGREE)


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
