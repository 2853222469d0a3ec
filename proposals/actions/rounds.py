"""Asking everybody whether they object: one round a version, positions hidden until they are shown together."""

from collections.abc import Mapping

from django.conf import settings
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from journal.actions import CLOCK, Actor, action, record, require
from journal.clock import now
from members.models import Member
from proposals import occasions, sentences
from proposals.actions.beforehand import answer_instead, bring_in_writing
from proposals.actions.common import begin, check_time, extend, lock, move, tell
from proposals.actions.decisions import conclude_consent
from proposals.actions.four_answers import check_answer, keep_reason
from proposals.actions.notifications import ask_at_stage
from proposals.actions.replacements import check_replaced
from proposals.actions.stages import step
from proposals.consent_process import leads_to
from proposals.models import NotedPosition, Objection, Position, Proposal, Round, RoundElector, Stage
from proposals.objection_reasons import PARTS
from proposals.process import TIMED, Act, State
from proposals.queries import (
    asked_now,
    closes_by_hand,
    consent_rules,
    current_version,
    electors_there,
    evaluate,
    gives_opinion,
    is_in_meeting,
    last_round_of,
    shown_objections,
    silent_in,
    unanswered_in,
    why_not_replaced,
)
from proposals.queries.deadlines import stage_of
from proposals.queries.rounds import is_revealed
from proposals.queries.silence import presumed_in
from votes.counting.consent import ConsentOutcome, ConsentResult


@action
def open_round(proposal: Proposal, *, actor: Actor) -> Round:
    """Ask the circle about the text as it stands. Who is asked is settled now, anew for each round: those who vote in
    it, in an assembly's meeting those present.

    In a meeting this may be done from any of the earlier stages: those in between are walked through and
    recorded, and the questions must be closed as ever. While an objection stands on the text, it takes a new version,
    whichever way the proposal came back: set aside or sent back meanwhile too. What a round kept hidden when it was
    abandoned tells nothing: whoever objected there is asked again. Where the circle may not decide outside a meeting,
    what comes out of it is an opinion, which a meeting ratifies.
    """
    proposal = begin(Act.OPEN_ROUND, proposal, actor=actor)
    if proposal.is_by_vote:
        raise ValidationError(_("This proposal is decided by a vote: open its ballot."), code="majority")
    occasions.check_decidable(proposal.occasion, proposal.pk)
    _walk_to_amending(proposal)
    version = current_version(proposal)
    last = last_round_of(proposal)
    objected = shown_objections().filter(position__round__version=version, end="").exists()
    if objected or (proposal.state == State.INTEGRATION and last is not None and last.version_id == version.pk):
        raise ValidationError(
            _("The author first writes a new version: everybody has already been asked about this one."), code="version"
        )
    check_replaced(proposal)
    electors = sorted(asked_now(proposal))
    if not electors:
        raise ValidationError(_("There is nobody to ask: note first who is there."), code="nobody")
    round = Round.objects.create(
        proposal=proposal,
        version=version,
        number=last.number + 1 if last else 1,
        quorum=consent_rules(proposal.circle).needed(len(electors)),
        is_opinion=gives_opinion(proposal),
        presumes_consent=proposal.circle.presumes_consent,
        opened_at=now(),
    )
    RoundElector.objects.bulk_create([RoundElector(round=round, member_id=pk) for pk in electors])
    bring_in_writing(round)
    move(proposal, Act.OPEN_ROUND, State.OBJECTIONS)
    tell(
        "round.opened",
        proposal,
        round=round.pk,
        number=round.number,
        version=version.number,
        electors=electors,
        quorum=round.quorum,
        opinion=round.is_opinion,
        presumes=round.presumes_consent,
    )
    return round


