"""Each state of a meeting as each person finds it: two screens of a phone at most, the act on a wide screen's first."""

from collections.abc import Callable

from playwright.sync_api import Page

from tests.journeys.conftest import DESK, PHONE, Visitor
from tests.journeys.evening import following
from tests.journeys.house import House
from tests.journeys.screens import Measures

LONGEST = 2  # screens
# Whether the first screen says what there is to do, or to wait for: a lit or a big button, one's own card, or words.
SAYS = """() => {
  const isShown = (one) => one.checkVisibility({ visibilityProperty: true }) && one.getClientRects().length
  const all = (marks) => [...document.querySelectorAll(marks)].filter(isShown).map((one) => one.getBoundingClientRect())
  return all("main :is(.button--big, .button--lamp), .aside :is(.button--big, .button--lamp), .awaited")
    .some((at) => at.bottom <= innerHeight) || all(".aside .card--lamp").some((at) => at.top <= innerHeight / 2)
}"""
# What there is to do now, which the bar of a phone names, where a wide screen has no bar: nothing where it is on the
# first screen, or where there is nothing to do; else where its buttons are.
BELOW = """() => {
  const bar = document.querySelector(".act-bar__act")
  const isShown = (one) => one.checkVisibility({ visibilityProperty: true }) && !one.closest(".act-bar")
  const where = (one) => one.getAttribute("formaction") || one.getAttribute("href") || one.form?.getAttribute("action")
  if (!bar || bar.dataset.key.startsWith("look ")) return null
  const named = [...bar.querySelectorAll(":is(button, a):not([popovertarget])")]
  const isNamed = (one) => named.some((act) => where(act) === where(one) && act.value === one.value)
  const acts = named.length
    ? [...document.querySelectorAll("button, a")].filter(isNamed)
    : [...document.querySelectorAll("#my-part :is(a.button, button:not([type=button])):not(.button--quiet)")]
  const bottoms = acts.filter(isShown).map((one) => Math.round(one.getBoundingClientRect().bottom))
  return bottoms.some((bottom) => bottom <= innerHeight) ? null : `${bar.dataset.key}: ${bottoms.join(", ")}`
}"""
# The options of a ranking whose names have no room to be read.
SQUEEZED = """() => [...document.querySelectorAll(".ranking__name")]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().width < 128)
  .map((one) => one.textContent)"""


def test_each_state_of_a_meeting(
    house: Callable[..., House], visitor: Callable[..., Visitor], measures: Measures
) -> None:
    home = house(filled_by=("tests.journeys.meeting_states",))
    door, facts = home.doors[0], home.facts

    def read(person: Visitor, path: str) -> Page:
        person.page.goto(door + path)
        following(person.page)
        return person.page

    people = {}
    for name, is_phone in (("Inès", True), ("Omar", True), ("Malo", True), ("Inès", False), ("Malo", False)):
        people[name, is_phone] = person = visitor(name if is_phone else f"{name}-desk", phone=is_phone)
        person.stay_still()
        cookie = {"name": facts["cookie"], "value": facts["sessions"][name], "url": door}
        person.page.context.add_cookies([cookie])
    says_nothing, below = [], []
    for step, path in facts["paths"].items():
        for (_name, is_phone), person in people.items():
            page = read(person, path)
            row = measures.take(step, person.name, page)
            if not is_phone and not page.evaluate(SAYS):
                says_nothing.append(str(row))
            if not is_phone:
                assert page.evaluate(SQUEEZED) == [], step
                lies = page.evaluate(BELOW)
                below += [f"{step}, {person.name}: {lies}"] if lies else []
    assert measures.longer_than(LONGEST, width=PHONE["width"]) == []
    assert {row.width for row in measures.rows} == {PHONE["width"], DESK["width"]}
    assert measures.without_act("Inès", "Omar", "Malo") == []
    assert says_nothing == []
    assert below == []
    for person in people.values():
        person.quiet()


def test_those_who_have_a_voice_alone_and_those_who_are_invited_to_one_item(
    house: Callable[..., House], visitor: Callable[..., Visitor], measures: Measures
) -> None:
    home = house(filled_by=("tests.journeys.meeting_states",))
    door, facts = home.doors[0], home.facts
    paths = facts["paths"]
    pages = {
        "Ada": {name: paths[name] for name in facts["guests"]},
        "Noé": {name: path for name, path in facts["guests"].items() if name != "closed"},  # their page ends with it
    }
    says_nothing = []
    for name, of_each in pages.items():
        person = visitor(name, phone=True)
        person.stay_still()
        cookie = {"name": facts["cookie"], "value": facts["sessions"][name], "url": door}
        person.page.context.add_cookies([cookie])
        for step, path in of_each.items():
            person.page.goto(door + path)
            following(person.page)
            row = measures.take(step, name, person.page)
            person.shot(step.replace(" ", "-"), full=False)
            if not row.is_on_first_screen and not person.page.evaluate(SAYS):
                says_nothing.append(str(row))
        person.quiet()
    assert {name: len(of_each) for name, of_each in pages.items()} == {"Ada": 11, "Noé": 10}
    assert measures.longer_than(LONGEST, width=PHONE["width"]) == []
    assert says_nothing == []
