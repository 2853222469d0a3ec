"""A month of Vie Quotidienne by a clock that travels: five chores, an open day, somebody new, an absence, an exchange.

Omar has a phone, Malo a desk, Noé a phone whose pages have no script.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pikepdf
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitor
from tests.journeys.evening import LONG, following
from tests.journeys.house import House
from tests.journeys.test_evening import enter
from tests.journeys.test_online_consent import told

SHIFTS = "/circles/vie-quotidienne/shifts/"
OPEN_DAY = "Porte ouverte"

SEAT = """
import json
from commissions.actions import give_mandate
from commissions.models import Circle, Rota
from django.utils import timezone
from members.models import Member
circle = Circle.objects.get(slug="vie-quotidienne")
for name in ("Malo", "Noé"):
    member = Member.objects.filter(name__startswith=name).order_by("pk").first()
    give_mandate(circle, member=member, actor=Member.objects.get(is_administrator=True))
print(json.dumps({"rotas": dict(Rota.objects.values_list("title", "pk")), "today": str(timezone.localdate())}))
"""

ASKED = """
import json
from commissions.models import TurnSwap
from tests.journeys.asked import sign_in
swap = TurnSwap.objects.select_related("asked_of").get(state="asked", asked_by__name__startswith="Noé")
print(json.dumps({"name": swap.asked_of.name, "session": sign_in(swap.asked_of), "wanted": str(swap.wanted)}))
"""

TURNS = """
import json
from collections import Counter
from commissions.models import RotaTurn, TurnSwap
from members.models import Notification
coming = RotaTurn.objects.filter(state__in=["given", "confirmed", "done"]).select_related("shift__rota", "member")
print(json.dumps({
    "turns": [[one.member.name.split()[0], one.shift.rota.title, str(one.shift.starts_at.date())] for one in coming],
    "compost": sorted(Counter(one.member_id for one in coming if one.shift.rota.title == "Compost").values()),
    "swaps": list(TurnSwap.objects.order_by("pk").values_list("state", flat=True)),
    "asked": sorted(set(Notification.objects.values_list("kind", flat=True))),
}))
"""


def press(page: Page, end: str) -> None:
    page.locator(f'form[action$="{end}"] button, button[formaction$="{end}"]').first.click()


def turns_of(found: dict[str, Any], name: str) -> list[tuple[str, str]]:
    return [(title, day) for who, title, day in found["turns"] if who == name]


def plan_open_day(malo: Visitor, door: str, day: date) -> None:
    """Six people from two o'clock on, one of whom knows how it is done."""
    page = malo.page
    page.goto(f"{door}{SHIFTS}new/")
    malo.axe()
    page.locator('[name="title"]').fill(OPEN_DAY)
    page.locator('[name="kind"]').select_option("open_day")
    page.locator('[name="every"]').select_option("month")
    page.locator('[name="first_on"]').fill(str(day))
    page.locator('[name="last_on"]').fill(str(day))
    page.locator('[name="hour"]').fill("14:00")
    page.locator('[name="minutes"]').fill("240")
    page.locator('[name="places"]').fill("6")
    page.locator('[name="experienced"]').fill("1")
    page.get_by_role("button", name="Créer ses créneaux").press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text(OPEN_DAY, timeout=LONG)
    page.get_by_label("J’ai l’habitude").press("Space")
    page.get_by_role("button", name="Je prends des tours").press("Enter")
    expect(page.locator('[data-region="rotas"]')).to_contain_text(OPEN_DAY, timeout=LONG)


def volunteer(person: Visitor, door: str, rota: int) -> None:
    person.page.goto(f"{door}/rotas/{rota}/volunteering/")
    person.fits()
    person.page.get_by_role("button", name="Je prends").click()
    person.page.wait_for_url(f"{door}{SHIFTS}")


def accept_exchange(home: House, other: Visitor, noe: Visitor) -> None:
    """Whoever Noé asked says yes on a phone, and both see it; the turn that Noé has now was theirs."""
    door, asked = home.doors[0], told(home, ASKED)
    other.page.context.add_cookies([{"name": "sessionid", "value": asked["session"], "url": door}])
    other.page.goto(f"{door}/turns/")
    line = other.page.locator("li.rota", has_text="Noé Lavoir")
    expect(line).to_have_count(1)
    other.axe()
    other.shot("1-asked")
    line.get_by_role("button", name="J’accepte").click()
    expect(other.page.locator("main")).not_to_contain_text("Noé Lavoir", timeout=LONG)
    other.shot("1-exchanged")
    noe.page.goto(f"{door}/turns/")
    expect(noe.page.locator("main")).to_contain_text(asked["wanted"])
    other.quiet()
    other.page.goto("about:blank")  # nobody looks while no server answers


