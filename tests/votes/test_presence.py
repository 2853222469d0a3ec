"""Presence that somebody else marks counts for nothing until the person, or a second holder of a role, confirms it.

In `room:1` Inès conducts; Inès and Malo hold a role, Rose holds none.
"""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from journal.actions import CLOCK
from tests.letters import letter_of
from tests.refusals import refused
from tests.votes.conftest import accepted_proxy, ask, told, verbs
from votes import due
from votes.actions import close_gathering, confirm_presences, enter_paper_proxy, mark_left, mark_present, tell_marked
from votes.models import Presence, Proxy
from votes.queries.ballots import ballots_to_cast
from votes.queries.gatherings import presence_of, quorum_of, roll_of


def counted(gathering) -> int:
    return quorum_of(gathering).present


def test_marked_by_another_it_counts_for_nothing(meeting, ines, malo, rose):
    mark_present(meeting, ines, actor=ines)
    mark_present(meeting, rose, actor=ines)

    assert counted(meeting) == 1
    assert [presence.member for presence in presence_of(meeting)] == [ines]
    ballot = ask(meeting, ines)
    assert [entry.member for entry in ballot.roll.filter(present=True)] == [ines]
    assert ballots_to_cast(ballot, rose) == []
    assert "presence.marked" in verbs()


def test_one_person_alone_makes_no_quorum(meeting, ines, malo, rose):
    for member in (malo, rose):
        mark_present(meeting, member, actor=ines)
    with refused("same_person"):
        confirm_presences(meeting, [malo, rose], actor=ines)

    assert (counted(meeting), quorum_of(meeting).reached) == (0, False)
    with refused("nobody"):
        ask(meeting, ines)


def test_the_person_confirms(meeting, ines, rose):
    marked = mark_present(meeting, rose, actor=ines)
    assert mark_present(meeting, rose, actor=ines) == marked
    assert mark_present(meeting, rose, actor=rose) == marked

    marked.refresh_from_db()
    assert (marked.marked_by, marked.confirmed_by, counted(meeting)) == (ines, rose, 1)
    assert verbs()[1:] == ["presence.marked", "presence.confirmed"]
    assert told("presence.confirmed")["members"] == [rose.pk]


def test_the_person_is_not_there(meeting, ines, rose):
    mark_present(meeting, rose, actor=ines)
    denied = mark_left(meeting, rose, actor=rose)

    assert (denied.left_by, denied.confirmed_at, counted(meeting)) == (rose, None, 0)
    assert verbs()[1:] == ["presence.marked", "presence.denied"]


def test_a_second_holder_of_a_role_confirms_all_that_waits_in_one_act(meeting, ines, malo, rose):
    mark_present(meeting, rose, actor=ines)
    mark_present(meeting, ines, actor=ines)
    assert [one.member for one in confirm_presences(meeting, [ines, malo, rose], actor=malo)] == [rose]
    assert confirm_presences(meeting, [rose], actor=malo) == []

    assert counted(meeting) == 2
    assert Presence.objects.get(member=rose).confirmed_by == malo
    assert verbs()[1:] == ["presence.marked", "presence.arrived", "presence.confirmed"]


@pytest.mark.parametrize("who", ["rose", "omar", "admin"])
def test_who_holds_no_role_confirms_nobody(who, meeting, ines, malo, rose, request):
    mark_present(meeting, malo, actor=ines)
    with refused("votes.vouch"):
        confirm_presences(meeting, [malo], actor=request.getfixturevalue(who))
    assert counted(meeting) == 0


def test_nothing_is_confirmed_once_it_is_over(meeting, ines, malo, rose):
    mark_present(meeting, rose, actor=ines)
    close_gathering(meeting, actor=ines)
    with refused("closed"):
        confirm_presences(meeting, [rose], actor=malo)


def test_an_arrival_that_nobody_confirmed_ends_no_proxy(meeting, ines, malo, rose):
    mark_present(meeting, malo, actor=malo)
    proxy = accepted_proxy(meeting, giver=rose, holder=malo)
    mark_present(meeting, rose, actor=ines)

    proxy.refresh_from_db()
    assert (proxy.ended_at, quorum_of(meeting).represented) == (None, 1)
    assert [entry.represented_by_id for entry in roll_of(meeting) if entry.member_id == rose.pk] == [malo.pk]
    confirm_presences(meeting, [rose], actor=malo)
    proxy.refresh_from_db()
    assert (proxy.end, quorum_of(meeting).represented) == (Proxy.End.ARRIVED, 0)


def test_arriving_ends_a_form_that_waits_too(meeting, ines, malo, rose):
    form = enter_paper_proxy(meeting, giver=rose, holder=malo, actor=ines)
    mark_present(meeting, rose, actor=rose)
    form.refresh_from_db()
    assert form.end == Proxy.End.ARRIVED


def test_the_database_lets_nobody_be_their_own_second(meeting, ines, rose):
    marked = mark_present(meeting, rose, actor=ines)
    with pytest.raises(IntegrityError), transaction.atomic():
        Presence.objects.filter(pk=marked.pk).update(confirmed_by=ines, confirmed_at=marked.arrived_at)


def two_minutes_later() -> time_machine.travel:
    return time_machine.travel(timezone.now() + timedelta(minutes=2, seconds=1))


@pytest.mark.sqlite
def test_who_has_not_answered_on_the_page_is_written_to_once(meeting, ines, malo, rose):
    mark_present(meeting, rose, actor=ines)
    mark_present(meeting, malo, actor=malo)
    assert due.tell_presences() == 0

    with two_minutes_later():
        assert due.tell_presences() == 1
        assert due.tell_presences() == 0
        letter = letter_of("presence_marked")

    assert (letter.to, letter.is_urgent) == (rose.email, True)
    assert "Inès a noté" in letter.text
    assert "/rooms/1/" in letter.text


@pytest.mark.sqlite
def test_who_has_answered_is_not_written_to(meeting, ines, malo, rose):
    for member in (malo, rose):
        mark_present(meeting, member, actor=ines)
    mark_present(meeting, malo, actor=malo)
    mark_left(meeting, rose, actor=rose)
    with two_minutes_later():
        assert due.tell_presences() == 0


@pytest.mark.sqlite
def test_who_was_confirmed_by_a_second_is_told_too(meeting, ines, malo, rose):
    mark_present(meeting, rose, actor=ines)
    confirm_presences(meeting, [rose], actor=malo)
    with two_minutes_later():
        assert due.tell_presences() == 1


def test_only_the_clock_writes_these_letters(meeting, ines):
    with refused("votes.tell_marked"):
        tell_marked(actor=ines)
    assert tell_marked(actor=CLOCK) == 0
