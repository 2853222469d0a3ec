"""What the apps keep, compared with what they told the journal when they wrote it.

The chain holds by itself (`journal.verify`): an entry that was changed is found there. That a decision was deleted
from the register, or a signed text edited, is found here: each app registers what it can compare,
and `manage.py journal verify --all` asks them all.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from journal.models import Entry
from journal.registry import Registry

Compare = Callable[[], Iterable[str]]
comparisons: Registry[Compare] = Registry("a comparison")
"""By what is looked at ("decisions"): each yields a sentence for each difference that it finds."""


@dataclass(frozen=True)
class ReadEntry:
    """What one entry says: `private` are the texts that still can be read, `erased` the names of those that cannot.

    `actor` is who did it ("member:7", "clock").
    """

    seq: int
    verb: str
    actor: str
    body: Mapping[str, Any]
    private: Mapping[str, str]
    erased: frozenset[str]

    def differs(self, name: str, text: str) -> bool:
        """Whether a text is not the one that was told. What was erased, or was not told at all, is no difference."""
        if name in self.erased:
            return False
        return self.private.get(name, "") != text


def entries_of(*verbs: str) -> Iterator[ReadEntry]:
    """The entries with these verbs, oldest first, as their exact bytes say."""
    entries = Entry.objects.filter(verb__in=verbs).order_by("seq").prefetch_related("private_texts")
    for entry in entries.iterator(chunk_size=500):
        texts = list(entry.private_texts.all())
        content = json.loads(bytes(entry.bytes))
        yield ReadEntry(
            seq=entry.seq,
            verb=entry.verb,
            actor=content["actor"],
            body=content["body"],
            private={text.name: text.text for text in texts if text.key},
            erased=frozenset(text.name for text in texts if not text.key),
        )


def differences() -> Iterator[str]:
    """Every difference, app by app."""
    for compare in comparisons.values():
        yield from compare()


def compared() -> list[str]:
    """What is looked at."""
    return sorted(comparisons)


def differing(stands: Mapping[str, Any], body: Mapping[str, Any]) -> list[str]:
    """The names of the values that are not those that were told (each as the journal writes it)."""
    return [name for name, value in stands.items() if name in body and body[name] != value]
