"""What the clock does: what a circle decided online enters the register, what nobody answered in time is over."""

from journal.actions import CLOCK
from journal.clock import now
from journal.each import each
from proposals.actions import conclude_consultation, conclude_request
from proposals.actions.decisions import DECIDES
from proposals.models import CircleRequest
from proposals.process import State
from votes.methods.registry import undeciding
from votes.models import Ballot


def conclude_consultations() -> None:
    """Write into the register what the consultations that have closed decided. Twice changes nothing."""
    closed = Ballot.objects.filter(consultation__isnull=False, closed_at__isnull=False, outcome__in=DECIDES)
    undecided = closed.filter(decision=None, consultation__is_opinion=False).exclude(method__in=undeciding())
    each(
        undecided.select_related("consultation", "gathering", "casting_voter"),
        lambda ballot: conclude_consultation(ballot, actor=CLOCK),
        "what ballot %s decided online is not written: %s",
    )


def conclude_requests() -> None:
    """End what a circle was asked about an objection and did not answer in time. Twice changes nothing."""
    late = CircleRequest.objects.filter(
        ended_at__isnull=True, ends_at__lte=now(), objection__position__round__proposal__state=State.EXAMINATION
    )
    each(
        late.select_related("objection__position__round__proposal"),
        lambda request: conclude_request(request, actor=CLOCK),
        "what a circle was asked (%s) is not ended: %s",
    )
