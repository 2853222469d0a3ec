"""How a live page behaves in a real browser, whatever the network does."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys.house import House

CLOSE = """
from journal.actions import CLOCK
from journal.clock import now
from votes.actions import close_ballot
from votes.models import Ballot
for ballot in Ballot.objects.filter(closed_at=None):
    ballot.closes_at = now()
    ballot.save(update_fields=["closes_at"])
    close_ballot(ballot, actor=CLOCK)
"""


@pytest.fixture
def evening(house):
    """A small meeting under way, and a way in for each of its people without signing in."""
    built: House = house(filled_by=("tests.bench.collective", "--people", "4", "--items", "4"))
    return built, built.facts


def enter(visitor, evening, number: int):
    built, facts = evening
    built_for = visitor(f"p{number}")
    cookie = {"name": "sessionid", "value": facts["sessions"][number], "url": built.doors[-1]}
    built_for.page.context.add_cookies([cookie])
    built_for.page.goto(f"{built.doors[-1]}/meetings/{facts['meeting']}/")
    expect(built_for.page.locator("#live")).to_have_attribute("data-state", "live")
    return built_for


def give_five_minutes_more(one, facts, granted: int) -> None:
    """The facilitator's act, sent from the page as its button would."""
    url = f"/items/{facts['items'][0]}/extension/"
    assert one.page.evaluate(
        """([url, granted]) => {
            const body = new FormData(document.getElementById("act"));
            body.set("granted", granted);
            return fetch(url, {method: "POST", body, headers: {"X-Act": "1"}}).then((answer) => answer.ok);
        }""",
        [url, str(granted)],
    )


def test_a_push_keeps_what_is_typed_the_focus_and_what_was_opened(visitor, evening):
    _, facts = evening
    facilitator, member = enter(visitor, evening, 0), enter(visitor, evening, 1)
    member.page.evaluate(
        """() => {
            const region = document.querySelector("[data-region=agenda]");
            region.insertAdjacentHTML("beforeend",
                "<form id=typed><label>Note <input name=note></label>" +
                "<details><summary>Plus</summary><p>…</p></details></form>");
            document.querySelector("#typed details").open = true;
        }"""
    )
    field = member.page.locator("#typed [name=note]")
    field.fill("une phrase à moitié")
    field.evaluate("field => field.setSelectionRange(3, 9)")
    before = member.page.locator("[data-region=agenda]").get_attribute("data-hash")
    give_five_minutes_more(facilitator, facts, 0)
    expect(member.page.locator("[data-region=agenda]")).not_to_have_attribute("data-hash", before)
    expect(field).to_have_value("une phrase à moitié")
    expect(field).to_be_focused()
    assert field.evaluate("field => [field.selectionStart, field.selectionEnd]") == [3, 9]
    expect(member.page.locator("#typed details")).to_have_attribute("open", "")
    facilitator.quiet()
    member.quiet()


def test_nothing_moves_under_a_press_and_a_press_belongs_to_what_it_began_on(visitor, evening):
    _, facts = evening
    facilitator = enter(visitor, evening, 0)
    page = facilitator.page
    with page.expect_websocket() as opened:
        page.reload()
    expect(page.locator("#live")).to_have_attribute("data-state", "live")
    agenda = page.locator("[data-region=agenda]")
    before = agenda.get_attribute("data-hash")
    row = page.locator("[data-region=presence] li").nth(1)
    noted = page.locator(f"[data-region=presence] li[data-person='{row.get_attribute('data-person')}']")
    row.locator("button[formaction$='/departures/']").hover()
    page.mouse.down()
    with opened.value.expect_event("framereceived", lambda frame: '"agenda"' in frame):
        give_five_minutes_more(facilitator, facts, 0)
    assert agenda.get_attribute("data-hash") == before
    page.mouse.up()
    expect(agenda).not_to_have_attribute("data-hash", before)
    expect(noted.locator("button[formaction$='/arrivals/']")).to_be_visible()
    facilitator.quiet()


def test_a_row_keeps_to_its_person_when_the_order_changes(visitor, evening):
    one = enter(visitor, evening, 0)
    kept = one.page.evaluate(
        """async () => {
            const { morph } = await import("/static/realtime/morph.js");
            const list = document.createElement("ul");
            const row = (person) => `<li data-person="${person}"><button value="${person}">${person}</button></li>`;
            list.innerHTML = row(1) + row(2) + row(3);
            const second = list.children[1].firstChild;
            morph(list, row(2) + row(3) + row(1));
            return [second.value, [...list.children].map((item) => item.dataset.person).join("")];
        }"""
    )
    assert kept == ["2", "231"]


