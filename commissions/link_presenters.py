"""The links between circles as they are shown: who sits where for whom, and where nobody does yet."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import rules
from django.urls import reverse
from django.utils.translation import gettext as _

from commissions.circle_endings import places_at_its_end
from commissions.grounds import with_grounds
from commissions.link_queries import CircleLink, links_of, represented_by
from commissions.models import Circle, Mandate, RoleHolding
from commissions.queries import places_in
from commissions.role_presenters import span_of
from journal.topics import Known
from web.components import Button


@dataclass(frozen=True)
class LinkPerson:
    """Somebody who represents a circle in another: since when, until when."""

    name: str
    url: str
    span: str


@dataclass(frozen=True)
class LinkLine:
    """Who represents one circle in another, and what this reader may do about it."""

    label: str  # « Y siège pour ce cercle »
    people: Sequence[LinkPerson]
    page: Known | None  # the role's
    naming: Button | None  # where nobody does yet


@dataclass(frozen=True)
class LinkedCircle:
    """One that is within the circle of the page: who sits here for it, and who sits there for this one; `url` is ""
    where this reader may not open its page."""

    name: str
    url: str
    notes: Sequence[str]


@dataclass(frozen=True)
class CircleLinks:
    """The links of a circle; those with the circles within it (`within`) once there are some.

    `represented`: of those who sit in it, by key, the names of the circles that they sit for.
    """

    above: Sequence[LinkLine] = ()
    title: str = ""
    within: Sequence[LinkedCircle] = ()
    represented: Mapping[int, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class PlaceLine:
    """Somebody's place in a circle, with its ground and, in words, whom they represent there ("" for nobody)."""

    row: Mandate
    ground: Known | None
    represents: str


def circle_links(circle: Circle, children: Iterable[Circle], person: Any, readable: Container[int]) -> CircleLinks:
    """What the page of the circle says of its links to this person, who may open the pages of these circles
    (`readable`: their keys)."""
    pairs = links_of(circle, children)
    above = [pair for pair in pairs if pair[0].receiver == circle.parent]
    sent = [held for pair in pairs if pair[1].held for held in _people(pair[1])]
    return CircleLinks(
        above=[
            line
            for sent, received in above
            for line in (
                _line(_("Sits there for this circle"), sent, person),
                _line(_("Sits here for that circle"), received, person),
            )
        ],
        title=_("Links with %(circle)s") % {"circle": circle.parent.name} if above and circle.parent else "",
        within=[_linked(*pair, readable) for pair in pairs if pair not in above and (pair[0].held or pair[1].held)],
        represented=represented_by(sent).get(circle.pk, {}),
    )


def place_lines(circle: Circle, represented: Mapping[int, Sequence[str]]) -> list[PlaceLine]:
    """Who sits in the circle, in the order of `places_in`; of a group that has ended, who did at its end."""
    places = with_grounds(
        places_at_its_end(circle) if circle.has_ended else places_in(circle).select_related("entered_by")
    )
    return [
        PlaceLine(one.row, one.ground, represents_in_words(represented.get(one.row.member_id, ()))) for one in places
    ]


def represents_in_words(names: Sequence[str]) -> str:
    """« pour Vie Quotidienne, Jardin », "" for nobody."""
    return _("for %(circles)s") % {"circles": ", ".join(names)} if names else ""


def _people(link: CircleLink) -> list[RoleHolding]:
    return [*link.held.holders, *link.held.substitutes] if link.held else []


def _line(label: str, link: CircleLink, person: Any) -> LinkLine:
    page = None
    if link.held and rules.has_perm("commissions.read", person, link.sender):
        page = Known(link.held.role.name, link.held.role.get_absolute_url())
    naming = None
    if not (link.held and link.held.holders) and rules.has_perm("commissions.open_link", person, link.sender):
        url = reverse("commissions:circle-link", args=[link.sender.slug, link.receiver.slug])
        naming = Button(_("Name somebody"), url, "user-round-plus", "quiet")
    return LinkLine(
        label,
        [LinkPerson(one.member.name, one.member.get_absolute_url(), span_of(one)) for one in _people(link)],
        page,
        naming,
    )


def _linked(sent: CircleLink, received: CircleLink, readable: Container[int]) -> LinkedCircle:
    """`sent` is from the circle of the page to the one within it, `received` the other way."""
    notes = [
        _("sits here for it: %(names)s") % {"names": _names(received)},
        _("sits there for this circle: %(names)s") % {"names": _names(sent)},
    ]
    url = f"{sent.receiver.get_absolute_url()}#links" if sent.receiver.pk in readable else ""
    return LinkedCircle(sent.receiver.name, url, notes)


def _names(link: CircleLink) -> str:
    return ", ".join(one.member.name for one in _people(link)) or _("nobody yet")
