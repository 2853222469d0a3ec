"""A gathering opens, people come and go, and it ends."""

from fractions import Fraction

import pytest

from journal import phrases
from journal.actions import CLOCK
from tests.closing import close_in_time
from tests.refusals import refused
from tests.votes.conftest import accepted_proxy, ask, rules_for, told, verbs
from votes.actions import (
    accept_proxy,
    close_gathering,
    give_proxy,
    mark_left,
    mark_present,
    open_gathering,
    renew_roll,
)
from votes.counting.quorum import ShareOfRoll
from votes.models import Gathering, Presence, Proxy
from votes.queries.gatherings import quorum_of, unconfirmed_presences
from votes.rolls import RollRules


def test_a_gathering_freezes_its_circles_rules(meeting, board, ines):
    assert set(meeting.electors.all()) == set(board)
    assert verbs() == ["gathering.opened"]
    assert told("gathering.opened") == {
        "gathering": meeting.pk,
        "owner": "room:1",
        "electors": sorted(person.pk for person in board),
        "quorum": "1/2",
        "quorum_strict": False,
        "proxies_count": True,
        "proxy_cap": 2,
        "online": False,
    }


def test_opening_a_gathering_again_gives_the_same(meeting, board, ines):
    assert open_gathering(owner="room:1", rules=rules_for(*board), actor=ines) == meeting
    assert verbs() == ["gathering.opened"]


@pytest.mark.parametrize("who", ["malo", "admin", "clock"])
def test_only_who_conducts_opens_a_gathering(who, board, request):
    actor = CLOCK if who == "clock" else request.getfixturevalue(who)
    with refused("votes.open"):
        open_gathering(owner="room:9", rules=rules_for(*board), actor=actor)
    assert not Gathering.objects.exists()


def test_an_owner_that_nobody_registered_is_nobodys(ines, board):
    with refused("votes.open"):
        open_gathering(owner="elsewhere:1", rules=rules_for(*board), actor=ines)


def test_a_gathering_needs_a_roll(ines):
    with refused("empty_roll"):
        open_gathering(owner="room:1", rules=RollRules(), actor=ines)


def test_a_roll_read_again_counts_from_then_on(meeting, board, omar, ines, malo, rose):
    give_proxy(meeting, giver=rose, holder=malo, actor=rose)

    renew_roll(meeting, rules=rules_for(ines, malo, omar), actor=ines)

    assert set(meeting.electors.all()) == {ines, malo, omar}
    assert Proxy.objects.get().end == Proxy.End.OFF_ROLL
    assert verbs() == ["gathering.opened", "proxy.given", "proxy.ended", "gathering.renewed"]
    with refused("votes.conduct"):
        renew_roll(meeting, rules=rules_for(malo), actor=malo)


def test_somebody_marks_themself_present(meeting, malo):
    presence = mark_present(meeting, malo, actor=malo)

    assert (presence.member, presence.left_at) == (malo, None)
    assert told("presence.arrived")["member"] == malo.pk


def test_who_conducts_marks_anybody_of_the_roll(meeting, malo, omar, ines):
    marked = mark_present(meeting, malo, actor=ines)
    with refused("not_on_roll"):
        mark_present(meeting, omar, actor=ines)

    assert list(unconfirmed_presences(meeting)) == [marked]


@pytest.mark.parametrize(("who", "whom"), [("malo", "rose"), ("omar", "omar"), ("admin", "malo"), ("admin", "admin")])
def test_nobody_else_marks_anybody_present(who, whom, meeting, request):
    actor, member = request.getfixturevalue(who), request.getfixturevalue(whom)
    with refused("votes.mark_presence"):
        mark_present(meeting, member, actor=actor)
    with refused("votes.mark_presence"):
        mark_left(meeting, member, actor=actor)
    assert verbs() == ["gathering.opened"]


def test_arriving_twice_changes_nothing(meeting, malo):
    assert mark_present(meeting, malo, actor=malo) == mark_present(meeting, malo, actor=malo)
    assert verbs() == ["gathering.opened", "presence.arrived"]


