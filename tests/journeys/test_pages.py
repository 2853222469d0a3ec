"""Every page of the table of rights in a real browser: nothing hinders anybody, the console is silent."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from playwright.sync_api import Response

from tests.journeys.conftest import DESK, PHONE, Visitor
from tests.journeys.house import House

COLOURS_ONLY = ("color-contrast", "link-in-text-block")


@dataclass
class Tour:
    """A walk through every page, each as one role that may read it; what is wrong is noted, the walk goes on."""

    door: str
    world: dict[str, Any]
    visitor: Callable[..., Visitor]
    people: dict[str, Visitor] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)

    def person(self, role: str) -> Visitor:
        if role not in self.people:
            self.people[role] = someone = self.visitor(role, phone=True)
            someone.stay_still()
            if session := self.world["sessions"].get(role):
                cookie = {"name": self.world["cookie"], "value": session, "url": self.door}
                someone.page.context.add_cookies([cookie])
        return self.people[role]

    def visits(self) -> Iterator[tuple[dict[str, str], Visitor]]:
        for page in self.world["pages"]:
            yield page, self.person(page["role"])

    def open(self, page: dict[str, str], someone: Visitor) -> Response:
        someone.said.clear()
        response = someone.page.goto(self.door + page["path"])
        assert response is not None
        assert response.status < 400, response.status
        return response

    @contextmanager
    def noting(self, page: dict[str, str], what: str) -> Iterator[None]:
        try:
            yield
        except AssertionError as fault:
            self.faults.append(f"{page['name']} ({page['path']}) as {page['role']}, {what}: {fault}")


@pytest.fixture
def tour(house: Callable[..., House], visitor: Callable[..., Visitor]) -> Tour:
    home = house(filled_by=("tests.journeys.furnish",))
    assert len(home.facts["pages"]) > 20
    return Tour(home.doors[0], home.facts, visitor)


def test_every_page_is_accessible_and_silent(tour: Tour) -> None:
    """On a phone in light and dark, at twice the size of text and 320 px wide, and as wide as on a desk."""
    for page, someone in tour.visits():
        with tour.noting(page, "light"):
            tour.open(page, someone)
            someone.axe()
        with tour.noting(page, "dark"):
            someone.page.emulate_media(color_scheme="dark")
            someone.axe(*COLOURS_ONLY)
        with tour.noting(page, "wide"):
            someone.page.set_viewport_size(DESK)
            someone.fits()
        someone.page.set_viewport_size(PHONE)
        with tour.noting(page, "large text"):
            someone.fits_large_text()
        with tour.noting(page, "console"):
            someone.quiet()
        someone.page.emulate_media(color_scheme="light")
    assert not tour.faults, "\n\n".join(tour.faults)


def test_every_page_is_there_in_english(tour: Tour) -> None:
    """Somebody who chose English, with the button at the foot of the page, reads English everywhere."""
    english: set[str] = set()
    for page, someone in tour.visits():
        with tour.noting(page, "English"):
            if page["role"] not in english:
                english.add(page["role"])
                someone.page.goto(tour.door)
                someone.page.get_by_role("button", name="Read in English").click()
                someone.page.get_by_role("button", name="Lire en français").wait_for()
            tour.open(page, someone)
            assert someone.page.locator("html").get_attribute("lang") == "en"
            someone.fits()
            someone.quiet()
    assert not tour.faults, "\n\n".join(tour.faults)
