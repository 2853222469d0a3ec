"""What the journeys walk with. They run apart from the other tests, one after another: `-m journey -p no:asyncio`.

Houses have a folder, a database and ports of their own, and `board`, which many share, stays with one worker. Two at
once have failed now and then on two cores, for a reason that is not known.
"""

import json
import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, sync_playwright

from tests import saved
from tests.journeys.house import EVENING, ROOT, House
from tests.journeys.screens import NAME, Measures

if TYPE_CHECKING:
    from tests.journeys.board import Board

FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --disable-dev-shm-usage --no-first-run "
    "--disable-background-networking --disable-component-update --disable-sync"
).split()
SHOTS = ROOT / "var" / "journeys"
VAR = Path(os.environ.get("AVANT_MINUIT_VAR", ROOT / "var"))
FACTS = "facts.json"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1280, "height": 900}
PROJECTOR = {"width": 1024, "height": 768}
TOO_WIDE = """() => {
  const page = document.documentElement
  if (page.scrollWidth <= page.clientWidth) return null
  const scrolls = (one) => one.closest(".table-scroll, .tabs, .visually-hidden")
  const shown = [...document.querySelectorAll("body *")].filter((one) => !scrolls(one))
  const ends = shown.map((one) => [one.getBoundingClientRect().right, one])
  const [right, widest] = ends.reduce((most, one) => (one[0] > most[0] ? one : most))
  return `${page.scrollWidth} px instead of ${page.clientWidth}: ${right} ${widest.outerHTML.slice(0, 160)}`
}"""

# Texts that lie over one another, and how much of the screen is held by what stays in place while one scrolls.
OVERLAPS = """() => {
  const stays = (one) => ["fixed", "sticky"].includes(getComputedStyle(one).position)
  const isFree = (one) => !one || one === document.body || (!stays(one) && isFree(one.parentElement))
  const isClipped = (one) => one && (getComputedStyle(one).clipPath !== "none" || isClipped(one.parentElement))
  const isSeen = (one) => one.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    !one.closest(".visually-hidden, svg, .table-scroll, .tabs, .people-choice, [popover]") && !isClipped(one)
  // What is left of a place once those that scroll around it have cut it.
  const seenOf = (at, one) => {
    if (!one || one === document.body) return at
    if (getComputedStyle(one).overflowY === "visible") return seenOf(at, one.parentElement)
    const [box, top] = [one.getBoundingClientRect(), Math.max(at.top, one.getBoundingClientRect().top)]
    const bottom = Math.min(at.bottom, box.bottom)
    return seenOf(new DOMRect(at.left, top, at.width, Math.max(0, bottom - top)), one.parentElement)
  }
  const texts = []
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  while (walker.nextNode()) {
    const node = walker.currentNode
    if (!node.data.trim() || !isSeen(node.parentElement) || !isFree(node.parentElement)) continue
    const range = document.createRange()
    range.selectNodeContents(node)
    for (const lies of range.getClientRects()) {
      const at = seenOf(lies, node.parentElement)
      if (at.width > 2 && at.height > 2) texts.push([at, node])
    }
  }
  const across = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left)
  const down = (a, b) => Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top)
  const over = (a, b) => Math.min(across(a, b), down(a, b))
  for (const [a, one] of texts)
    for (const [b, other] of texts)
      if (one !== other && over(a, b) > Math.min(a.height, b.height) / 3)
        return `“${one.data.trim().slice(0, 60)}” and “${other.data.trim().slice(0, 60)}”`
  return null
}"""
HELD = """() => [...document.querySelectorAll("body *")]
  .filter((one) => getComputedStyle(one).position === "fixed" && one.checkVisibility({ visibilityProperty: true }))
  .filter((one) => !one.closest("[popover], dialog"))
  .reduce((most, one) => most + one.getBoundingClientRect().height, 0) / innerHeight"""
# What there is to press under what an act answered, on a wide screen.
UNDER_A_TOAST = """() => {
  const toast = document.querySelector("#toasts > :last-child")
  if (!toast || innerWidth < 1000) return null
  const a = toast.getBoundingClientRect()
  const isUnder = (b) => b.width && a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
  const controls = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")]
  const under = controls.find((one) =>
    !toast.contains(one) && one.checkVisibility() && isUnder(one.getBoundingClientRect()))
  return under ? under.outerHTML.slice(0, 160) : null
}"""
SIZE_OF_TEXT = "size => document.documentElement.style.setProperty('font-size', size)"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.journey)
            if "board" in item.fixturenames:
                item.add_marker(pytest.mark.xdist_group("board"))


