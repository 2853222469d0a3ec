"""The circle that something is written for, where the address of the page does not say it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.http import urlencode

from commissions.models import Circle
from commissions.queries import circles_of, readable_circles
from members.models import Member


@dataclass(frozen=True)
class CircleChoice:
    """One's own circles, then the others. `address`: where one goes on, up to the slug of the circle."""

    mine: Sequence[Circle]
    others: Sequence[Circle]
    address: str

    @property
    def only(self) -> Circle | None:
        """The one that there is, if there is no other."""
        circles = [*self.mine, *self.others]
        return circles[0] if len(circles) == 1 else None


def choice_of_circle(person: Member, page: str, query: Mapping[str, str] | None = None) -> CircleChoice:
    """`page`: the name of the address where one goes on; `query`: what its address says besides."""
    mine = list(circles_of(person))
    others = readable_circles(person).living().exclude(pk__in=[circle.pk for circle in mine])
    return CircleChoice(mine, list(others), f"{reverse(page)}?{urlencode({**(query or {}), 'circle': ''})}")
