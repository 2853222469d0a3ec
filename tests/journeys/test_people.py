"""Whoever keeps the door of an assembly of 154 signs people in from one field, by the keyboard alone."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.journeys.evening import LONG, following, press, region
from tests.journeys.house import House
from tests.journeys.test_assembly import PROGRAM
from tests.journeys.test_evening import enter


def test_people_are_found_by_three_letters(house: Callable[..., House], visitor: Callable[..., Visitor]) -> None:
    home = house(demo=True)
    path = home.run(*PROGRAM, "plan").strip()
    ines = visitor("ines")
    enter(ines, home.doors[0], "Inès")
    ines.page.goto(f"{home.doors[0]}{path}")
    following(ines.page)
    press(ines, "/meetings/…/opening/")

    field = ines.page.locator("#people-presence")
    results = region(ines, "presence").locator("[data-filled]")
    field.focus()
    ines.page.keyboard.type("eperv")  # Épervier, without its accent
    expect(results).to_contain_text("Épervier", timeout=LONG)
    ines.page.keyboard.press("Enter")
    expect(results).to_contain_text("à confirmer", timeout=LONG)
    expect(field).to_have_value("", timeout=LONG)
    expect(field).to_be_focused()

    results.locator("button").first.click()  # a slip
    expect(results).not_to_contain_text("à confirmer", timeout=LONG)

    region(ines, "floor").locator("summary", has_text="Inscrire quelqu’un").click()
    ines.page.locator("#people-hand").focus()
    ines.page.keyboard.type("ines")
    expect(region(ines, "floor").locator("[data-filled]")).to_contain_text("Inès", timeout=LONG)
    ines.page.keyboard.press("Enter")
    expect(region(ines, "floor").locator(".floor__queue")).to_contain_text("Inès", timeout=LONG)
    ines.axe()
    ines.quiet()
