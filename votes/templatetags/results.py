"""`{% load results %}`: the pictures of a count, one for each sort of method, each with its numbers as a table."""

from collections.abc import Callable
from typing import Any

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from votes.methods import pictures
from votes.presenters.drawings.bars import BarsDrawing
from votes.presenters.drawings.budget import BudgetDrawing
from votes.presenters.drawings.duels import DuelsDrawing
from votes.presenters.drawings.flow import FlowDrawing
from votes.presenters.drawings.merit import MeritDrawing
from votes.presenters.drawings.options import OptionsDrawing
from web import numbers

register = template.Library()
register.filter(numbers.amount)

PICTURES: dict[type, tuple[str, Callable[[Any], Any]]] = {
    pictures.VoteBars: ("vote_bars", BarsDrawing),
    pictures.OptionBars: ("option_bars", OptionsDrawing),
    pictures.Flow: ("flow", FlowDrawing),
    pictures.Duels: ("duels", DuelsDrawing),
    pictures.Merit: ("merit", MeritDrawing),
    pictures.Budget: ("budget", BudgetDrawing),
}


@register.simple_tag
def result_picture(picture: object) -> SafeString:
    """The picture of a count, whatever its method."""
    name, drawing = PICTURES[type(picture)]
    return render_to_string(f"votes/pictures/{name}.html", {"drawn": drawing(picture)})


@register.inclusion_tag("votes/pictures/vote_bars.html")
def vote_bars(result: pictures.VoteBars) -> dict[str, Any]:
    """A count as bars, its threshold as a mark, its numbers as a table."""
    return {"drawn": BarsDrawing(result)}
