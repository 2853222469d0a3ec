"""SQLite's writers queue in the process, and give their turn back however they end."""

import threading

import pytest
from django.db import OperationalError, connection, connections, transaction

from commissions.models import Circle
from config.sqlite import base
from tests.waiting import wait_until

pytestmark = [pytest.mark.sqlite, pytest.mark.django_db(transaction=True)]


def in_thread(work):
    """Run `work` with a connection of its own; gives its outcome."""
    outcome = []

    def run():
        try:
            outcome.append(work())
        except Exception as error:
            outcome.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    return thread, outcome


class Queue:
    """The lock for which writers wait, which says that one more has asked for it."""

    def __init__(self):
        self.lock = threading.Lock()
        self.asked = threading.Semaphore(0)

    def acquire(self, timeout):
        self.asked.release()
        return self.lock.acquire(timeout=timeout)

    def release(self):
        self.lock.release()


@pytest.fixture
def queue(monkeypatch):
    queue = Queue()
    monkeypatch.setitem(base._writers, str(connection.settings_dict["NAME"]), queue)
    return queue


def make(name):
    with transaction.atomic():
        return Circle.objects.create(name=name, slug=name, kind=Circle.Kind.COMMISSION)


def test_the_pragmas_that_the_journal_rests_on_are_set():
    with connection.cursor() as cursor:
        values = {}
        for pragma in ("journal_mode", "synchronous", "recursive_triggers", "foreign_keys"):
            cursor.execute(f"PRAGMA {pragma}")
            values[pragma] = cursor.fetchone()[0]
    assert values == {"journal_mode": "wal", "synchronous": 2, "recursive_triggers": 1, "foreign_keys": 1}


def test_a_second_writer_waits_for_its_turn_and_does_not_poll_the_file(queue):
    with transaction.atomic():
        assert queue.asked.acquire(timeout=0)
        make("first")
        thread, outcome = in_thread(lambda: make("second"))
        assert queue.asked.acquire(timeout=5)
        make("also first")
        assert outcome == []
    thread.join(5)
    assert list(Circle.objects.order_by("pk").values_list("name", flat=True)) == ["first", "also first", "second"]


def test_twenty_writers_lose_nothing():
    threads = [in_thread(lambda number=number: make(f"circle-{number}")) for number in range(20)]
    for thread, _ in threads:
        thread.join(10)
    assert Circle.objects.count() == 20


@pytest.mark.parametrize("ending", ["rollback", "error", "close"])
def test_a_writer_that_fails_gives_its_turn_back(ending):
    class Failure(Exception):
        pass

    def fail():
        with transaction.atomic():
            make("failed")
            if ending == "close":
                connection.close()
            elif ending == "rollback":
                transaction.set_rollback(True)
            else:
                raise Failure

    thread, outcome = in_thread(fail)
    thread.join(5)
    assert outcome
    make("after")
    assert [circle.name for circle in Circle.objects.all()] == ["after"]


def test_a_begin_that_fails_gives_the_turn_back(monkeypatch):
    def broken(self):
        raise OperationalError("disk I/O error")

    from django.db.backends.sqlite3.base import DatabaseWrapper

    with monkeypatch.context() as broken_for_now:
        broken_for_now.setattr(DatabaseWrapper, "_start_transaction_under_autocommit", broken)
        thread, outcome = in_thread(lambda: make("never"))
        thread.join(5)
    assert isinstance(outcome[0], OperationalError)
    make("after")


def test_a_writer_that_waits_too_long_is_told_so():
    def impatient():
        connection.settings_dict = {**connection.settings_dict, "OPTIONS": {"timeout": 0.1}}
        with transaction.atomic():
            return "written"

    with transaction.atomic():
        thread, outcome = in_thread(impatient)
        thread.join(5)
    assert isinstance(outcome[0], OperationalError)
    assert "locked" in str(outcome[0])


def test_a_savepoint_keeps_the_turn_of_its_transaction(queue):
    with transaction.atomic():
        with transaction.atomic():
            make("inner")
        assert queue.asked.acquire(timeout=0)
        thread, outcome = in_thread(lambda: make("outer"))
        assert queue.asked.acquire(timeout=5)
        make("last")
        assert outcome == []
    thread.join(5)
    assert list(Circle.objects.order_by("pk").values_list("name", flat=True)) == ["inner", "last", "outer"]


def test_turns_come_in_the_order_in_which_they_were_asked_for():
    """Also before a thread that asks again as soon as it has given its turn back."""
    turns, order = base.WriterTurns(), []
    assert turns.acquire(0)

    def take(name):
        assert turns.acquire(10)
        order.append(name)
        turns.release()

    threads = []
    for name in ("first", "second", "third"):
        threads.append(threading.Thread(target=take, args=(name,)))
        threads[-1].start()
        wait_until(lambda: len(turns._waiting) == len(threads))
    turns.release()
    take("again")
    for thread in threads:
        thread.join(10)
    assert order == ["first", "second", "third", "again"]


def test_who_no_longer_waits_for_a_turn_gets_none():
    turns = base.WriterTurns()
    assert turns.acquire(0)
    assert not turns.acquire(0.01)
    turns.release()
    assert turns.acquire(0)