def pytest_sessionstart(session: pytest.Session) -> None:
    if not hasattr(session.config, "workerinput"):
        for path in SHOTS.glob(f"*/{NAME}"):
            path.unlink()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what the journeys of this run measured."""
    for path in sorted(SHOTS.glob(f"*/{NAME}")):
        terminalreporter.section(path.parent.name)
        terminalreporter.write(path.read_text())


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    path = os.environ.get("CHROMIUM") or shutil.which("chromium")
    assert path, "no Chromium: sudo apt install chromium"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(autouse=True)
def evening_here() -> Iterator[None]:
    """The hour that a journey reads is that of its house."""
    with timezone.override(EVENING):
        yield


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of what a run builds once."""
    return saved.of_this_run(tmp_path_factory.getbasetemp()) / "shared"


@pytest.fixture(scope="session", autouse=True)
def styles(shared: Path) -> None:
    """What the pages wear as it is now, not as it was when it was last gathered."""
    saved.once(shared / "styles", lambda folder: House(folder).manage("collectstatic", "--no-input", "-v", "0"))


def furnish(house: House) -> None:
    """Give the house its database, in which nobody lives yet."""
    if house.database_url:
        name = house.database_url.rpartition("/")[2]
        saved.copy_database(os.environ["JOURNEYS_DATABASE_URL"], name, VAR)
    else:
        saved.copy_file(house.folder / "db.sqlite3", VAR)


@pytest.fixture(scope="session")
def demonstration(shared: Path) -> Callable[[], Path]:
    """The folder of the demo collective as it is loaded, to copy: it is loaded once."""

    def load(folder: Path) -> None:
        built = House(folder, is_demo=True)
        furnish(built)
        built.manage("load_demo")

    return lambda: saved.once(shared / "demonstration", load)


@pytest.fixture(scope="session")
def furnished(shared: Path) -> Callable[..., Path]:
    """The folder of a house that a program filled, to copy, with the facts that it printed: each program runs once."""

    def folder(*program: str) -> Path:
        def fill(folder: Path) -> None:
            built = House(folder)
            furnish(built)
            (folder / FACTS).write_text(built.run("-m", *program).strip().splitlines()[-1])

        return saved.once(shared / "_".join(program), fill)

    return folder


@pytest.fixture
def house(
    tmp_path_factory: pytest.TempPathFactory, demonstration: Callable[[], Path], furnished: Callable[..., Path]
) -> Iterator[Callable[..., House]]:
    """Makes houses: `house(demo=True)`, `house(postgres=True, doors=2)`. Closed after the test.

    `house(filled_by=("tests.journeys.furnish",))` is filled by that program; its facts are in `house.facts`.
    """
    made: list[House] = []

    def make(*, demo: bool = False, postgres: bool = False, doors: int = 1, filled_by: tuple[str, ...] = ()) -> House:
        url = saved.beside(os.environ["JOURNEYS_DATABASE_URL"], f"house_{uuid.uuid4().hex[:12]}") if postgres else ""
        built = House(tmp_path_factory.mktemp("house"), database_url=url, is_demo=demo)
        made.append(built)
        if demo and not postgres:
            shutil.copytree(demonstration(), built.folder, dirs_exist_ok=True)
        elif filled_by:
            shutil.copytree(furnished(*filled_by), built.folder, dirs_exist_ok=True)
            built.facts = json.loads((built.folder / FACTS).read_text())
        else:
            furnish(built)
            if demo:
                built.manage("load_demo")
        for _ in range(doors):
            built.open_door()
        return built

    yield make
    for built in made:
        built.close()
        if built.database_url:
            saved.drop_database(os.environ["JOURNEYS_DATABASE_URL"], built.database_url.rpartition("/")[2])


