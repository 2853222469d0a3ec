"""A text made better together: changes suggested and words commented in place, with a finger, by keyboard alone and
without a script; and two windows of one author.
"""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.board import press, reach
from tests.journeys.conftest import Visitor
from tests.journeys.evening import LONG
from tests.journeys.house import House
from tests.journeys.test_evening import enter
from tests.journeys.text_to_improve import TEXT, come, select, write_text


@pytest.fixture
def written(house: Callable[..., House]) -> tuple[str, str]:
    return write_text(house(demo=True))


def test_on_a_phone_a_change_is_suggested_by_selecting_and_taken_with_one_tap(
    visitor: Callable[..., Visitor], written: tuple[str, str]
) -> None:
    ines = come(visitor, written, "Inès", "ines", phone=True)
    select(ines, "un samedi sur deux")
    ines.shot("1-selected", full=False)
    ines.page.get_by_role("link", name="Proposer une modification", exact=True).tap()
    words = ines.page.locator("[name=replacement]")
    expect(words).to_have_value("un samedi sur deux")
    words.fill("chaque samedi")
    ines.page.locator("[name=reason]").fill("On s’en souvient mieux.")
    ines.axe()
    ines.shot_both("2-suggesting")
    ines.page.get_by_role("button", name="Proposer cette modification").tap()
    ines.page.wait_for_url(written[1])

    malo = come(visitor, written, "Malo", "malo", phone=True)
    malo.page.get_by_role("link", name="1 modification proposée, paragraphe par paragraphe").tap()
    malo.shot("3-suggested")
    malo.page.get_by_role("button", name="Reprendre dans le texte").tap()
    expect(malo.page.locator("main")).to_contain_text("ouvrent chaque samedi, de 10 h", timeout=LONG)
    malo.page.goto(written[1])
    expect(malo.page.locator("[data-passages='2']")).to_contain_text("ouvrent chaque samedi, de 10 h", timeout=LONG)
    malo.page.get_by_text("Ce qui a changé depuis la version 1").tap()
    expect(malo.page.locator("[data-region=text] ins")).to_contain_text("chaque")
    expect(malo.page.locator("[data-region=text] del").last).to_contain_text("sur deux")
    malo.shot("4-difference")
    for person in (ines, malo):
        person.quiet()


def test_two_windows_of_one_author_show_both_texts_and_lose_none(
    visitor: Callable[..., Visitor], written: tuple[str, str]
) -> None:
    first, second = (come(visitor, written, "Malo", name, phone=name == "phone") for name in ("desk", "phone"))
    for person, end in ((first, "Sauf en août."), (second, "Sauf à Noël.")):
        person.page.goto(f"{written[1]}amendment/")
        text = person.page.locator("#id_text")
        text.fill(f"{text.input_value()}\n\n{end}")
    first.page.get_by_role("button", name="Proposer cette version").click()
    first.page.wait_for_url(written[1])
    second.page.get_by_role("button", name="Proposer cette version").click()
    rival = second.page.locator(".field__rival")
    expect(rival.locator("blockquote")).to_contain_text("Sauf en août.", timeout=LONG)
    expect(second.page.locator("#id_text")).to_have_value(f"{TEXT.replace(chr(92) + 'n', chr(10))}\n\nSauf à Noël.")
    second.axe()
    second.shot("1-both")


def test_a_comment_made_by_selecting_is_answered_and_follows_its_words(
    visitor: Callable[..., Visitor], written: tuple[str, str]
) -> None:
    ines = come(visitor, written, "Inès", "ines", phone=True)
    select(ines, "Deux personnes")
    ines.page.get_by_role("link", name="Commenter", exact=True).tap()
    ines.page.locator("[name=text]").fill("Et quand l’une est malade ?")
    ines.axe()
    ines.shot_both("1-commenting")
    ines.page.get_by_role("button", name="Commenter").tap()
    ines.page.wait_for_url(written[1])

    malo = come(visitor, written, "Malo", "malo", phone=False)
    expect(malo.page.locator("[data-region=text]")).to_contain_text("1 commentaire, paragraphe par paragraphe")
    malo.page.get_by_role("link", name="1 commentaire, paragraphe par paragraphe").click()
    malo.page.locator("summary", has_text="1 commentaire").click()
    malo.axe()
    malo.shot_both("2-paragraphs")
    malo.page.get_by_role("link", name="Répondre à Inès").click()
    malo.page.locator("[name=text]").fill("Une troisième personne remplace.")
    malo.page.get_by_role("button", name="Répondre au commentaire").click()
    expect(malo.page.locator("main")).to_contain_text("Une troisième personne remplace.")
    malo.axe()
    malo.shot_both("3-answered")

    malo.page.goto(f"{written[1]}amendment/")
    text = malo.page.locator("#id_text")
    text.fill(f"Nous ouvrons.\n\n{text.input_value()}")
    malo.page.get_by_role("button", name="Proposer cette version").click()
    malo.page.wait_for_url(written[1])
    ines.page.goto(f"{written[1]}passages/")
    paragraph = ines.page.locator("section.passage", has_text="Deux personnes tiennent l’accueil.")
    paragraph.locator("summary").tap()
    expect(paragraph.locator(".comment")).to_contain_text("Et quand l’une est malade")
    ines.axe()
    ines.shot_both("4-followed")

    malo.page.goto(f"{written[1]}amendment/")
    malo.page.locator("#id_text").fill("Nous ouvrons. Rien d’autre.")
    malo.page.get_by_role("button", name="Proposer cette version").click()
    malo.page.wait_for_url(written[1])
    ines.page.reload()
    expect(ines.page.locator("#gone-comments")).to_contain_text("ces mots ne sont plus dans le texte")
    ines.shot("5-gone")
    for person in (ines, malo):
        person.quiet()


