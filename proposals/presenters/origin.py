"""Where a proposal that came in from a file comes from: one place that it went through a page, one long text a page."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from journal.texts import LONG
from proposals.presenters.history_documents import (
    brought_in,
    history_document,
    title_of_life,
    version_document,
    version_title,
)
from web.documents import Printable


@dataclass(frozen=True)
class PageLink:
    """Another page of it."""

    name: str
    address: str


@dataclass(frozen=True)
class OriginPage:
    """The place `life` of `lives`, the oldest first, or only its version at `version`."""

    lives: Sequence[Mapping[str, Any]]
    life: int
    version: int | None = None

    @property
    def document(self) -> Printable:
        if self.version is not None:
            return version_document(self._shown, self.version)
        return history_document({**self._shown, "versions": self._shown["versions"][-1 if self._is_long else 0 :]})

    @property
    def sentence(self) -> str:
        """Of what came in with it from further away: who had brought it in there."""
        return brought_in(self._shown) if self.life < len(self.lives) - 1 else ""

    @property
    def versions(self) -> list[PageLink]:
        """Where its texts are long together: each former one on a page of its own, and from there the page of all."""
        if not self._is_long:
            return []
        links = [
            PageLink(version_title(version), f"?life={self.life}&version={place}")
            for place, version in enumerate(self._shown["versions"][:-1])
            if place != self.version
        ]
        return links if self.version is None else [PageLink(self._shown["title"], f"?life={self.life}"), *links]

    @property
    def others(self) -> list[PageLink]:
        """The other places, the latest first."""
        links = [PageLink(title_of_life(life), f"?life={place}") for place, life in enumerate(self.lives)]
        return [*links[self.life + 1 :], *links[: self.life]][::-1]

    @property
    def _is_long(self) -> bool:
        return sum(len(version["text"]) for version in self._shown["versions"]) > LONG

    @property
    def _shown(self) -> Mapping[str, Any]:
        return self.lives[self.life]
