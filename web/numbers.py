"""Exact numbers as people read them."""

from decimal import Decimal
from fractions import Fraction

from django.utils.formats import number_format
from django.utils.translation import gettext as _

HUNDREDTH = Decimal("0.01")


def amount(number: Fraction | int | None) -> str:
    """A number of votes, points or euros, whole or to the hundredth: « 12 », « 1 200 », « 12,43 »."""
    if number is None:
        return ""
    whole = Fraction(number)
    if whole.denominator == 1:
        return number_format(whole.numerator, force_grouping=True)
    shortest = (Decimal(whole.numerator) / Decimal(whole.denominator)).quantize(HUNDREDTH).normalize()
    return number_format(f"{shortest:f}")


def share(part: str | Fraction) -> str:
    """A part, before "of its members": « la moitié », « deux tiers », « 3/5 »; a number of people stays « 12 »."""
    names = {
        "1/4": _("a quarter"),
        "1/3": _("a third"),
        "1/2": _("half"),
        "2/3": _("two thirds"),
        "3/4": _("three quarters"),
    }
    fraction = str(Fraction(part))
    return names.get(fraction, fraction)