@action
def take_position(
    round: Round,
    *,
    kind: str,
    actor: Member,
    text: str = "",
    objection: Mapping[str, str] | None = None,
) -> Position:
    """Answer for oneself. It stays hidden, and may change, until the positions are shown together.

    An objection's reason (`kind`, `consequence`, `fact`, `aim`, `suggestion`) may still be incomplete: it
    stands all the same; saying again that one objects leaves it as it was. When everybody has answered the round
    closes by itself.
    """
    round, proposal = begin_in_round(Act.TAKE_POSITION, round, actor=actor)
    position = give_position(proposal, round, actor, kind=kind, text=text, objection=objection)
    NotedPosition.objects.filter(round=round, member=actor).delete()  # their own word stands in the place of another's
    record("position.taken", topics=[proposal.topic], body={"proposal": proposal.pk, "round": round.pk})
    close_if_complete(proposal, round)
    return position


def give_position(
    proposal: Proposal, round: Round, member: Member, *, kind: str, text: str, objection: Mapping[str, str] | None
) -> Position:
    """Within an action that holds the proposal: this is the member's answer. Raises ValidationError: also `shown`."""
    check_answer(kind, text)
    position = Position.objects.filter(round=round, member=member).first()
    if position is not None and is_revealed(position, round):
        raise ValidationError(_("Your answer was shown to everybody: it stays as it is in this round."), code="shown")
    answer = {"kind": kind, "text": text.strip(), "taken_at": now(), "is_beforehand": False}
    position, _made = Position.objects.update_or_create(round=round, member=member, defaults=answer)
    form = reverse("proposals:objection", args=[round.pk])
    answer_instead(proposal, member, form=form, is_worded=bool(objection))
    keep_reason(Objection, kind, objection, writer=member, form=form, position=position)
    return position


def close_if_complete(proposal: Proposal, round: Round) -> None:
    """Once everybody has answered who has not left the circle since, the positions are shown."""
    if not silent_in(round).exists():
        _close(proposal, round, Act.TAKE_POSITION)


@action
def close_round(round: Round, *, actor: Actor) -> Round:
    """Show all positions and conclude. When too few answered and nobody objected, it is extended once instead, for
    those who have not answered.

    Online the clock does so, at the end that was announced. Raises ValidationError `early` where somebody does before.
    """
    round, proposal = begin_in_round(Act.CLOSE_ROUND, round, actor=actor)
    if actor is not CLOCK and not closes_by_hand(round):
        raise ValidationError(sentences.too_early(stage_of(proposal).ends_at, silent_in(round).count()), code="early")
    _close(proposal, round, Act.CLOSE_ROUND)
    return round


def begin_in_round(act: Act, round: Round, *, actor: Actor) -> tuple[Round, Proposal]:
    """Lock the proposal, then its round; ask whether the actor may, and whether it is the time for it."""
    proposal = lock(round.proposal)
    round = Round.objects.select_for_update().get(pk=round.pk)
    round.proposal = proposal
    require(f"proposals.{act}", actor, round)
    if not round.is_open:
        raise ValidationError(_("This round is closed. Look at what happened since."), code="closed")
    check_time(act, proposal)
    return round, proposal


def settle(proposal: Proposal, round: Round, act: Act) -> None:
    """An objection just ended: when none stands any more on the text as it is, nobody is asked again."""
    if Objection.objects.filter(position__round=round, end="").exists():
        return
    if current_version(proposal).pk != round.version_id:
        return  # the text has changed since: everybody is asked about the new one
    result = evaluate(round)
    if result.outcome == ConsentOutcome.PASSES:
        _set_outcome(round, _passed(round))
        conclude_consent(proposal, round, act, result)
    elif _may_be_extended(round):
        round.extended_at, round.closed_at, round.outcome = now(), None, ""
        round.save(update_fields=["extended_at", "closed_at", "outcome"])
        move(proposal, act, State.OBJECTIONS)
        Stage.objects.filter(proposal=proposal, left_at=None).update(extended_at=round.extended_at)
        _tell_extension(proposal, round, result)
    else:
        _set_outcome(round, Round.Outcome.SET_ASIDE)
        _set_aside(round, act, result)


def _walk_to_amending(proposal: Proposal) -> None:
    if proposal.state in TIMED and not is_in_meeting(proposal):
        raise ValidationError(_("Online, each stage keeps its time. In a meeting it can go faster."), code="stage")
    while proposal.state in TIMED:
        step(proposal, Act.NEXT_STAGE, leads_to(Act.NEXT_STAGE, State(proposal.state))[0], is_skipped=True)


