"""What the items of an agenda would let be changed, in words: in the convocation, on the agenda, in the room."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from assembly.models import AgendaItem
from assembly.queries.meetings import changes_on
from commissions.changes import Change, lets_in_words
from commissions.models import Circle, Mandate


def said_of(items: Sequence[AgendaItem]) -> dict[int, str]:
    """A sentence for each item that would let something be changed, by its key, in a fixed number of questions."""
    changes = {key: change for key, change in changes_on(items).items() if change}
    of_texts = lets_in_words(changes[item.pk] for item in items if item.proposal_id and item.pk in changes)
    elected_to = {changes[item.pk].circle for item in items if not item.proposal_id and item.pk in changes}
    names = dict(Circle.objects.filter(pk__in=elected_to).values_list("pk", "name")) if elected_to else {}
    return {
        item.pk: (
            _("If it is adopted, it lets %(lets)s.") % {"lets": of_texts[changes[item.pk]]}
            if item.proposal_id
            else _elects(changes[item.pk], names)
        )
        for item in items
        if item.pk in changes
    }


def _elects(change: Change, names: dict[int, str]) -> str:
    return _("It elects to a place in %(circle)s (%(role)s): those elected, and nobody else.") % {
        "circle": names.get(change.circle, ""),
        "role": Mandate.Role(change.role).label,
    }
