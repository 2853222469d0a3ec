"""What a mandate or a change of rules rests on (PRODUCT §3.7).

While the collective is being founded both are entered freely. Afterwards a ground is named: a topic ("decision:14")
whose kind is a `Ground` of an upper floor, since circles know no decisions. It allows the one change that it says,
once. A simple place in a commission is welcomed by one of its members, or taken where anyone may join.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from commissions.change_sentences import in_words, many_in_words
from commissions.changes import Change
from commissions.models import Circle, Spending
from journal.actions import Actor
from journal.clock import now
from journal.refusals import wrong
from journal.topics import Known, TopicKind, answering, by_kind, kind_of
from members.models import Member
from members.queries import collective

FOUNDING, WELCOMED, JOINED = "founding", "welcomed", "joined"
ITS_DAY = "its_day"  # of the end of a working group, where the day that it was given has come
RESUMED = "resumed"  # of its last day, forgotten where that is over


@dataclass(frozen=True)
class Offer:
    """A ground that could be named: its topic, its name, and what it lets be changed."""

    topic: str
    name: str
    change: Change


class Ground(TopicKind):
    """A kind of thing on which a mandate or a change of rules may rest. What is of no such kind allows nothing."""

    def allows(self, pk: str, change: Change, circle: Circle) -> Offer:
        """What it lets be changed, if that covers this change of the circle. Raises ValidationError, saying why not."""
        message = _("Name the decision that says so: of this circle, or of one above it.")
        raise ValidationError(message, code="ground")

    def offers(self, kind: str, circle: Circle | None, person: Any) -> list[Offer]:
        """Those that change this kind of thing of the circle (of any, for None), newest first."""
        return []

    def invitation(self, kind: str, circle: Circle | None, person: Any) -> Known | None:
        """Where one is asked for."""
        return None

    def names_as_ground(self, pks: set[str]) -> dict[str, Known]:
        """How pages name many at once, as what something rests on."""
        return {}


def is_founding() -> bool:
    return collective().is_founding


def spend(ground: str, change: Change, circle: Circle, *, actor: Actor) -> str:
    """The ground, once its kind has said that it allows this change; it does not allow it a second time.

    The constraint decides between two who name it at once. Raises ValidationError on `ground`: `ground`, `spent`, or
    the app's codes.
    """
    kind, pk = kind_of(ground, Ground)
    try:
        offer = kind.allows(pk, change, circle)
    except ValidationError as error:
        raise ValidationError({"ground": error}) from error
    ground, allowed = offer.topic, offer.change  # its own key, however it was written
    _row, is_new = Spending.objects.get_or_create(
        ground=ground, part=allowed.part(change), defaults={"at": now(), "by": entered_by(actor)}
    )
    if not is_new:
        message = _(
            "What this decision allows was done already: it let %(change)s, once. To do it again, put it to the circle "
            "in a new proposal."
        ) % {"change": in_words(allowed)}
        raise wrong("ground", message, code="spent")
    return ground


def spend_for_standing(ground: str, change: Change, circle: Circle, *, actor: Actor) -> None:
    """The same for what stands already as the ground says, whoever gave it: nothing remains of it to be done."""
    if not spendings_of(ground).exists():
        spend(ground, change, circle, actor=actor)


def entered_by(actor: Actor) -> Member | None:
    """Who entered it; nobody, for the clock."""
    return actor if isinstance(actor, Member) else None


def offered(kind: str, circle: Circle | None, person: Any) -> list[tuple[str, str]]:
    """What may be named for this kind of change of the circle, each reference with its name and what it allows."""
    offers = {offer.topic: offer for app in answering(Ground) for offer in app.offers(kind, circle, person)}
    spent: dict[str, set[str]] = {}
    for ground, part in Spending.objects.filter(ground__in=offers).values_list("ground", "part"):
        spent.setdefault(ground, set()).add(part)
    open_ones = {ground: one for ground, one in offers.items() if one.change.parts - spent.get(ground, set())}
    words = many_in_words(one.change for one in open_ones.values())
    return [(ground, f"{one.name} ({words[one.change]})") for ground, one in open_ones.items()]


def invitations(kind: str, circle: Circle | None, person: Any) -> list[Known]:
    """Where what would allow this kind of change of the circle is asked for."""
    return [where for app in answering(Ground) if (where := app.invitation(kind, circle, person))]


def spendings_of(ground: str) -> QuerySet[Spending]:
    """What was done by it, and by whom."""
    return Spending.objects.filter(ground=ground).select_related("by")


def named(grounds: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Known]:
    """How pages name grounds, each with the name of who entered it ("" for nobody): one question a kind."""
    wanted = set(grounds)
    known = {
        f"{kind.prefix}:{pk}": name
        for kind, by_pk in by_kind(ground for ground, _by in wanted).items()
        if isinstance(kind, Ground)
        for pk, name in kind.names_as_ground(set(by_pk)).items()
    }
    return {(ground, by): known.get(ground) or Known(_in_words(ground, by)) for ground, by in wanted}


@dataclass(frozen=True)
class Grounded:
    """A mandate, or a change of rules, with what it rests on; `ground` is None where nothing was written down."""

    row: Any
    ground: Known | None


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
    if ground == ITS_DAY:
        return _("on the day that it was given")
    if ground == RESUMED:
        return _("since %(name)s took the group up again") % {"name": by}
    return ""
