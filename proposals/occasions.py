"""The meeting that a proposal was put to, as the floor above tells of it.

An occasion is a text, `meeting:12`. The app that owns the kind (`meeting`) registers it when it
starts; a kind that nobody registered gives nothing to anybody.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Conducts = Callable[[Any, str], bool]
Page = Callable[[str], tuple[str, str] | None]
Check = Callable[[str, int], None]
IsUnderWay = Callable[[str], bool]


@dataclass(frozen=True)
class Kind:
    conducts: Conducts
    page: Page | None = None
    check: Check | None = None
    is_under_way: IsUnderWay | None = None


_kinds: dict[str, Kind] = {}


def register(
    kind: str,
    *,
    conducts: Conducts,
    page: Page | None = None,
    check: Check | None = None,
    is_under_way: IsUnderWay | None = None,
) -> None:
    """`conducts(person, key)`: may this person conduct the proposals put there?

    `page(key)`: the title and the address to show for it.
    `check(key, proposal)`: raise `ValidationError` where nothing may be decided on that proposal there now.
    `is_under_way(key)`: whether people sit in it now, so that stages are counted in minutes.
    """
    _kinds[kind] = Kind(conducts, page, check, is_under_way)


def check_decidable(occasion: str, proposal: int) -> None:
    """Raise `ValidationError` where the occasion of this proposal lets nothing be decided on it now."""
    kind, key = _find(occasion)
    if kind is not None and kind.check:
        kind.check(key, proposal)


def conducts(person: Any, occasion: str) -> bool:
    kind, key = _find(occasion)
    return kind is not None and kind.conducts(person, key)


def is_under_way(occasion: str) -> bool:
    """Whether it has begun and is not over. Called for another day, its proposals go on online meanwhile."""
    kind, key = _find(occasion)
    return kind is not None and kind.is_under_way is not None and kind.is_under_way(key)


def page(occasion: str) -> tuple[str, str] | None:
    """Its title and its address."""
    kind, key = _find(occasion)
    return kind.page(key) if kind is not None and kind.page else None


def _find(occasion: str) -> tuple[Kind | None, str]:
    name, _, key = occasion.partition(":")
    return _kinds.get(name), key
