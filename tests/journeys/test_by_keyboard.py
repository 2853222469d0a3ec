"""The evening without a mouse: Inès on a desk, Malo on a phone with a keyboard, in forced colours, without motion.

What is announced to whoever does not see the page is gathered as it is said, in a second window of Malo's too, and over
a connection that is lost and comes back; focus never falls back to the page. The floor, the vote and the result are
read at twice the size of text too.
"""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitor
from tests.journeys.evening import LONG, following, region
from tests.journeys.house import House
from tests.journeys.keyboard import CUT, LISTEN, forget_the_cut, heard, keeps_focus, press, sends
from tests.journeys.test_evening import enter

CLOSED = "^Résultat du scrutin"
CLOSES = "^Le scrutin ferme à"
VOTE = "Écrire une offre d’achat"


def lose_the_connection(*windows: Page) -> None:
    """Of one browser, for a moment: its windows say so, then catch up by themselves."""
    windows[0].context.set_offline(True)
    for page in windows:
        expect(page.locator("#live")).to_have_attribute("data-state", "offline", timeout=LONG)
    windows[0].context.set_offline(False)
    for page in windows:
        following(page)


def read_large(*people: Visitor) -> None:
    """At twice the size of text, and 320 px wide."""
    for person in people:
        expect(person.page.locator(".toast")).to_have_count(0, timeout=LONG)  # what was said of an act is past
        person.fits_large_text(CUT)


def test_the_evening_by_keyboard(house: Callable[..., House], visitor: Callable[..., Visitor]) -> None:
    home = house(demo=True)
    door = home.doors[0]
    ines, malo = visitor("ines"), visitor("malo", phone=True)
    for person, name in ((ines, "Inès"), (malo, "Malo")):
        person.page.emulate_media(forced_colors="active", reduced_motion="reduce")
        enter(person, door, name)
        person.page.goto(f"{door}/meetings/2/")
        following(person.page)
        person.page.evaluate(LISTEN)
    beside = malo.page.context.new_page()
    beside.goto(malo.page.url)
    following(beside)
    beside.evaluate(LISTEN)
    press(ines, sends(ines, "/meetings/…/opening/"))
    keeps_focus(ines)
    press(malo, sends(malo, "/meetings/…/arrivals/"))
    keeps_focus(malo)
    for title in ("Accueil", "La connexion internet"):
        press(ines, sends(ines, "/meetings/…/steps/"))
        expect(region(ines, "now").locator("h2")).to_contain_text(title, timeout=LONG)
        keeps_focus(ines)
    press(malo, sends(malo, "/meetings/…/hands/", "speak"))
    press(ines, sends(ines, "/hands/…/calling/"))
    keeps_focus(ines)
    expect(malo.page.locator("#act-bar")).to_contain_text("Vous avez la parole", timeout=LONG)
    read_large(ines, malo)
    press(malo, sends(malo, "/turns/…/end/"))
    keeps_focus(malo)
    for title in ("Ouvrir les visites", VOTE):
        press(ines, sends(ines, "/meetings/…/steps/"))
        expect(region(ines, "now").locator("h2")).to_contain_text(title, timeout=LONG)
    press(ines, sends(ines, "/items/…/ballots/"))
    keeps_focus(ines)
    choice = malo.page.locator("#mine form[action$='/votes/'] button[value='for']")
    expect(choice.first).to_be_attached(timeout=LONG)
    if not choice.first.is_visible():
        press(malo, malo.page.locator("#act-bar button[popovertarget]"))
    press(malo, choice)
    expect(choice.first).to_have_attribute("aria-pressed", "true", timeout=LONG)
    keeps_focus(malo)
    malo.page.keyboard.press("Escape")
    read_large(ines, malo)
    lose_the_connection(malo.page, beside)
    press(ines, sends(ines, "/items/…/closing/"))
    expect(region(ines, "ballot")).to_contain_text("La fermeture est annoncée", timeout=LONG)
    home.let_announced_ballots_end()
    expect(region(malo, "ballot")).to_contain_text(re.compile("quorum|rejetée|adoptée"), timeout=LONG)
    windows = (ines.page, malo.page, beside)
    for page in windows:
        page.wait_for_function("closed => heard.some((text) => RegExp(closed).test(text))", arg=CLOSED, timeout=LONG)
    lose_the_connection(malo.page, beside)
    for page in windows:
        times = [len(heard(page, pattern)) for pattern in ("ouvert", CLOSES, CLOSED)]
        assert times == [1, 1, 1], page.evaluate("() => heard")
    read_large(ines, malo)
    forget_the_cut(malo)
    for person in (ines, malo):
        person.shot("forced-colours")
        person.quiet()
