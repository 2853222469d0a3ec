"""What a mandate or a change of rules rests on (PRODUCT §3.7).

While the collective is being founded both are entered freely. Afterwards a ground is named: an opaque reference
("decision:14") that the app it belongs to vouches for, since circles know no decisions. It allows the one change that
it says, once. A simple place in a commission is welcomed by one of its members, or taken where anyone may join.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commissions.changes import Change, in_words, many_in_words
from commissions.models import Circle, Spending
from journal.actions import Actor
from journal.clock import now
from members.models import Member
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

    `vouches(key, change, circle)` is that decision, when what it lets be changed covers this change of the circle;
    else it raises `ValidationError`, saying why. `offers(kind, circle, person)` are those that change this kind of
    thing of the circle (of any, for None), newest first. `names(keys)` names many at once.
    `invites(kind, circle, person)` is where one is asked for.
    """

    vouches: Callable[[str, Change, Circle], "Offer"]
    offers: Callable[[str, Circle | None, Any], "list[Offer]"]
    names: Callable[[set[str]], dict[str, Named]]
    invites: Callable[[str, Circle | None, Any], Named]


@dataclass(frozen=True)
class Offer:
    """A ground that could be named: its key, its name, and what it lets be changed."""

    key: str
    name: str
    change: Change


_kinds: dict[str, Kind] = {}


def register(prefix: str, kind: Kind) -> None:
    """References `prefix:key` are vouched for by `kind`."""
    _kinds[prefix] = kind


def is_founding() -> bool:
    return collective().is_founding


def spend(ground: str, change: Change, circle: Circle, *, actor: Actor) -> str:
    """The ground, once its app has vouched that it allows this change; it does not allow it a second time.

    The constraint decides between two who name it at once. Raises ValidationError on `ground`: `ground`, `spent`, or
    the app's codes.
    """
    prefix, _colon, key = ground.partition(":")
    if prefix not in _kinds or not key:
        message = _("Name the decision that says so: of this circle, or of one above it.")
        raise ValidationError({"ground": ValidationError(message, code="ground")})
    try:
        offer = _kinds[prefix].vouches(key, change, circle)
    except ValidationError as error:
        raise ValidationError({"ground": error}) from error
    ground, allowed = f"{prefix}:{offer.key}", offer.change  # its own key, however it was written
    _row, is_new = Spending.objects.get_or_create(
        ground=ground, part=allowed.part(change), defaults={"at": now(), "by": entered_by(actor)}
    )
    if not is_new:
        message = _(
            "What this decision allows was done already: it let %(change)s, once. To do it again, put it to the circle "
            "in a new proposal."
        ) % {"change": in_words(allowed)}
        raise ValidationError({"ground": ValidationError(message, code="spent")})
    return ground


def entered_by(actor: Actor) -> Member | None:
    """Who entered it; nobody, for the clock."""
    return actor if isinstance(actor, Member) else None


def offered(kind: str, circle: Circle | None, person: Any) -> list[tuple[str, str]]:
    """What may be named for this kind of change of the circle, each reference with its name and what it allows."""
    offers = {f"{prefix}:{one.key}": one for prefix, app in _kinds.items() for one in app.offers(kind, circle, person)}
    spent: dict[str, set[str]] = {}
    for ground, part in Spending.objects.filter(ground__in=offers).values_list("ground", "part"):
        spent.setdefault(ground, set()).add(part)
    open_ones = {ground: one for ground, one in offers.items() if one.change.parts - spent.get(ground, set())}
    words = many_in_words(one.change for one in open_ones.values())
    return [(ground, f"{one.name} ({words[one.change]})") for ground, one in open_ones.items()]


def invitations(kind: str, circle: Circle | None, person: Any) -> list[Named]:
    """Where what would allow this kind of change of the circle is asked for."""
    return [app.invites(kind, circle, person) for app in _kinds.values()]


def spendings_of(ground: str) -> QuerySet[Spending]:
    """What was done by it, and by whom."""
    return Spending.objects.filter(ground=ground).select_related("by")


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
    listed = list(rows)
    keys = [(row.ground, row.entered_by.name if row.entered_by else "") for row in listed]
    names = named(key for key in keys if key[0])
    return [Grounded(row, names.get(key)) for row, key in zip(listed, keys, strict=True)]


def _in_words(ground: str, by: str) -> str:
    if ground == FOUNDING:
        return _("entered at the founding by %(name)s") % {"name": by} if by else _("entered at the founding")
    if ground == WELCOMED:
        return _("welcomed by %(name)s") % {"name": by} if by else pgettext("ground of a mandate", "welcomed")
    if ground == JOINED:
        return _("joined a circle open to all")
    return ""
