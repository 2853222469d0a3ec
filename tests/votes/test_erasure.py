"""A person is forgotten: their votes can no longer be proved to be theirs, and the count still holds."""

import pytest

from members.actions import deactivate, forget_member
from tests.closing import close_in_time
from tests.refusals import refused
from tests.votes.conftest import ask
from votes.actions import cast_vote, forget_votes, give_proxy, seal_vote
from votes.counting.majority import MajorityRules
from votes.integrity.commitments import check, published
from votes.models import Ballot, Proxy, Seal, Vote


@pytest.fixture
def closed(ballot, ines, malo, rose) -> Ballot:
    cast_vote(ballot, elector=ines, choice="for", actor=ines)
    cast_vote(ballot, elector=malo, choice="no_part", actor=malo, reason="C’est mon frère.")
    cast_vote(ballot, elector=rose, choice="against", actor=rose)
    return close_in_time(ballot, actor=ines)


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
        with refused("members.administer"):
            forget_votes(malo, actor=actor)
    assert check(closed).erased == 0


def test_who_is_forgotten_is_forgotten_here_too(closed, malo, admin) -> None:
    forget_member(deactivate(malo, actor=admin), actor=admin)
    assert check(closed).erased == 1


def test_a_ballot_that_is_open_keeps_its_votes(meeting, ballot, malo, admin) -> None:
    cast_vote(ballot, elector=malo, choice="for", actor=malo)
    assert forget_votes(malo, actor=admin) == 0
    assert Vote.objects.get().counts


def test_it_closes_without_a_key_for_who_was_forgotten_meanwhile(ballot, ines, malo, rose, admin) -> None:
    cast_vote(ballot, elector=malo, choice="no_part", actor=malo, reason="C’est mon frère.")
    cast_vote(ballot, elector=rose, choice="for", actor=rose)
    forget_member(deactivate(malo, actor=admin), actor=admin)

    checked = check(close_in_time(ballot, actor=ines))

    assert (checked.holds, checked.erased) == (True, 1)
    assert not Vote.objects.exclude(reason="").exists()


def test_what_a_giver_asked_of_the_holder_goes_too(meeting, malo, rose, admin) -> None:
    give_proxy(meeting, giver=rose, holder=malo, actor=rose, instructions="Contre, s’il te plaît.")
    forget_votes(rose, actor=admin)
    assert Proxy.objects.get().instructions == ""


def test_the_published_list_names_the_vote_no_more(closed, malo, admin) -> None:
    def looked_into() -> list[int]:
        return sorted(one["elector"] for one in published(closed)["named"] if "key" in one)

    rose = next(one["elector"] for one in published(closed)["named"] if one["name"] == "Rose")
    assert rose in looked_into()
    forget_votes(Vote.objects.get(entry__member=rose).entry.member, actor=admin)
    assert rose not in looked_into()
    assert check(closed).holds


def test_a_secret_ballot_has_nothing_to_forget(consultation, ines, malo, admin) -> None:
    rules = MajorityRules(secret=True)
    ballot = ask(consultation, ines, rules=rules, secret=True)
    seal_vote(ballot, elector=malo, choice="for", code="4F7K2MNPQ9RT8VWX", actor=malo)
    closed = close_in_time(ballot, actor=ines)

    assert forget_votes(malo, actor=admin) == 0
    assert check(closed).holds
