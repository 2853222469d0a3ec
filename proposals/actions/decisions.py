"""The register: a decision takes the next number of its year, and is never edited."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from commissions.changes import NOTHING, Change
from commissions.models import Circle
from journal.actions import action, record, require
from journal.clock import now
from members.models import Member
from proposals import sentences
from proposals.actions.common import begin, move, tell
from proposals.models import Decision, Proposal, ProposalAudience, Register, Round
from proposals.process import Act, State
from proposals.queries import current_version, last_round_of, rounds_held, tail_of
from votes.counting.consent import ConsentResult
from votes.counting.majority import MajorityOutcome
from votes.counting.result import OptionsOutcome as Chosen
from votes.methods.registry import methods
from votes.models import Ballot
from votes.wording.results import sentence_of

DECIDES = (MajorityOutcome.ADOPTED.value, Chosen.ELECTED.value)


def conclude_consent(proposal: Proposal, round: Round, act: Act, result: ConsentResult) -> Decision | None:
    """Everybody can live with it: write it in the register. Called by the act that ended the round.

    None where that is an opinion: nothing of it holds before a meeting has ratified it.
    """
    if round.is_opinion:
        reason = sentences.opinion_by_consent(round, result)
        move(proposal, act, State.OPINION, reason=reason)
        tell("proposal.opinion", proposal, round=round.pk, private={"result": reason})
        return None
    move(proposal, act, State.ADOPTED)
    return enter_in_register(
        circle=proposal.circle,
        proposal=proposal,
        round=round,
        occasion=proposal.occasion,
        title=proposal.title,
        text=round.version.text,
        change=round.version.change,
        reasons=proposal.need,
        process=Decision.Process.CONSENT,
        result=sentences.adopted_by_consent(round, result),
        review_on=proposal.review_on,
        replaces=proposal.replaces,
        is_repeal=proposal.is_repeal,
        audience=proposal.audience,
    )


@action
def put_to_vote(proposal: Proposal, *, actor: Member) -> Proposal:
    """Leave the consent for a vote: at once for a proposal by majority, after the circle's rule for a consent."""
    proposal = begin(Act.PUT_TO_VOTE, proposal, actor=actor)
    if proposal.process == Proposal.Process.CONSENT:
        _check_fallback(proposal)
    move(proposal, Act.PUT_TO_VOTE, State.VOTING)
    tell("proposal.put_to_vote", proposal, version=current_version(proposal).number)
    return proposal


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

    A question without a proposal brings its own circle, title and text, and the place that its election gives. A
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
    return enter_in_register(
        circle=circle,
        ballot=ballot,
        occasion=occasion,
        title=title,
        text=text,
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
        title=Truncator(consultation.question).chars(120),
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


@action
def publish_decision(decision: Decision, *, audience: str, actor: Member) -> Decision:
    """The circle lets more people read what it decided, or fewer. Nothing else of a decision ever changes."""
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    require("proposals.publish", actor, decision)
    if audience not in ProposalAudience.values:
        raise ValidationError(_("Choose who may read it."), code="audience")
    if decision.audience != audience:
        decision.audience = audience
        decision.save(update_fields=["audience"])
        record("decision.published", topics=[decision.topic], body={"decision": decision.pk, "audience": audience})
    return decision


def _decide(proposal: Proposal, ballot: Ballot, result: str, actor: Any) -> Decision | None:
    proposal = begin(Act.DECIDE, proposal, actor=actor)
    if proposal.state == State.OPINION:
        return _ratify(proposal, ballot, result)
    if proposal.process == Proposal.Process.CONSENT and proposal.state != State.VOTING:
        raise ValidationError(
            _("This proposal is decided by consent: the circle’s rules must first allow a vote."), code="consent"
        )
    if ballot.outcome != MajorityOutcome.ADOPTED:
        no_quorum = ballot.outcome == MajorityOutcome.NO_QUORUM
        move(proposal, Act.DECIDE, State.SET_ASIDE if no_quorum else State.REJECTED, reason=result)
        verb = "proposal.set_aside" if no_quorum else "proposal.rejected"
        tell(verb, proposal, ballot=ballot.pk, private={"result": result})
        return None
    fallback, version = proposal.process == Proposal.Process.CONSENT, current_version(proposal)
    move(proposal, Act.DECIDE, State.ADOPTED)
    return enter_in_register(
        circle=proposal.circle,
        proposal=proposal,
        ballot=ballot,
        occasion=proposal.occasion,
        title=proposal.title,
        text=version.text,
        change=version.change,
        reasons=proposal.need,
        process=Decision.Process.FALLBACK if fallback else Decision.Process.MAJORITY,
        result=result,
        review_on=proposal.review_on,
        replaces=proposal.replaces,
        is_repeal=proposal.is_repeal,
        audience=proposal.audience,
    )


def _ratify(proposal: Proposal, ballot: Ballot, result: str) -> Decision | None:
    """A meeting makes a decision of an opinion, or does not; without its quorum, the opinion waits for another."""
    if ballot.outcome == MajorityOutcome.NO_QUORUM:
        return None
    if ballot.outcome != MajorityOutcome.ADOPTED:
        move(proposal, Act.DECIDE, State.REJECTED, reason=result)
        tell("proposal.not_ratified", proposal, ballot=ballot.pk, private={"result": result})
        return None
    round, opinion = last_round_of(proposal), proposal.end_reason
    move(proposal, Act.DECIDE, State.ADOPTED)
    return enter_in_register(
        circle=proposal.circle,
        proposal=proposal,
        round=round,
        ballot=ballot,
        occasion=proposal.occasion,
        title=proposal.title,
        text=current_version(proposal).text,
        change=current_version(proposal).change,
        reasons=proposal.need,
        process=Decision.Process.RATIFIED,
        result=f"{opinion} {sentences.ratified(result)}",
        review_on=proposal.review_on,
        replaces=proposal.replaces,
        is_repeal=proposal.is_repeal,
        audience=proposal.audience,
    )


def _check_fallback(proposal: Proposal) -> None:
    after = proposal.circle.fallback_rounds
    if after is None:
        raise ValidationError(
            _("This circle decides by consent alone: its rules do not allow a vote afterwards."), code="no_fallback"
        )
    if rounds_held(proposal) < after:
        raise ValidationError(
            _("This circle allows a vote after %(rounds)d rounds of objections.") % {"rounds": after}, code="too_soon"
        )


def enter_in_register(
    *, replaces: Decision | None = None, decided_at: datetime | None = None, **fields: Any
) -> Decision:
    """Write the decision under the next number. The year's row stays locked until the commit.

    A vote's bears the date, and the year's number, of its closing, not of the hour at which a server woke.
    """
    ballot: Ballot | None = fields.get("ballot")
    decided_at = decided_at or (ballot and ballot.closed_at) or now()
    year = timezone.localtime(decided_at).year
    Register.objects.get_or_create(year=year)
    register = Register.objects.select_for_update().get(year=year)
    register.last += 1
    register.save(update_fields=["last"])
    decision = Decision.objects.create(
        year=year,
        serial=register.last,
        number=f"{year}-{register.last:03d}",
        decided_at=decided_at,
        replaces=tail_of(replaces) if replaces else None,
        **fields,
    )
    _tell_decision(decision)
    return decision


def _tell_decision(decision: Decision) -> None:
    topics = [decision.topic]
    if decision.proposal:
        topics += decision.proposal.topics
    elif not decision.is_closed:
        topics.append(decision.circle.topic)
    record(
        "decision.recorded",
        topics=topics,
        body={
            "decision": decision.pk,
            "number": decision.number,
            "circle": decision.circle_id,
            "decided_at": decision.decided_at,
            "audience": decision.audience,
            "occasion": decision.occasion,
            "proposal": decision.proposal_id,
            "round": decision.round_id,
            "ballot": decision.ballot_id,
            "process": decision.process,
            "review_on": decision.review_on,
            "replaces": decision.replaces.number if decision.replaces else None,
            "repeals": decision.is_repeal,
            "changes": decision.change.told(),
        },
        private={
            key: text
            for key, text in {
                "title": decision.title,
                "text": decision.text,
                "reasons": decision.reasons,
                "result": decision.result,
                "new_circle": decision.change.name,
            }.items()
            if text
        },
    )
