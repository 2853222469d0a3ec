"""The notes are written in the meeting's own page, at the item that it is at; nothing that was typed is lost."""

from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Visitor
from tests.journeys.evening import LONG, following, notes_here, press, region
from tests.journeys.house import House
from tests.journeys.test_evening import enter

FIRST = "La fibre arrive au printemps."
OTHER = "On coupe les vidéos pendant les visites."
LATER = "Rose commande le câble."


def at_the_meeting(visitor: Callable[..., Visitor], door: str, name: str, *, phone: bool = False) -> Visitor:
    person = visitor(name.lower().replace("è", "e"), phone=phone)
    enter(person, door, name)
    person.page.locator('a[href^="/meetings/"]', has_text="CA").first.click()
    following(person.page)
    return person


def begin(ines: Visitor) -> None:
    press(ines, "/meetings/…/opening/")
    press(ines, "/meetings/…/steps/")


def choice(person: Visitor) -> Locator:
    return person.page.locator(".notes__choice")


def test_two_texts_that_disagree_stand_there_at_once_and_one_chooses(
    house: Callable[..., House], visitor: Callable[..., Visitor]
) -> None:
    door = house(demo=True).doors[0]
    ines, malo = at_the_meeting(visitor, door, "Inès"), at_the_meeting(visitor, door, "Malo", phone=True)
    begin(ines)
    of_ines, of_malo = notes_here(ines), notes_here(malo)
    malo.page.context.set_offline(True)  # both begin from the empty text, whoever is the quicker
    of_malo.fill(OTHER)
    of_ines.fill(FIRST)
    expect(ines.page.locator(".notes__state").first).to_have_text("Enregistré", timeout=LONG)
    malo.page.context.set_offline(False)

    for person in (ines, malo):
        expect(choice(person)).to_contain_text(FIRST, timeout=LONG)
        expect(choice(person)).to_contain_text(OTHER)
        person.axe()
        person.shot("1-two-texts")
    expect(of_malo).to_have_value(OTHER)
    choice(malo).get_by_role("button", name="Garder tout").click()

    for person in (ines, malo):
        expect(choice(person)).to_have_text("", timeout=LONG)
        expect(person.page.locator("#notes textarea").first).to_have_value(f"{FIRST}\n\n{OTHER}", timeout=LONG)
    expect(of_malo).to_be_focused()


def test_what_is_typed_for_an_item_stays_its_own_when_the_meeting_goes_on(
    house: Callable[..., House], visitor: Callable[..., Visitor]
) -> None:
    door = house(demo=True).doors[0]
    ines, malo = at_the_meeting(visitor, door, "Inès"), at_the_meeting(visitor, door, "Malo", phone=True)
    begin(ines)
    notes_here(malo).press_sequentially(FIRST)
    press(ines, "/meetings/…/steps/")
    titles = malo.page.locator("#notes h2")
    expect(titles).to_have_count(2, timeout=LONG)
    malo.page.keyboard.type(f" {OTHER}")
    fields = malo.page.locator("#notes textarea")
    expect(fields.nth(0)).to_have_value(f"{FIRST} {OTHER}")
    malo.axe()
    malo.shot("2-two-items")
    expect(malo.page.locator(".notes__state").first).to_have_text("Enregistré", timeout=LONG)
    fields.nth(1).fill(LATER)

    expect(titles).to_have_count(1, timeout=LONG)
    expect(region(ines, "notes")).to_contain_text(LATER, timeout=LONG)
    expect(region(ines, "notes")).not_to_contain_text(OTHER)
    malo.page.goto(f"{malo.page.url.split('#')[0]}notes/")
    following(malo.page)
    expect(malo.page.locator("#notes textarea").nth(0)).to_have_value(f"{FIRST} {OTHER}")
    expect(malo.page.locator("#notes textarea").nth(1)).to_have_value(LATER)


def test_what_was_just_typed_is_kept_when_the_page_is_left(
    house: Callable[..., House], visitor: Callable[..., Visitor]
) -> None:
    door = house(demo=True).doors[0]
    ines, malo = at_the_meeting(visitor, door, "Inès"), at_the_meeting(visitor, door, "Malo", phone=True)
    begin(ines)
    meeting = malo.page.url
    notes_here(malo).fill(FIRST)
    malo.page.goto("about:blank")

    expect(region(ines, "notes")).to_contain_text(FIRST, timeout=LONG)
    of_ines = notes_here(ines)
    expect(of_ines).to_have_value(FIRST, timeout=LONG)
    of_ines.fill(f"{FIRST} {LATER}")
    expect(ines.page.locator(".notes__state").first).to_have_text("Enregistré", timeout=LONG)
    malo.page.goto(meeting)
    following(malo.page)
    expect(notes_here(malo)).to_have_value(f"{FIRST} {LATER}", timeout=LONG)
    expect(choice(malo)).to_have_text("")
