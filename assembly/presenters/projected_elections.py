"""An election without candidate as the room sees it: where it stands, who was named once all are shown, who is elected.

Nothing of a nomination or of an answer that is hidden is in it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from proposals.election_process import ElectionState
from proposals.models import Election
from proposals.presenters.elections import ElectionSheet, ShownCandidacy
from web.components import Badge
from web.drawings.circle import CircleDrawing
from web.pictures import Shape, Table, Tone

NOBODY = Badge(gettext_lazy("Nobody is elected"), "plum", "circle-pause")


@dataclass(frozen=True)
class ProjectedElection:
    """What stands on the wall while the current item elects somebody."""

    sheet: ElectionSheet

    @property
    def is_answering(self) -> bool:
        """People name somebody, or answer to a name, now."""
        return self.sheet.election.state in (ElectionState.NOMINATIONS, ElectionState.OBJECTIONS)

    @property
    def stage(self) -> str:
        return str(self.sheet.election.get_state_display()).capitalize()

    @property
    def role(self) -> str:
        """« Trésorerie (Coordination, CA) »"""
        return _("%(title)s (%(seat)s)") % {"title": self.sheet.election.title, "seat": self.sheet.seat}

    @property
    def is_named(self) -> bool:
        """Who was named is shown until a name is proposed, and again where it comes to nothing."""
        return self.sheet.is_revealed and self.proposed is None

    @cached_property
    def proposed(self) -> ShownCandidacy | None:
        """The name that the others answer to, or who is to speak last."""
        latest = next(iter(self.sheet.candidacies), None)
        return latest if latest and not latest.candidacy.outcome else None

    @property
    def table(self) -> Table | None:
        """Who has named somebody, or answered to the name; what, once it is shown."""
        if self.proposed:
            return self.proposed.table
        return self.sheet.table if self.sheet.election.state == ElectionState.NOMINATIONS else None

    @property
    def count(self) -> str:
        """How many have answered, of how many who are asked; nothing once the answers show."""
        if self.table is None or self.table.revealed:
            return ""
        answered = sum(place.state == "answered" for place in self.table.places)
        words = ngettext("%(answered)s answer of %(asked)s", "%(answered)s answers of %(asked)s", answered)
        return words % {"answered": answered, "asked": len(self.table.places)}

    @property
    def answers(self) -> list[tuple[Shape, Tone, str]]:
        """Once they show, how many gave each answer: its shape, its tone, the words."""
        return CircleDrawing(self.table).legend if self.table and self.table.revealed else []


def ended_elections(keys: Sequence[int], since: datetime) -> list[Election]:
    """Those of these that have ended since, in one question."""
    if not keys:
        return []
    ended = Election.objects.filter(pk__in=keys, ended_at__gte=since)
    return list(ended.select_related("elected", "decision"))


def word_of_election(election: Election) -> Badge:
    """« Élu·e : Rose »"""
    if election.elected is None:
        return NOBODY
    return Badge(_("Elected: %(name)s") % {"name": election.elected.name}, "leaf", "circle-check")
