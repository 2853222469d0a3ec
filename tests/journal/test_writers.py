"""Fifty people at once: one chain, no fork, no hole."""

import threading

import pytest
from django.db import IntegrityError, connections, transaction

from journal.models import Entry, Head
from journal.verify import verify
from tests.journal.happenings import bodies, happen

WRITERS, EACH = 50, 3


def at_once(count: int, act) -> list[Exception]:
    """Run `act(n)` in that many threads that start together, each with a connection of its own."""
    start = threading.Barrier(count)
    failures: list[Exception] = []

    def run(n: int) -> None:
        try:
            start.wait()
            act(n)
        except Exception as failure:
            failures.append(failure)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=run, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures


def write(n: int) -> None:
    for turn in range(EACH):
        happen({"n": n, "turn": turn}, private={"reason": f"{n}"})


def test_fifty_writers_make_one_chain(transactional_db):
    assert at_once(WRITERS, write) == []

    assert list(Entry.objects.values_list("seq", flat=True)) == list(range(1, WRITERS * EACH + 1))
    assert Entry.objects.values("prev").distinct().count() == WRITERS * EACH
    assert Head.objects.count() == 1
    verify()
    for n in range(WRITERS):
        assert [body["turn"] for body in bodies() if body["n"] == n] == list(range(EACH))


def test_writers_that_give_up_leave_no_hole(transactional_db):
    failures = at_once(20, lambda n: happen({"n": n}, fails=n % 2 == 0))

    assert len(failures) == 10
    assert list(Entry.objects.values_list("seq", flat=True)) == list(range(1, 11))
    assert sorted(body["n"] for body in bodies()) == list(range(1, 20, 2))
    verify()


def test_the_first_two_writers_make_one_head(transactional_db):
    assert at_once(2, lambda n: happen({"n": n})) == []

    assert Head.objects.count() == 1
    assert Entry.objects.count() == 2
    verify()


def test_a_fork_is_refused_by_the_database(transactional_db):
    """Even if two servers disagreed on where the journal ends, two entries cannot follow the same one."""
    happen()
    first = Entry.objects.get()
    twin = Entry(seq=2, bytes=b"{}", hash="x", prev=first.prev, at=first.at, actor="clock", verb="test")

    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)

    assert Entry.objects.get() == first
