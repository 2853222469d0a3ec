"""A meeting in the hand of whoever conducts it and of whoever types: a slip closes nothing, a push takes nothing."""

import re

from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.journeys.evening import LONG, confirm
from tests.journeys.test_live import evening  # noqa: F401, a fixture


def walks_in(visitor, evening, number: int) -> Visitor:  # noqa: F811
    """One of the people of the small meeting, on a phone, on the page of the meeting that has no vote."""
    built, facts = evening
    someone: Visitor = visitor(f"p{number}", phone=True)
    cookie = {"name": "sessionid", "value": facts["sessions"][number], "url": built.doors[-1]}
    someone.page.context.add_cookies([cookie])
    someone.page.goto(f"{built.doors[-1]}/meetings/{facts['walk']['meeting']}/")
    expect(someone.page.locator("#live")).to_have_attribute("data-state", "live")
    return someone


def test_a_closing_is_asked_for_and_taken_back_and_what_is_typed_in_the_sheet_stays(visitor, evening):  # noqa: F811
    conductor, member = walks_in(visitor, evening, 0), walks_in(visitor, evening, 1)
    sheet, text = member.page.locator("#my-part"), member.page.locator("#noted_text")
    member.page.locator("#act-bar [popovertarget=my-part]").last.tap()
    sheet.get_by_text("Noter une décision").tap()
    text.fill("On achète une bâche")

    bar = conductor.page.locator("#act-bar .act-bar__act")
    conductor.stay_still()
    expect(bar).to_have_css("animation-name", "settle")  # a second touch is refused whether things move or not
    for number in range(1, len(evening[1]["walk"]["items"])):
        bar.get_by_role("button", name=f"Point {number} ").press("Enter")
    expect(member.page.locator("[data-region=now]")).to_contain_text("Point 3", timeout=LONG)
    expect(sheet).to_be_visible()
    expect(text).to_have_value("On achète une bâche")
    expect(text).to_be_focused()

    expect(bar).to_contain_text("Clore la réunion", timeout=LONG)
    bar.get_by_role("button").first.tap()
    expect(member.page.locator("[data-region=now]")).to_contain_text("Point 3")
    confirm(conductor)
    conductor.page.wait_for_url("**/minutes/")
    conductor.page.get_by_role("button", name="Rouvrir la réunion").tap()
    conductor.page.wait_for_url(re.compile(r"/meetings/\d+/$"))
    expect(bar).to_contain_text("Clore la réunion", timeout=LONG)
    expect(member.page.locator("[data-region=now]")).to_contain_text("Point 3", timeout=LONG)
    for person in (conductor, member):
        person.quiet()