class Visitor:
    """One person in one browser: notes what the console said, and keeps pictures of each step."""

    def __init__(self, context: BrowserContext, name: str, shots: Path, *, has_javascript: bool = True) -> None:
        self.name, self.has_javascript = name, has_javascript
        self.scheme: Literal["light", "dark"] = "light"
        self.motion: Literal["no-preference", "reduce"] = "no-preference"
        self.page: Page = context.new_page()
        self.page.set_default_timeout(15_000)
        self.said: list[str] = []
        self.shots = shots
        self.page.on("console", self._hear)
        self.page.on("pageerror", lambda error: self.said.append(f"error: {error}"))

    def _hear(self, message: ConsoleMessage) -> None:
        if message.type in {"error", "warning"}:
            self.said.append(f"{message.type}: {message.text}")

    def shot(self, step: str, *, full: bool = True) -> None:
        self.shots.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=self.shots / f"{step}-{self.name}.png", full_page=full)

    def shot_both(self, step: str) -> None:
        """The page in light and in dark, as much as one screen shows, and whole."""
        for scheme in ("light", "dark"):
            self.page.emulate_media(color_scheme=scheme)
            self.shot(f"{step}-{scheme}", full=False)
        self.page.emulate_media(color_scheme=self.scheme)
        self.shot(step)

    def stay_still(self) -> None:
        """Nothing on the page moves from now on: each step is seen where it ends."""
        self.motion = "reduce"
        self.page.emulate_media(reduced_motion=self.motion)

    def axe(self, *only: str) -> None:
        """Nothing that hinders anybody, by the rules of WCAG 2.2 AA (or by these rules of axe alone)."""
        self.page.emulate_media(reduced_motion="reduce")  # a colour is measured where it ends, not on its way
        levels = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
        found = Axe().run(self.page, options={"runOnly": list(only) or levels, "resultTypes": ["violations"]})
        assert found.violations_count == 0, f"{self.page.url}\n{found.generate_report()}"
        self.page.emulate_media(reduced_motion=self.motion)
        self.fits()

    def fits(self) -> None:
        """Nobody scrolls sideways to read (WCAG 1.4.10, which axe does not look at)."""
        wide = self.page.evaluate(TOO_WIDE)
        assert wide is None, f"{self.page.url}: {wide}"
        under = self.page.evaluate(UNDER_A_TOAST)
        assert under is None, f"{self.page.url}: a toast lies over {under}"

    def fits_large_text(self, cut: str = "() => null") -> None:
        """Text at twice its size neither overlaps nor hides the page (WCAG 1.4.4), nor does a screen of 320 px.

        `cut` is a script that names what does not fit in its place.
        """
        page, size = self.page, self.page.viewport_size
        assert size
        page.evaluate(SIZE_OF_TEXT, "200%")
        self.fits()
        self._reads("at twice the size of text", cut)
        page.evaluate(SIZE_OF_TEXT, "")
        page.set_viewport_size({"width": 320, "height": size["height"]})
        self.fits()
        self._reads("320 px wide", cut)
        page.set_viewport_size(size)

    def _reads(self, how: str, cut: str) -> None:
        overlapping, held, unfit = self.page.evaluate(OVERLAPS), self.page.evaluate(HELD), self.page.evaluate(cut)
        assert unfit is None, f"{self.page.url} {how}: {unfit} does not fit"
        assert overlapping is None, f"{self.page.url} {how}: {overlapping} overlap"
        assert held < 0.5, f"{self.page.url} {how}: {held:.0%} of the screen does not scroll"

    def quiet(self) -> None:
        assert self.said == [], f"{self.name}: {self.said}"


@pytest.fixture
def visitor(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Callable[..., Visitor]]:
    """Opens browsers: `visitor("ines")`, `visitor("omar", phone=True, dark=True)`."""
    visitors: list[Visitor] = []

    def open_browser(
        name: str,
        *,
        phone: bool = False,
        dark: bool = False,
        javascript: bool = True,
        language: str = "fr-FR",
        projector: bool = False,
    ) -> Visitor:
        context = chromium.new_context(
            viewport=PROJECTOR if projector else PHONE if phone else DESK,
            has_touch=phone,
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            locale=language,
            timezone_id=EVENING,
        )
        visitors.append(Visitor(context, name, SHOTS / request.node.name, has_javascript=javascript))
        visitors[-1].scheme = "dark" if dark else "light"
        return visitors[-1]

    yield open_browser
    for one in visitors:
        one.shot("last")
        one.page.context.close()


@pytest.fixture
def measures(request: pytest.FixtureRequest) -> Measures:
    return Measures(SHOTS / request.node.name)


@pytest.fixture(scope="session")
def board(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator["Board"]:
    """The board that is asked something by each method: one house, and one browser each, for all who vote."""
    from tests.journeys.board import Board

    made = Board(House(tmp_path_factory.mktemp("board")), chromium)
    yield made
    made.close()
