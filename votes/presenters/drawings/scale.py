"""From exact numbers to where they stand in a picture."""

from fractions import Fraction


def percent(number: Fraction | int, scale: Fraction | int) -> float:
    """How much of the scale it is, to the hundredth."""
    return round(float(100 * Fraction(number) / Fraction(scale)), 2) if scale else 0.0