def _close(proposal: Proposal, round: Round, act: Act) -> None:
    _note_silences(round)
    result = evaluate(round)
    if result.outcome == ConsentOutcome.NO_QUORUM and _may_be_extended(round):
        round.extended_at = now()
        round.save(update_fields=["extended_at"])
        extend(proposal, stage_of(proposal))
        _tell_extension(proposal, round, result)
        ask_at_stage(proposal)
        return
    outcome = {
        ConsentOutcome.PASSES: _passed(round),
        ConsentOutcome.BLOCKED: Round.Outcome.OBJECTED,
        ConsentOutcome.NO_QUORUM: Round.Outcome.SET_ASIDE,
    }[result.outcome]
    round.closed_at = round.revealed_at = now()
    round.outcome = outcome
    round.save(update_fields=["closed_at", "revealed_at", "outcome"])
    _tell_close(proposal, round, result)
    if result.outcome == ConsentOutcome.PASSES:
        conclude_consent(proposal, round, act, result)
    elif outcome == Round.Outcome.OBJECTED:
        move(proposal, act, State.EXAMINATION)
    else:
        _set_aside(round, act, result)


def _note_silences(round: Round) -> None:
    """Who has not answered at this instant is silent, or presumed to consent, or has left."""
    silent = RoundElector.objects.filter(round=round).exclude(member__in=round.positions.values("member"))
    silent.update(has_left=False, is_presumed=False)
    silent.exclude(member__in=electors_there(round)).update(has_left=True)
    silent.filter(member__in=presumed_in(round)).update(is_presumed=True)


def _may_be_extended(round: Round) -> bool:
    """Once, for those who have not answered: where everybody has, more time would change nothing."""
    return round.extended_at is None and unanswered_in(round).exists()


def _passed(round: Round) -> Round.Outcome:
    """What it is when everybody can live with it; nothing of it holds where what it replaces was replaced meanwhile."""
    if why_not_replaced(round.proposal):
        return Round.Outcome.ABANDONED
    return Round.Outcome.OPINION if round.is_opinion else Round.Outcome.ADOPTED


def _set_outcome(round: Round, outcome: Round.Outcome) -> None:
    round.outcome = outcome
    round.save(update_fields=["outcome"])


def _set_aside(round: Round, act: Act, result: ConsentResult) -> None:
    proposal = round.proposal
    with override(settings.LANGUAGE_CODE):  # it is kept, for everybody
        if not result.quorum.reached:
            reason = _("Too few people answered, twice.")
        elif unanswered_in(round).exists():
            reason = _("Nobody but its author consented, twice.")
        else:
            reason = _("Everybody has answered, and nobody but its author consented.")
    move(proposal, act, State.SET_ASIDE, reason=reason)
    tell("proposal.set_aside", proposal, private={"reason": reason})


def _tell_extension(proposal: Proposal, round: Round, result: ConsentResult) -> None:
    tell("round.extended", proposal, round=round.pk, answered=result.quorum.counted, quorum=round.quorum)


def _tell_close(proposal: Proposal, round: Round, result: ConsentResult) -> None:
    """Only now does the journal hear who answered what."""
    positions = list(Position.objects.filter(round=round).select_related("objection").order_by("member"))
    private: dict[str, str] = {}
    unconfirmed = NotedPosition.objects.filter(round=round, confirmed_at=None).order_by("member")
    for position in positions:
        if position.text:
            private[f"text:{position.member_id}"] = position.text
        if hasattr(position, "objection"):
            private |= {f"{part}:{position.member_id}": getattr(position.objection, part) for part in PARTS}
    tell(
        "round.closed",
        proposal,
        round=round.pk,
        version=round.version.number,
        outcome=str(round.outcome),
        quorum=round.quorum,
        positions=[[position.member_id, position.kind] for position in positions],
        unconfirmed=list(unconfirmed.values_list("member", flat=True)),
        counts={str(kind): number for kind, number in result.counts.items()},
        presumed=result.presumed,
        private=private,
    )
