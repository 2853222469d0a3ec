"""A proxy: who may give one, to whom, until when, and whose vote counts."""

from datetime import timedelta

import pytest

from journal.clock import now
from tests.closing import close_in_time
from tests.conftest import person
from tests.refusals import refused
from tests.votes.conftest import accepted_proxy, ask, in_the_box, rules_for, told, verbs
from votes.actions import (
    cast_vote,
    close_gathering,
    confirm_proxy,
    enter_paper_proxy,
    erase_instructions,
    give_proxy,
    mark_left,
    mark_present,
    open_gathering,
    seal_vote,
    take_back_proxy,
)
from votes.counting.majority import MajorityRules
from votes.due import erase_all_instructions
from votes.models import Gathering, Proxy, Vote
from votes.queries.ballots import ballots_to_cast
from votes.queries.gatherings import REOPENED_WITHIN, proxies_of


def test_a_proxy_is_given_before_the_meeting(meeting, malo, rose):
    proxy = give_proxy(meeting, giver=rose, holder=malo, actor=rose)

    assert (proxy.giver, proxy.holder, proxy.accepted_at, proxy.ended_at) == (rose, malo, None, None)
    assert told("proxy.given") == {"gathering": meeting.pk, "giver": rose.pk, "holder": malo.pk}


def test_giving_it_again_changes_nothing(meeting, malo, rose):
    assert give_proxy(meeting, giver=rose, holder=malo, actor=rose) == give_proxy(
        meeting, giver=rose, holder=malo, actor=rose
    )
    assert verbs() == ["gathering.opened", "proxy.given"]


def test_giving_it_to_somebody_else_moves_it(meeting, ines, malo, rose):
    give_proxy(meeting, giver=rose, holder=malo, actor=rose)
    give_proxy(meeting, giver=rose, holder=ines, actor=rose)

    assert [proxy.holder for proxy in proxies_of(meeting)] == [ines]
    assert verbs() == ["gathering.opened", "proxy.given", "proxy.ended", "proxy.given"]


@pytest.mark.parametrize("who", ["ines", "malo", "admin", "omar"])
def test_nobody_gives_somebody_elses_proxy(who, meeting, malo, rose, request):
    with refused("votes.give_proxy"):
        give_proxy(meeting, giver=rose, holder=malo, actor=request.getfixturevalue(who))
    assert not Proxy.objects.exists()


def test_who_is_not_on_the_roll_gives_none_and_holds_none(meeting, malo, omar):
    with refused("votes.give_proxy"):
        give_proxy(meeting, giver=omar, holder=malo, actor=omar)
    with refused("not_on_roll"):
        give_proxy(meeting, giver=malo, holder=omar, actor=malo)


def test_not_to_oneself(meeting, malo):
    with refused("oneself"):
        give_proxy(meeting, giver=malo, holder=malo, actor=malo)


def test_no_chains(meeting, ines, malo, rose):
    give_proxy(meeting, giver=rose, holder=malo, actor=rose)

    with refused("chain"):
        give_proxy(meeting, giver=malo, holder=ines, actor=malo)
    with refused("chain"):
        give_proxy(meeting, giver=ines, holder=rose, actor=ines)


def test_not_more_than_the_cap(ca, ines, malo):
    givers = [person(name, ca) for name in ("Ana", "Bo", "Cy")]
    meeting = open_gathering(owner="room:5", rules=rules_for(ines, malo, *givers, proxy_cap=2), actor=ines)
    for giver in givers[:2]:
        give_proxy(meeting, giver=giver, holder=malo, actor=giver)

    with refused("cap"):
        give_proxy(meeting, giver=givers[2], holder=malo, actor=givers[2])
    take_back_proxy(Proxy.objects.first(), actor=malo)
    assert give_proxy(meeting, giver=givers[2], holder=malo, actor=givers[2]).holder == malo


def test_a_circle_without_proxies_and_one_without_a_limit(board, ines, malo, rose):
    none = open_gathering(owner="room:5", rules=rules_for(*board, proxy_cap=0), actor=ines)
    with refused("no_proxies"):
        give_proxy(none, giver=rose, holder=malo, actor=rose)

    free = open_gathering(owner="room:6", rules=rules_for(*board, proxy_cap=None), actor=ines)
    give_proxy(free, giver=rose, holder=malo, actor=rose)
    give_proxy(free, giver=ines, holder=malo, actor=ines)
    assert proxies_of(free).count() == 2


def test_who_is_there_votes_and_gives_none(meeting, malo, rose):
    mark_present(meeting, rose, actor=rose)
    with refused("present"):
        give_proxy(meeting, giver=rose, holder=malo, actor=rose)
    mark_left(meeting, rose, actor=rose)
    assert give_proxy(meeting, giver=rose, holder=malo, actor=rose)


