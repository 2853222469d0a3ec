"""The one way in which tests empty the journal.

A test that commits (`transactional_db`, `live_server`) is followed by a flush of every table,
which the journal's triggers refuse, as they should. `let_the_flush_through()` lifts them for
that flush alone; `tests/conftest.py` calls it once.
"""

from contextlib import contextmanager

from django.test import TransactionTestCase

from journal import guard


@contextmanager
def journal_reset():
    """Within, the journal's tables may be emptied or tampered with; afterwards they are guarded again."""
    guard.lift()
    try:
        yield
    finally:
        guard.install()


def let_the_flush_through() -> None:
    flush = TransactionTestCase._fixture_teardown

    def flush_all(self) -> None:
        with journal_reset():
            flush(self)

    TransactionTestCase._fixture_teardown = flush_all
