"""What the journal's entries say to people: each app gives the words of its own verbs.

In `ready()`:

    words.register({"meeting.opened": gettext_lazy("The meeting is open."),
                    "proxy.given": gettext_lazy("%(member:giver)s gave a proxy to %(member:holder)s.")})

A placeholder is a name of the entry's body or private texts, `actor`, or `prefix:name` for the
name of the person or thing whose pk the body holds under `name`.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from journal import rights

PLACEHOLDER = re.compile(r"%\(([^)]+)\)s")
DAY = re.compile(r"\d{4}-\d\d-\d\d")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z")


@dataclass(frozen=True)
class Known:
    """Something that the journal only knows by its topic, as people call it."""

    name: str
    url: str = ""
    is_kept: bool = False  # not this reader's to know: `name` says only that


Lookup = Callable[[set[str]], Mapping[str, Known]]
_sentences: dict[str, str] = {}
_lookups: dict[str, Lookup] = {}
_everybodys: set[str] = {"clock"}


def register(sentences: Mapping[str, Any]) -> None:
    """The sentence of each verb, translated when it is read (`gettext_lazy`)."""
    _sentences.update(sentences)


def register_names(prefix: str, lookup: Lookup, *, everybodys: bool = False) -> None:
    """`lookup(pks)` tells the name, and the page, of each `prefix:pk` that it knows, in one query.

    A name is told to whoever may read that topic (`rights.py`); `everybodys` names, to every reader.
    """
    _lookups[prefix] = lookup
    if everybodys:
        _everybodys.add(prefix)


def is_registered(verb: str) -> bool:
    return verb in _sentences


def subject(topic: str) -> str:
    """What a topic is a part of: `meeting:12:floor` is of `meeting:12`."""
    return ":".join(topic.split(":")[:2])


def name_of(topic: str, names: Mapping[str, Known]) -> str:
    """The name of a person or a thing, or "someone" for who is not known any more."""
    return names[topic].name if topic in names else _("someone")


def names_of(topics: Iterable[str]) -> dict[str, Known]:
    """What people call each of these topics and actors: `{"member:17": Known("Inès", "/people/17/")}`."""
    asked: dict[str, set[str]] = {}
    for topic in topics:
        prefix, _sep, pk = subject(topic).partition(":")
        asked.setdefault(prefix, set()).add(pk)
    known = {"clock": Known(_("the clock"))}
    for prefix, pks in asked.items():
        if prefix in _lookups:
            known |= {f"{prefix}:{pk}" if pk else prefix: found for pk, found in _lookups[prefix](pks).items()}
    return known


def names_for(person: Any, topics: Iterable[str]) -> dict[str, Known]:
    """The same for one reader: of what they may not read, they learn that it is kept, and no name.

    Entries stay when a thing is closed, so its name of today is asked for by its right of today.
    """
    known = names_of(topics)
    asked = {topic for topic in known if subject(topic).partition(":")[0] not in _everybodys}
    theirs = rights.readable(person, asked)
    kept = Known(_("(kept to those whom it is about)"), is_kept=True)
    return {topic: kept if topic in asked - theirs else found for topic, found in known.items()}


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
    text = str(_sentences.get(verb, verb))
    values = {key: _written(value) for key, value in body.items()} | dict(private)
    values["actor"] = name_of(actor, names)
    for prefix, field in _fields(verb):
        if prefix:
            values[f"{prefix}:{field}"] = _listed([name_of(f"{prefix}:{pk}", names) for pk in _many(body.get(field))])
    filled = PLACEHOLDER.sub(lambda placeholder: values.get(placeholder[1]) or "…", text)
    return filled[:1].upper() + filled[1:]


def names_actor(verb: str) -> bool:
    """Whether the sentence says itself who acted."""
    return ("", "actor") in _fields(verb)


def _fields(verb: str) -> list[tuple[str, str]]:
    """The placeholders of a verb's sentence, each as (prefix or "", name)."""
    placeholders = PLACEHOLDER.findall(str(_sentences.get(verb, "")))
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
        return _listed([_written(item) for item in value])
    if isinstance(value, str) and DAY.fullmatch(value):
        return date_format(date.fromisoformat(value), "DATE_FORMAT")
    if isinstance(value, str) and INSTANT.fullmatch(value):
        return date_format(timezone.localtime(datetime.fromisoformat(value)), "DATETIME_FORMAT")
    return "" if value is None else str(value)


def _listed(items: list[str]) -> str:
    if len(items) < 2:
        return "".join(items)
    return _("%(some)s and %(last)s") % {"some": ", ".join(items[:-1]), "last": items[-1]}
