"""A long text is written without knowing Markdown, found again on another device, and never lost to another window."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitor
from tests.journeys.evening import LONG
from tests.journeys.house import House
from tests.journeys.test_evening import enter

NEW = "/proposals/new/?circle=ca"


def field(page: Page) -> str:
    return page.locator("#id_text").input_value()


def test_a_text_is_laid_out_seen_and_found_again_on_another_device(
    house: Callable[..., House], visitor: Callable[..., Visitor]
) -> None:
    door = house(demo=True).doors[0]
    phone = visitor("ines-phone", phone=True)
    enter(phone, door, "Inès")
    page = phone.page
    page.goto(door + NEW)
    page.locator("#id_title").fill("Un four")
    text = page.locator("#id_text")
    text.fill("Nous achetons\nun four\nun moulin")
    text.evaluate("field => field.setSelectionRange(14, field.value.length)")
    page.get_by_role("button", name="Liste").click()
    text.evaluate("field => field.setSelectionRange(0, 4)")
    text.press("Control+b")
    assert field(page) == "**Nous** achetons\n\n- un four\n- un moulin"

    page.get_by_role("button", name="Gras").focus()  # from the keyboard: one stop, then the arrows
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("button", name="Aperçu")).to_be_focused()
    page.keyboard.press("Enter")
    preview = page.get_by_role("region", name="Le texte tel qu’il apparaîtra")
    expect(preview.locator("li")).to_have_text(["un four", "un moulin"], timeout=LONG)
    expect(preview.locator("strong")).to_have_text("Nous")
    phone.axe()
    phone.shot("1-preview")
    page.get_by_role("button", name="Aperçu").click()
    expect(text).to_be_focused()
    expect(page.locator("[data-draft] [role=status]")).to_contain_text("Brouillon enregistré", timeout=LONG)

    desk = visitor("ines-desk")
    enter(desk, door, "Inès")
    desk.page.goto(door + NEW)
    assert field(desk.page) == "**Nous** achetons\n\n- un four\n- un moulin"
    desk.page.get_by_role("button", name="L’enregistrer comme brouillon").click()
    desk.page.wait_for_url("**/proposals/*/")
    desk.page.goto(door + NEW)
    assert field(desk.page) == ""
    desk.quiet()


def test_without_a_script_a_draft_is_saved_by_its_button_and_no_row_of_marks_is_there(
    house: Callable[..., House], visitor: Callable[..., Visitor]
) -> None:
    door = house(demo=True).doors[0]
    plain = visitor("ines-plain", javascript=False)
    enter(plain, door, "Inès")
    plain.page.goto(f"{door}/documents/new/")
    plain.page.locator("[name=text]").fill("# La charte")
    expect(plain.page.get_by_role("toolbar")).to_have_count(0)
    plain.page.get_by_role("button", name="Enregistrer le brouillon").click()
    expect(plain.page.locator("[name=text]")).to_have_value("# La charte")
    expect(plain.page.locator("[data-draft]")).to_contain_text("Brouillon enregistré")
    plain.page.get_by_role("button", name="Supprimer le brouillon").click()
    plain.page.locator("main").get_by_role("button", name="Supprimer le brouillon").click()
    expect(plain.page.locator("[name=text]")).to_have_value("")


def test_two_windows_on_one_draft_lose_nothing(house: Callable[..., House], visitor: Callable[..., Visitor]) -> None:
    door = house(demo=True).doors[0]
    first, second = visitor("ines-first"), visitor("ines-second", phone=True)
    for person in (first, second):
        enter(person, door, "Inès")
    first.page.goto(door + NEW)
    first.page.locator("#id_title").fill("Un four")
    first.page.locator("#id_text").fill("Nous achetons un four.")
    first.page.get_by_role("button", name="L’enregistrer comme brouillon").click()
    first.page.wait_for_url("**/proposals/*/")
    address = f"{first.page.url}edit/"
    first.page.goto(address)
    second.page.goto(address)
    first.page.locator("#id_text").fill("Nous achetons deux fours.")
    second.page.locator("#id_text").fill("Nous louons un four.")
    first.page.get_by_role("button", name="L’enregistrer comme brouillon").click()
    first.page.wait_for_url("**/proposals/*/")
    second.page.get_by_role("button", name="L’enregistrer comme brouillon").click()
    rival = second.page.locator(".field__rival")
    expect(rival.locator("blockquote")).to_have_text("Nous achetons deux fours.", timeout=LONG)
    expect(rival.locator("ins")).to_contain_text("louons un four")
    assert field(second.page) == "Nous louons un four."
    second.axe()
    second.shot("2-both")
    second.page.get_by_role("button", name="L’enregistrer comme brouillon").click()
    second.page.wait_for_url("**/proposals/*/")
    expect(second.page.locator("main")).to_contain_text("Nous louons un four.")
