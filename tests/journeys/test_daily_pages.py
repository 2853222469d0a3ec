"""The pages of every day, on a phone, in a collective of 154 people with some years behind it: how long they are."""

import re
from collections.abc import Callable

from tests.journeys.conftest import PHONE, Visitor
from tests.journeys.house import House
from tests.journeys.screens import Measures
from tests.journeys.test_evening import enter
from tests.journeys.test_online_consent import told

LONGEST = 4  # screens
STARTS = ("/", "/meetings/", "/proposals/", "/circles/", "/memory/", "/me/", "/members/")
ADMINISTRATION = ("/administration/people/", "/administration/outbox/")
# One page of each kind: the first that the pages before lead to.
KINDS = (
    r"/meetings/\d+/",
    r"/meetings/\d+/minutes/",
    r"/proposals/\d+/",
    r"/ballots/\d+/",
    r"/circles/[a-z-]+/",
    r"/circles/[a-z-]+/tasks/",
    r"/decisions/",
    r"/decisions/\d{4}-\d{3}/",
    r"/documents/[a-z-]+/",
    r"/members/\d+/",
)

EVERYBODY = """
from datetime import date
from commissions.models import Circle, Mandate
from members.models import Member
circle = Circle.objects.get(slug="vie-quotidienne")
others = Member.objects.filter(is_active=True).exclude(mandates__circle=circle)
since = date(2026, 1, 1)
Mandate.objects.bulk_create(Mandate(circle=circle, member=one, since=since, ground="founding") for one in others)
print(circle.mandates.count())
"""


def test_the_pages_of_every_day(
    house: Callable[..., House], visitor: Callable[..., Visitor], measures: Measures
) -> None:
    home = house(demo=True)
    door = home.doors[0]

    def measure(person: Visitor, path: str) -> None:
        person.page.goto(door + path)
        measures.take(path, person.name, person.page)
        person.shot(re.sub(r"\W+", "-", path).strip("-") or "home")

    omar = visitor("omar", phone=True)
    enter(omar, door, "Omar")
    led_to: list[str] = []
    seen: list[str] = []

    def read(path: str) -> None:
        measure(omar, path)
        seen.append(path)
        links = omar.page.eval_on_selector_all("main a[href]", "all => all.map((a) => a.getAttribute('href'))")
        led_to.extend(links)

    for path in STARTS:
        read(path)
    missing = []
    for kind in KINDS:
        path = next((link for link in led_to if re.fullmatch(kind, link) and link not in seen), None)
        read(path) if path else missing.append(kind)
    assert missing == []
    read(next(path for path in seen if re.fullmatch(r"/meetings/\d+/", path)) + "notes/")
    ada = visitor("ada", phone=True)
    enter(ada, door, "Ada")
    for path in ADMINISTRATION:
        measure(ada, path)
    assert told(home, EVERYBODY) >= 154
    measure(ada, "/circles/vie-quotidienne/mandates/")
    ada.page.get_by_label("Chercher un nom").fill("noe")
    ada.page.get_by_role("button", name="Chercher").last.click()
    ada.page.get_by_text("1 personne", exact=True).wait_for()
    measure(ada, "/circles/vie-quotidienne/mandates/?q=noe")
    assert measures.longer_than(LONGEST, width=PHONE["width"]) == []
