"""A newcomer's first ten minutes: the story, the charter, how one decides, who does what, a visit, a commission."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Visitor
from tests.journeys.house import House
from tests.journeys.test_evening import enter

DECISION = "Accompagner chaque nouvelle personne"


def step(noe: Visitor, title: str) -> Locator:
    """One step of the path."""
    return noe.page.locator(".steps > li").filter(has=noe.page.get_by_role("heading", name=title, exact=True))


def seen(noe: Visitor, title: str, done: int) -> None:
    """Back on the path, Noé marks the step; the path counts it."""
    noe.page.go_back()
    step(noe, title).get_by_role("button", name="C’est vu").click()
    expect(noe.page.locator(".heading")).to_contain_text(f"{done} sur 6")
    expect(step(noe, title).locator(".badge--leaf")).to_be_visible()


def look(noe: Visitor, name: str) -> None:
    if noe.has_javascript:  # which axe is
        noe.axe()
    noe.quiet()
    noe.shot(name)


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_the_first_ten_minutes(house: Callable[..., House], visitor: Callable[..., Visitor], javascript: bool) -> None:
    door = house(demo=True).doors[0]
    noe = visitor("noe", phone=True, javascript=javascript)
    page = noe.page
    enter(noe, door, "Noé")
    look(noe, "00-home")
    page.get_by_role("link", name="Vos premiers pas ici").click()
    expect(page.locator(".heading")).to_contain_text("0 sur 6")
    look(noe, "01-path")

    step(noe, "L’histoire").get_by_role("link", name="Lire toute l’histoire").click()
    expect(page.get_by_role("heading", name="La commission Vie Quotidienne")).to_be_visible()
    look(noe, "02-story")
    seen(noe, "L’histoire", 1)

    step(noe, "La charte").get_by_role("link", name="Charte des valeurs").click()
    expect(page.locator("main")).to_contain_text("savoir-faire relocalisés")
    look(noe, "03-charter")
    seen(noe, "La charte", 2)

    step(noe, "Comment on décide").get_by_role("link", name="Lire ce qui a été décidé, et pourquoi").click()
    expect(page.get_by_role("link", name=DECISION)).to_be_visible()
    look(noe, "04-register")
    seen(noe, "Comment on décide", 3)

    step(noe, "Qui fait quoi").get_by_role("link", name="Voir les cercles et leurs membres").click()
    expect(page.locator("main").get_by_role("link", name="Technique").first).to_be_visible()
    look(noe, "05-map")
    seen(noe, "Qui fait quoi", 4)

    step(noe, "Une visite").get_by_role("button", name="Je viens").click()
    expect(step(noe, "Une visite")).to_contain_text("On vous attend")
    expect(page.locator(".heading")).to_contain_text("5 sur 6")

    step(noe, "Une commission à rejoindre").get_by_role("link", name="Vie Quotidienne").click()
    look(noe, "06-commission")
    page.get_by_role("button", name="Rejoindre ce cercle").click()
    expect(page.get_by_role("button", name="Rejoindre ce cercle")).to_have_count(0)
    page.get_by_role("complementary").get_by_text("Qui en fait partie").click()  # which a phone folds
    expect(page.get_by_role("complementary").get_by_role("link", name="Noé Lavoir")).to_be_visible()
    page.goto(f"{door}/welcome/")
    expect(page.locator("main")).to_contain_text("Vous avez tout vu. Bienvenue !")
    look(noe, "07-arrived")

    find(noe, "l'accompagnement des nouvelles personnes", DECISION)
    find(noe, "NOUVELLE PERSONNE", DECISION)
    find(noe, "reunions", "Louer la salle de réunion deux jours par semaine")
    find(noe, "nouvelle personne", DECISION)
    page.locator(".results__title").get_by_role("link", name=re.compile(rf"^\d{{4}}-\d+ · {DECISION}$")).click()
    expect(page.get_by_role("heading", level=1)).to_contain_text(DECISION)
    expect(page.get_by_role("region", name="Pourquoi")).to_contain_text("des gens que nous ne connaissons pas")
    life = page.get_by_role("region", name="Sa vie")
    for moment in ("Idée", "une objection est maintenue", "Version 2", "texte adopté", "Décision", "Réexamen"):
        expect(life).to_contain_text(moment)
    look(noe, "09-decision")
    page.goto(door)
    expect(page.get_by_role("link", name="Vos premiers pas ici")).to_have_count(0)
    look(noe, "10-home")


def find(noe: Visitor, words: str, title: str) -> None:
    """By the search of any page: neither accents nor plurals nor elisions matter."""
    noe.page.locator("#search").fill(words)
    noe.page.locator("#search").press("Enter")
    expect(noe.page.locator(".results__title", has_text=title).first).to_be_visible()
    look(noe, "08-found")
