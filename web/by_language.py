"""What holds words is worked out once for each language: one reading of a page is drawn for readers of several."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

from django.utils.translation import get_language

T = TypeVar("T")


class by_language(Generic[T]):
    """A property like `cached_property`, kept apart for each active language."""

    def __init__(self, work: Callable[[Any], T]) -> None:
        self._work = work
        self.__doc__ = work.__doc__

    def __get__(self, instance: Any, owner: type | None = None) -> T:
        kept = instance.__dict__.setdefault(f"{self._work.__name__} by language", {})
        language = get_language()
        if language not in kept:
            kept[language] = self._work(instance)
        value: T = kept[language]
        return value
