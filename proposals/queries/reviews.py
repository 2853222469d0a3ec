"""Decisions that are looked at again, and requests to decide anew."""

from datetime import date, datetime, timedelta

from django.db.models import BooleanField, Case, Exists, OuterRef, Q, QuerySet, When

from commissions.circle_endings import heir_of
from commissions.models import Circle, Mandate
from commissions.queries import circles_of, coordinators_of, mandates_in_force, members_of, voters_of, voting_mandates
from journal.clock import now
from members.combined_reads import Reader
from members.models import Member
from proposals.decision_rules import answers_reopening
from proposals.models import (
    Decision,
    Proposal,
    ReopeningRequest,
    Review,
    ReviewAnswer,
    ReviewElector,
)
from proposals.process import LIVE, REOPENING_ANSWERED_WITHIN, REVIEWED_AGAIN_AFTER, State
from proposals.queries.heirs import answered_for_in, kept_to_itself


def due_reviews(today: date, instant: datetime) -> QuerySet[Decision]:
    """The decisions in force whose day has come, of which nobody is asked yet.

    None that a proposal under way would replace, nor one about which the circle was asked a short while ago; nor what a
    group that has ended kept to itself, which the circle above may not read.
    """
    lately = Review.objects.filter(decision=OuterRef("pk")).filter(
        Q(closed_at__isnull=True) | Q(closed_at__gt=instant - REVIEWED_AGAIN_AFTER)
    )
    return reviews_by(today).exclude(Exists(lately)).exclude(kept_to_itself())


def reviews_by(day: date) -> QuerySet[Decision]:
    """The decisions in force that are to be looked at again by that day, asked online already or not.

    None that a proposal under way would replace.
    """
    replacing = Proposal.objects.filter(replaces=OuterRef("pk"), state__in=[State.DRAFT, *LIVE])
    by_then = Decision.objects.filter(next_review_on__lte=day, replaced_by__isnull=True, is_repeal=False)
    return by_then.exclude(Exists(replacing)).select_related("circle").order_by("next_review_on", "pk")


def ended_reviews(instant: datetime) -> QuerySet[Review]:
    """Those whose time is over, still open."""
    return Review.objects.filter(closed_at__isnull=True, ends_at__lte=instant).order_by("pk")


def review_days_awaited_from(member: Member) -> Reader[list[Decision]]:
    """The decisions for which this member is asked for another day to look at them again
    (`Decision.waits_for_review_day`, said for many). One question more for each."""
    coordinated = mandates_in_force().filter(role=Mandate.Role.COORDINATOR, member=member).values("circle")
    mine = Q(proposal__author=member) | Q(proposal__facilitator=member)
    mine |= Q(proposal__isnull=False, circle__in=coordinated)
    undated = Decision.objects.filter(mine, review_on=None, next_review_on=None, replaced_by=None, is_repeal=False)
    (listed,) = yield [undated.select_related("circle", "proposal").order_by("pk")]
    return [decision for decision in listed if member in choosers_of_day(decision)]


def choosers_of_day(decision: Decision) -> list[Member]:
    """Who is asked for another day to look at it again: its author and whoever facilitates; where both have left the
    circle, those who coordinate it."""
    proposal = decision.proposal
    if proposal is None:
        return []
    first = [pk for pk in (proposal.author_id, proposal.facilitator_id) if pk]
    there = members_of(decision.circle).filter(pk__in=first)
    return list(there) or list(coordinators_of(decision.circle))


def asked_to_look_again(decision: Decision) -> list[Member]:
    """Who is asked whether to keep it: those who vote in its circle. Where that group has ended, whoever coordinates
    the circle above, else those who vote there."""
    heir = heir_of(decision.circle)
    coordinators = [] if heir == decision.circle else list(coordinators_of(heir))
    return coordinators or list(voters_of(heir))


def open_review_of(decision: Decision) -> Review | None:
    return Review.objects.filter(decision=decision, closed_at__isnull=True).first()


def objecting_answers(review: Review) -> list[ReviewAnswer]:
    """What was answered otherwise than to keep it, by those who are still in the circle, the first of them first: who
    has left is not counted."""
    there = members_of(heir_of(review.decision.circle)).values("pk")
    others = ReviewAnswer.objects.filter(review=review, member__in=there).exclude(choice=ReviewAnswer.Choice.KEEP)
    return list(others.select_related("member"))


