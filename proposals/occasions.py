"""The meeting that a proposal was put to, as the floor above tells of it.

An occasion is a text, `meeting:12`. The app that owns the kind (`meeting`) registers it when it
starts; a kind that nobody registered gives nothing to anybody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Conducts = Callable[[Any, str], bool]
Page = Callable[[str], tuple[str, str] | None]


@dataclass(frozen=True)
class Kind:
    conducts: Conducts
    page: Page | None = None


_kinds: dict[str, Kind] = {}


def register(kind: str, *, conducts: Conducts, page: Page | None = None) -> None:
    """`conducts(person, key)`: may this person conduct the proposals put there?

    `page(key)`: the title and the address to show for it.
    """
    _kinds[kind] = Kind(conducts, page)


def conducts(person: Any, occasion: str) -> bool:
    kind, key = _find(occasion)
    return kind is not None and kind.conducts(person, key)


def page(occasion: str) -> tuple[str, str] | None:
    """Its title and its address."""
    kind, key = _find(occasion)
    return kind.page(key) if kind is not None and kind.page else None


def _find(occasion: str) -> tuple[Kind | None, str]:
    name, _, key = occasion.partition(":")
    return _kinds.get(name), key
