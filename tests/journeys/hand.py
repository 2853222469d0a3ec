"""A hand that counts: how many times somebody clicks, and how many texts they type."""

from dataclasses import dataclass

from playwright.sync_api import Locator

from tests.journeys.conftest import Visitor


@dataclass
class Hand:
    """One person's, in one browser."""

    person: Visitor
    clicks: int = 0
    texts: int = 0

    def press(self, name: str) -> None:
        """Click the button or the link of that name."""
        page = self.person.page
        self.click(page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first)

    def click(self, place: Locator) -> None:
        place.click()
        self.clicks += 1

    def type(self, label: str, text: str) -> None:
        self.person.page.get_by_label(label).fill(text)
        self.texts += 1
