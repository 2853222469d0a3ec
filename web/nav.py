"""The places of the navigation, in the order in which `config/offers.py` registers them."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise

from journal.registry import Registry


@dataclass(frozen=True)
class NavigationEntry:
    """One entry of the navigation: the name of its address, and how it is shown."""

    url_name: str
    label: str | Promise
    icon: str
    also: tuple[str, ...] = ()  # Other addresses that belong here, as prefixes.


@dataclass(frozen=True)
class NavigationLink:
    """A place as a page shows it."""

    label: str
    icon: str
    url: str
    is_current: bool


places: Registry[NavigationEntry] = Registry("a place of the navigation")
"""By the name by which pages say where they stand."""


def shown(current: str, path: str) -> list[NavigationLink]:
    """The places, with the one where the reader stands: named by the page, or else found by its address."""
    urls = {name: _url(place) for name, place in places.items()}
    here = current or _nearest(urls, path)
    return [
        NavigationLink(str(place.label), place.icon, urls[name], name == here)
        for name, place in places.items()
        if urls[name]
    ]


def _url(place: NavigationEntry) -> str:
    try:
        return reverse(place.url_name)
    except NoReverseMatch:
        return ""


def _nearest(urls: Mapping[str, str], path: str) -> str:
    """The place whose address starts the path; the longest wins, and `/` is only itself."""
    prefixes = [(prefix, name) for name, url in urls.items() for prefix in (url, *places[name].also) if prefix]
    starts = [
        (len(prefix), name)
        for prefix, name in prefixes
        if path == prefix or (prefix != "/" and path.startswith(prefix))
    ]
    return max(starts)[1] if starts else ""
