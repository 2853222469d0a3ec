"""What the clock does for meetings: what a vote decided that closed by itself enters the register."""

import logging
from functools import cache

from django.core.exceptions import ValidationError

from assembly.actions import conclude_item_ballot
from assembly.models import ItemBallot
from journal.actions import CLOCK

logger = logging.getLogger(__name__)


def conclude_item_ballots() -> None:
    """Write what the votes that have closed decided. Safe to run twice, and on two machines.

    One that can no longer decide (its proposal was withdrawn meanwhile) stands in the way of no other.
    """
    for link in ItemBallot.objects.filter(concluded_at=None, ballot__closed_at__isnull=False):
        try:
            conclude_item_ballot(link, actor=CLOCK)
        except ValidationError as error:
            _report(link.pk, error.code)


@cache
def _report(pk: int, code: str | None) -> None:
    """Say once what the clock will find again every few seconds."""
    logger.error("what vote %s of a meeting decided is not written: %s", pk, code)
