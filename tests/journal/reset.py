"""The one way in which tests empty the journal, or tamper with it."""

from contextlib import contextmanager

from journal import guard


@contextmanager
def journal_reset():
    """Within, the journal's tables may be emptied or tampered with; afterwards they are guarded again."""
    guard.lift()
    try:
        yield
    finally:
        guard.install()