def test_who_has_voted_gives_none_until_that_ballot_closes(ballot, meeting, ines, malo, rose):
    cast_vote(ballot, elector=rose, choice="for", actor=rose)
    mark_left(meeting, rose, actor=rose)

    with refused("voted"):
        give_proxy(meeting, giver=rose, holder=malo, actor=rose)
    close_in_time(ballot, actor=ines)
    assert give_proxy(meeting, giver=rose, holder=malo, actor=rose)


def test_whoever_enters_a_paper_form_does_not_learn_from_it_who_has_voted_in_secret(consultation, ines, malo, rose):
    ballot = ask(consultation, ines, rules=MajorityRules(secret=True), secret=True)
    seal_vote(ballot, elector=rose, choice="for", code="0" * 16, actor=rose)

    proxy = enter_paper_proxy(consultation, giver=rose, holder=ines, actor=ines)
    assert confirm_proxy(proxy, actor=malo).accepted_at
    with refused("signed"):
        seal_vote(ballot, elector=rose, choice="against", code="1" * 16, actor=ines)
    assert list(in_the_box(ballot).values()) == ["for"]


@pytest.mark.parametrize(("who", "end"), [("rose", Proxy.End.TAKEN_BACK), ("malo", Proxy.End.GIVEN_BACK)])
def test_its_giver_or_its_holder_ends_it(who, end, meeting, malo, rose, request):
    proxy = give_proxy(meeting, giver=rose, holder=malo, actor=rose)
    actor = request.getfixturevalue(who)

    take_back_proxy(proxy, actor=actor)
    take_back_proxy(proxy, actor=actor)

    assert Proxy.objects.get().end == end
    assert verbs() == ["gathering.opened", "proxy.given", "proxy.ended"]


@pytest.mark.parametrize("who", ["ines", "admin", "omar"])
def test_nobody_else_ends_it(who, meeting, malo, rose, request):
    proxy = give_proxy(meeting, giver=rose, holder=malo, actor=rose)
    with refused("votes.end_proxy"):
        take_back_proxy(proxy, actor=request.getfixturevalue(who))
    assert Proxy.objects.get().ended_at is None


@pytest.fixture
def represented(meeting, ines, malo, rose):
    """A ballot in which Rose is away and Malo holds her proxy."""
    accepted_proxy(meeting, giver=rose, holder=malo)
    mark_present(meeting, ines, actor=ines)
    mark_present(meeting, malo, actor=malo)
    return ask(meeting, ines)


def test_a_holder_casts_each_proxy_as_a_ballot_of_its_own(represented, malo, rose):
    assert [paper.elector for paper in ballots_to_cast(represented, malo)] == [malo, rose]

    cast_vote(represented, elector=malo, choice="for", actor=malo)
    cast_vote(represented, elector=rose, choice="against", actor=malo)

    assert {(vote.entry.member, vote.choice, vote.cast_by) for vote in Vote.objects.all()} == {
        (malo, "for", malo),
        (rose, "against", malo),
    }


def test_nobody_but_the_holder_and_the_giver_votes_with_it(represented, ines, admin, rose):
    for actor in (ines, admin):
        with refused("votes.cast"):
            cast_vote(represented, elector=rose, choice="for", actor=actor)
    assert not Vote.objects.exists()


def test_a_giver_may_vote_and_the_proxy_then_does_not_count(represented, malo, rose):
    cast_vote(represented, elector=rose, choice="for", actor=rose)

    with refused("giver_voted"):
        cast_vote(represented, elector=rose, choice="against", actor=malo)
    assert [paper.may_change for paper in ballots_to_cast(represented, malo)] == [True, False]
    assert Vote.objects.get().choice == "for"


def test_a_giver_replaces_what_the_holder_voted(represented, malo, rose):
    cast_vote(represented, elector=rose, choice="against", actor=malo)
    cast_vote(represented, elector=rose, choice="for", actor=rose)

    kept = Vote.objects.order_by("version").values_list("version", "choice", "cast_by", "counts")
    assert list(kept) == [(1, "against", malo.pk, False), (2, "for", rose.pk, True)]
    with refused("giver_voted"):
        cast_vote(represented, elector=rose, choice="against", actor=malo)


def test_a_giver_who_says_the_same_makes_it_their_own(represented, malo, rose):
    cast_vote(represented, elector=rose, choice="for", actor=malo)
    cast_vote(represented, elector=rose, choice="for", actor=rose)

    assert Vote.objects.get(counts=True).cast_by == rose