def test_a_month_of_daily_life(house: Callable[..., House], visitor: Callable[..., Visitor]) -> None:
    home = house(demo=True)
    facts, door = told(home, SEAT), home.doors[0]
    today = date.fromisoformat(facts["today"])
    omar, malo = visitor("omar", phone=True, dark=True), visitor("malo")
    noe = visitor("noe", phone=True, javascript=False)
    people = {"Omar": omar, "Malo": malo, "Noé": noe}

    def come_in() -> None:
        for name, person in people.items():
            enter(person, door, name)

    def let_days_pass(days: int) -> None:
        for person in people.values():
            person.page.goto("about:blank")  # nobody looks while no server answers
        home.let_days_pass(days)

    # the first day: an open day is planned, somebody new takes part
    come_in()
    omar.page.goto(f"{door}/turns/")
    omar.axe()
    omar.shot("0-turns")
    plan_open_day(malo, door, today + timedelta(days=13))
    open_day = told(home, SEAT)["rotas"][OPEN_DAY]
    for rota in (facts["rotas"]["Arrosage du jardin"], open_day):
        volunteer(noe, door, rota)
    noe.fits()
    noe.shot("1-shifts")

    # a week later Noé has a turn among the others; he exchanges it in two taps
    let_days_pass(7)
    come_in()
    before = turns_of(told(home, TURNS), "Noé")
    assert (OPEN_DAY, str(today + timedelta(days=13))) in before
    noe.page.goto(f"{door}/turns/")
    noe.page.get_by_role("link", name=re.compile("Échanger.*Arrosage")).first.click()
    noe.fits()
    noe.page.get_by_role("button", name="Demander à").first.click()
    noe.page.wait_for_url("**/turns/")
    accept_exchange(home, visitor("other", phone=True), noe)
    found = told(home, TURNS)
    assert found["swaps"][-1] == "accepted"
    assert len(set(turns_of(found, "Noé")) - set(before)) == 1

    # he is away for a week, and has no turn in it
    away = (today + timedelta(days=14), today + timedelta(days=20))
    noe.page.goto(f"{door}/turns/")
    noe.fits()
    noe.page.locator('[name="first_on"]').fill(str(away[0]))
    noe.page.locator('[name="last_on"]').fill(str(away[1]))
    noe.page.get_by_role("button", name="Noter mon absence").click()
    expect(noe.page.locator("main")).to_contain_text("Finalement, je suis là")
    noe.shot("2-away")
    days = [day for _title, day in turns_of(told(home, TURNS), "Noé")]
    assert [day for day in days if str(away[0]) <= day <= str(away[1])] == []

    # Omar cannot come: the others are asked; he takes a place at the open day, which Malo sees without reloading
    before = turns_of(told(home, TURNS), "Omar")
    omar.page.goto(f"{door}/turns/")
    press(omar.page, "/giving-up/")
    expect(omar.page.get_by_role("button", name="Annuler")).to_be_visible(timeout=LONG)
    omar.shot("3-given-up")
    found = told(home, TURNS)
    assert len(set(before) - set(turns_of(found, "Omar"))) == 1
    assert "shift_wanted" in found["asked"]
    for person in (malo, omar):
        person.page.goto(door + SHIFTS)
        following(person.page)
    there = [person.page.locator(".shift.card", has_text=OPEN_DAY).first for person in (omar, malo)]
    there[0].get_by_role("button", name="Je prends une place").click()
    for card in there:
        expect(card).to_contain_text("Omar Sainfoin", timeout=LONG)
    malo.axe()
    malo.shot("4-taken")

    # the rest of the month goes by: turns went round, letters asked to confirm, the wall has its list
    for days in (7, 7, 6, 1):
        let_days_pass(days)
    found = told(home, TURNS)
    assert max(found["compost"]) - min(found["compost"]) <= 1
    assert "turn" in found["asked"]
    come_in()
    malo.page.goto(f"{door}/circles/vie-quotidienne/wall/")
    malo.axe()
    malo.shot("5-wall")
    for size in ("A4", "A3"):
        sheets = malo.page.request.get(
            door + malo.page.get_by_role("link", name=f"Imprimer en {size} (PDF)").get_attribute("href")
        )
        with pikepdf.open(BytesIO(sheets.body())) as printed:
            assert 1 <= len(printed.pages) <= 4
    omar.page.goto(door + SHIFTS)
    following(omar.page)
    omar.axe()
    omar.shot("6-month")
    for person in people.values():
        person.quiet()
