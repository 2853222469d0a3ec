"""Votes that wait for one another are committed together, and each stands or fails by itself."""

import threading

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, OperationalError, connection, transaction
from django.db.backends.sqlite3.base import DatabaseWrapper

from commissions.models import Circle
from config import shared_commits
from config.shared_commits import SharedCommits
from config.sqlite import base
from tests.closing import close_in_time
from tests.votes.conftest import (  # noqa: F401
    ballot,
    board,
    meeting,
    rooms,
)
from tests.waiting import wait_until
from votes.actions import cast_vote
from votes.models import Ballot

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]


class CountedTurns(base.WriterTurns):
    """The turns of the writers: one for each transaction."""

    count = 0

    def acquire(self, timeout):
        self.count += 1
        return super().acquire(timeout)


@pytest.fixture
def turns(monkeypatch):
    turns = CountedTurns()
    monkeypatch.setitem(base._writers, str(connection.settings_dict["NAME"]), turns)
    monkeypatch.setattr(shared_commits, "LONGEST", 60)
    return turns


@pytest.fixture
def lane():
    lane = SharedCommits("votes of a test")
    yield lane
    lane.shutdown()


def all_waiting(lane, *acts):
    """Each act is asked for while the lane is busy, so that they wait together; their futures, once they are over."""
    gate = threading.Event()
    lane.submit(gate.wait, 10)
    wait_until(lane._waiting.empty)
    asked = [lane.submit(act) for act in acts]
    gate.set()
    for one in asked:
        one.exception(10)
    return asked


def make(name):
    """An act like a vote's: what it writes is its own, whole or not at all."""
    with transaction.atomic():
        Circle.objects.create(name=name, slug=name, kind=Circle.Kind.COMMISSION)
    return name


def names():
    return set(Circle.objects.values_list("name", flat=True))


def test_what_waits_together_is_one_transaction_and_answered_after_its_commit(lane, turns):
    seen = []

    def last():
        seen.extend([[one.done() for one in asked], outside()])
        return make("third")

    def outside():
        found = []
        reader = threading.Thread(target=lambda: (found.append(names()), connection.close()))
        reader.start()
        reader.join(10)
        return found[0]

    gate, asked = threading.Event(), []
    lane.submit(gate.wait, 10)
    wait_until(lane._waiting.empty)
    asked.extend(lane.submit(act) for act in (lambda: make("first"), lambda: make("second"), last))
    gate.set()
    assert [one.result(10) for one in asked] == ["first", "second", "third"]
    assert seen == [[False, False, False], set()]
    assert names() == {"first", "second", "third"}
    assert turns.count == 1


def test_one_that_comes_alone_is_committed_alone(lane, turns):
    for name in ("first", "second"):
        assert lane.submit(make, name).result(10) == name
    assert turns.count == 2


def test_no_transaction_goes_on_for_long(lane, turns, monkeypatch):
    monkeypatch.setattr(shared_commits, "LONGEST", 0)
    all_waiting(lane, *(lambda name=name: make(name) for name in ("first", "second", "third")))
    assert turns.count == 3


def test_one_that_fails_fails_alone(lane, turns):
    def refused():
        try:
            with transaction.atomic():
                make("never")
                raise ValidationError("no")
        except ValidationError:
            return "refused"

    asked = all_waiting(lane, lambda: make("first"), refused, lambda: make("last"))
    assert [one.result() for one in asked] == ["first", "refused", "last"]
    assert names() == {"first", "last"}
    assert turns.count == 1


def test_one_that_breaks_the_transaction_is_alone_with_that(lane, turns):
    def twice():
        make("once")
        try:
            Circle.objects.create(name="once", slug="once", kind=Circle.Kind.COMMISSION)  # outside of any act
        except IntegrityError:
            return "refused"

    asked = all_waiting(lane, lambda: make("first"), twice, lambda: make("last"))
    assert [one.result() for one in asked] == ["first", "refused", "last"]
    assert names() == {"first", "once", "last"}


def test_an_error_that_nobody_awaited_is_told_to_whom_it_concerns(lane, turns):
    def broken():
        raise ZeroDivisionError

    first, wrong, last = all_waiting(lane, lambda: make("first"), broken, lambda: make("last"))
    assert isinstance(wrong.exception(), ZeroDivisionError)
    assert (first.result(), last.result()) == ("first", "last")
    assert names() == {"first", "last"}


def test_where_the_commit_fails_each_is_asked_again_by_itself(lane, turns, monkeypatch):
    commit, failed = DatabaseWrapper._commit, []

    def once_broken(self):
        if not failed:
            failed.append(True)
            raise OperationalError("disk I/O error")
        return commit(self)

    monkeypatch.setattr(DatabaseWrapper, "_commit", once_broken)
    asked = all_waiting(lane, lambda: make("first"), lambda: make("last"))
    assert [one.result() for one in asked] == ["first", "last"]
    assert failed
    assert names() == {"first", "last"}
    assert turns.count == 3


def test_who_has_left_is_not_waited_for(lane, turns):
    gate = threading.Event()
    lane.submit(gate.wait, 10)
    wait_until(lane._waiting.empty)
    left, stayed = lane.submit(make, "left"), lane.submit(make, "stayed")
    assert left.cancel()
    gate.set()
    assert stayed.result(10) == "stayed"
    assert names() == {"stayed"}


def test_what_waits_at_the_end_is_still_done():
    lane = SharedCommits("votes of a test")
    gate = threading.Event()
    lane.submit(gate.wait, 10)
    asked = [lane.submit(make, name) for name in ("first", "last")]
    lane.shutdown()
    gate.set()
    assert [one.result(10) for one in asked] == ["first", "last"]


def test_a_closing_comes_after_the_votes_that_are_committed_together_and_before_all_others(
    lane,
    turns,
    ballot,  # noqa: F811
    ines,
    malo,
    rose,
):
    closing = threading.Thread(target=lambda: (close_in_time(ballot, actor=ines), connection.close()))

    def vote_while_it_is_being_closed():
        closing.start()
        wait_until(lambda: turns._waiting)
        return cast_vote(ballot, elector=malo, choice="for", actor=malo)

    asked = all_waiting(
        lane,
        lambda: cast_vote(ballot, elector=ines, choice="for", actor=ines),
        vote_while_it_is_being_closed,
        lambda: cast_vote(ballot, elector=rose, choice="against", actor=rose),
    )
    closing.join(10)
    closed = Ballot.objects.get(pk=ballot.pk)
    assert closed.result["counts"]["for"] == 2
    assert closed.result["counts"]["against"] == 1
    assert all(one.result().cast_at <= closed.closed_at for one in asked)
    late = lane.submit(lambda: cast_vote(ballot, elector=rose, choice="for", actor=rose)).exception(10)
    assert isinstance(late, ValidationError)
    assert late.code == "closed"
