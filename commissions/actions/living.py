"""Within an action that begins something in a circle: nothing begins in a group that has ended."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from commissions.models import Circle
from web.dates import day


def lock_living(circle: Circle) -> Circle:
    """The circle as it is now, which does not end before this act is over. Raises what `check_living` raises."""
    circle = Circle.objects.select_for_update(no_key=True).get(pk=circle.pk)
    check_living(circle)
    return circle


def check_living(circle: Circle) -> None:
    """Raise `ValidationError` (`ended`) for a group that has ended."""
    if circle.ended_on is not None:
        raise ValidationError(
            _(
                "%(circle)s ended on %(day)s: nothing new begins there. Choose another circle, or ask an administrator "
                "to take it up again."
            )
            % {"circle": circle.name, "day": day(circle.ended_on, year=True, weekday=False)},
            code="ended",
        )
