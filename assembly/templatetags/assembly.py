"""`{% load assembly %}`: what a template asks of a sheet about one item."""

from django import template

from assembly.models import AgendaItem, Note, RivalNote
from assembly.presenters.meeting import MeetingSheet

register = template.Library()


@register.simple_tag
def note_of(sheet: MeetingSheet, item: AgendaItem) -> Note | None:
    """The text of this item as it stands."""
    return sheet.notes.get(item.pk)


@register.simple_tag
def rivals_of(sheet: MeetingSheet, item: AgendaItem) -> list[RivalNote]:
    """The texts that disagree with it."""
    return sheet.rivals.get(item.pk, [])


@register.simple_tag
def disagreement_of(sheet: MeetingSheet, item: AgendaItem) -> str:
    """The name of what disagrees in its notes, empty when nothing does."""
    return sheet.disagreement(item)


@register.simple_tag
def together_of(sheet: MeetingSheet, item: AgendaItem) -> str:
    """All the texts of its notes, one after the other."""
    return sheet.together(item)
