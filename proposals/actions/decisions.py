"""What a consent or a vote decided: it is written in the register, or the proposal ends otherwise."""

from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from commissions.changes import NOTHING, Change
from commissions.models import Circle
from journal.actions import action, require
from members.models import Member
from proposals import sentences
from proposals.actions.common import begin, move, tell
from proposals.actions.register import enter_in_register, enter_proposal, title_with_answer
from proposals.actions.replacements import check_replaced, hold_back_if_overtaken
from proposals.models import Decision, Proposal, ProposalAudience, Round
from proposals.process import Act, State
from proposals.queries import ballot_of_opinion, current_version, is_asked_about, last_round_of, may_fall_back
from proposals.vote_questions import chosen_in
from votes.counting.consent import ConsentResult
from votes.counting.majority import MajorityOutcome
from votes.counting.result import OptionsOutcome as Chosen
from votes.methods.registry import methods
from votes.models import Ballot, Consultation
from votes.wording.results import chosen_options, sentence_of

DECIDES = (MajorityOutcome.ADOPTED.value, Chosen.ELECTED.value)


def conclude_consent(proposal: Proposal, round: Round, act: Act, result: ConsentResult) -> Decision | None:
    """Everybody can live with it: write it in the register. Called by the act that ended the round.

    None where that is an opinion: nothing of it holds before a meeting has ratified it.
    """
    if hold_back_if_overtaken(proposal, act):
        return None
    if round.is_opinion:
        reason = sentences.opinion_by_consent(round, result)
        move(proposal, act, State.OPINION, reason=reason)
        tell("proposal.opinion", proposal, round=round.pk, private={"result": reason})
        return None
    move(proposal, act, State.ADOPTED)
    return enter_proposal(
        proposal,
        round.version,
        round=round,
        process=Decision.Process.CONSENT,
        result=sentences.adopted_by_consent(round, result),
    )


@action
def put_to_vote(proposal: Proposal, *, actor: Member) -> Proposal:
    """Leave the consent for a vote: at once for a proposal by majority, after the circle's rule for a consent."""
    proposal = begin(Act.PUT_TO_VOTE, proposal, actor=actor)
    leave_for_vote(proposal, Act.PUT_TO_VOTE)
    return proposal


def leave_for_vote(proposal: Proposal, act: Act) -> None:
    """Within an action that holds the proposal.

    Raises ValidationError: `no_fallback`, `unasked`, `too_soon`, `replaced`.
    """
    if proposal.process == Proposal.Process.CONSENT:
        _check_fallback(proposal)
    check_replaced(proposal)
    move(proposal, act, State.VOTING)
    tell("proposal.put_to_vote", proposal, version=current_version(proposal).number)


@action
def decide_by_vote(
    proposal: Proposal | None,
    *,
    outcome: str,
    result_sentence: str,
    ballot: Ballot,
    actor: Any,
    circle: Circle | None = None,
    title: str = "",
    text: str = "",
    reasons: str = "",
    occasion: str = "",
    audience: str = ProposalAudience.MEMBERS,
    change: Change = NOTHING,
) -> Decision | None:
    """Conclude what a closed ballot decided: a numbered decision if it was adopted or something was chosen, else None.

    A question without a proposal brings its own circle, title and text, and the place that its election gives; what is
    chosen among options stands in both, since what is decided is the answer. A
    proposal that is rejected ends so; one whose ballot missed its quorum is set aside, an opinion waits for another
    meeting. The same ballot again gives the same decision. A proposal by consent must first have been `put_to_vote`:
    do that when the ballot opens. A date that suits most is an appointment, no decision.
    """
    require("votes.close", actor, ballot)
    if ballot.closed_at is None or ballot.outcome != outcome:
        raise ValidationError(_("A vote decides once its ballot is closed, and as its result says."), code="ballot")
    if already := Decision.objects.filter(ballot=ballot).first():
        return already
    if proposal is not None:
        return _decide(proposal, ballot, result_sentence, actor)
    if circle is None or not title or not text:
        raise ValidationError(_("A decision has a circle, a title and a text."), code="incomplete")
    if outcome not in DECIDES or not methods()[ballot.method].decides:
        return None
    with override(settings.LANGUAGE_CODE):
        answer = chosen_options(ballot)
        title = title_with_answer(title, answer, is_only_candidate=ballot.by_majority)
    return enter_in_register(
        circle=circle,
        ballot=ballot,
        occasion=occasion,
        title=title,
        text=text if not answer or (ballot.by_majority and answer in text) else f"{text}\n\n{answer}",
        reasons=reasons,
        process=Decision.Process.MAJORITY if ballot.by_majority else Decision.Process.CHOICE,
        result=result_sentence,
        audience=audience,
        change=change,
    )


