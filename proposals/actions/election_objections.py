"""What becomes of an objection to a name proposed: it is worded, and lifted by whoever raised it."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from journal.actions import action
from journal.clock import now
from members.models import Member
from proposals.actions.candidacies import fresh_candidacy
from proposals.actions.election_common import begin_election, check_electable, move_election, tell_election
from proposals.actions.four_answers import write_reason
from proposals.election_process import ElectionAct, ElectionState
from proposals.models import Candidacy, CandidacyAnswer, CandidacyObjection
from proposals.queries.elections import evaluate_candidacy, last_candidacy, standing_objections
from votes.counting.consent import ConsentOutcome


@action
def word_election_objection(
    objection: CandidacyObjection, *, reason: Mapping[str, str], actor: Member
) -> CandidacyObjection:
    """Write the reason of an objection that is shown, or make it clearer.

    Whoever facilitates may hold the pen while a part of it is missing.
    Raises ValidationError: `ended` where it is lifted or another name was proposed since, `worded`, `objection_kind`.
    """
    election = begin_election(ElectionAct.WORD, objection.answer, actor=actor)
    answer = _fresh_answer_of(objection.answer)
    objection = CandidacyObjection.objects.select_for_update().get(answer=answer)
    if answer not in standing_objections(last_candidacy(election)):
        raise ValidationError(_("This objection has ended."), code="ended")
    parts = write_reason(objection, reason, by_objector=actor.pk == answer.member_id)
    tell_election(
        "candidacy.objection_worded",
        election,
        candidacy=answer.candidacy_id,
        member=answer.member_id,
        private=parts,
    )
    return objection


@action
def lift_election_objection(answer: CandidacyAnswer, *, actor: Member, text: str = "") -> CandidacyAnswer:
    """Whoever objected lifts it, having heard the others. When none stands, the person proposed is asked.

    Twice changes nothing. Raises ValidationError: `moved_on` where another name was proposed since.
    """
    election = begin_election(ElectionAct.LIFT, answer, actor=actor)
    check_electable(election)
    fresh = _fresh_answer_of(answer)
    candidacy = fresh_candidacy(fresh.candidacy, election)
    last = last_candidacy(election)
    if last is None or last.pk != candidacy.pk:
        raise ValidationError(_("Another name was proposed since: answer about that one."), code="moved_on")
    if not fresh.stands:
        return fresh
    fresh.lifted_at = now()
    fresh.save(update_fields=["lifted_at"])
    tell_election(
        "candidacy.objection_lifted", election, candidacy=candidacy.pk, member=actor.pk, private={"text": text.strip()}
    )
    is_objected = candidacy.outcome == Candidacy.Outcome.OBJECTED and not standing_objections(candidacy)
    if is_objected and evaluate_candidacy(candidacy).outcome == ConsentOutcome.PASSES:
        candidacy.outcome = ""
        candidacy.save(update_fields=["outcome"])
        move_election(election, ElectionAct.LIFT, ElectionState.ACCEPTANCE)
    return fresh


def _fresh_answer_of(answer: CandidacyAnswer) -> CandidacyAnswer:
    return CandidacyAnswer.objects.select_related("candidacy__election", "member").get(pk=answer.pk)
