"""The week of Vie Quotidienne: a task is taken and finished on a phone, and the board moves on another screen."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Visitor
from tests.journeys.evening import LONG, following
from tests.journeys.house import House
from tests.journeys.test_evening import enter

COFFEE = "Racheter du café pour le foyer"


def find_the_board(person: Visitor) -> None:
    """From the home page, as somebody who does not know the addresses."""
    person.page.get_by_role("link", name="Commissions", exact=True).click()
    person.page.locator("main").get_by_role("link", name="Vie Quotidienne", exact=True).click()
    person.page.get_by_role("link", name="Tout le tableau").click()
    expect(person.page.get_by_role("heading", level=1)).to_have_text("Ce qu’il y a à faire")


def column(person: Visitor, name: str) -> Locator:
    return person.page.locator(f'[data-region="{name}"]')


def test_a_task_is_taken_and_finished_on_a_phone(house: Callable[..., House], visitor: Callable[..., Visitor]) -> None:
    """Omar takes it and finishes it; Malo, at his desk, sees it without reloading."""
    door = house(demo=True).doors[0]
    omar, malo = visitor("omar", phone=True), visitor("malo", dark=True)
    for person, name in ((omar, "Omar"), (malo, "Malo")):
        enter(person, door, name)
        person.shot("0-home")
        find_the_board(person)
        following(person.page)
        expect(column(person, "wanted")).to_contain_text(COFFEE)
        person.axe()
        person.shot("1-board")

    omar.page.get_by_role("button", name=f"Je m’en charge : {COFFEE}").click()
    for person in (omar, malo):
        mine = column(person, "taken").locator(".task", has_text=COFFEE)
        expect(mine).to_contain_text("Omar Sainfoin", timeout=LONG)
        expect(column(person, "wanted")).not_to_contain_text(COFFEE)
    expect(column(omar, "taken").locator(".task", has_text=COFFEE)).to_have_class("card task is-me")
    omar.shot("2-taken")

    omar.page.get_by_role("link", name="Aujourd’hui").click()
    waiting = omar.page.get_by_role("region", name="Ce qui vous attend")
    expect(waiting).to_contain_text(COFFEE)
    omar.shot("3-waits")
    waiting.get_by_role("link", name=COFFEE).click()
    omar.page.get_by_role("button", name=f"C’est fait : {COFFEE}").click()
    expect(column(malo, "taken")).not_to_contain_text(COFFEE, timeout=LONG)
    malo.page.get_by_text(re.compile("tâches? faites?")).click()
    expect(column(malo, "done")).to_contain_text("fait par Omar Sainfoin")
    for person in (omar, malo):
        person.axe()
        person.quiet()
        person.shot("4-done")


def test_a_task_is_taken_and_finished_without_javascript(
    house: Callable[..., House], visitor: Callable[..., Visitor]
) -> None:
    """The same acts post, and come back to the page where they were made."""
    door = house(demo=True).doors[0]
    omar = visitor("omar", phone=True, javascript=False)
    enter(omar, door, "Omar")
    find_the_board(omar)
    board = omar.page.url
    omar.page.get_by_role("button", name=f"Je m’en charge : {COFFEE}").click()
    expect(omar.page.get_by_role("status").first).to_contain_text("Elle est à vous. Merci !")
    assert omar.page.url == board
    omar.shot("1-taken")
    omar.page.get_by_role("button", name=f"C’est fait : {COFFEE}").click()
    expect(omar.page.get_by_role("status").first).to_contain_text("C’est fait. Merci !")
    omar.page.get_by_text(re.compile("tâches? faites?")).click()
    expect(column(omar, "done")).to_contain_text(COFFEE)
    omar.quiet()
    omar.shot("2-done")


def carry(person: Visitor, title: str, to: Locator) -> None:
    """Hold the card by its grip, bring it there, let go."""
    grip = person.page.locator(".task", has_text=title).locator("[data-grip]")
    grip.scroll_into_view_if_needed()
    grip.hover()
    person.page.mouse.down()
    person.page.mouse.move(200, 300)
    place = to.bounding_box()
    assert place is not None
    person.page.mouse.move(place["x"] + place["width"] / 2, place["y"] + min(place["height"] / 2, 60), steps=4)
    person.page.mouse.up()


def test_a_card_is_carried_to_another_column_or_to_what_its_buttons_do(
    house: Callable[..., House], visitor: Callable[..., Visitor]
) -> None:
    """To the column beside it, where there are two; at the bottom of the screen, on a phone too."""
    door = house(demo=True).doors[0]
    omar, phone = visitor("omar"), visitor("omar-phone", phone=True)
    for person in (omar, phone):
        enter(person, door, "Omar")
        find_the_board(person)
        following(person.page)

    carry(omar, COFFEE, column(omar, "taken"))
    expect(column(phone, "taken")).to_contain_text(COFFEE, timeout=LONG)
    expect(omar.page.locator(".board__places")).to_have_count(0)

    carry(phone, COFFEE, phone.page.locator(".board__place", has_text="Rendre la tâche"))
    expect(column(omar, "wanted")).to_contain_text(COFFEE, timeout=LONG)

    omar.page.locator(".task", has_text=COFFEE).locator("[data-grip]").hover()
    omar.page.mouse.down()
    omar.page.mouse.move(300, 300)
    expect(omar.page.locator(".board__place")).to_have_text(["Je m’en charge"])
    omar.page.mouse.move(5, 5)
    omar.page.mouse.up()
    expect(column(omar, "wanted")).to_contain_text(COFFEE)
    for person in (omar, phone):
        person.quiet()
