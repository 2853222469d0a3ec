"""Numbers that no act announces, such as how many have voted: looked at while a page shows them."""

import logging
from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet

from journal.registry import Registry
from journal.topics import parts

logger = logging.getLogger(__name__)

Count = Callable[[AbstractSet[str]], Mapping[str, int]]
watched: Registry[Count] = Registry("a number that is watched")
"""By the prefix of the topic that stands for the number, `prefix:KEY`.

While a page shows such a topic, `count({KEY, ...})` is asked at most 4 times a second; the topic has changed when its
number has. Keys that can no longer move are left out of the answer.
"""


class Counts:
    """The numbers as they were at the last look."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def look(self, topics: Iterable[str]) -> tuple[set[str], bool]:
        """Which of these topics moved since the last look, and whether any still may. Reads the database."""
        numbers: dict[str, int] = {}
        for prefix, keys in counted(topics).items():
            try:
                numbers.update({f"{prefix}:{key}": number for key, number in watched[prefix](keys).items()})
            except Exception:
                logger.exception("the watched count of %s could not be read", prefix)
        moved = {topic for topic, number in numbers.items() if self._numbers.get(topic) != number}
        self._numbers = numbers
        return moved, bool(numbers)


def counted(topics: Iterable[str]) -> dict[str, set[str]]:
    """Those of the topics that stand for such a number: their keys, by prefix."""
    keys: dict[str, set[str]] = {}
    for topic in topics:
        prefix, key, part = parts(topic)
        if prefix in watched and not part:
            keys.setdefault(prefix, set()).add(key)
    return keys
