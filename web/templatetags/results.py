"""`{% load results %}`: the pictures of a count, one for each sort of method, each with its numbers as a table."""

from collections.abc import Callable
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.formats import number_format
from django.utils.safestring import SafeString

from web import drawings, pictures

register = template.Library()
HUNDREDTH = Decimal("0.01")

PICTURES: dict[type, tuple[str, Callable[[Any], Any]]] = {
    pictures.VoteBars: ("vote_bars", drawings.BarsDrawing),
    pictures.OptionBars: ("option_bars", drawings.OptionsDrawing),
    pictures.Flow: ("flow", drawings.FlowDrawing),
    pictures.Duels: ("duels", drawings.DuelsDrawing),
    pictures.Merit: ("merit", drawings.MeritDrawing),
    pictures.Budget: ("budget", drawings.BudgetDrawing),
}


@register.simple_tag
def result_picture(picture: object) -> SafeString:
    """The picture of a count, whatever its method."""
    name, drawing = PICTURES[type(picture)]
    return render_to_string(f"web/pictures/{name}.html", {"drawn": drawing(picture)})


@register.filter
def amount(number: Fraction | int | None) -> str:
    """A number of votes, points or euros: whole, or to the hundredth: « 12 », « 12,43 »."""
    if number is None:
        return ""
    whole = Fraction(number)
    if whole.denominator == 1:
        return number_format(whole.numerator, use_l10n=True, force_grouping=True)
    exact = Decimal(whole.numerator) / Decimal(whole.denominator)
    shortest = exact.quantize(HUNDREDTH).normalize()
    return number_format(shortest, use_l10n=True)
