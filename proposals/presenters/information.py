"""How far a text for information is read: how many have, never who."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from proposals.models import Proposal
from proposals.process import State
from proposals.queries.information import read_by, readers_of


def read_words(proposal: Proposal) -> str:
    """« 5 sur 12 l’ont lue »; empty where something is decided, and before it is presented."""
    if not proposal.is_for_information or proposal.state not in (State.READING, State.KNOWN):
        return ""
    count = read_by(proposal)
    if proposal.state == State.KNOWN:
        words = ngettext("%(count)d person said that they read it", "%(count)d people said that they read it", count)
        return words % {"count": count}
    total = readers_of(proposal).count()
    if not total:
        return _("nobody else is in the circle yet")
    words = ngettext("%(count)d of %(total)d has read it", "%(count)d of %(total)d have read it", count)
    return words % {"count": count, "total": total}
