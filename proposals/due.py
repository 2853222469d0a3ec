"""What the clock does for the register: what a circle decided online enters it by itself."""

from journal.actions import CLOCK
from proposals.actions import conclude_consultation
from proposals.actions.decisions import DECIDES
from votes.models import Ballot


def conclude_consultations() -> None:
    """Write into the register what the consultations that have closed decided. Twice changes nothing."""
    closed = Ballot.objects.filter(consultation__isnull=False, closed_at__isnull=False, outcome__in=DECIDES)
    undecided = closed.filter(decision=None).exclude(method=Ballot.Method.DATES)
    for ballot in undecided.select_related("consultation", "gathering", "casting_voter"):
        conclude_consultation(ballot, actor=CLOCK)
