"""Who may read what the journal keeps: each topic has its own right, given by the app whose topic it is."""

import re
from collections.abc import Callable, Iterable
from typing import Any

TOPIC = re.compile(r"collective|(?P<prefix>[a-z]+):(?P<pk>[0-9]{1,18})(:[a-z]+)*")
CanRead = Callable[[Any, str], bool]
Readable = Callable[[Any, set[str]], set[str]]
_rights: dict[str, tuple[CanRead, Readable | None]] = {}


def register(prefix: str, can_read: CanRead, readable: Readable | None = None) -> None:
    """`can_read(person, pk)` says who may read the topics `prefix:pk` and `prefix:pk:…`.

    `readable(person, pks)` answers for many at once: give it, so that a page that shows many
    topics asks one question. A topic whose prefix is not registered is read by nobody.
    """
    _rights[prefix] = (can_read, readable)


def can_read(person: Any, topic: str) -> bool:
    """Whether this person may read the entries of this topic."""
    prefix, pk = _parts(topic)
    return prefix in _rights and _rights[prefix][0](person, pk)


def readable(person: Any, topics: Iterable[str]) -> set[str]:
    """Those of the topics that this person may read."""
    asked: dict[str, dict[str, set[str]]] = {}
    for topic in topics:
        prefix, pk = _parts(topic)
        asked.setdefault(prefix, {}).setdefault(pk, set()).add(topic)
    allowed: set[str] = set()
    for prefix, by_pk in asked.items():
        if prefix in _rights:
            for pk in _ask(prefix, person, set(by_pk)):
                allowed |= by_pk[pk]
    return allowed


def _ask(prefix: str, person: Any, pks: set[str]) -> set[str]:
    one, many = _rights[prefix]
    return many(person, pks) & pks if many else {pk for pk in pks if one(person, pk)}


def _parts(topic: str) -> tuple[str, str]:
    """A topic's prefix and pk; ("", "") for what is no topic, whoever typed it into an address."""
    found = TOPIC.fullmatch(topic)
    return (found["prefix"] or topic, found["pk"] or "") if found else ("", "")
