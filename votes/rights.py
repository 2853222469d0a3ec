"""Who may follow a ballot or a gathering in the journal: one at a time, or many in one question."""

from typing import Any

import rules

from journal import rights
from journal.numbers import number, numbers
from votes.models import Ballot, Gathering
from votes.rules import is_a_member


def reads_ballot(person: Any, pk: str) -> bool:
    ballot = Ballot.objects.filter(pk=number(pk) or 0).first()
    return ballot is not None and rules.has_perm("votes.read", person, ballot)


def readable_ballots(person: Any, pks: set[str]) -> set[str]:
    """Those of the ballots whose owner this person follows, and those whose roll they are on."""
    found = Ballot.objects.filter(pk__in=_numbers(pks))
    mine = found.filter(roll__member=person).values_list("pk", flat=True) if is_a_member(person) else ()
    return _followed(person, dict(found.values_list("pk", "owner"))) | {str(pk) for pk in mine}


def reads_gathering(person: Any, pk: str) -> bool:
    gathering = Gathering.objects.filter(pk=number(pk) or 0).first()
    return gathering is not None and rules.has_perm("votes.read_gathering", person, gathering)


def readable_gatherings(person: Any, pks: set[str]) -> set[str]:
    found = Gathering.objects.filter(pk__in=_numbers(pks))
    mine = found.filter(electors=person).values_list("pk", flat=True) if is_a_member(person) else ()
    return _followed(person, dict(found.values_list("pk", "owner"))) | {str(pk) for pk in mine}


def _followed(person: Any, owners: dict[int, str]) -> set[str]:
    """An owner is a topic too, and its app answers for many at once."""
    allowed = rights.readable(person, set(owners.values()))
    return {str(pk) for pk, owner in owners.items() if owner in allowed}


def _numbers(pks: set[str]) -> set[int]:
    return numbers(pks)
