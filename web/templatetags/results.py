"""`{% load results %}`: the pictures of a count, one for each sort of method, each with its numbers as a table."""

from collections.abc import Callable
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from web import drawings, numbers, pictures

register = template.Library()
register.filter(numbers.amount)

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
