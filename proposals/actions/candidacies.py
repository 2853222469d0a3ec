"""A name that the facilitator proposes: what the others answer, objections, and the person's own word last."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _

from journal.actions import Actor, action, record, require
from journal.clock import now
from journal.refusals import wrong
from members.models import Member
from proposals.actions.election_common import (
    begin_election,
    check_electable,
    check_election_time,
    check_ended,
    lock_election,
    move_election,
    tell_election,
)
from proposals.actions.election_deadlines import extend
from proposals.actions.election_notes import check_note_again, check_noting, check_waits, fresh_note
from proposals.actions.election_results import elect_or_ratify
from proposals.actions.elections import end_without
from proposals.actions.four_answers import check_answer, keep_reason
from proposals.election_process import ElectionAct, ElectionState
from proposals.election_sentences import no_consent, too_few
from proposals.models import Candidacy, CandidacyAnswer, CandidacyObjection, Election
from proposals.objection_reasons import reason_of
from proposals.queries.elections import (
    asked_about,
    counted_answers,
    electors_now,
    evaluate_candidacy,
    last_candidacy,
    proposable,
    quorum_of,
    unanswered,
)
from votes.counting.consent import ConsentOutcome

Outcome = Candidacy.Outcome


@action
def propose_person(election: Election, *, person: Member, argument: str, actor: Member) -> Candidacy:
    """Propose one of those named, with the reasons that count: everybody else is asked whether they object.

    Raises ValidationError: on `person` `unnamed`, on `argument` `argument`, `meeting` and what the meeting says.
    """
    election = begin_election(ElectionAct.PROPOSE, election, actor=actor)
    check_electable(election)
    if not proposable(election).filter(pk=person.pk).exists():
        raise wrong(
            "person",
            _("Propose somebody who was named, did not decline, and to whom no objection stands."),
            code="unnamed",
        )
    if not argument.strip():
        raise wrong("argument", _("Say which reasons make you propose this person."), code="argument")
    others = [member for member in electors_now(election) if member.pk != person.pk]
    last = last_candidacy(election)
    candidacy = Candidacy.objects.create(
        election=election,
        number=last.number + 1 if last else 1,
        person=person,
        argument=argument.strip(),
        proposed_by=actor,
        proposed_at=now(),
        quorum=quorum_of(election, len(others)),
    )
    move_election(election, ElectionAct.PROPOSE, ElectionState.OBJECTIONS)
    tell_election(
        "candidacy.proposed",
        election,
        candidacy=candidacy.pk,
        person=person.pk,
        quorum=candidacy.quorum,
        private={"argument": candidacy.argument},
    )
    return candidacy


@action
def answer_candidacy(
    candidacy: Candidacy, *, kind: str, actor: Member, text: str = "", objection: Mapping[str, str] | None = None
) -> CandidacyAnswer:
    """Consent, consent with a concern, object or stand aside. It stays hidden, and may change, until all are shown.

    An objection's reason (`kind`, `consequence`, `fact`, `aim`, `suggestion`) may still be incomplete: it stands all
    the same; saying again that one objects leaves it as it was. When everybody else has answered, the answers are
    shown, and the person proposed speaks last.
    Raises ValidationError: `closed`, `kind`, on `text` `text`, `objection_kind`.
    """
    election, candidacy = _begin(ElectionAct.ANSWER, candidacy, actor=actor)
    answer = _write(candidacy, actor, kind, text, objection)
    record("candidacy.answered", topics=[election.topic], body={"election": election.pk, "candidacy": candidacy.pk})
    close_if_all_answered(election, candidacy)
    return answer


@action
def note_answer(
    candidacy: Candidacy,
    *,
    member: Member,
    kind: str,
    actor: Member,
    text: str = "",
    objection: Mapping[str, str] | None = None,
) -> CandidacyAnswer:
    """Write down what somebody in the room answers aloud. It counts once it is confirmed (`confirm_answer`).

    Raises ValidationError: `online`, `own`, `not_asked`, `absent`, `answered`, `closed`, and as `answer_candidacy`.
    """
    election = lock_election(candidacy.election)
    candidacy = fresh_candidacy(candidacy, election)
    require("proposals.note_in_election", actor, election)
    check_election_time(ElectionAct.ANSWER, election)
    check_noting(election, member, actor)
    if member.pk == candidacy.person_id:
        raise ValidationError(_("The person proposed speaks last."), code="not_asked")
    standing = CandidacyAnswer.objects.filter(candidacy=candidacy, member=member).first()
    check_note_again(standing, member, actor)
    if standing:
        standing.delete()  # a new row, so that nobody confirms what they did not read
    answer = _write(candidacy, member, kind, text, objection, noted_by=actor)
    record("answer.noted", topics=[election.topic], body={"election": election.pk, "member": member.pk})
    return answer


@action
def confirm_answer(answer: CandidacyAnswer, *, actor: Member) -> CandidacyAnswer:
    """The person, or a second holder of a role, confirms what was noted: it counts. Twice changes nothing."""
    election = lock_election(answer.candidacy.election)
    fresh = _fresh_answer(answer)
    require("proposals.confirm_in_election", actor, fresh)
    if fresh.waits:
        check_election_time(ElectionAct.ANSWER, election)
        fresh.confirmed_by = actor
        fresh.save(update_fields=["confirmed_by"])
        record("answer.confirmed", topics=[election.topic], body={"election": election.pk, "member": fresh.member_id})
        close_if_all_answered(election, fresh_candidacy(fresh.candidacy, election))
    return fresh


@action
def drop_answer(answer: CandidacyAnswer, *, actor: Member) -> None:
    """Whoever noted it takes it back, or the person says that it is not their answer. Once confirmed it stays."""
    election = lock_election(answer.candidacy.election)
    fresh = _fresh_answer(answer)
    require("proposals.drop_in_election", actor, fresh)
    check_election_time(ElectionAct.ANSWER, election)
    check_waits(fresh)
    record("answer.note_dropped", topics=[election.topic], body={"election": election.pk, "member": fresh.member_id})
    fresh.delete()


@action
def close_candidacy(candidacy: Candidacy, *, actor: Actor) -> Candidacy:
    """Show the answers and conclude. When too few answered and nobody objected, the time is extended once instead.

    Online the clock does so, at the end that was announced. Raises ValidationError `early` where somebody does before.
    """
    election, candidacy = _begin(ElectionAct.CLOSE, candidacy, actor=actor)
    check_ended(election, actor=actor)
    _close(election, candidacy, ElectionAct.CLOSE)
    return candidacy


@action
def accept_candidacy(candidacy: Candidacy, *, actor: Member, text: str = "") -> Candidacy:
    """The person proposed speaks last, and accepts: elected, or put to the secret ballot that the rules ask for."""
    election, candidacy = _begin(ElectionAct.ACCEPT, candidacy, actor=actor)
    check_electable(election)
    candidacy.person_words = text.strip()
    candidacy.save(update_fields=["person_words"])
    tell_election(
        "candidacy.accepted", election, candidacy=candidacy.pk, person=actor.pk, private={"text": text.strip()}
    )
    elect_or_ratify(election, candidacy)
    return candidacy


@action
def decline_candidacy(candidacy: Candidacy, *, actor: Actor, text: str = "") -> Candidacy:
    """The person proposed declines; the clock does for one who was silent until the end. Another name is proposed."""
    election, candidacy = _begin(ElectionAct.DECLINE, candidacy, actor=actor)
    candidacy.person_words, candidacy.outcome = text.strip(), Outcome.DECLINED
    candidacy.save(update_fields=["person_words", "outcome"])  # what was hidden stays so
    move_election(election, ElectionAct.DECLINE, ElectionState.PROPOSAL)
    tell_election(
        "candidacy.declined",
        election,
        candidacy=candidacy.pk,
        person=candidacy.person_id,
        private={"text": text.strip()},
    )
    return candidacy


def close_if_all_answered(election: Election, candidacy: Candidacy) -> None:
    """Once everybody else has answered, the answers are shown."""
    if not unanswered(candidacy):
        _close(election, candidacy, ElectionAct.ANSWER)


def _begin(act: ElectionAct, candidacy: Candidacy, *, actor: Actor) -> tuple[Election, Candidacy]:
    election = begin_election(act, candidacy, actor=actor)
    candidacy = fresh_candidacy(candidacy, election)
    if candidacy.outcome:
        raise ValidationError(_("This is closed. Look at what happened since."), code="closed")
    if act in (ElectionAct.ANSWER, ElectionAct.CLOSE):
        check_electable(election)
    return election, candidacy


def fresh_candidacy(candidacy: Candidacy, election: Election) -> Candidacy:
    candidacy = Candidacy.objects.select_for_update().get(pk=candidacy.pk)
    candidacy.election = election
    return candidacy


def _fresh_answer(answer: CandidacyAnswer) -> CandidacyAnswer:
    notes = CandidacyAnswer.objects.select_related("candidacy__election", "member")
    return fresh_note(notes.filter(pk=answer.pk).first())


def _write(
    candidacy: Candidacy,
    member: Member,
    kind: str,
    text: str,
    reason: Mapping[str, str] | None,
    noted_by: Member | None = None,
) -> CandidacyAnswer:
    check_answer(kind, text)
    values = {"kind": kind, "text": text.strip(), "at": now(), "noted_by": noted_by, "confirmed_by": None}
    answer, _made = CandidacyAnswer.objects.update_or_create(candidacy=candidacy, member=member, defaults=values)
    form = reverse("proposals:candidacy-objection", args=[candidacy.pk])
    keep_reason(CandidacyObjection, kind, reason, writer=member, form=form, answer=answer)
    return answer


def _close(election: Election, candidacy: Candidacy, act: ElectionAct) -> None:
    """The answers are shown; where too few came, those who have not answered have the time once more.

    Where nobody is asked besides the person proposed, that person's word is enough.
    """
    result = evaluate_candidacy(candidacy)
    is_short = result.outcome == ConsentOutcome.NO_QUORUM and bool(asked_about(candidacy))
    if is_short and not election.is_extended and unanswered(candidacy):
        extend(election)
        return
    objected = result.outcome == ConsentOutcome.BLOCKED
    candidacy.closed_at = now()
    candidacy.outcome = Outcome.OBJECTED if objected else Outcome.NO_QUORUM if is_short else ""
    candidacy.save(update_fields=["closed_at", "outcome"])
    _tell_answers(election, candidacy)
    if objected:
        move_election(election, act, ElectionState.PROPOSAL)
    elif is_short:
        end_without(election, act, too_few() if unanswered(candidacy) else no_consent())
    else:
        move_election(election, act, ElectionState.ACCEPTANCE)


def _tell_answers(election: Election, candidacy: Candidacy) -> None:
    """Only now does the journal hear who answered what."""
    answers = list(counted_answers(candidacy).select_related("objection").order_by("member"))
    tell_election(
        "candidacy.closed",
        election,
        candidacy=candidacy.pk,
        person=candidacy.person_id,
        outcome=str(candidacy.outcome),
        answers=[[answer.member_id, answer.kind] for answer in answers],
        private={f"text:{answer.member_id}": answer.text for answer in answers} | _reasons(answers),
    )


def _reasons(answers: list[CandidacyAnswer]) -> dict[str, str]:
    """What those who object wrote, part by part."""
    objections = [answer for answer in answers if hasattr(answer, "objection")]
    return {
        f"{part}:{answer.member_id}": text
        for answer in objections
        for part, text in reason_of(answer.objection).items()
    }
