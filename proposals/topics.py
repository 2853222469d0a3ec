"""Proposals and decisions as topics: whoever may read one follows what the journal keeps of it."""

from typing import Any

from django.db.models import QuerySet

from commissions.changes import Change
from commissions.grounds import Ground, Offer
from commissions.models import Circle
from journal.topics import Known, RowKind
from members.rules import is_member
from proposals import grounds
from proposals.models import Decision, Proposal
from proposals.queries import decisions_for, proposals_for
from proposals.rules import can_read_decision, can_read_proposal


class ProposalKind(RowKind[Proposal]):
    prefix = Proposal.topic_prefix
    rows = Proposal.objects.select_related("circle")

    def reads(self, person: Any, pk: str) -> bool:
        return bool(can_read_proposal(person, self.find(pk)))

    def readable_by(self, person: Any) -> QuerySet[Proposal]:
        return proposals_for(person) if is_member(person) else Proposal.objects.none()


class DecisionKind(RowKind[Decision], Ground):
    """A mandate, or a circle's rules, may rest on it."""

    prefix = Decision.topic_prefix
    rows = Decision.objects.select_related("circle")

    def reads(self, person: Any, pk: str) -> bool:
        return bool(can_read_decision(person, self.find(pk)))

    def readable_by(self, person: Any) -> QuerySet[Decision]:
        return decisions_for(person)

    def allows(self, pk: str, change: Change, circle: Circle) -> Offer:
        return grounds.allowed_by(pk, change, circle)

    def offers(self, kind: str, circle: Circle | None, person: Any) -> list[Offer]:
        return grounds.offers(kind, circle, person)

    def invitation(self, kind: str, circle: Circle | None, person: Any) -> Known:
        return grounds.invitation(kind, circle, person)

    def names_as_ground(self, pks: set[str]) -> dict[str, Known]:
        return grounds.names(pks)
