"""What the clock does for the roles: the end of a term is told sixty days before."""

from commissions.actions.handovers import TERM, TERM_OF_CIRCLE, tell_of_term, term_key
from commissions.role_queries import terms_ending
from journal.actions import CLOCK
from journal.each import each
from members.models import Notification


def tell_of_terms() -> None:
    """Once for a holding and the day of its end, however often this runs."""
    ending = terms_ending()
    keys = [term_key(one) for one in ending]
    told_keys = set(
        Notification.objects.filter(kind__in=[TERM, TERM_OF_CIRCLE], key__in=keys).values_list("key", flat=True)
    )
    untold = [one for one in ending if term_key(one) not in told_keys]
    each(untold, lambda holding: tell_of_term(holding, actor=CLOCK), "the end of term %s is not told: %s")
