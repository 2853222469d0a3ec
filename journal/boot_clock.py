"""Holds the clock by which deadlines are decided against the machine's boot clock, which nobody can set.

A clock that is set while people decide would close votes early for good, or put what happens before what happened.
Within a running process time therefore goes on as the boot clock says, whatever the other one is set to; a restart
takes the clock as it then is, but never an instant before the last record.
"""

import logging
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

logger = logging.getLogger(__name__)

JUMP = timedelta(seconds=5)  # what is corrected little by little stays below it between two looks
NONE = timedelta()


def boot_seconds() -> float:
    """Seconds since the machine started, those in which it slept included."""
    return time.clock_gettime(getattr(time, "CLOCK_BOOTTIME", time.CLOCK_MONOTONIC))


class BootClock:
    """Time as one process goes by it, from `wall` on: the instant read now, aware."""

    def __init__(
        self, wall: datetime, last_record: datetime | None = None, elapsed: Callable[[], float] = boot_seconds
    ) -> None:
        self._elapsed = elapsed
        self._lock = threading.Lock()
        self._at, self._seen = max(wall, last_record or wall), elapsed()
        self._is_behind = wall < self._at  # set back before this process started: half as fast until it has caught up
        self.jump = NONE
        self._tell(wall - self._at)

    def hold(self, wall: datetime) -> datetime:
        """The instant to go by, when the clock says `wall`: never before the one that was given last."""
        with self._lock:
            seen = self._elapsed()
            passed = timedelta(seconds=seen - self._seen)
            expected = self._at + (passed / 2 if self._is_behind else passed)
            off = wall - expected
            if self._is_behind:
                self._is_behind = off < NONE
                instant = max(wall, expected)
            else:
                instant = max(wall, self._at) if abs(off) <= JUMP else expected
            self._at, self._seen = instant, seen
            self._tell(off if self._is_behind or abs(off) > JUMP else NONE)
            return instant

    def _tell(self, jump: timedelta) -> None:
        """Say once that the clock was set, and once that it is right again."""
        was_off, is_off = abs(self.jump) > JUMP, abs(jump) > JUMP
        self.jump = jump if is_off else NONE
        if is_off and not was_off:
            logger.error("the clock was set by %d s: time goes on as before", round(jump.total_seconds()))
        elif was_off and not is_off:
            logger.warning("the clock agrees again with the time that went on")
