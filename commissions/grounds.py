"""What a mandate or a change of rules rests on (PRODUCT §3.7).

While the collective is being founded both are entered freely. Afterwards a ground is named: an opaque reference
("decision:14") that the app it belongs to vouches for, since circles know no decisions. A simple place in a commission
is welcomed by one of its members, or taken where anyone may join.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commissions.models import Circle
from members.queries import collective

FOUNDING, WELCOMED, JOINED = "founding", "welcomed", "joined"


@dataclass(frozen=True)
class Named:
    """A ground as pages name it."""

    label: str
    url: str = ""


@dataclass(frozen=True)
class Kind:
    """What an app answers about its references, each by key ("14").

    `vouches(key, circle)` raises `ValidationError`, saying why, unless that decision may change this circle;
    `offers(circle, person)` are those that may, newest first, each with its name; `names(keys)` names many at once.
    """

    vouches: Callable[[str, Circle], None]
    offers: Callable[[Circle, Any], list[tuple[str, str]]]
    names: Callable[[set[str]], dict[str, Named]]


_kinds: dict[str, Kind] = {}


def register(prefix: str, kind: Kind) -> None:
    """References `prefix:key` are vouched for by `kind`."""
    _kinds[prefix] = kind


def is_founding() -> bool:
    return collective().is_founding


def check(ground: str, circle: Circle) -> str:
    """The ground, once its app has vouched for it. Raises ValidationError on `ground`: code `ground`, or the app's."""
    prefix, _colon, key = ground.partition(":")
    if prefix not in _kinds or not key:
        message = _("Name the decision that says so: of this circle, or of one above it.")
        raise ValidationError({"ground": ValidationError(message, code="ground")})
    try:
        _kinds[prefix].vouches(key, circle)
    except ValidationError as error:
        raise ValidationError({"ground": error}) from error
    return ground


def offered(circle: Circle, person: Any) -> list[tuple[str, str]]:
    """What may be named for this circle, each reference with its name."""
    return [(f"{prefix}:{key}", name) for prefix, kind in _kinds.items() for key, name in kind.offers(circle, person)]


def named(grounds: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Named]:
    """How pages name grounds, each with the name of who entered it ("" for nobody): one question a kind."""
    asked: dict[str, set[str]] = {}
    wanted = set(grounds)
    for ground, _by in wanted:
        prefix, colon, key = ground.partition(":")
        if colon:
            asked.setdefault(prefix, set()).add(key)
    known = {
        f"{prefix}:{key}": name
        for prefix, keys in asked.items()
        if prefix in _kinds
        for key, name in _kinds[prefix].names(keys).items()
    }
    return {(ground, by): known.get(ground) or Named(_in_words(ground, by)) for ground, by in wanted}


@dataclass(frozen=True)
class Grounded:
    """A mandate, or a change of rules, with what it rests on; `ground` is None where nothing was written down."""

    row: Any
    ground: Named | None


def with_grounds(rows: Iterable[Any]) -> list[Grounded]:
    """Mandates or changes of rules (`entered_by` selected), each with its ground named."""
    found = list(rows)
    keys = [(row.ground, row.entered_by.name if row.entered_by else "") for row in found]
    names = named(key for key in keys if key[0])
    return [Grounded(row, names.get(key)) for row, key in zip(found, keys, strict=True)]


def _in_words(ground: str, by: str) -> str:
    if ground == FOUNDING:
        return _("entered at the founding by %(name)s") % {"name": by} if by else _("entered at the founding")
    if ground == WELCOMED:
        return _("welcomed by %(name)s") % {"name": by} if by else pgettext("ground of a mandate", "welcomed")
    if ground == JOINED:
        return _("joined a circle open to all")
    return ""
