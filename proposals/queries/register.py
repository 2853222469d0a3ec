"""The register of decisions, as each person may read it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet

from commissions.changes import ChangeKind
from commissions.models import Circle
from commissions.queries import circles_followed_by, readable_circles
from journal.registry import Registry
from members.models import Member
from members.rules import is_member
from proposals.models import Decision, Position, ProposalAudience
from proposals.queries.rounds import RoundView, deciding_rounds, kind_now
from proposals.queries.texts import proposals_for
from votes.models import Ballot

Search = Callable[[QuerySet[Decision], str], QuerySet[Decision]]
searches: Registry[Search] = Registry("a search by words in the register")  # those of the decisions that hold each word


def decisions_for(person: Any) -> QuerySet[Decision]:
    """The part of the register that this person may read; a visitor reads what is public."""
    readable = Q(audience=ProposalAudience.PUBLIC)
    if is_member(person):
        readable |= Q(circle__in=circles_followed_by(person))
        readable |= Q(audience=ProposalAudience.MEMBERS, circle__in=readable_circles(person))
    return Decision.objects.filter(readable).select_related("circle", "replaced_by", "replaces")


def is_published(ballot: Ballot) -> bool:
    """Whether everybody may verify this ballot: what it decided was made public."""
    return Decision.objects.filter(ballot=ballot, audience=ProposalAudience.PUBLIC).exists()


def decisions_of(circle: Circle, person: Any) -> QuerySet[Decision]:
    """What this circle decided, as far as this person may read it, the latest first."""
    return decisions_for(person).filter(circle=circle)


def delegations_to(circle: Circle, person: Any) -> QuerySet[Decision]:
    """The decisions in force that leave something to this circle, as far as this person may read them."""
    delegations = decisions_for(person).filter(change__kind=ChangeKind.DELEGATION, change__circle=circle.pk)
    return delegations.filter(replaced_by=None).order_by("decided_at", "pk")


def found_in(decisions: QuerySet[Decision], wanted: Mapping[str, Any], today: date) -> QuerySet[Decision]:
    """Those that answer to what is wanted: `q` (words, or a number), and what the form asks beside; empty is any."""
    if wanted["q"]:
        for search in searches.values():
            decisions = search(decisions, wanted["q"])
    if wanted["circle"]:
        decisions = decisions.filter(circle=wanted["circle"])
    if wanted["year"]:
        decisions = decisions.filter(year=wanted["year"])
    if wanted["process"]:
        decisions = decisions.filter(process=wanted["process"])
    if wanted["subject"]:
        decisions = decisions.filter(subject=wanted["subject"])
    if wanted["standing"]:
        decisions = standing_of(decisions, Decision.Standing(wanted["standing"]), today)
    return decisions


def standing_of(decisions: QuerySet[Decision], standing: Decision.Standing, today: date) -> QuerySet[Decision]:
    """Those of the decisions that stand so that day (`Decision.standing`, said for many)."""
    still = decisions.filter(replaced_by__isnull=True, is_repeal=False)
    late = Q(next_review_on__isnull=False, next_review_on__lte=today)
    renewed = Q(next_review_on__gt=F("review_on"))
    match standing:
        case Decision.Standing.REPLACED:
            return decisions.filter(replaced_by__is_repeal=False)
        case Decision.Standing.REPEALED:
            return decisions.filter(replaced_by__is_repeal=True)
        case Decision.Standing.ENDING:
            return decisions.filter(replaced_by__isnull=True, is_repeal=True)
        case Decision.Standing.TO_REVIEW:
            return still.filter(late)
        case Decision.Standing.RENEWED:
            return still.exclude(late).filter(renewed)
    return still.exclude(late).exclude(renewed)


@dataclass(frozen=True)
class Carried:
    """What a decision carries with it: a concern, or an objection that a vote passed over."""

    kind: str
    person: Member
    text: str


def carried_by(decision: Decision) -> list[Carried]:
    """The concerns of the round that adopted it, in the words of those who raised them."""
    view = deciding_rounds([decision]).get(decision.pk)
    return carried_in(view) if view else []


def readable_rounds(decisions: Iterable[Decision], person: Any) -> dict[int, RoundView]:
    """By decision, the round that it came from, where this person may read the proposal that it was about."""
    if not is_member(person):
        return {}
    proposals = {decision.proposal_id: decision for decision in decisions if decision.proposal_id}
    readable = proposals_for(person).filter(pk__in=proposals).values_list("pk", flat=True)
    return deciding_rounds([proposals[pk] for pk in readable])


def carried_in(view: RoundView) -> list[Carried]:
    """The same of a round that was read already."""
    carried = []
    for position in (seat.position for seat in view.seats if seat.position):
        kind = kind_now(position)
        if kind in (Position.Kind.CONCERN, Position.Kind.OBJECTION):
            objection = getattr(position, "objection", None)
            carried.append(Carried(kind, position.member, objection.consequence if objection else position.text))
    return carried
