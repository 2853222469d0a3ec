"""How the commands speak: each step as it goes, its seconds, and a way out when it fails."""

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Stop(Exception):
    """A command cannot go on. Its text says what to do; nothing more is printed."""


def say(text: str = "") -> None:
    print(text, flush=True)


@contextmanager
def step(text: str, *, slow: str = "") -> Iterator[None]:
    """Say what begins, what it waits for when it may be long, and how long it took."""
    say(f"· {text}{f' ({slow})' if slow else ''}")
    start = time.monotonic()
    yield
    seconds = time.monotonic() - start
    if seconds >= 1:
        say(f"  done in {seconds:.1f} s")


def warn(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
