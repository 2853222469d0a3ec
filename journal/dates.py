"""The dates that people may mean: a slip of the hand gives the year 26, or 20262."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

EARLIEST, LATEST = 1800, 2199  # years


def check_dates(given: dict[str, Any]) -> None:
    """Raises ValidationError (`year`) on each date of what an action is given by name that nobody means."""
    wrong = {name: out_of_bounds() for name, value in given.items() if isinstance(value, date) and not is_meant(value)}
    if wrong:
        raise ValidationError(wrong)


def is_meant(value: date) -> bool:
    return EARLIEST <= value.year <= LATEST


def out_of_bounds() -> ValidationError:
    bounds = {"earliest": EARLIEST, "latest": LATEST}
    return ValidationError(_("Write a year from %(earliest)d to %(latest)d.") % bounds, code="year")
