"""From an empty folder to the first recorded decision: three people in one room, one evening."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.journeys.hand import Hand
from tests.journeys.house import House, link_in

DECISION = "L’atelier ouvre le samedi."
MOST_CLICKS, MOST_TEXTS = 8, 4


def look(person: Visitor, step: str) -> None:
    person.axe()
    person.quiet()
    person.shot(step)


def come_in(guest: Visitor, link: str) -> Hand:
    """By the link that is shown to them; then to the meeting, and there."""
    hand = Hand(guest)
    guest.page.goto(link)
    hand.press("Entrer")
    expect(guest.page.get_by_role("heading", level=1)).to_contain_text(guest.name.title())
    return hand


def test_the_first_decision_from_an_empty_folder(house: Callable[..., House], visitor: Callable[..., Visitor]) -> None:
    home = house()
    ada, rose, malo = visitor("ada"), visitor("rose", phone=True), visitor("malo", phone=True, dark=True)
    hand, page = Hand(ada), ada.page
    for person in (ada, rose, malo):
        person.stay_still()

    page.goto(link_in(home.manage("first_administrator", "--base", home.doors[0])))
    look(ada, "01-found")
    hand.type("Le nom de votre collectif", "La Fabrique")
    hand.type("Qui le fonde ?", "Ada Ormeau, ada@exemple.org\nRose\trose@exemple.org\nmalo@exemple.org (Malo)")
    hand.type("Un mot de passe pour vous", "une longue phrase à elle")
    hand.press("Fonder, puis créer le premier cercle")
    look(ada, "02-circle")
    hand.press("Créer ce cercle")
    look(ada, "03-guests")
    hand.press("Montrer leurs liens")
    look(ada, "04-links")
    links = [field.input_value() for field in page.locator(".copy__text").all()]
    hands = [come_in(guest, link) for guest, link in zip((malo, rose), links, strict=True)]
    hand.press("Prendre une première décision, ensemble")
    look(ada, "05-decide")
    hand.type("Que décidez-vous ?", DECISION)
    hand.press("Ouvrir la réunion")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Réunion du")
    for guest in hands:
        link = guest.person.page.locator("main").get_by_role("link", name="Réunion du")
        expect(link).to_be_visible()  # by itself: the home page moves
        look(guest.person, "06-guest-home")
        guest.click(link)
        guest.press("Je suis là")
    hand.press("Ouvrir le scrutin")
    look(ada, "07-vote")
    for voter in (hand, *hands):
        if voter is not hand:
            voter.click(voter.person.page.get_by_role("button", name="Voter", exact=True))  # the bar on a phone
        voter.press("Je vote pour")
        look(voter.person, "08-voted")
    hand.press("Fermer le scrutin")
    expect(page.locator("main")).to_contain_text("Adoptée")
    look(ada, "09-decided")
    page.goto(f"{home.doors[0]}/decisions/")
    expect(page.locator("main")).to_contain_text(DECISION)
    look(ada, "10-register")

    print(f"the first decision: {hand.clicks} clicks and {hand.texts} texts; guests {[one.clicks for one in hands]}")
    assert (hand.clicks <= MOST_CLICKS, hand.texts <= MOST_TEXTS) == (True, True), (hand.clicks, hand.texts)
    assert "verifies" in home.manage("journal", "verify")
