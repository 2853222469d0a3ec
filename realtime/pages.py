"""What a live page is made of, and how a view opens one.

A page owner writes one `LivePage` in its app's `live.py`: how to read what the page shows, who
may follow it and as which class of viewers, and its regions. Nothing here needs the socket: a
page rendered by `open_page` is whole, and the hub only renders the same regions again.
"""

import time
from collections.abc import Callable, Hashable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any, ClassVar, Generic, TypeVar

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils import translation
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from journal.registry import Registry

D = TypeVar("D")


@dataclass(frozen=True)
class Audience:
    """Viewers who see the same HTML: a class of rights (the page's own word) and a language."""

    rights: str
    language: str


@dataclass(frozen=True)
class Region(Generic[D]):
    """A part of the page that is rendered once for an audience, and pushed when it differs.

    `render(data, audience)` returns a template's HTML with nothing personal in it and no token;
    `topics(data)` says which topics it must be rendered again for. What takes long to draw may
    come `later`: a moment after the regions that everybody waits for. `distinguishes(data, rights)`
    is all that it makes of a class of rights: audiences of one language for which that is the same
    see the same HTML, which is rendered once for them.
    """

    render: Callable[[D, Audience], SafeString]
    topics: Callable[[D], AbstractSet[str]]
    later: bool = False
    distinguishes: Callable[[D, str], Hashable] = lambda data, rights: rights

    def html(self, data: D, audience: Audience) -> SafeString:
        """The region as it is shown: what no template made is escaped."""
        return conditional_escape(self.render(data, audience))


class LivePage(Generic[D]):
    """A page that moves by itself. Subclass it in `<app>/live.py` and register one."""

    name: ClassVar[str]
    regions: ClassVar[Mapping[str, Region[Any]]]

    def load(self, key: str) -> D:
        """Everything that the regions show, read once for all of them. Raises Http404."""
        raise NotImplementedError

    def audience(self, key: str, person: Any) -> str | None:
        """The class of rights in which this person follows the page; None: may not. Raises Http404."""
        raise NotImplementedError

    def rights_topics(self, data: D) -> AbstractSet[str]:
        """Topics after which everybody's audience is asked again (roles of this meeting, say).

        A person's own topic, `member:17`, always does so for that person.
        """
        return frozenset()


@dataclass(frozen=True)
class Live(Generic[D]):
    """One page opened for one person: what a view hands to its template."""

    page: LivePage[D]
    key: str
    person: Any
    audience: Audience
    data: D
    opened: float  # seconds since 1970, read before the rights were

    def render(self, region: str) -> SafeString:
        return self.page.regions[region].html(self.data, self.audience)


live_pages: Registry[LivePage[Any]] = Registry("a live page")


def register(*pages: LivePage[Any]) -> None:
    """Make pages known by their names, so that sockets may follow them."""
    for page in pages:
        live_pages.register(page.name, page)


def open_page(request: HttpRequest, name: str, key: str) -> Live[Any]:
    """The page as this request's person may see it. Raises PermissionDenied or Http404, as reading does.

    What the view shows of this person's own is read afterwards, from `data` on: read before, it could be older than
    the regions, and nothing would then ask for it again.
    """
    page = live_pages[name]
    opened = time.time()
    rights = page.audience(key, request.user)
    if rights is None:
        raise PermissionDenied(f"{name}.follow")
    return Live(page, key, request.user, Audience(rights, language()), page.load(key), opened)


def language() -> str:
    """The active language, without its region: `fr`, `en`."""
    return (translation.get_language() or "fr").split("-")[0]


def digest(html: str) -> str:
    """The short hash by which server and browser compare a region."""
    return blake2b(html.encode(), digest_size=9).hexdigest()
