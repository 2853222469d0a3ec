"""For which decisions a circle answers: its own, and those of the groups that ended below it."""

from typing import Any

from django.db.models import Q, QuerySet

from commissions.models import Circle
from proposals.models import ProposalAudience


def answered_for_in(circles: QuerySet[Circle], of: str = "") -> Q:
    """Decisions for which one of these circles answers: `commissions.circle_endings.heir_of`, said for many, of groups
    that ended within one another twice at most.

    `of` leads to the decision from what is asked about: "decision__".
    """

    def where(**conditions: Any) -> Q:
        return Q(**{f"{of}circle__{name}": value for name, value in conditions.items()})

    above = where(parent__in=circles) | where(parent__ended_on__isnull=False, parent__parent__in=circles)
    return Q(**{f"{of}circle__in": circles}) | (where(ended_on__isnull=False) & above)


def kept_to_itself(of: str = "") -> Q:
    """Of a group that has ended, what the circle above it may not read: nobody there is asked about it."""
    closed = Q(**{f"{of}audience": ProposalAudience.MEMBERS, f"{of}circle__is_open": False})
    ended = Q(**{f"{of}circle__ended_on__isnull": False})
    return ended & (Q(**{f"{of}audience": ProposalAudience.CIRCLE}) | closed)
