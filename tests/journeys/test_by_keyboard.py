"""The evening without a mouse: Inès on a desk, Malo on a phone with a keyboard, in forced colours, without motion.

What is announced to whoever does not see the page is gathered as it is said; focus never falls back to the page.
"""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.journeys import board
from tests.journeys.conftest import Visitor
from tests.journeys.evening import LONG, following, region
from tests.journeys.house import House
from tests.journeys.test_evening import enter

LISTEN = """() => {
  window.heard = []
  const line = document.getElementById("announced")
  const note = () => line.textContent.trim() && heard.push(line.textContent.trim())
  new MutationObserver(note).observe(line, { childList: true, characterData: true, subtree: true })
}"""
FOCUSED = "() => document.activeElement !== document.body && document.activeElement !== document.documentElement"
CLOSED = "^Résultat du scrutin"
CLOSES = "^Le scrutin ferme à"
VOTE = "Écrire une offre d’achat"


def sends(person: Visitor, address: str, value: str = "") -> Locator:
    """What sends to an address like "/meetings/…/opening/", where this person sees it first."""
    start, end = address.split("…")
    mark = f'[value="{value}"]' if value else ""
    button = f'button[formaction^="{start}"][formaction$="{end}"]{mark}'
    return person.page.locator(f'{button}, form[action^="{start}"][action$="{end}"] button{mark}').filter(visible=True)


def press(person: Visitor, control: Locator) -> None:
    """Reach it with the Tab key, press Enter; the focus stays where the work is."""
    expect(control.first).to_be_visible(timeout=LONG)
    board.press(control.first)


def keeps_focus(person: Visitor) -> None:
    person.page.wait_for_function(FOCUSED, timeout=LONG)


def heard(person: Visitor, pattern: str) -> list[str]:
    return [text for text in person.page.evaluate("() => heard") if re.search(pattern, text)]


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
    press(ines, sends(ines, "/items/…/closing/"))
    expect(region(ines, "ballot")).to_contain_text("La fermeture est annoncée", timeout=LONG)
    home.let_announced_ballots_end()
    expect(region(malo, "ballot")).to_contain_text(re.compile("quorum|rejetée|adoptée"), timeout=LONG)
    for person in (ines, malo):
        person.page.wait_for_function(
            "closed => heard.some((text) => RegExp(closed).test(text))", arg=CLOSED, timeout=LONG
        )
        assert len(heard(person, "ouvert")) == 1, person.page.evaluate("() => heard")
        assert len(heard(person, CLOSED)) == 1, person.page.evaluate("() => heard")
        assert len(heard(person, CLOSES)) == 1, person.page.evaluate("() => heard")
        person.shot("forced-colours")
        person.quiet()
