"""What the journal's entries say to people: each app gives the words of its own verbs.

Registered in its `offers.py`:

    sentences.register_all({"meeting.opened": gettext_lazy("The meeting is open."),
                            "proxy.given": gettext_lazy("%(member:giver)s gave a proxy to %(member:holder)s.")})

A placeholder is a name of the entry's body or private texts, `actor`, or `prefix:name` for the
name of the person or thing whose pk the body holds under `name`.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from journal import topics
from journal.actions import CLOCK
from journal.elision import elided
from journal.lists import listed
from journal.registry import Registry
from journal.topics import Known, TopicKind

PLACEHOLDER = re.compile(r"%\(([^)]+)\)s")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


sentences: Registry[Any] = Registry("the sentence of a verb")
"""By verb, translated when it is read (`gettext_lazy`)."""


def subject(topic: str) -> str:
    """What a topic is a part of: `meeting:12:floor` is of `meeting:12`."""
    return ":".join(topic.split(":")[:2])


def name_of(topic: str, names: Mapping[str, Known]) -> str:
    """The name of a person or a thing, or "someone" for who is not known any more."""
    return names[topic].name if topic in names else _("someone")


def names_of(actors_and_topics: Iterable[str]) -> dict[str, Known]:
    """What people call each of these topics and actors."""
    return {CLOCK.actor_key: Known(_("the clock")), **topics.names_of(actors_and_topics)}


def names_for(person: Any, actors_and_topics: Iterable[str]) -> dict[str, Known]:
    """The same for one reader: of what they may not read, they learn that it is kept, and no name.

    Entries stay when a thing is closed, so its name of today is asked for by its right of today.
    """
    names = names_of(actors_and_topics)
    guarded = {topic for topic in names if not _is_everybodys(topic)}
    theirs = topics.readable(person, guarded)
    kept = Known(_("(kept to those whom it is about)"), is_kept=True)
    return {topic: kept if topic in guarded - theirs else known for topic, known in names.items()}


def _is_everybodys(topic: str) -> bool:
    return topic == CLOCK.actor_key or topics.kind_of(topic, TopicKind)[0].is_everybodys


def mentioned(verb: str, actor: str, body: Mapping[str, Any]) -> set[str]:
    """The topics whose names the sentence of this entry needs."""
    needed = {actor}
    for prefix, field in _fields(verb):
        if prefix:
            needed |= {f"{prefix}:{pk}" for pk in _many(body.get(field))}
    return needed


def sentence(
    verb: str, actor: str, body: Mapping[str, Any], private: Mapping[str, str], names: Mapping[str, Known]
) -> str:
    """What happened, in the reader's language. `names` holds at least what `mentioned()` asked for."""
    text = str(sentences.get(verb, verb))
    values = {key: _written(value) for key, value in body.items()} | dict(private)
    values["actor"] = name_of(actor, names)
    for prefix, field in _fields(verb):
        if prefix:
            values[f"{prefix}:{field}"] = listed([name_of(f"{prefix}:{pk}", names) for pk in _many(body.get(field))])
    if get_language() == "fr":
        text, values = elided(text, values)
    filled = PLACEHOLDER.sub(lambda placeholder: values.get(placeholder[1]) or "…", text)
    return filled[:1].upper() + filled[1:]


def names_actor(verb: str) -> bool:
    """Whether the sentence says itself who acted."""
    return ("", "actor") in _fields(verb)


def _fields(verb: str) -> list[tuple[str, str]]:
    """The placeholders of a verb's sentence, each as (prefix or "", name)."""
    placeholders = PLACEHOLDER.findall(str(sentences.get(verb, "")))
    return [
        (prefix, name) if colon else ("", prefix)
        for prefix, colon, name in (one.partition(":") for one in placeholders)
    ]


def _many(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _written(value: Any) -> str:
    """A value of the body as people write it; days and instants in the reader's way."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return listed([_written(item) for item in value])
    if isinstance(value, str) and DAY.fullmatch(value):
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    if isinstance(value, str) and INSTANT.fullmatch(value):
        return date_format(timezone.localtime(datetime.fromisoformat(value)), "DATETIME_FORMAT")
    return "" if value is None else str(value)
