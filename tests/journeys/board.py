"""The board that is asked something by each method (asked.py): one house for all who vote, and ways to vote in it."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tests.journeys.asked import OPTIONS
from tests.journeys.conftest import DESK, PHONE, SHOTS, Visitor, furnish
from tests.journeys.evening import LONG
from tests.journeys.house import EVENING, ROOT, House

FURTHEST = 120  # presses of a key before something counts as out of reach
WHERE = """one => {
  const at = document.activeElement
  if (one === at) return ""
  return at.compareDocumentPosition(one) & Node.DOCUMENT_POSITION_PRECEDING ? "Shift+Tab" : "Tab"
}"""
OVER_IT = """one => {
  const at = one.getBoundingClientRect()
  let over = document.elementFromPoint(at.x + at.width / 2, at.y + at.height / 2)
  const stays = (it) => ["fixed", "sticky"].includes(getComputedStyle(it).position)
  while (over && !over.contains(one) && !(stays(over) && !over.matches(".toasts"))) over = over.parentElement
  return over && !over.contains(one) ? over.outerHTML.slice(0, 160) : null
}"""
IN_ITS_GROUP = "one => one.name === document.activeElement.name && one.form === document.activeElement.form"


class Helper:
    """A program at our side that answers one line with one line."""

    def __init__(self, home: House, *arguments: str) -> None:
        self._process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=ROOT,
            env=home.settings,
            text=True,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )

    def read(self) -> Any:
        assert self._process.stdout
        line = self._process.stdout.readline()
        assert line, f"it stopped: {self._process.wait()}"
        return json.loads(line)

    def ask(self, line: str) -> Any:
        assert self._process.stdin
        print(line.strip(), file=self._process.stdin, flush=True)
        return self.read()

    def close(self) -> None:
        self._process.communicate()


class Board:
    """The house, its people in their browsers, and whoever closes and counts."""

    def __init__(self, home: House, chromium: Browser) -> None:
        furnish(home)
        self.home, self._chromium = home, chromium
        self._keeper = Helper(home, "-m", "tests.journeys.asked")
        self._counter = Helper(home, "manage.py", "count")
        self.door = home.open_door()
        self.facts = self._keeper.read()
        self._people: dict[tuple[str, bool, bool], Visitor] = {}

    def person(self, name: str, *, phone: bool = True, javascript: bool = True) -> Visitor:
        """Somebody signed in, in the same browser each time."""
        key = (name, phone, javascript)
        if key not in self._people:
            context = self._chromium.new_context(
                viewport=PHONE if phone else DESK,
                has_touch=phone,
                java_script_enabled=javascript,
                locale="fr-FR",
                timezone_id=EVENING,
            )
            cookie = {"name": self.facts["cookie"], "value": self.facts["sessions"][name], "url": self.door}
            context.add_cookies([cookie])
            self._people[key] = Visitor(context, name, SHOTS / "board", has_javascript=javascript)
            self._people[key].stay_still()
            self._people[key].page.set_default_timeout(LONG)
        self._people[key].said.clear()
        return self._people[key]

    def path(self, name: str) -> str:
        return f"/ballots/{self.facts['ballots'][name]}/"

    def show(self, visitor: Visitor, name: str) -> Page:
        """Open the page of that ballot."""
        answer = visitor.page.goto(self.door + self.path(name))
        assert answer is not None
        assert answer.status == 200, answer.status
        return visitor.page

    def conclude(self, name: str) -> Any:
        """The time of that ballot is over; what was counted."""
        return self._keeper.ask(str(self.facts["ballots"][name]))

    def count(self, downloaded: Path) -> Any:
        """`manage.py count < FILE`."""
        return self._counter.ask(downloaded.read_text())

    def close(self) -> None:
        for person in self._people.values():
            person.page.context.close()
        self._keeper.close()
        self._counter.close()
        self.home.close()


# What hands do without a mouse.


def recorded(page: Page) -> Locator:
    """What the page says of one's own answer."""
    return page.locator("#mine .vote > .tone--leaf").first


def reach(control: Locator) -> Locator:
    """Go there with the Tab key alone."""
    for _ in range(FURTHEST):
        key = control.evaluate(WHERE)
        if not key:
            expect(control).to_be_in_viewport()
            over = control.evaluate(OVER_IT)
            assert over is None, f"{control} has the focus under {over}"
            return control
        control.page.keyboard.press(key)
    raise AssertionError(f"the Tab key does not lead to {control}")


def press(button: Locator, key: str = "Enter") -> None:
    reach(button)
    button.page.keyboard.press(key)


def mark(radio: Locator) -> None:
    """Choose among words or numbers in a row: Tab to the row, then the arrows, or Space where one stands."""
    keyboard = radio.page.keyboard
    for _ in range(FURTHEST):
        if radio.evaluate(IN_ITS_GROUP):
            break
        keyboard.press(radio.evaluate(WHERE))
    if not radio.evaluate(WHERE):
        keyboard.press("Space")
    for _ in range(FURTHEST):
        if radio.is_checked():
            return
        keyboard.press("ArrowRight" if radio.evaluate(WHERE) == "Tab" else "ArrowLeft")
    raise AssertionError(f"the arrows do not lead to {radio}")


def tick(box: Locator, *, on: bool) -> None:
    press(box, "Space") if box.is_checked() != on else None
    assert box.is_checked() == on


def place(number: Locator, value: int) -> None:
    """Give an option its number by typing it."""
    reach(number)
    number.page.keyboard.press(str(value))
    expect(number).to_have_value(str(value))


def by_numbers(page: Page, order: Any) -> None:
    """A ranking with the number of each option, typed."""
    for number, option in enumerate(order, 1):
        place(page.locator(f'#mine [name="rank-{OPTIONS.index(option)}"]'), number)
