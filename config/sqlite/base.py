"""Django's SQLite, with a queue for the writers of this process, and the order of names (`web.alphabet`).

SQLite lets one transaction write at a time, and makes the others poll: measured, some of them then
wait a second for nothing. Every transaction here begins IMMEDIATE, so they take turns on a lock of
the process first, and the file's own lock is free when they ask for it. Another process on the same
file still polls, as it always did.
"""

import threading
from collections import defaultdict, deque
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

from web.alphabet import COLLATION, compare


class WriterTurns:
    """A lock that is had in the order in which it was asked for: who gives it back hands it to who waits longest.

    A thread that takes Python's own lock again as soon as it gave it back has it before those that wait wake up.
    """

    def __init__(self) -> None:
        self._mutex = threading.Lock()
        self._is_taken = False
        self._waiting: deque[threading.Event] = deque()

    def acquire(self, timeout: float) -> bool:
        with self._mutex:
            if not self._is_taken:
                self._is_taken = True
                return True
            called = threading.Event()
            self._waiting.append(called)
        if called.wait(timeout):
            return True
        with self._mutex:
            if called.is_set():  # at the last moment
                return True
            self._waiting.remove(called)
            return False

    def release(self) -> None:
        with self._mutex:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._is_taken = False


_writers: defaultdict[str, WriterTurns] = defaultdict(WriterTurns)


class DatabaseWrapper(base.DatabaseWrapper):
    """Holds its file's writer lock from the beginning of a transaction to its end, however it ends."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._held: WriterTurns | None = None

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        """A connection that knows the order of names."""
        connection = super().get_new_connection(conn_params)
        connection.create_collation(COLLATION, compare)
        return connection

    def set_autocommit(self, autocommit: bool, force_begin_transaction_with_broken_autocommit: bool = False) -> None:
        """Where a transaction begins (`atomic`), it waits for its turn."""
        if autocommit or not force_begin_transaction_with_broken_autocommit:
            super().set_autocommit(autocommit, force_begin_transaction_with_broken_autocommit)
            return
        self.validate_no_atomic_block()
        self.close_if_health_check_failed()  # closing gives a turn back: so before it is taken
        self.ensure_connection()
        self._take_turn()
        try:
            super().set_autocommit(False, True)
        except BaseException:
            self._give_back()
            raise

    def close_if_unusable_or_obsolete(self) -> None:
        """Where requests share a transaction (`config.shared_commits`), the end of one of them closes nothing."""
        if not self.in_atomic_block:
            super().close_if_unusable_or_obsolete()

    def commit(self) -> None:
        try:
            super().commit()
        finally:
            self._give_back_if_over()

    def rollback(self) -> None:
        try:
            super().rollback()
        finally:
            self._give_back_if_over()

    def close(self) -> None:
        try:
            super().close()
        finally:
            if self.connection is None or self.closed_in_transaction:
                self._give_back()

    def _take_turn(self) -> None:
        if self._held is not None:
            return
        lock = _writers[str(self.settings_dict["NAME"])]
        timeout = self.settings_dict["OPTIONS"].get("timeout", 5)
        if not lock.acquire(timeout=timeout):
            raise OperationalError(f"database is locked: another writer has held it for {timeout} s")
        self._held = lock

    def _give_back_if_over(self) -> None:
        """A commit that failed leaves its transaction open: the rollback that follows ends it."""
        if self.connection is None or not self.connection.in_transaction:
            self._give_back()

    def _give_back(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            held.release()
