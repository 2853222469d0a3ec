"""What the items of an agenda would change or end, in words: in the convocation, on the agenda, in the room."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from assembly.models import AgendaItem
from assembly.queries.meetings import changes_on
from commissions.change_sentences import lets_in_words
from commissions.changes import Change
from commissions.models import Circle, Mandate
from proposals.effects import on_former
from proposals.models import Proposal


def said_of(items: Sequence[AgendaItem]) -> dict[int, str]:
    """What each item that would let something be changed, or end or replace a decision, says of it, by its key."""
    changes = {key: change for key, change in changes_on(items).items() if change}
    of_texts = lets_in_words(changes[item.pk] for item in items if item.proposal_id and item.pk in changes)
    elected_to = {changes[item.pk].circle for item in items if not item.proposal_id and item.pk in changes}
    names = dict(Circle.objects.filter(pk__in=elected_to).values_list("pk", "name")) if elected_to else {}
    sentences = {
        item.pk: (
            _("If it is adopted, it lets %(lets)s.") % {"lets": of_texts[changes[item.pk]]}
            if item.proposal_id
            else _elects(changes[item.pk], names)
        )
        for item in items
        if item.pk in changes
    }
    for pk, sentence in _on_former_decisions(items).items():
        sentences[pk] = f"{sentence} {sentences[pk]}" if pk in sentences else sentence
    return sentences


def _on_former_decisions(items: Sequence[AgendaItem]) -> dict[int, str]:
    """What the items' proposals end or replace, by the key of the item."""
    keys = [item.proposal_id for item in items if item.proposal_id]
    if not keys:
        return {}
    naming = Proposal.objects.filter(pk__in=keys, replaces__isnull=False)
    sentences = {proposal.pk: on_former(proposal) for proposal in naming.select_related("replaces")}
    return {item.pk: sentences[item.proposal_id] for item in items if item.proposal_id in sentences}


def _elects(change: Change, names: dict[int, str]) -> str:
    return _("It elects to a place in %(circle)s (%(role)s): those elected, and nobody else.") % {
        "circle": names.get(change.circle, ""),
        "role": Mandate.Role(change.role).label,
    }
