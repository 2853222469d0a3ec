"""Working groups in the world: some that have ended, and one that something still needs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from commissions.actions import add_task, create_circle, end_circle
from commissions.models import Circle
from journal.actions import CLOCK

if TYPE_CHECKING:
    from tests.world import World


def add_endings(w: World) -> None:
    """`size` groups that have ended, and in another one as many tasks, and as many groups within it."""
    group = Circle.Kind.WORKING_GROUP
    w.things["busy_group"] = busy = create_circle(actor=w.ada, kind=group, name="Vélos")
    for number in range(w.size):
        ended = create_circle(actor=w.ada, kind=group, name=f"Fête {number}", ends_on=w.evening(30).date())
        w.things["ended_group"] = end_circle(ended, left="Les guirlandes sont à la cave.", actor=w.ada)
        add_task(busy, title=f"Pomper {number}", actor=CLOCK)
        create_circle(actor=w.ada, kind=group, name=f"Remorques {number}", parent=busy)
