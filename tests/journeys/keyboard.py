"""Hands without a mouse: what is to be pressed is reached with the Tab key, and after each act the focus is somewhere.

What is seen of each state besides: text at twice its size, a screen of 320 px, forced colours, without motion.
"""

import re

from playwright.sync_api import Locator, Page, expect

from tests.journeys import board
from tests.journeys.conftest import Visitor
from tests.journeys.evening import LONG

# Where the work is: in the page or in what lies over it, shown, and not the page itself.
FOCUSED = """() => {
  const at = document.activeElement
  if (!at || at === document.body || at === document.documentElement) return false
  return Boolean(at.closest("main, .aside, .act-bar, dialog")) && at.checkVisibility({ visibilityProperty: true })
}"""
LISTEN = """() => {
  window.heard = []
  const line = document.getElementById("announced")
  const note = () => line.textContent.trim() && heard.push(line.textContent.trim())
  new MutationObserver(note).observe(line, { childList: true, characterData: true, subtree: true })
}"""
# What is to be pressed, and whose words do not fit in it; or the title of a fold that is broken within a word.
CUT = """() => {
  const isBroken = (node) => [...node.data.matchAll(/\\S+/g)].some(({ 0: word, index }) => {
    const range = document.createRange()
    range.setStart(node, index)
    range.setEnd(node, index + word.length)
    return new Set([...range.getClientRects()].map((at) => Math.round(at.top))).size > 1 && !/[-–·]/.test(word)
  })
  for (const title of document.querySelectorAll(".fold > details > summary > :is(h2, h3, h4)")) {
    if (!title.checkVisibility() || title.parentElement.clientWidth < 2) continue  // heard, not seen
    const walker = document.createTreeWalker(title, NodeFilter.SHOW_TEXT)
    while (walker.nextNode()) if (isBroken(walker.currentNode)) return walker.currentNode.data
  }
  const isCut = (one) => one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== "visible"
  const pressed = "main :is(button, .button), .aside :is(button, .button), .act-bar button"
  const shown = [...document.querySelectorAll(pressed)]
    .filter((one) => one.checkVisibility({ visibilityProperty: true }) && one.clientWidth)
  const cut = shown.find(isCut)
  return cut ? cut.outerHTML.slice(0, 200) : null
}"""


def sends(person: Visitor, address: str, value: str = "") -> Locator:
    """What sends to an address like "/meetings/…/opening/", where this person sees it first."""
    start, end = address.split("…")
    mark = f'[value="{value}"]' if value else ""
    button = f'button[formaction^="{start}"][formaction$="{end}"]{mark}'
    return person.page.locator(f'{button}, form[action^="{start}"][action$="{end}"] button{mark}').filter(visible=True)


def press(person: Visitor, control: Locator) -> None:
    """Reach it with the Tab key, press Enter."""
    expect(control.first).to_be_visible(timeout=LONG)
    board.press(control.first)


def write(person: Visitor, field: Locator, text: str) -> None:
    expect(field).to_be_visible(timeout=LONG)
    board.reach(field)
    person.page.keyboard.type(text)
    expect(field).to_have_value(re.compile(re.escape(text)))


def show_part(person: Visitor) -> Locator:
    """One's own part, which on a phone the bar opens."""
    part = person.page.locator("#my-part")
    expect(part).to_be_attached(timeout=LONG)
    if not part.is_visible():
        press(person, person.page.locator(".act-bar [popovertarget]").filter(visible=True).last)
        expect(part).to_be_visible()
    return part


def act(person: Visitor, address: str, value: str = "", *, sure: bool = False) -> None:
    """Press what sends there, wherever it is; the focus stays where the work is."""
    start, end = address.split("…")
    mark = f'[value="{value}"]' if value else ""
    anywhere = (
        f'[formaction^="{start}"][formaction$="{end}"]{mark}, form[action^="{start}"][action$="{end}"] button{mark}'
    )
    expect(person.page.locator(anywhere).first).to_be_attached(timeout=LONG)
    if not sends(person, address, value).count():
        show_part(person)
    press(person, sends(person, address, value))
    if sure:
        confirm(person)
    keeps_focus(person)


def confirm(person: Visitor) -> None:
    """Mean it: the question has the focus, on the way back; the button that names the act is reached from there."""
    dialog = person.page.locator("[role=alertdialog]")
    expect(dialog.locator("button").first).to_be_focused(timeout=LONG)
    board.press(dialog.locator(".button--clay"))
    expect(dialog).to_have_count(0)


def keeps_focus(person: Visitor) -> None:
    person.page.wait_for_function(FOCUSED, timeout=LONG)


def heard(page: Page, pattern: str) -> list[str]:
    """What was announced in this window, since `LISTEN`."""
    return [text for text in page.evaluate("() => heard") if re.search(pattern, text)]


def forget_the_cut(person: Visitor) -> None:
    """The browser itself complains of a connection that was cut on purpose; of nothing else."""
    person.said = [line for line in person.said if "net::ERR_INTERNET_DISCONNECTED" not in line]


def reads_in_every_way(step: str, *people: Visitor) -> None:
    """In this state nothing hinders; nothing overlaps or is cut at any size, in forced colours either."""
    for person in people:
        # What was pressed is answered, and what was said of it is past.
        for passing in ("[aria-busy=true]", ".toast"):
            expect(person.page.locator(passing)).to_have_count(0, timeout=LONG)
        person.axe()
        person.page.emulate_media(forced_colors="active")  # whose contrast is the system's
        person.fits_large_text(CUT)
        person.shot(step, full=False)
        person.page.emulate_media(forced_colors="none")
        person.quiet()
