"""Proposals and decisions as topics: whoever may read one follows what the journal keeps of it."""

from typing import Any

from django.db.models import QuerySet

from commissions.changes import Change
from commissions.grounds import Ground, Offer
from commissions.models import Circle
from journal.topics import Known, RowKind
from members.rules import is_member
from proposals import election_grounds, grounds, occasions
from proposals.decision_rules import can_read_decision
from proposals.election_process import ElectionState
from proposals.election_rules import can_read_election, facilitates
from proposals.models import Decision, Election, Proposal
from proposals.queries import decisions_for, proposals_for
from proposals.queries.elections import elections_for
from proposals.rules import can_read_proposal
from votes.owners import BallotOwner


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


class ElectionKind(RowKind[Election], BallotOwner, Ground):
    """A mandate may rest on it; it owns the secret ballot that ratifies it, which the clock opens and ends."""

    prefix = Election.topic_prefix
    rows = Election.objects.select_related("circle")

    def reads(self, person: Any, pk: str) -> bool:
        return bool(can_read_election(person, self.find(pk)))

    def readable_by(self, person: Any) -> QuerySet[Election]:
        return elections_for(person) if is_member(person) else Election.objects.none()

    def conducts(self, person: Any, pk: str) -> bool:
        election = self.find(pk)
        return election is not None and is_member(person) and facilitates(person, election)

    def vouches(self, person: Any, pk: str) -> bool:
        """Every holder of a role in the meeting that it was put to."""
        election = self.find(pk)
        return election is not None and occasions.vouches(person, election.occasion)

    def opens_by_itself(self, pk: str) -> bool:
        election = self.find(pk)
        return election is not None and election.state == ElectionState.RATIFICATION

    def allows(self, pk: str, change: Change, circle: Circle) -> Offer:
        return election_grounds.allowed_by(pk, change, circle)

    def offers(self, kind: str, circle: Circle | None, person: Any) -> list[Offer]:
        return election_grounds.offers(kind, circle, person)

    def names_as_ground(self, pks: set[str]) -> dict[str, Known]:
        return election_grounds.names(pks)
