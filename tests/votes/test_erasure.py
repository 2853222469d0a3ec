"""A person is forgotten: their votes can no longer be proved to be theirs, and the count still holds."""

import pytest
from django.core.exceptions import PermissionDenied

from members.actions import deactivate, forget_member
from votes.actions import cast_vote, close_ballot, forget_votes
from votes.models import Ballot, Seal, Vote
from votes.seals import check


@pytest.fixture
def closed(ballot, ines, malo, rose) -> Ballot:
    cast_vote(ballot, elector=ines, choice="for", actor=ines)
    cast_vote(ballot, elector=malo, choice="no_part", actor=malo, reason="C’est mon frère.")
    cast_vote(ballot, elector=rose, choice="against", actor=rose)
    return close_ballot(ballot, actor=ines)


def test_the_keys_go_the_list_stays(closed, malo, admin) -> None:
    assert check(closed).erased == 0

    assert forget_votes(malo, actor=admin) == 1
    assert forget_votes(malo, actor=admin) == 0

    assert check(closed).holds
    assert check(closed).erased == 1
    assert Seal.objects.filter(key="").get().vote.entry.member == malo
    assert not Vote.objects.exclude(reason="").exists()


def test_only_an_administrator_erases_them(closed, ines, malo) -> None:
    for actor in (ines, malo):
        with pytest.raises(PermissionDenied):
            forget_votes(malo, actor=actor)
    assert check(closed).erased == 0


def test_who_is_forgotten_is_forgotten_here_too(closed, malo, admin) -> None:
    forget_member(deactivate(malo, actor=admin), actor=admin)
    assert check(closed).erased == 1


def test_a_ballot_that_is_open_keeps_its_votes(meeting, ballot, malo, admin) -> None:
    cast_vote(ballot, elector=malo, choice="for", actor=malo)
    assert forget_votes(malo, actor=admin) == 0
    assert Vote.objects.get().counts