def test_who_goes_out_and_comes_back_has_two_spans(meeting, malo):
    mark_present(meeting, malo, actor=malo)
    mark_left(meeting, malo, actor=malo)
    mark_present(meeting, malo, actor=malo)

    first, second = Presence.objects.all()
    assert first.left_at is not None
    assert first.arrived_at <= first.left_at <= second.arrived_at
    assert second.left_at is None
    assert verbs()[1:] == ["presence.arrived", "presence.left", "presence.arrived"]


def test_leaving_when_not_there_changes_nothing(meeting, malo):
    assert mark_left(meeting, malo, actor=malo) is None
    assert verbs() == ["gathering.opened"]


def test_the_quorum_is_live(meeting, ines, malo, rose):
    def state():
        now = quorum_of(meeting)
        return now.needed, now.present, now.represented, now.counted, now.reached

    assert state() == (2, 0, 0, 0, False)
    proxy = give_proxy(meeting, giver=rose, holder=malo, actor=rose)
    assert state() == (2, 0, 0, 0, False)  # the holder is not there yet
    mark_present(meeting, malo, actor=malo)
    assert state() == (2, 1, 0, 1, False)  # and has not accepted it
    accept_proxy(proxy, actor=malo)
    assert state() == (2, 1, 1, 2, True)
    mark_present(meeting, rose, actor=rose)
    assert state() == (2, 2, 0, 2, True)
    mark_left(meeting, malo, actor=ines)
    assert state() == (2, 2, 0, 2, True)  # it is for him to say so
    mark_left(meeting, malo, actor=malo)
    assert state() == (2, 1, 0, 1, False)


def test_proxies_may_not_count_for_the_quorum(board, ines, malo, rose):
    rules = rules_for(*board, proxies_count=False, quorum=ShareOfRoll(Fraction(1, 3), strict=True))
    meeting = open_gathering(owner="room:3", rules=rules, actor=ines)
    accepted_proxy(meeting, giver=rose, holder=malo)
    mark_present(meeting, malo, actor=malo)

    state = quorum_of(meeting)

    assert (state.needed, state.represented, state.counted, state.reached) == (2, 1, 1, False)


def test_without_a_quorum_it_is_always_reached(board, ines):
    meeting = open_gathering(owner="room:3", rules=rules_for(*board, quorum=None), actor=ines)
    assert (quorum_of(meeting).needed, quorum_of(meeting).reached) == (None, True)


def test_once_over_presence_no_longer_changes(meeting, malo, rose, ines):
    mark_present(meeting, malo, actor=malo)
    with refused("votes.conduct"):
        close_gathering(meeting, actor=malo)
    closed = close_gathering(meeting, actor=ines)
    assert close_gathering(meeting, actor=ines).closed_at == closed.closed_at

    for act in (
        lambda: mark_present(meeting, rose, actor=rose),
        lambda: mark_left(meeting, malo, actor=malo),
        lambda: give_proxy(meeting, giver=rose, holder=malo, actor=rose),
    ):
        with refused("closed"):
            act()
    assert verbs() == ["gathering.opened", "presence.arrived", "gathering.closed"]


def test_a_gathering_does_not_end_over_an_open_ballot(meeting, malo, ines):
    mark_present(meeting, malo, actor=malo)
    ballot = ask(meeting, ines)
    with refused("ballot_open"):
        close_gathering(meeting, actor=ines)

    close_in_time(ballot, actor=ines)
    assert close_gathering(meeting, actor=ines).closed_at


def test_online_there_is_no_room_to_be_in(consultation, malo):
    with refused("online"):
        mark_present(consultation, malo, actor=malo)


def test_the_journal_has_words_for_all_that_is_recorded_here(meeting, board, ines, malo, rose):
    accepted_proxy(meeting, giver=rose, holder=malo)
    mark_present(meeting, malo, actor=malo)
    mark_present(meeting, rose, actor=rose)
    close_in_time(ask(meeting, ines), actor=ines)
    renew_roll(meeting, rules=rules_for(*board), actor=ines)
    mark_left(meeting, rose, actor=rose)
    close_gathering(meeting, actor=ines)

    assert len(set(verbs())) == 11
    assert [verb for verb in verbs() if verb not in phrases.sentences] == []
