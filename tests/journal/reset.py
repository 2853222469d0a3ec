"""The one way in which tests empty the journal, or tamper with it."""

from contextlib import contextmanager

from journal import immutability


@contextmanager
def journal_reset():
    """Within, the journal's tables may be emptied or tampered with; afterwards they are guarded again."""
    immutability.lift()
    try:
        yield
    finally:
        immutability.install()
