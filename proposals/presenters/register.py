"""The register of decisions: a line of it, the page of one."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from commissions.change_sentences import lets_in_words
from commissions.grounds import spendings_of
from proposals.models import Decision, Position
from proposals.queries import Carried, carried_in, readable_rounds
from web import dates
from web.components import Badge

LOOKS = {
    Decision.Standing.IN_FORCE: ("leaf", "circle-check"),
    Decision.Standing.TO_REVIEW: ("lamp", "calendar-sync"),
    Decision.Standing.RENEWED: ("leaf", "rotate-ccw"),
    Decision.Standing.REPLACED: ("", "archive"),
    Decision.Standing.REPEALED: ("", "archive"),
    Decision.Standing.ENDING: ("plum", "archive"),
}
"""The tone and the picture of each standing."""


@dataclass(frozen=True)
class CarriedLine:
    """What a decision carries with it, under the name of whoever raised it and the mark of what it is."""

    carried: Carried

    @property
    def mark(self) -> tuple[str, str]:
        """A shape and its tone."""
        return ("diamond", "clay") if self.is_objection else ("half", "plum")

    @property
    def title(self) -> str:
        name = {"name": self.carried.person.name}
        if self.is_objection:
            return _("%(name)s, an objection that stands") % name
        return _("%(name)s, a concern") % name

    @property
    def is_objection(self) -> bool:
        return self.carried.kind == Position.Kind.OBJECTION


@dataclass(frozen=True)
class RegisterLine:
    """A decision, whether it holds, and the sentence of what it lets be changed, if anything.

    `carried` are the concerns, and the objections that stand, of a round that its reader may read.
    """

    decision: Decision
    badge: Badge
    lets: str
    carried: Sequence[CarriedLine]

    @property
    def day(self) -> str:
        return dates.day(self.decision.decided_at, year=True, weekday=False)

    @property
    def within_reach(self) -> str:
        """What is folded under it: its result in words, its reasons, its concerns and objections."""
        objections = sum(line.is_objection for line in self.carried)
        concerns = len(self.carried) - objections
        parts = [_("result"), *([_("reasons")] if self.decision.reasons else [])]
        if concerns:
            parts.append(ngettext("%(number)d concern", "%(number)d concerns", concerns) % {"number": concerns})
        if objections:
            stands = ngettext("%(number)d objection that stands", "%(number)d objections that stand", objections)
            parts.append(stands % {"number": objections})
        return capfirst(", ".join(parts))


@dataclass(frozen=True)
class RegisterGroup:
    """What a circle decided under one subject; what has none stands under the circle's own name."""

    title: str
    lines: Sequence[RegisterLine]


def register_lines(decisions: Iterable[Decision], person: Any, today: date) -> list[RegisterLine]:
    """In as many questions to the database whatever their number."""
    decisions = list(decisions)
    lets = lets_in_words(decision.change for decision in decisions)
    rounds = readable_rounds(decisions, person)
    return [
        RegisterLine(
            decision=one,
            badge=standing_badge(one, today),
            lets=sentence_of_change(lets[one.change]),
            carried=[CarriedLine(carried) for carried in carried_in(rounds[one.pk])] if one.pk in rounds else [],
        )
        for one in decisions
    ]


def register_groups(decisions: Iterable[Decision], person: Any, today: date) -> list[RegisterGroup]:
    """Decisions that come circle by circle, subject by subject (`in_force_by_subject`)."""
    lines = register_lines(decisions, person, today)
    groups = groupby(lines, key=lambda line: (line.decision.circle, line.decision.subject))
    return [
        RegisterGroup(" · ".join(filter(None, (circle.name, subject))), list(of)) for (circle, subject), of in groups
    ]


def what_it_lets(decision: Decision, *, is_member: bool) -> str:
    """What it lets be changed, if anything; members also read whether that was done, by whom and when."""
    sentence = sentence_of_change(lets_in_words([decision.change])[decision.change])
    if not sentence or not is_member or decision.change.is_delegation:
        return sentence
    done = [
        _("Done by %(name)s on %(day)s.")
        % {"name": spending.by.name if spending.by else "", "day": dates.day(spending.at, year=True)}
        for spending in spendings_of(decision.topic)
    ]
    return " ".join([sentence, *(done or [_("This has not been done yet.")])])


def sentence_of_change(words: str) -> str:
    """The sentence of what a decision lets be changed, from its words; empty for nothing."""
    return _("It lets %(lets)s.") % {"lets": words} if words else ""


def standing_badge(decision: Decision, today: date) -> Badge:
    """Whether it holds on that day."""
    return Badge(standing_in_words(decision, today), *LOOKS[decision.standing(today)])


def standing_in_words(decision: Decision, today: date) -> str:
    """Whether it holds on that day, with the number of what it ends, or of what took its place."""
    standing = decision.standing(today)
    later: Decision | None = getattr(decision, "replaced_by", None)
    match standing:
        case Decision.Standing.REPLACED if later:
            return _("replaced by %(number)s") % {"number": later.number}
        case Decision.Standing.REPEALED if later:
            return _("repealed by %(number)s") % {"number": later.number}
        case Decision.Standing.ENDING if decision.replaces:
            return _("ends %(number)s") % {"number": decision.replaces.number}
    return str(standing.label)
