"""The life of a decision in words, for its picture, its list and its files."""

from collections.abc import Callable, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from journal.canonical import plain
from proposals.queries import LifeEvent, LifeKind
from web import dates
from web.pictures import Life, LifeMark, LifeStep

LABELS: dict[LifeKind, tuple[LifeMark, Callable[[LifeEvent], str]]] = {
    LifeKind.IDEA: ("idea", lambda event: _("Idea")),
    LifeKind.VERSION: ("version", lambda event: _("Version %(number)s") % {"number": event.number}),
    LifeKind.ROUND: ("round", lambda event: _("Round %(number)s") % {"number": event.number}),
    LifeKind.OBJECTION: ("objection", lambda event: _("An objection")),
    LifeKind.DECISION: ("decision", lambda event: _("Decision %(number)s") % {"number": event.number}),
    LifeKind.TASK: ("task", lambda event: _("Task")),
    LifeKind.FOLLOW_UP: ("task", lambda event: _("Carrying it out")),
    LifeKind.REVIEW: ("review", lambda event: pgettext("thread", "Review")),
    LifeKind.REOPENING: ("review", lambda event: _("A new fact")),
    LifeKind.READERS: ("other", lambda event: _("Who may read it")),
    LifeKind.REPLACEMENT: ("replacement", lambda event: _("Replaced by %(number)s") % {"number": event.number}),
    LifeKind.REPEAL: ("repeal", lambda event: _("Repealed by %(number)s") % {"number": event.number}),
}
"""The mark of each kind in the picture, and its name."""


def life_in_words(events: Sequence[LifeEvent]) -> Life:
    """The picture of these events, and what each says."""
    return Life([_step(event) for event in events])


def life_lines(life: Life) -> list[str]:
    """The same, a line each: « Tour 1, le 3 mai 2026. Adoptée »."""
    lines = []
    for step in life.steps:
        when = [dates.day(step.when, year=True, weekday=False)] if step.when else []
        head = ", ".join([step.label, *when])
        lines.append(_("%(head)s: %(note)s") % {"head": head, "note": step.note} if step.note else head)
    return lines


def life_data(events: Sequence[LifeEvent]) -> list[dict[str, Any]]:
    """The same in JSON's own types."""
    return [
        {
            "kind": str(event.kind),
            "at": plain(event.at),
            "number": event.number,
            "title": event.title,
            "name": event.person.name if event.person else "",
            "text": event.text,
            "outcome": event.outcome,
            "state": event.state,
        }
        for event in events
    ]


def _step(event: LifeEvent) -> LifeStep:
    mark, label = LABELS.get(event.kind, ("other", lambda event: event.title))
    title = "" if event.kind in (LifeKind.IDEA, LifeKind.DECISION) or mark == "other" else event.title
    parts = [title, event.person.name if event.person else "", event.text, event.outcome]
    return LifeStep(mark, label(event), event.at, event.url, " · ".join(filter(None, parts)), event.state)