def test_a_giver_who_arrives_takes_it_back_for_the_ballots_that_open_afterwards(meeting, represented, ines, malo, rose):
    mark_present(meeting, rose, actor=rose)

    assert Proxy.objects.get().end == Proxy.End.ARRIVED
    cast_vote(represented, elector=rose, choice="for", actor=malo)  # this ballot keeps its list
    close_in_time(represented, actor=ines)
    following = ask(meeting, ines, question="And the bistro?")
    with refused("votes.cast"):
        cast_vote(following, elector=rose, choice="for", actor=malo)
    assert cast_vote(following, elector=rose, choice="for", actor=rose)


def test_a_proxy_given_while_a_ballot_is_open_counts_from_the_next(meeting, ines, malo, rose):
    mark_present(meeting, malo, actor=malo)
    ballot = ask(meeting, ines)
    accepted_proxy(meeting, giver=rose, holder=malo)

    with refused("votes.cast"):
        cast_vote(ballot, elector=rose, choice="for", actor=malo)
    close_in_time(ballot, actor=ines)
    assert cast_vote(ask(meeting, ines), elector=rose, choice="for", actor=malo)


def test_a_holder_who_is_away_represents_nobody(meeting, ines, malo, rose):
    accepted_proxy(meeting, giver=rose, holder=malo)
    mark_present(meeting, ines, actor=ines)
    ballot = ask(meeting, ines)

    with refused("votes.cast"):
        cast_vote(ballot, elector=rose, choice="for", actor=malo)


def test_online_a_proxy_holds_as_it_stands(consultation, ines, malo, rose):
    ballot = ask(consultation, ines)
    proxy = accepted_proxy(consultation, giver=rose, holder=malo)
    assert [paper.elector for paper in ballots_to_cast(ballot, malo)] == [malo, rose]
    cast_vote(ballot, elector=rose, choice="for", actor=malo)

    take_back_proxy(proxy, actor=rose)

    with refused("votes.cast"):
        cast_vote(ballot, elector=rose, choice="against", actor=malo)
    cast_vote(ballot, elector=rose, choice="against", actor=rose)
    with refused("voted"):
        give_proxy(consultation, giver=rose, holder=ines, actor=rose)


@pytest.mark.parametrize("secret", [True, False])
def test_what_a_giver_asks_for_is_erased_after_a_secret_vote(meeting, ines, malo, rose, secret):
    """It stands in clear in the database, and would tell a secret answer there for ever."""
    for member in (ines, malo):
        mark_present(meeting, member, actor=member)
    proxy = give_proxy(meeting, giver=rose, holder=malo, actor=rose, instructions="Contre, s’il te plaît.")
    rules = MajorityRules(secret=secret)
    ballot = ask(meeting, ines, rules=rules, secret=secret, closes_at=now() + timedelta(minutes=5))

    close_gathering(meeting, actor=ines)
    proxy.refresh_from_db()
    assert proxy.instructions  # the vote goes on without the meeting: the holder reads it until then
    close_in_time(ballot, actor=ines)
    erase_all_instructions()
    proxy.refresh_from_db()
    assert proxy.instructions  # a meeting that was closed by a slip is reopened, and goes on with it
    Gathering.objects.update(closed_at=now() - REOPENED_WITHIN)
    erase_all_instructions()
    proxy.refresh_from_db()
    assert bool(proxy.instructions) is not secret


def test_of_a_vote_online_it_is_erased_as_soon_as_the_vote_is_over(consultation, ines, malo, rose):
    proxy = give_proxy(consultation, giver=rose, holder=malo, actor=rose, instructions="Contre, s’il te plaît.")
    rules = MajorityRules(secret=True)
    ballot = ask(consultation, ines, rules=rules, secret=True, closes_at=now() + timedelta(minutes=5))
    close_in_time(ballot, actor=ines)
    close_gathering(consultation, actor=ines)
    erase_all_instructions()
    proxy.refresh_from_db()
    assert proxy.instructions == ""


def test_nobody_erases_it_but_the_clock(meeting, ines):
    with refused("votes.erase_instructions"):
        erase_instructions(meeting, actor=ines)


def test_between_two_secret_votes_of_a_meeting_the_holder_still_reads_it(meeting, ines, malo, rose):
    mark_present(meeting, ines, actor=ines)
    proxy = give_proxy(meeting, giver=rose, holder=malo, actor=rose, instructions="Contre, s’il te plaît.")
    close_in_time(ask(meeting, ines, rules=MajorityRules(secret=True), secret=True), actor=ines)
    proxy.refresh_from_db()
    assert proxy.instructions
    close_gathering(meeting, actor=ines)
    Gathering.objects.update(closed_at=now() - REOPENED_WITHIN)
    erase_all_instructions()
    proxy.refresh_from_db()
    assert proxy.instructions == ""
