"""A departure that somebody else notes waits: nobody is left out of the next ballot by one person's word.

In `room:1` Inès conducts; Inès and Malo hold a role, Rose holds none.
"""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from members.outbox import wording_now
from tests.letters import letter_of, letters_of, who_is_asked
from tests.refusals import refused
from tests.votes.conftest import accepted_proxy, ask, told, verbs
from votes import due
from votes.actions import cast_vote, close_gathering, confirm_departed, mark_left, mark_present
from votes.models import Presence
from votes.queries.gatherings import quorum_of, roll_of


@pytest.fixture
def room(meeting, board):
    """All three are there, by their own word."""
    for member in board:
        mark_present(meeting, member, actor=member)
    return meeting


def counted(gathering) -> int:
    return quorum_of(gathering).present


def two_minutes_later() -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(minutes=2, seconds=1))


def test_whoever_conducts_leaves_nobody_out_of_the_next_ballot(room, ines, malo, rose):
    for member in (malo, rose):
        noted = mark_left(room, member, actor=ines)
        assert (noted.left_at, noted.departure_noted_by, noted.is_departing) == (None, ines, True)

    assert counted(room) == 3
    ballot = ask(room, ines)
    assert [entry.member for entry in ballot.roll.filter(present=True).order_by("pk")] == [ines, malo, rose]
    assert cast_vote(ballot, elector=rose, choice="against", actor=rose)
    assert verbs()[4:6] == ["presence.departure_noted"] * 2


def test_noting_it_twice_changes_nothing(room, ines, malo, rose):
    noted = mark_left(room, rose, actor=ines).departure_noted_at
    assert mark_left(room, rose, actor=ines).departure_noted_at == noted
    assert verbs()[4:] == ["presence.departure_noted"]
    with refused("same_person"):
        confirm_departed(room, [rose], actor=ines)
    assert counted(room) == 3


def test_the_person_left_when_it_was_noted(room, ines, rose):
    noted = mark_left(room, rose, actor=ines).departure_noted_at
    ballot = ask(room, ines)
    left = mark_left(room, rose, actor=rose)

    assert (left.left_at, left.left_by, counted(room)) == (noted, rose, 2)
    assert ballot.roll.get(member=rose).present
    assert cast_vote(ballot, elector=rose, choice="for", actor=rose)
    assert told("presence.left")["member"] == rose.pk


def test_the_person_is_still_there(room, ines, malo, rose):
    mark_left(room, rose, actor=ines)
    denied = mark_present(room, rose, actor=rose)

    assert (denied.departure_noted_at, denied.departure_noted_by, denied.left_at) == (None, None, None)
    assert confirm_departed(room, [rose], actor=malo) == []
    assert (counted(room), room.presences.filter(member=rose).count()) == (3, 1)
    assert verbs()[4:] == ["presence.departure_noted", "presence.departure_denied"]


def test_whoever_noted_it_takes_it_back(room, ines, malo, rose):
    mark_left(room, rose, actor=ines)
    mark_present(room, rose, actor=ines)
    assert confirm_departed(room, [rose], actor=malo) == []
    assert counted(room) == 3


def test_a_second_holder_of_a_role_confirms_all_in_one_act(room, ines, malo, rose):
    noted = mark_left(room, rose, actor=ines).departure_noted_at
    assert [one.member for one in confirm_departed(room, [ines, malo, rose], actor=malo)] == [rose]
    assert confirm_departed(room, [rose], actor=malo) == []

    left = Presence.objects.get(member=rose)
    assert (left.left_at, left.left_by, left.departure_is_vouched, counted(room)) == (noted, malo, True, 2)
    assert verbs()[4:] == ["presence.departure_noted", "presence.departure_confirmed"]
    assert mark_present(room, rose, actor=rose) != left  # who is there all the same begins anew
    assert counted(room) == 3


@pytest.mark.parametrize("who", ["rose", "omar", "admin"])
def test_who_holds_no_role_confirms_nobody(who, room, ines, malo, request):
    mark_left(room, malo, actor=ines)
    with refused("votes.vouch"):
        confirm_departed(room, [malo], actor=request.getfixturevalue(who))
    assert counted(room) == 3


def test_one_s_own_departure_holds_at_once(room, rose):
    assert mark_left(room, rose, actor=rose).left_by == rose
    assert (counted(room), verbs()[-1]) == (2, "presence.left")


def test_an_arrival_that_waits_is_denied_at_once(meeting, ines, rose):
    mark_present(meeting, rose, actor=ines)
    denied = mark_left(meeting, rose, actor=ines)
    assert (denied.left_by, denied.departure_noted_at, verbs()[-1]) == (ines, None, "presence.denied")


def test_nothing_is_confirmed_once_it_is_over(room, ines, malo, rose):
    mark_left(room, rose, actor=ines)
    close_gathering(room, actor=ines)
    with refused("closed"):
        confirm_departed(room, [rose], actor=malo)


def test_noting_that_a_holder_left_takes_no_voice_from_the_giver(meeting, ines, malo, rose):
    mark_present(meeting, malo, actor=malo)
    accepted_proxy(meeting, giver=rose, holder=malo)
    mark_left(meeting, malo, actor=ines)

    assert quorum_of(meeting).represented == 1
    assert [entry.represented_by_id for entry in roll_of(meeting) if entry.member_id == rose.pk] == [malo.pk]


def test_the_database_lets_nobody_be_their_own_second(room, ines, rose):
    noted = mark_left(room, rose, actor=ines)
    with pytest.raises(IntegrityError), transaction.atomic():
        Presence.objects.filter(pk=noted.pk).update(left_by=ines, left_at=noted.departure_noted_at)
    with pytest.raises(IntegrityError), transaction.atomic():
        Presence.objects.filter(pk=noted.pk).update(departure_noted_by=rose)


@pytest.mark.sqlite
def test_who_has_not_answered_on_the_page_is_written_to_once(room, ines, rose):
    mark_left(room, rose, actor=ines)
    assert due.tell_presences() == 0
    with two_minutes_later():
        assert due.tell_presences() == 1
        assert due.tell_presences() == 0
        letter = letter_of("departure_noted")

    assert (letter.to, letter.is_urgent) == (rose.email, True)
    assert "Inès a noté" in letter.text
    assert "/rooms/1/" in letter.text


@pytest.mark.sqlite
def test_a_note_made_again_is_told_again_and_a_letter_that_no_longer_holds_does_not_leave(room, ines, rose):
    mark_left(room, rose, actor=ines)
    with two_minutes_later():
        due.tell_presences()
        letter = letter_of("departure_noted")
        assert wording_now(letter)
        mark_present(room, rose, actor=rose)
        assert wording_now(letter) is None
        mark_left(room, rose, actor=ines)
        with two_minutes_later():
            assert due.tell_presences() == 1
        assert len(letters_of("departure_noted")) == 2


@pytest.mark.sqlite
def test_who_has_answered_is_not_written_to_and_whom_a_second_confirmed_is(room, ines, malo, rose):
    for member in (malo, rose):
        mark_left(room, member, actor=ines)
    confirm_departed(room, [rose], actor=malo)
    mark_left(room, malo, actor=malo)
    with two_minutes_later():
        assert due.tell_presences() == 1
    assert who_is_asked("departure_noted") == ["Rose"]
