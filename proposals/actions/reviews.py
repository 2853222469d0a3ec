"""A decision is looked at again: kept, or decided anew; at its day, or because of a new fact."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import override

from commissions.circle_endings import heir_of
from journal.actions import action, record, require
from journal.clock import now
from journal.refusals import wrong
from members.models import Member
from members.notifications import notify
from proposals.actions.common import begin
from proposals.actions.draft import propose_anew
from proposals.actions.notifications import REVIEW
from proposals.models import Decision, Proposal, Review, ReviewAnswer, ReviewElector
from proposals.process import LIVE, Act
from proposals.queries import (
    asked_to_look_again,
    due_reviews,
    facilitator_for,
    next_review_day,
    objecting_answers,
    open_review_of,
    waits_for_answers,
)
from proposals.queries.deadlines import review_end

Choice, Outcome = ReviewAnswer.Choice, Review.Outcome


@action
def open_review(decision: Decision, *, actor: Any) -> Review | None:
    """Ask everybody of the circle whether to keep it, at its day. None where that is not due, or nobody is there.

    Of a group that has ended, the circle above is asked, and decides it anew where somebody would not keep it.

    Keeping it changes nothing of what holds: it needs no article on deciding outside a meeting.
    """
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    require("proposals.conclude_review", actor, decision)
    electors, instant = asked_to_look_again(decision), now()
    if not electors or not due_reviews(timezone.localdate(instant), instant).filter(pk=decision.pk).exists():
        return None
    heir = heir_of(decision.circle)
    review = Review.objects.create(decision=decision, opened_at=instant, ends_at=review_end(heir, instant))
    ReviewElector.objects.bulk_create([ReviewElector(review=review, member=member) for member in electors])
    record(
        "review.opened",
        topics=decision.topics,
        body={
            "decision": decision.pk,
            "number": decision.number,
            "review": review.pk,
            "electors": sorted(member.pk for member in electors),
            "ends_at": review.ends_at,
        },
    )
    notify(electors, REVIEW, decision.topic, key=f"review:{review.pk}", within=heir.topic, due=review.ends_at)
    return review


@action
def answer_review(review: Review, *, choice: str, actor: Member, reason: str = "") -> ReviewAnswer:
    """Keep, change or stop it; it stays hidden and may change until the close, which all answers bring at once.

    Raises ValidationError: `closed`, `choice`, and on `reason` where it would be changed or stopped without one.
    """
    decision, review = _lock(review)
    require("proposals.answer_review", actor, review)
    if not review.is_open or now() >= review.ends_at:
        raise ValidationError(_("This review is closed. Look at what became of it."), code="closed")
    _check(choice, reason)
    answer, _made = ReviewAnswer.objects.update_or_create(
        review=review,
        member=actor,
        defaults={
            "choice": choice,
            "reason": "" if choice == Choice.KEEP else reason.strip(),
            "answered_at": now(),
        },
    )
    record("review.answered", topics=[decision.topic], body={"decision": decision.pk, "review": review.pk})
    if not waits_for_answers(review):
        _conclude(decision, review)
    return answer


@action
def conclude_review(review: Review, *, actor: Any) -> Review:
    """Its time is over: kept where nobody wants otherwise; else decided anew. Twice changes nothing."""
    decision, review = _lock(review)
    require("proposals.conclude_review", actor, decision)
    if review.is_open and now() >= review.ends_at:
        _conclude(decision, review)
    return review


@action
def answer_review_in_meeting(
    decision: Decision, *, choice: str, occasion: str, actor: Member, reason: str = ""
) -> Review:
    """Whoever conducts the meeting of its circle says what those present consent to. It ends the online review.

    What somebody of the circle asked online, to change or to stop it, counts beside it: "keep" passes only where nobody
    did, and an objector who has thought otherwise since answers again before. The process that such an answer opens
    goes on online: its author may not be there.

    Raises ValidationError: `replaced`, `choice`, `under_way` where a proposal would replace it already, on `reason`.
    """
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    require("proposals.read_decision", actor, decision)
    require("proposals.answer_review_in_meeting", actor, (decision, occasion))
    if Decision.objects.filter(replaces=decision).exists():
        raise ValidationError(_("Another decision has taken its place: look at that one."), code="replaced")
    _check(choice, reason)
    if choice != Choice.KEEP and _replacing(decision):
        raise ValidationError(_("A proposal that would replace it is under way: take that one up."), code="under_way")
    review = open_review_of(decision) or Review(decision=decision, opened_at=now(), ends_at=now())
    review.occasion = occasion
    others = objecting_answers(review) if review.pk else []
    reasons = [(one.choice, one.reason) for one in others]
    author = others[0].member if others else None
    if choice != Choice.KEEP:
        reasons, author = [(choice, reason.strip()), *reasons], actor
    _close(decision, review, reasons, author=author, occasion=occasion if author == actor else "")
    return review


@action
def choose_review_day(decision: Decision, *, day: date, actor: Member) -> Decision:
    """Another day to look at it again, where the one that was chosen was over as it was adopted. Once.

    Raises ValidationError: `chosen`; on `day` where it is not to come (`review`).
    """
    proposal = decision.proposal
    if proposal is None:
        raise PermissionDenied("proposals.choose_review_day")
    begin(Act.CHOOSE_REVIEW_DAY, proposal, actor=actor)
    decision = Decision.objects.select_for_update().get(pk=decision.pk)
    if decision.next_review_on == day:
        return decision
    if not decision.waits_for_review_day:
        raise ValidationError(_("The day to look at it again is chosen already."), code="chosen")
    if day <= timezone.localdate(now()):
        raise wrong("day", _("The day to look at it again is still to come."), code="review")
    decision.next_review_on = day
    decision.save(update_fields=["next_review_on"])
    body = {"decision": decision.pk, "number": decision.number, "review_on": day}
    record("decision.review_day_chosen", topics=decision.topics, body=body)
    return decision


def _check(choice: str, reason: str) -> None:
    if choice not in Choice.values:
        raise ValidationError(_("Choose to keep, change or stop it."), code="choice")
    if choice != Choice.KEEP and not reason.strip():
        raise wrong("reason", _("Say what does not work any more: the new text begins from it."), code="reason")


def _lock(review: Review) -> tuple[Decision, Review]:
    """The decision before its review, always."""
    decision = Decision.objects.select_for_update().get(pk=review.decision_id)
    review = Review.objects.select_for_update().get(pk=review.pk)
    review.decision = decision
    return decision, review


def _conclude(decision: Decision, review: Review) -> None:
    """Close it on its answers. Whoever first asked for something else is the next author."""
    others = objecting_answers(review)
    reasons = [(one.choice, one.reason) for one in others]
    _close(decision, review, reasons, author=others[0].member if others else None)


def _close(
    decision: Decision,
    review: Review,
    reasons: Sequence[tuple[str, str]],
    *,
    author: Member | None,
    occasion: str = "",
) -> None:
    """Kept without a reason against it; else the process is opened anew, unless it already is."""
    today = timezone.localdate(now())
    if Decision.objects.filter(replaces=decision).exists():
        review.outcome = Outcome.ABANDONED
    elif not reasons:
        review.outcome, review.next_on = Outcome.KEPT, next_review_day(decision, _last_look(decision), today)
        decision.next_review_on = review.next_on
        decision.save(update_fields=["next_review_on"])
    else:
        review.outcome = Outcome.REOPENED
        if author is not None and not _replacing(decision):
            review.proposal = propose_anew(
                decision,
                author=author,
                facilitator=facilitator_for(decision, heir_of(decision.circle), author),
                need=_need(decision, reasons),
                is_repeal=all(choice == Choice.STOP for choice, _reason in reasons),
                occasion=occasion,
            )
    review.closed_at = now()
    review.save()
    _tell_close(decision, review)


def _replacing(decision: Decision) -> bool:
    return Proposal.objects.filter(replaces=decision, state__in=LIVE).exists()


def _last_look(decision: Decision) -> Any:
    """The day on which it was decided, or last kept."""
    kept = decision.reviews.filter(outcome=Outcome.KEPT).aggregate(last=Max("closed_at"))["last"]
    return timezone.localtime(kept or decision.decided_at).date()


def _need(decision: Decision, reasons: Sequence[tuple[str, str]]) -> str:
    """Why it is decided anew, in the words of those who asked for it, in the collective's language."""
    with override(settings.LANGUAGE_CODE):
        lines = [_("Decision %(number)s was looked at again. What was said:") % {"number": decision.number}, ""]
        lines += [f"- {Choice(choice).label}{_(': ')}{reason}" for choice, reason in reasons]
    return Truncator("\n".join(lines)).chars(10_000)


def _tell_close(decision: Decision, review: Review) -> None:
    """Only now does the journal hear who answered what."""
    answers = list(review.answers.order_by("member")) if review.pk else []
    record(
        "review.closed",
        topics=decision.topics,
        body={
            "decision": decision.pk,
            "number": decision.number,
            "review": review.pk,
            "outcome": str(review.outcome),
            "occasion": review.occasion,
            "next_on": review.next_on,
            "proposal": review.proposal_id,
            "answers": [[answer.member_id, answer.choice] for answer in answers],
        },
        private={f"reason:{answer.member_id}": answer.reason for answer in answers if answer.reason},
    )
