"""A proposal on a phone: the bar holds what waits for this person, and opens their part over the page."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.journeys.evening import LONG, following, show_part
from tests.journeys.house import House
from tests.journeys.test_acts import ASKED_ONLINE
from tests.journeys.test_evening import enter


def test_a_position_is_taken_in_the_sheet_of_the_bar_and_stays_in_sight(
    house: Callable[..., House], visitor: Callable[..., Visitor]
) -> None:
    home = house(demo=True)
    path = f"/proposals/{home.manage('shell', '-c', ASKED_ONLINE).split()[-1]}/"
    malo, ines = visitor("malo", phone=True), visitor("ines", phone=True, dark=True)
    for person, name in ((malo, "Malo"), (ines, "Inès")):
        enter(person, home.doors[0], name)
        person.page.goto(home.doors[0] + path)
        following(person.page)
    bar = malo.page.locator("#act-bar")
    expect(bar).to_contain_text("Votre position")
    malo.axe()
    malo.shot("1-asked", full=False)
    part = show_part(malo)
    expect(part.locator(".sheet__text")).to_contain_text("On la change.")
    malo.axe()
    malo.shot("2-part", full=False)
    part.get_by_role("button", name="Je consens", exact=True).click()
    expect(part).to_be_hidden(timeout=LONG)
    expect(bar).to_contain_text("Vous consentez.", timeout=LONG)
    malo.axe()
    malo.shot("3-answered", full=False)

    # Omar, the author, facilitates too until Inès accepts: she has her own answer first.
    expect(ines.page.locator("#act-bar")).to_contain_text("Votre position")
    ines.axe()
    for person in (malo, ines):
        person.quiet()


def test_without_a_script_the_bar_opens_the_part_and_the_page_comes_back(
    house: Callable[..., House], visitor: Callable[..., Visitor]
) -> None:
    home = house(demo=True)
    path = f"/proposals/{home.manage('shell', '-c', ASKED_ONLINE).split()[-1]}/"
    malo = visitor("malo", phone=True, javascript=False)
    enter(malo, home.doors[0], "Malo")
    malo.page.goto(home.doors[0] + path)
    show_part(malo).get_by_role("button", name="Je consens", exact=True).click()
    expect(malo.page.locator("#act-bar")).to_contain_text("Vous consentez.")