def waits_for_answers(review: Review) -> bool:
    """Whether somebody who was asked, and is still in the circle, has not answered."""
    there = members_of(heir_of(review.decision.circle)).values("pk")
    answered = ReviewAnswer.objects.filter(review=review).values("member")
    return ReviewElector.objects.filter(review=review, member__in=there).exclude(member__in=answered).exists()


def reviews_awaited_from(member: Member) -> QuerySet[Review]:
    """The reviews that wait for this member's answer, those of a group that ended within a circle of theirs too."""
    electors = ReviewElector.objects.filter(review=OuterRef("pk"), member=member)
    answered = ReviewAnswer.objects.filter(review=OuterRef("pk"), member=member)
    waiting = Review.objects.filter(closed_at__isnull=True, ends_at__gt=now()).filter(
        answered_for_in(circles_of(member), of="decision__")
    )
    waiting = waiting.filter(Exists(electors)).exclude(Exists(answered))
    return waiting.select_related("decision__circle").order_by("ends_at")


def reopening_requests_of(decision: Decision) -> QuerySet[ReopeningRequest]:
    """All of them, the latest first."""
    requests = ReopeningRequest.objects.filter(decision=decision).order_by("-pk")
    return requests.select_related("asked_by", "answered_by", "proposal", "decision__circle", "decision__proposal")


def reopenings_awaited_from(member: Member) -> Reader[list[ReopeningRequest]]:
    """The requests that this member answers: see `decision_rules.answers_reopening`, said for many.

    Only those whose answerers all seem to have left are asked about one by one.
    """
    here = answered_for_in(circles_of(member), of="decision__")
    waiting = ReopeningRequest.objects.filter(here, answered_at__isnull=True, decision__replaced_by__isnull=True)
    waiting = waiting.exclude(asked_by=member).exclude(kept_to_itself(of="decision__"))
    coordinated = mandates_in_force().filter(role=Mandate.Role.COORDINATOR, member=member)
    mine = (
        Q(decision__proposal__author=member)
        | Q(decision__proposal__facilitator=member)
        | answered_for_in(Circle.objects.filter(pk__in=coordinated.values("circle")), of="decision__")
        | Q(asked_at__lte=now() - REOPENING_ANSWERED_WITHIN)
    )
    leading = Q(role=Mandate.Role.COORDINATOR) | Q(member=OuterRef("decision__proposal__author"))
    leading |= Q(member=OuterRef("decision__proposal__facilitator"))
    there = voting_mandates().filter(leading, circle=OuterRef("decision__circle"))
    left = ~Exists(there.exclude(member=OuterRef("asked_by")))
    requests = waiting.annotate(is_mine=Case(When(mine, then=True), default=False, output_field=BooleanField()))
    requests = requests.filter(Q(is_mine=True) | left).select_related(
        "decision__circle", "decision__proposal", "asked_by"
    )
    (listed,) = yield [requests.order_by("asked_at")]
    return [one for one in listed if one.is_mine or answers_reopening(member, one)]


def reopenings_to_tell() -> QuerySet[ReopeningRequest]:
    """Those of which the time to be answered by a few is over: everybody of the circle may, and is to hear of it."""
    late = ReopeningRequest.objects.filter(asked_at__lte=now() - REOPENING_ANSWERED_WITHIN, told_at=None)
    return late.filter(answered_at=None, decision__replaced_by__isnull=True).order_by("pk")


def facilitator_for(decision: Decision, circle: Circle, author: Member) -> Member:
    """Who would facilitate deciding it anew: whoever did, else who coordinates the circle, else the author."""
    former = decision.proposal.facilitator_id if decision.proposal else None
    besides = members_of(circle).exclude(pk=author.pk)
    again = besides.filter(pk=former).first() if former else None
    return again or besides.filter(pk__in=coordinators_of(circle).values("pk")).first() or author


def next_review_day(decision: Decision, since: date, today: date) -> date:
    """As long after today as the last time was after `since`; a month at least, two years at most."""
    span = (decision.next_review_on or today) - since
    return today + min(max(span, timedelta(days=30)), timedelta(days=730))
