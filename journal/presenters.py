"""Entries of the journal as a page tells them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from journal import phrases
from journal.queries import Fact
from journal.topics import Known


@dataclass(frozen=True)
class EntryLine:
    """An entry as the page tells it."""

    seq: int
    at: datetime
    sentence: str
    by: str  # "" when the sentence says it
    about: list[tuple[str, Known]]  # the topics that lead to what is left to read, with their names
    hash: str


def lines_for(person: Any, facts: list[Fact], topic: str | None) -> list[EntryLine]:
    """The entries as this person may be told of them."""
    wanted = {name for fact in facts for name in phrases.mentioned(fact.verb, fact.actor, fact.body)}
    wanted |= {name for fact in facts for name in fact.topics}
    names = phrases.names_for(person, wanted)
    return [_line(fact, topic, names) for fact in facts]


def _line(fact: Fact, topic: str | None, names: Mapping[str, Known]) -> EntryLine:
    private = fact.private | {name: _erased(at) for name, at in fact.erased.items()}
    subjects = {phrases.subject(about): about for about in fact.topics if about != topic}
    return EntryLine(
        seq=fact.seq,
        at=fact.at,
        sentence=phrases.sentence(fact.verb, fact.actor, fact.body, private, names),
        by="" if phrases.names_actor(fact.verb) else phrases.name_of(fact.actor, names),
        about=[(about, names[subject]) for subject, about in subjects.items() if _is_told(subject, names)],
        hash=fact.hash,
    )


def _is_told(subject: str, names: Mapping[str, Known]) -> bool:
    return subject in names and not names[subject].is_kept


def _erased(at: datetime) -> str:
    return _("(erased on %(day)s)") % {"day": date_format(timezone.localtime(at), "DATE_FORMAT")}
