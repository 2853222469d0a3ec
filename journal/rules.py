"""Who acts when nobody does: the predicate that every floor's rules share."""

from typing import Any

import rules

from journal.actions import CLOCK


@rules.predicate
def is_clock(person: Any) -> bool:
    """The clock, which does what falls due."""
    return person is CLOCK
