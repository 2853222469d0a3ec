"""The assembly of 154 as five people hold it at once, and as the room sees it on the wall."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys import evening as tonight
from tests.journeys.assembly import QUITUS
from tests.journeys.conftest import PHONE, Visitor
from tests.journeys.evening import LONG, following, press, region
from tests.journeys.house import House
from tests.journeys.screens import Measures
from tests.journeys.test_evening import enter

PROGRAM = ("-m", "tests.journeys.assembly")
BROKEN = """() => {  // the numbers of the result that stand on two lines, and its sentence where it is cut
  const lines = (part) => {
    const range = document.createRange();
    range.selectNodeContents(part);
    return new Set([...range.getClientRects()].map((line) => Math.round(line.top))).size;
  };
  const numbers = [...document.querySelectorAll(".wall__result .bars__count")].filter((part) => lines(part) > 1);
  const said = [...document.querySelectorAll(".wall__sentence")].filter((p) => p.scrollHeight > p.clientHeight + 1);
  return [...numbers, ...said].map((part) => part.textContent);
}"""


def picture(step: str, people: dict[str, Visitor], measures: Measures) -> None:
    for name, person in people.items():
        person.axe()
        person.quiet()
        person.shot_both(step)
        measures.take(step, name, person.page)


@pytest.fixture
def five(visitor: Callable[..., Visitor]) -> dict[str, Visitor]:
    """Inès presides, Omar writes, Ada is at the door, Malo and Noé have their phones in hand."""
    return {
        "ines": visitor("ines"),
        "omar": visitor("omar", dark=True),
        "ada": visitor("ada", phone=True),
        "malo": visitor("malo", phone=True),
        "noe": visitor("noe", phone=True, dark=True),
        "screen": visitor("screen", projector=True),
    }


def test_an_assembly_of_154(house: Callable[..., House], five: dict[str, Visitor], measures: Measures) -> None:
    home = house(demo=True, postgres=True)
    door = home.doors[0]
    path = home.run(*PROGRAM, "plan").strip()
    names = {"ines": "Inès", "omar": "Omar", "ada": "Ada", "malo": "Malo", "noe": "Noé", "screen": "Omar"}
    for key, person in five.items():
        enter(person, door, names[key])
        person.page.goto(f"{door}{path}{'screen/' if key == 'screen' else ''}")
        following(person.page)
    ines = five["ines"]
    picture("1-convened", five, measures)

    press(ines, "/meetings/…/opening/")
    for key in ("omar", "ada", "malo", "noe"):
        press(five[key], "/meetings/…/arrivals/")
    home.run(*PROGRAM, "arrive", path)
    for key in names.keys() - {"screen"}:
        expect(region(five[key], "presence")).to_contain_text("65 présent", timeout=LONG)
    picture("2-open", five, measures)

    press(ines, "/meetings/…/steps/")
    press(five["noe"], "/meetings/…/hands/", value="speak")
    expect(region(ines, "floor")).to_contain_text("Noé", timeout=LONG)
    picture("3-item", five, measures)
    press(ines, "/hands/…/calling/")
    expect(region(five["noe"], "floor").locator(".floor__now")).to_contain_text("Noé", timeout=LONG)
    picture("4-speaking", five, measures)

    press(ines, "/meetings/…/steps/")
    for key in names.keys() - {"screen"}:
        expect(region(five[key], "now").locator("h2")).to_contain_text(QUITUS, timeout=LONG)
    press(ines, "/items/…/ballots/")
    for key in names.keys() - {"screen"}:
        papers = five[key].page.locator("#mine form[action$='/votes/']:has(button[value='for'])")
        expect(papers.first).to_be_attached(timeout=LONG)
    picture("5-vote", five, measures)
    for key, choice in {"ines": "for", "omar": "for", "ada": "abstain", "malo": "against", "noe": "for"}.items():
        tonight.answer(five[key], choice)
    picture("6-voted", five, measures)
    home.run(*PROGRAM, "vote", path)
    press(ines, "/items/…/closing/")
    for person in five.values():
        expect(person.page.locator("main")).to_contain_text("adoptée", timeout=LONG)
    picture("7-result", five, measures)
    assert five["screen"].page.evaluate(BROKEN) == []

    press(ines, "/meetings/…/steps/")
    picture("8-election", five, measures)
    assert measures.longer_than(2, width=PHONE["width"]) == []
    assert measures.without_act("ines", "ada", "malo", "noe") == []
