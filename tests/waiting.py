"""Waiting for what happens in another thread or process. Nothing else in the tests sleeps."""

import time
from collections.abc import Callable


def wait_until(is_so: Callable[[], object], seconds: float = 5.0) -> None:
    """Return as soon as it is so. AssertionError when it did not come about in time."""
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it did not come about"
        time.sleep(0.01)
