"""The evening of the board: in the demo, from an empty collective, and over two server processes."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys import evening as tonight
from tests.journeys.conftest import PHONE, Visitor
from tests.journeys.evening import Evening
from tests.journeys.house import House
from tests.journeys.screens import Measures

BETTER = (
    "Une visite du lieu a lieu chaque mercredi à 18 h, et non plus un mercredi par mois. Personne n’en anime plus "
    "d’une par mois ; la liste est tenue par la commission Vie Quotidienne. Une personne qui arrive comme bénévole "
    "est invitée à la première visite qui suit."
)
NOTE = "La fibre arrive au printemps ; en attendant, on coupe les vidéos pendant les visites."


def enter(person: Visitor, door: str, name: str) -> None:
    """The demo's own door: one click, and you are somebody."""
    person.page.goto(f"{door}/enter/")
    person.page.get_by_role("button", name=name).click()
    person.page.wait_for_url(f"{door}/")


def hold(evening: Evening) -> None:
    """Tonight's agenda, from the opening to the minutes."""
    evening.come_in()
    tonight.open_it(evening)
    tonight.begin(evening, "Accueil et tour de table")
    tonight.begin(evening, "La connexion internet")
    tonight.speak(evening)
    tonight.write(evening, NOTE)
    tonight.begin(evening, "Ouvrir les visites")
    tonight.decide_by_consent(evening, BETTER)
    tonight.give_a_task(evening, "Afficher la liste des visites", "Omar Sainfoin")
    tonight.begin(evening, "offre d’achat")
    # Three more are in the room without a screen: Inès notes them, a second holder of a role confirms, and the
    # quorum of six counts them.
    people = ("Abel", "Adèle", "Agathe")
    for name in people:
        evening.ines.page.locator('[data-region="presence"] li', has_text=name).locator("button").click()
        mark = evening.malo.page.locator('[data-region="presence"] li', has_text=name)
        expect(mark).to_contain_text("à confirmer", timeout=tonight.LONG)
    confirm = evening.omar.page.locator("#mine form[action$='/arrivals/confirmation/'] button")
    expect(evening.omar.page.locator("#mine")).to_contain_text("3 arrivées à confirmer", timeout=tonight.LONG)
    confirm.click()
    for name in people:
        mark = evening.malo.page.locator('[data-region="presence"] li', has_text=name)
        expect(mark).to_contain_text("depuis", timeout=tonight.LONG)
    tonight.decide_by_majority(
        evening,
        "5 votants (3 présents, 2 pouvoirs) sur 12 ; quorum 6 atteint (8 présents ou représentés) ; "
        "pour 3, contre 1, abstentions 1 ; majorité absolue des suffrages exprimés (3 sur 4) atteinte : adoptée.",
        proxies=2,
    )
    tonight.note_departures(evening, people[0])
    tonight.close_it(evening)


def read(reader: Visitor, door: str, meeting: str) -> None:
    """Somebody who was away reads what happened."""
    reader.page.goto(f"{door}{meeting}minutes/")
    for text in (NOTE[:20], "5 votants (3 présents, 2 pouvoirs) sur 12", "Afficher la liste des visites", "Malo"):
        expect(reader.page.locator("main")).to_contain_text(text)
    reader.axe()
    reader.quiet()
    reader.shot("10-minutes")


def in_the_demo(home: House, visitor: Callable[..., Visitor], doors: tuple[str, str, str], measures: Measures) -> None:
    ines, malo = visitor("ines"), visitor("malo", phone=True)
    omar, noe = visitor("omar", dark=True), visitor("noe", phone=True, dark=True)
    screen = visitor("screen", projector=True)
    for person, door, name in zip((ines, malo, omar), doors, ("Inès", "Malo", "Omar"), strict=True):
        enter(person, door, name)
    enter(screen, doors[0], "Omar")
    ines.page.locator('a[href^="/meetings/"]', has_text="CA").first.click()
    meeting = ines.page.url.removeprefix(doors[0])
    hold(Evening(ines, malo, omar, home, meeting, doors, measures, screen))
    enter(noe, doors[0], "Noé")
    read(noe, doors[1], meeting)
    measures.take("10-minutes", noe.name, noe.page)
    assert "verifies" in home.manage("journal", "verify")
    # The page of a meeting is never longer than two screens; its minutes are read.
    assert measures.longer_than(2, width=PHONE["width"], besides=("10-",)) == []
    assert measures.longer_than(4, width=PHONE["width"]) == []
    # Nobody but whoever conducts has a step to take before it opens.
    assert measures.without_act(malo.name, ines.name) == []


def test_the_evening_in_the_demo(
    house: Callable[..., House], visitor: Callable[..., Visitor], measures: Measures
) -> None:
    home = house(demo=True)
    in_the_demo(home, visitor, (home.doors[0],) * 3, measures)


def test_the_evening_over_two_servers(
    house: Callable[..., House], visitor: Callable[..., Visitor], measures: Measures
) -> None:
    home = house(demo=True, postgres=True, doors=2)
    one, two = home.doors
    in_the_demo(home, visitor, (one, two, two), measures)
