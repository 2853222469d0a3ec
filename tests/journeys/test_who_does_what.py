"""Who does what, on phones: a task with all that comes with it, a role handed over."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Visitor
from tests.journeys.evening import LONG, following
from tests.journeys.house import House
from tests.journeys.test_evening import enter
from tests.journeys.test_tasks import COFFEE, column, find_the_board
from tests.proposals.files import PDF

LINE, COMMENT = "Comparer trois torréfacteurs", "Celui de la cour livre à vélo."
NOTE = "Le bac de gauche se retourne en mars."


def keep(person: Visitor) -> None:
    """The main button of the page's form."""
    person.page.locator("main form button.button--lamp").last.click()


def follow(person: Visitor, end: str) -> None:
    person.page.locator(f'main a[href$="{end}"]').first.click()
    person.page.wait_for_url(f"**{end}")


def region(person: Visitor, name: str) -> Locator:
    return person.page.locator(f'[data-region="{name}"]')


def test_a_task_with_its_checklist_its_file_and_what_is_said_of_it(
    house: Callable[..., House], visitor: Callable[..., Visitor], tmp_path: Path
) -> None:
    """Omar works on it; Noé, of no circle, reads it and comments; each sees the other's words without reloading."""
    door = house(demo=True).doors[0]
    omar, noe = visitor("omar", phone=True), visitor("noe", dark=True)
    enter(omar, door, "Omar")
    find_the_board(omar)
    column(omar, "wanted").get_by_role("link", name=COFFEE, exact=True).click()
    omar.page.wait_for_url("**/tasks/*/")
    enter(noe, door, "Noé")
    noe.page.goto(omar.page.url)
    for person in (omar, noe):
        following(person.page)

    omar.page.locator('form[action$="/checklist/"] [name="text"]').fill(LINE)
    omar.page.locator('form[action$="/checklist/"] button').click()
    expect(region(noe, "checklist")).to_contain_text(LINE, timeout=LONG)
    region(omar, "checklist").get_by_role("button", name=LINE).first.click()
    expect(region(noe, "checklist")).to_contain_text("Omar Sainfoin", timeout=LONG)
    noe.page.locator("#comment").fill(COMMENT)
    noe.page.locator('form[action$="/comments/"] button').click()
    expect(region(omar, "comments")).to_contain_text(COMMENT, timeout=LONG)

    paper = tmp_path / "devis.pdf"
    paper.write_bytes(PDF)
    region(omar, "files").get_by_role("link", name="Joindre un fichier").click()
    omar.page.wait_for_url("**/files/")
    omar.page.locator('input[type="file"]').set_input_files(paper)
    omar.page.locator('form[enctype] [name="name"]').fill("Devis du torréfacteur")
    keep(omar)
    expect(omar.page.locator("main")).to_contain_text("Devis du torréfacteur", timeout=LONG)
    expect(region(noe, "files")).to_contain_text("Devis du torréfacteur", timeout=LONG)
    for person in (omar, noe):
        person.axe()
        person.quiet()


def test_a_role_is_handed_over_with_a_note(house: Callable[..., House], visitor: Callable[..., Visitor]) -> None:
    """Omar, without a script, leaves a note and gives it up; Noé holds it next, and reads it."""
    door = house(demo=True).doors[0]
    ada, noe = visitor("ada", phone=True), visitor("noe", phone=True, dark=True)
    omar = visitor("omar", phone=True, javascript=False)
    for person, name in ((ada, "Ada"), (noe, "Noé"), (omar, "Omar")):
        enter(person, door, name)

    ada.page.goto(f"{door}/circles/vie-quotidienne/roles/new/")
    ada.page.locator('[name="name"]').fill("Compost")
    keep(ada)
    ada.page.wait_for_url(re.compile(r"/roles/\d+/"))
    role = ada.page.url
    give(ada, "Omar Sainfoin")
    omar.page.goto(role)
    follow(omar, "/handover/")
    omar.page.locator('[name="under_way"]').fill(NOTE)
    keep(omar)
    follow(omar, "/ending/")
    keep(omar)
    expect(omar.page.locator('[aria-labelledby="before-title"]')).to_contain_text("Omar Sainfoin")
    ada.page.goto(role)
    give(ada, "Noé Lavoir")
    expect(ada.page.locator("main")).to_contain_text("Noé Lavoir")
    noe.page.goto(role)
    noe.page.locator("summary", has_text="Note de passation").click()
    expect(noe.page.get_by_text(NOTE)).to_be_visible()
    noe.axe()
    noe.shot("1-role")


def give(ada: Visitor, name: str) -> None:
    """From the page of a role: this person holds it from today."""
    page = ada.page.url
    follow(ada, "/holders/")
    ada.page.locator('select[name="member"]').select_option(label=name)
    keep(ada)
    ada.page.wait_for_url(page)
