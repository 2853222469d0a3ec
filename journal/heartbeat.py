"""Whether what falls due is looked after: votes that close, letters, reminders, the mixing of secret ballots."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import rules

from journal import clock
from journal.actions import Actor, action, require
from journal.models import Heartbeat
from journal.rules import is_clock

EVERY = timedelta(seconds=15)
SILENT_AFTER = timedelta(minutes=2)


rules.add_perm("journal.beat", is_clock)


@dataclass(frozen=True)
class ClockState:
    """How the clock does. `at` is None when it never ran; `jump` is what the machine's clock was set by."""

    at: datetime | None
    is_silent: bool
    failed: list[str] = field(default_factory=list)
    jump: timedelta = timedelta()

    @property
    def is_well(self) -> bool:
        return not (self.is_silent or self.failed or self.jump)


@action
def beat(*, failed: Sequence[str], actor: Actor) -> None:
    """Say that a pass of the clock is over, and what it could not do. Nobody's news: the journal does not keep it."""
    require("journal.beat", actor)
    seconds = round(clock.jump().total_seconds())
    values = {"at": clock.now(), "failed": "\n".join(failed), "jump_seconds": seconds}
    Heartbeat.objects.update_or_create(pk=1, defaults=values)


def state() -> ClockState:
    """How the clock did when it last ran, on whichever machine."""
    last = Heartbeat.objects.first()
    if last is None:
        return ClockState(None, is_silent=True)
    is_silent = clock.now() - last.at > SILENT_AFTER
    return ClockState(last.at, is_silent, last.failed.splitlines(), timedelta(seconds=last.jump_seconds))
