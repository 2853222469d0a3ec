"""Ballots, gatherings and consultations as topics: who follows one, what it is called."""

from typing import Any

import rules

from journal.clock import now
from journal.numbers import numbers
from journal.topics import Known, RowKind, can_read, readable
from members.rules import is_member
from votes.models import Ballot, Consultation, Gathering
from votes.owners import BallotOwner, conducts, hosts_of


class BallotKind(RowKind[Ballot]):
    prefix = Ballot.topic_prefix
    rows = Ballot.objects.all()

    def reads(self, person: Any, pk: str) -> bool:
        ballot = self.find(pk)
        return ballot is not None and rules.has_perm("votes.read", person, ballot)

    def readable(self, person: Any, pks: set[str]) -> set[str]:
        """Those whose owner this person follows, and those whose roll they are on."""
        ballots = Ballot.objects.filter(pk__in=numbers(pks))
        mine = ballots.filter(roll__member=person).values_list("pk", flat=True) if is_member(person) else ()
        return _followed(person, dict(ballots.values_list("pk", "owner"))) | {str(pk) for pk in mine}


class GatheringKind(RowKind[Gathering]):
    prefix = Gathering.topic_prefix
    rows = Gathering.objects.all()

    def reads(self, person: Any, pk: str) -> bool:
        gathering = self.find(pk)
        return gathering is not None and rules.has_perm("votes.read_gathering", person, gathering)

    def readable(self, person: Any, pks: set[str]) -> set[str]:
        gatherings = Gathering.objects.filter(pk__in=numbers(pks))
        mine = gatherings.filter(electors=person).values_list("pk", flat=True) if is_member(person) else ()
        return _followed(person, dict(gatherings.values_list("pk", "owner"))) | {str(pk) for pk in mine}

    def names(self, pks: set[str]) -> dict[str, Known]:
        """People name what it is for, not the gathering."""
        return {}


class ConsultationKind(RowKind[Consultation], BallotOwner):
    """It owns its gathering and its ballot, and asks its host."""

    prefix = Consultation.topic_prefix
    rows = Consultation.objects.all()

    def reads(self, person: Any, pk: str) -> bool:
        consultation = self.find(pk)
        if consultation is None or not can_read(person, consultation.host):
            return False
        return not consultation.is_draft or self.conducts(person, pk)

    def readable(self, person: Any, pks: set[str]) -> set[str]:
        """Those whose host this person follows; no drafts, of which nothing is told to those who follow them."""
        announced = Consultation.objects.announced().filter(pk__in=numbers(pks))
        return _followed(person, dict(announced.values_list("pk", "host")))

    def conducts(self, person: Any, pk: str) -> bool:
        """Its author as long as they may put questions there, and whoever conducts what is the host's."""
        consultation = self.find(pk)
        if consultation is None:
            return False
        is_author = is_member(person) and consultation.author_id == person.pk
        return (is_author and consultation.host in dict(hosts_of(person))) or conducts(person, consultation.host)

    def opens_by_itself(self, pk: str) -> bool:
        return Consultation.objects.due(now()).filter(pk__in=numbers({pk})).exists()

    def url(self, pk: str) -> str:
        return Consultation(pk=pk).get_absolute_url()


def _followed(person: Any, owners: dict[int, str]) -> set[str]:
    """Of these rows, by key, those whose owner or host is a topic that this person follows."""
    followed = readable(person, set(owners.values()))
    return {str(pk) for pk, owner in owners.items() if owner in followed}