@action
def conclude_consultation(ballot: Ballot, *, actor: Any) -> Decision | None:
    """What a circle decided online, once its ballot has closed: a decision of the circle that was asked. Once.

    None where its rules let it decide nothing outside a meeting: that is an opinion, which a meeting may ratify.
    """
    consultation = ballot.consultation
    if consultation.is_opinion:
        return None
    circle = Circle.objects.get(pk=Circle.key_in(consultation.host))
    return decide_by_vote(
        None,
        outcome=ballot.outcome,
        result_sentence=sentence_for_register(ballot),
        ballot=ballot,
        circle=circle,
        title=consultation.question,
        text=consultation.question,
        reasons=consultation.text,
        occasion=consultation.topic,
        audience=ProposalAudience.MEMBERS if circle.is_open or circle.is_assembly else ProposalAudience.CIRCLE,
        actor=actor,
    )


def sentence_for_register(ballot: Ballot) -> str:
    """The whole result, in the collective's language."""
    with override(settings.LANGUAGE_CODE):
        return sentence_of(ballot)


def _decide(proposal: Proposal, ballot: Ballot, result: str, actor: Any) -> Decision | None:
    proposal = begin(Act.DECIDE, proposal, actor=actor)
    if proposal.state == State.OPINION:
        return _ratify(proposal, ballot, result)
    if proposal.process == Proposal.Process.CONSENT and proposal.state != State.VOTING:
        raise ValidationError(
            _("This proposal is decided by consent: the circle’s rules must first allow a vote."), code="consent"
        )
    if ballot.outcome not in DECIDES:
        no_quorum = ballot.outcome == MajorityOutcome.NO_QUORUM
        move(proposal, Act.DECIDE, State.SET_ASIDE if no_quorum else State.REJECTED, reason=result)
        verb = "proposal.set_aside" if no_quorum else "proposal.rejected"
        tell(verb, proposal, ballot=ballot.pk, private={"result": result})
        return None
    if Consultation.objects.filter(ballot=ballot, is_opinion=True).exists():
        reason = sentences.opinion_by_vote(result)
        move(proposal, Act.DECIDE, State.OPINION, reason=reason)
        tell("proposal.opinion", proposal, ballot=ballot.pk, private={"result": reason})
        return None
    if hold_back_if_overtaken(proposal, Act.DECIDE):
        return None
    version = current_version(proposal)
    move(proposal, Act.DECIDE, State.ADOPTED)
    return enter_proposal(
        proposal,
        version,
        answer=chosen_in(proposal, ballot),
        ballot=ballot,
        process=_vote_process(proposal),
        result=sentences.adopted_by_vote(proposal, result),
    )


def _ratify(proposal: Proposal, ballot: Ballot, result: str) -> Decision | None:
    """A meeting makes a decision of an opinion, or does not; without its quorum, the opinion waits for another."""
    if ballot.outcome == MajorityOutcome.NO_QUORUM:
        return None
    if ballot.outcome != MajorityOutcome.ADOPTED:
        move(proposal, Act.DECIDE, State.REJECTED, reason=result)
        tell("proposal.not_ratified", proposal, ballot=ballot.pk, private={"result": result})
        return None
    if hold_back_if_overtaken(proposal, Act.DECIDE):
        return None
    round, opinion = last_round_of(proposal), proposal.end_reason
    by_consent = round is not None and round.outcome == Round.Outcome.OPINION
    move(proposal, Act.DECIDE, State.ADOPTED)
    return enter_proposal(
        proposal,
        current_version(proposal),
        answer=chosen_in(proposal, ballot_of_opinion(proposal)),
        round=round if by_consent else None,
        ballot=ballot,
        process=Decision.Process.RATIFIED if by_consent else _vote_process(proposal),
        result=f"{opinion} {sentences.ratified(result)}",
    )


def _vote_process(proposal: Proposal) -> Decision.Process:
    """After objections that stand, a vote never looks like a consent, nor like a majority that was agreed on."""
    if proposal.is_by_choice:
        return Decision.Process.CHOICE
    by_consent = proposal.process == Proposal.Process.CONSENT
    return Decision.Process.FALLBACK if by_consent else Decision.Process.MAJORITY


def _check_fallback(proposal: Proposal) -> None:
    after, at_deadline = proposal.circle.fallback_rounds, proposal.circle.fallback_at_deadline
    if after is None and not at_deadline:
        raise ValidationError(
            _("This circle decides by consent alone: its rules do not allow a vote afterwards."), code="no_fallback"
        )
    if not is_asked_about(proposal):
        raise ValidationError(
            _("Nobody was asked about this version: no objection stands on it. Ask everybody first."), code="unasked"
        )
    if may_fall_back(proposal):
        return
    if after is None:
        raise ValidationError(
            _("This circle allows a vote once the time to improve the text is over without a new version."),
            code="too_soon",
        )
    raise ValidationError(
        ngettext(
            "This circle allows a vote after %(rounds)d round of objections.",
            "This circle allows a vote after %(rounds)d rounds of objections.",
            after,
        )
        % {"rounds": after},
        code="too_soon",
    )
