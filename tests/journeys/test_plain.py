"""The evening without JavaScript: every act is a form that posts and comes back; one reloads to see the others."""

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Visitor
from tests.journeys.evening import confirm, go_faster, press, region, show_part
from tests.journeys.house import House
from tests.journeys.test_evening import enter
from tests.waiting import wait_until

SECONDS = 15  # at the most until a closing that was announced shows
NOTE = "On coupe les vidéos pendant les visites, en attendant la fibre."


def mine(person: Visitor) -> Locator:
    return person.page.locator("#mine")


def look(people: tuple[Visitor, ...], step: str) -> None:
    for person in people:
        person.page.reload()
        person.fits()
        person.quiet()
        person.shot(step)


def test_an_evening_without_javascript(house: Callable[..., House], visitor: Callable[..., Visitor]) -> None:
    home = house(demo=True)
    door = home.doors[0]
    ines, omar = visitor("ines", javascript=False), visitor("omar", dark=True, javascript=False)
    malo = visitor("malo", phone=True, javascript=False)
    people = (ines, malo, omar)
    for person, name in zip(people, ("Inès", "Malo", "Omar"), strict=True):
        enter(person, door, name)
        person.page.locator('a[href^="/meetings/"]', has_text="CA").first.click()

    press(ines, "/meetings/…/opening/")
    for person in (malo, omar):
        person.page.reload()
        press(person, "/meetings/…/arrivals/")
        expect(mine(person)).to_contain_text("Vous êtes là depuis")
    press(ines, "/meetings/…/steps/")
    expect(region(ines, "now").locator("h2")).to_contain_text("Accueil et tour de table")
    expect(region(ines, "presence")).to_contain_text("3 présent")
    look(people, "1-open")

    raise_a_hand_and_speak(ines, malo)
    press(ines, "/meetings/…/steps/")
    write(omar)
    press(ines, "/meetings/…/steps/")
    decide_by_consent(ines, malo, omar)
    look(people, "4-consent")
    press(ines, "/meetings/…/steps/")
    vote(home, ines, malo, omar)
    look(people, "6-result")
    ines.page.locator("details.conduct__close summary").click()
    press(ines, "/meetings/…/closing/")
    confirm(ines)
    malo.page.goto(f"{malo.page.url.split('#')[0]}minutes/")
    for text in (NOTE, "5 votants (3 présents, 2 pouvoirs) sur 12", "objections levées 1"):
        expect(malo.page.locator("main")).to_contain_text(text)
    malo.quiet()
    malo.shot("7-minutes")


def raise_a_hand_and_speak(ines: Visitor, malo: Visitor) -> None:
    malo.page.reload()
    press(malo, "/meetings/…/hands/", value="speak")
    expect(region(malo, "floor")).to_contain_text("Malo")
    ines.page.reload()
    press(ines, "/hands/…/calling/")
    expect(region(ines, "floor").locator(".floor__now")).to_contain_text("Malo")
    malo.page.reload()
    mine(malo).get_by_role("button", name="J’ai terminé").click()
    expect(region(malo, "floor").locator(".floor__now")).to_have_count(0)


def write(omar: Visitor) -> None:
    """A plain text, kept by its own button."""
    omar.page.reload()
    region(omar, "minutes").locator('a[href$="/notes/"]').click()
    note = omar.page.locator("form", has=omar.page.locator("textarea")).nth(1)
    note.locator("textarea").fill(NOTE)
    omar.shot("2-notes")
    note.get_by_role("button", name="Enregistrer ces notes").click()
    omar.page.get_by_role("link", name="CA de ce soir").first.click()
    expect(region(omar, "notes")).to_contain_text(NOTE)


def decide_by_consent(ines: Visitor, malo: Visitor, omar: Visitor) -> None:
    """Malo consents, thinks again and objects; his objection is heard, and he lifts it."""
    press(ines, "/proposals/…/stage/")
    go_faster(ines)
    press(ines, "/rounds/…/position/", value="consent")
    for person in (malo, omar):
        person.page.reload()
        press(person, "/rounds/…/position/", value="consent")
        expect(mine(person)).to_contain_text("Vous consentez.")
    show_part(malo).locator('a[href*="/objection/"]').click()
    malo.page.locator('input[name="kind"]').first.check()
    malo.page.locator('[name="consequence"]').fill("les mêmes deux personnes animeront tous les mercredis")
    malo.page.locator("form button.button--lamp").click()
    expect(mine(malo)).to_contain_text("Vous objectez.")
    malo.shot("3-objects")
    ines.page.reload()
    press(ines, "/rounds/…/closing/")
    confirm(ines)
    expect(region(ines, "ballot")).to_contain_text("les mêmes deux personnes animeront tous les mercredis")
    malo.page.reload()
    press(malo, "/objections/…/lifting/")
    confirm(malo)
    expect(region(malo, "minutes").locator('a[href*="/decisions/"]')).to_have_count(1)
    ines.page.reload()


def vote(home: House, ines: Visitor, malo: Visitor, omar: Visitor) -> None:
    """Each for oneself and for whoever trusted them; Malo changes his mind before the close."""
    region(ines, "presence").locator("li", has_text="Abel").locator("button").click()
    omar.page.reload()
    press(omar, "/meetings/…/arrivals/confirmation/")
    ines.page.reload()
    press(ines, "/items/…/ballots/")
    cast(ines, 0, "for", "Pour")
    for person in (malo, omar):
        person.page.reload()
        cast(person, 0, "for", "Pour")
        cast(person, 1, "for", "Pour")
    cast(malo, 0, "abstain", "Abstention")
    malo.shot("5-voted")
    ines.page.reload()
    press(ines, "/items/…/closing/")
    home.let_announced_ballots_end()  # Abel has no phone: all have not answered
    wait_until(lambda: ines.page.reload() and "quorum 6 atteint" in region(ines, "ballot").inner_text(), SECONDS)
    expect(region(ines, "ballot")).to_contain_text("pour 4, contre 0, abstentions 1")


def cast(person: Visitor, paper: int, choice: str, word: str) -> None:
    papers = show_part(person).locator("section.vote")
    papers.nth(paper).locator(f'button[value="{choice}"]').click()
    expect(papers.nth(paper)).to_contain_text(f"Noté : {word}")