def test_with_the_tab_key_alone_a_change_is_suggested_and_words_are_commented(
    visitor: Callable[..., Visitor], written: tuple[str, str]
) -> None:
    ines = come(visitor, written, "Inès", "ines", phone=False)
    page, keyboard = ines.page, ines.page.keyboard
    press(page.get_by_role("link", name="Commenter un paragraphe, ou proposer une modification"))
    page.wait_for_url(f"{written[1]}passages/")
    paragraph = page.locator("section.passage", has_text="un samedi sur deux")
    press(paragraph.get_by_role("link", name="Proposer une modification"))
    reach(page.locator("[name=replacement]"))
    keyboard.press("Control+a")
    keyboard.type("Les visites ouvrent chaque samedi, de 10 h à 12 h.")
    reach(page.locator("[name=reason]"))
    keyboard.type("On s’en souvient mieux.")
    ines.shot("1-suggesting")
    press(page.get_by_role("button", name="Proposer cette modification"))
    page.wait_for_url(f"{written[1]}passages/")
    expect(paragraph.locator("article ins")).to_contain_text("chaque")

    other = page.locator("section.passage", has_text="Deux personnes tiennent")
    press(other.get_by_role("link", name="Commenter"))
    reach(page.locator("[name=text]"))
    keyboard.type("Et quand l’une est malade ?")
    press(page.get_by_role("button", name="Commenter"))
    page.wait_for_url(f"{written[1]}passages/")
    press(other.locator("summary", has_text="1 commentaire"))
    expect(other.locator(".comment")).to_contain_text("Et quand l’une est malade")
    expect(other.locator(".comment")).to_be_visible()
    ines.axe()
    ines.shot("2-commented")
    ines.quiet()


def test_without_a_script_a_change_is_suggested_taken_and_words_are_commented(
    visitor: Callable[..., Visitor], written: tuple[str, str]
) -> None:
    ines, malo = (visitor(name, phone=True, javascript=False) for name in ("ines", "malo"))
    for person, name in ((ines, "Inès"), (malo, "Malo")):
        enter(person, written[0], name)
    ines.page.goto(written[1])
    ines.page.get_by_role("link", name="Commenter un paragraphe, ou proposer une modification").click()
    paragraph = ines.page.locator("section.passage", has_text="un samedi sur deux")
    paragraph.get_by_role("link", name="Proposer une modification").click()
    ines.page.locator("[name=replacement]").fill("Les visites ouvrent chaque samedi, de 10 h à 12 h.")
    ines.page.locator("[name=reason]").fill("On s’en souvient mieux.")
    ines.page.get_by_role("button", name="Proposer cette modification").click()
    expect(paragraph.locator("article ins")).to_contain_text("chaque")
    other = ines.page.locator("section.passage", has_text="Deux personnes tiennent")
    other.get_by_role("link", name="Commenter").click()
    ines.page.locator("[name=text]").fill("Et quand l’une est malade ?")
    ines.page.get_by_role("button", name="Commenter").click()
    other.locator("summary", has_text="1 commentaire").click()
    expect(other.locator(".comment")).to_contain_text("Et quand l’une est malade")
    ines.fits()
    ines.shot("1-suggested")

    malo.page.goto(f"{written[1]}passages/")
    malo.page.get_by_role("button", name="Reprendre dans le texte").click()
    expect(malo.page.locator("main")).to_contain_text("ouvrent chaque samedi, de 10 h")
    malo.fits()
    malo.shot("2-taken")
    for person in (ines, malo):
        person.quiet()
