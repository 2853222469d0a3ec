"""Exact numbers as people read them."""

from decimal import Decimal
from fractions import Fraction

from django.utils.formats import number_format

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