def test_the_page_says_that_it_is_cut_off_and_catches_up_by_itself(visitor, evening):
    _, facts = evening
    member, facilitator = enter(visitor, evening, 1), enter(visitor, evening, 0)
    shown = member.page.locator("[data-region=agenda]")
    before, text = shown.get_attribute("data-hash"), shown.inner_text()
    member.page.context.set_offline(True)
    member.page.evaluate("dispatchEvent(new Event('offline'))")
    expect(member.page.locator("#live")).to_have_attribute("data-state", "offline")
    expect(member.page.locator("#live")).to_contain_text(re.compile(r"\d\d:\d\d"))
    give_five_minutes_more(facilitator, facts, 0)
    assert shown.inner_text() == text
    member.page.context.set_offline(False)
    expect(member.page.locator("#live")).to_have_attribute("data-state", "live", timeout=20_000)
    expect(shown).not_to_have_attribute("data-hash", before)


def test_a_page_without_the_socket_reads_itself_again(visitor, evening):
    built, facts = evening
    facilitator = enter(visitor, evening, 0)
    member = visitor("p1")
    member.page.add_init_script(
        "window.WebSocket = class { constructor() { setTimeout(() => this.onclose({code: 1006}), 10); } close() {} };"
    )
    member.page.context.add_cookies([{"name": "sessionid", "value": facts["sessions"][1], "url": built.doors[-1]}])
    member.page.goto(f"{built.doors[-1]}/meetings/{facts['meeting']}/")
    shown = member.page.locator("[data-region=agenda]")
    before = shown.get_attribute("data-hash")
    expect(member.page.locator("#live")).to_have_attribute("data-state", "reloading")
    give_five_minutes_more(facilitator, facts, 0)
    expect(shown).not_to_have_attribute("data-hash", before, timeout=25_000)


def test_a_server_that_starts_again_is_found_again(visitor, evening):
    built, _ = evening
    member = enter(visitor, evening, 1)
    port = int(built.doors[-1].rpartition(":")[2])
    built.close()
    built.processes.clear()
    expect(member.page.locator("#live")).to_have_attribute(
        "data-state", re.compile("offline|reloading"), timeout=10_000
    )
    built.open_door(port)
    expect(member.page.locator("#live")).to_have_attribute("data-state", "live", timeout=40_000)


def test_times_tick_and_ones_own_place_is_marked(visitor, evening):
    _, facts = evening
    member = enter(visitor, evening, 1)
    own = member.page.locator(f"[data-person='{facts['members'][1]}']").first
    expect(own).to_have_class(re.compile("is-me"))
    ticking = member.page.locator("[data-tick]").first
    text = ticking.inner_text()
    expect(ticking).not_to_have_text(text)
    member.quiet()


def test_what_changes_for_everybody_is_announced_once(visitor, evening):
    """To whoever does not see the page, in one polite region, in words."""
    built, _ = evening
    facilitator, member = enter(visitor, evening, 0), enter(visitor, evening, 1)
    heard = member.page.locator("#announced")
    expect(heard).to_have_text("")
    member.page.evaluate(
        """() => {
            window.heard = [];
            const line = document.getElementById("announced");
            new MutationObserver(() => window.heard.push(line.textContent)).observe(line, {childList: true});
        }"""
    )
    built.run("manage.py", "shell", "-c", CLOSE)
    expect(heard).to_have_text(re.compile("Résultat du scrutin"), timeout=15_000)
    facilitator.page.locator('button[formaction$="/steps/"]').first.click()
    expect(heard).to_have_text(re.compile(r"Point 2 sur 4\s: .+\.$"), timeout=15_000)
    told = " ".join(member.page.evaluate("window.heard"))
    assert told.count("Résultat du scrutin") == 1
    assert told.count("Point 2 sur 4") == 1
    member.page.reload()
    expect(member.page.locator("#live")).to_have_attribute("data-state", "live")
    expect(heard).to_have_text("")


def test_a_socket_that_died_unheard_is_found_out_when_the_page_is_seen_again(visitor, evening):
    """A phone that slept: nothing comes any more, and nothing says so."""
    built, facts = evening
    facilitator = enter(visitor, evening, 0)
    member = visitor("p1")
    mute = {"is": False}

    def through(page_side) -> None:
        server_side = page_side.connect_to_server()
        is_first = not mute.setdefault("first", False)
        mute["first"] = True
        page_side.on_message(lambda message: server_side.send(message))
        server_side.on_message(lambda message: None if mute["is"] and is_first else page_side.send(message))

    member.page.route_web_socket("**/live/", through)
    member.page.context.add_cookies([{"name": "sessionid", "value": facts["sessions"][1], "url": built.doors[-1]}])
    member.page.goto(f"{built.doors[-1]}/meetings/{facts['meeting']}/")
    live, shown = member.page.locator("#live"), member.page.locator("[data-region=agenda]")
    expect(live).to_have_attribute("data-state", "live")
    mute["is"] = True
    before = shown.get_attribute("data-hash")
    give_five_minutes_more(facilitator, facts, 0)
    with member.page.expect_websocket():
        member.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(shown).not_to_have_attribute("data-hash", before, timeout=15_000)
    expect(live).to_have_attribute("data-state", "live")
