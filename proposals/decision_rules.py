"""Who may do what with a decision of the register, its reviews, and the requests to decide anew."""

from typing import Any

import rules

from commissions.circle_endings import heir_of
from commissions.grounds import is_founding
from commissions.models import Circle
from commissions.queries import coordinators_of, members_of
from commissions.rules import can_read_circle, in_circle, sits_in_circle
from journal.clock import now
from journal.rules import is_clock
from members.models import Member
from members.rules import is_administrator, is_member
from proposals import occasions
from proposals.models import Decision, FollowUp, ProposalAudience, ReopeningRequest, Review, ReviewElector
from proposals.process import REOPENING_ANSWERED_WITHIN


@rules.predicate
def can_read_decision(person: Any, decision: Decision | None) -> bool:
    """Public decisions are everybody's, visitors included."""
    if decision is None:
        return False
    if decision.audience == ProposalAudience.PUBLIC:
        return True
    if decision.audience == ProposalAudience.CIRCLE:
        return bool(sits_in_circle(person, decision))
    return bool(can_read_circle(person, decision))


@rules.predicate
def in_circle_that_answers(person: Any, decision: Decision) -> bool:
    """Of its circle; where that group has ended, of the circle above, but for what the group kept to itself."""
    heir = heir_of(decision.circle)
    return bool(in_circle(person, heir)) and (heir == decision.circle or bool(can_read_decision(person, decision)))


@rules.predicate
def carries_out(person: Any, decision: Decision) -> bool:
    """Whoever carries the decision out today, even from outside its circle."""
    mine = FollowUp.objects.latest_ones().filter(decision=decision)
    return is_member(person) and mine.filter(responsible=person).exists()


@rules.predicate
def is_asked_in_review(person: Any, review: Review) -> bool:
    """Who was asked as the review opened, and is still in the circle that answers for the decision."""
    is_asked = is_member(person) and ReviewElector.objects.filter(review=review, member=person).exists()
    return is_asked and bool(in_circle(person, heir_of(review.decision.circle)))


@rules.predicate
def conducts_its_meeting(person: Any, at: tuple[Decision, str]) -> bool:
    """Whoever conducts that meeting of the circle that answers for the decision, while it is under way."""
    decision, occasion = at
    return is_member(person) and occasion in occasions.conducted_now(person, heir_of(decision.circle))


def answerers_of(request: ReopeningRequest) -> list[Member]:
    """Who answers first: the author and whoever facilitated, those who coordinate, in the circle that answers for the
    decision; not who asked, nor who has left."""
    proposal, circle = request.decision.proposal, heir_of(request.decision.circle)
    first = {proposal.author_id, proposal.facilitator_id} if proposal else set()
    first |= set(coordinators_of(circle).values_list("pk", flat=True))
    return list(members_of(circle).filter(pk__in=[pk for pk in first if pk and pk != request.asked_by_id]))


@rules.predicate
def answers_reopening(person: Any, request: ReopeningRequest) -> bool:
    """Those of `answerers_of`; any other member of the circle where there is none, or once they let the time go by."""
    if person.pk == request.asked_by_id or not in_circle_that_answers(person, request.decision):
        return False
    answerers = answerers_of(request)
    return not answerers or person in answerers or now() >= request.asked_at + REOPENING_ANSWERED_WITHIN


@rules.predicate
def enters_at_the_founding(person: Any, circle: Circle) -> bool:
    """While the collective is being founded, whoever administers enters what came before."""
    return bool(is_administrator.test(person)) and is_founding()


rules.add_perm("proposals.read_decision", can_read_decision)
rules.add_perm("proposals.publish", in_circle)
rules.add_perm("proposals.follow_up", in_circle_that_answers | carries_out)
rules.add_perm("proposals.remind_to_carry", is_clock)
rules.add_perm("proposals.file", in_circle)
rules.add_perm("proposals.conclude_review", is_clock)
rules.add_perm("proposals.answer_review", is_asked_in_review)
rules.add_perm("proposals.answer_review_in_meeting", conducts_its_meeting)
rules.add_perm("proposals.ask_to_reopen", in_circle_that_answers)
rules.add_perm("proposals.answer_reopening", answers_reopening)
rules.add_perm("proposals.tell_of_reopening", is_clock)
rules.add_perm("proposals.enter_earlier", in_circle | enters_at_the_founding)
rules.add_perm("proposals.confirm_earlier", in_circle)
