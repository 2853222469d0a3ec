"""What falls due: each app gives its list, and the clock (`config/clock.py`) runs it.

A due function finds what has fallen due and acts on it through its app's actions; it changes nothing the second time,
and two machines may run it at once. It is not what makes a deadline hold (the act itself reads the time): it announces.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from journal.registry import Registry


@dataclass(frozen=True)
class Due:
    """`run()` is called every few seconds, somewhere; and at once at the instant that `coming()` says is the next."""

    name: str  # what is due, as the clock says that it failed: "letters"
    run: Callable[[], object]
    coming: Callable[[], datetime | None] | None = None


by_app: Registry[Sequence[Due]] = Registry("what falls due")


def due() -> list[Due]:
    """Everything, lower floors first: a ballot is closed before its meeting concludes what it decided."""
    return [one for app in reversed(list(by_app.values())) for one in app]
