"""Who does what, and a circle’s page, printed on A4 and A3 by a browser; the map seen from near by keyboard."""

import re
import unicodedata
from collections.abc import Callable
from typing import Any

from tests.journeys.conftest import DESK, Visitor
from tests.journeys.house import House
from tests.journeys.test_evening import enter
from tests.journeys.test_online_consent import told
from tests.printed import Sheet, sheets

WIDTHS = {"A4": 703, "A3": 1032}  # px, between the margins
POINTS = {"A4": (595, 842), "A3": (842, 1191)}

PEOPLE = """
import json
from commissions.models import Circle
from commissions.queries import mandates_in_force
from commissions.role_queries import holdings_in_force
from members.models import Member
print(json.dumps({
    "circles": [one.name for one in Circle.objects.living()],
    "seated": [[one.circle.slug, one.member.name] for one in mandates_in_force().select_related("circle", "member")],
    "roles": [[one.role.circle.slug, one.role.name] for one in holdings_in_force().select_related("role__circle")],
    "emails": [email for email in Member.objects.values_list("email", flat=True) if email],
}))
"""


def printed(person: Visitor, paper: str) -> list[Sheet]:
    """The sheets that the page makes; nothing on it is wider than they are."""
    person.page.emulate_media(media="print")
    person.page.set_viewport_size({"width": WIDTHS[paper], "height": 900})
    person.fits()
    person.shot(f"{paper}-{person.page.url.rstrip('/').rpartition('/')[2]}")
    made = sheets(person.page.pdf(format=paper, print_background=False))
    person.page.emulate_media(media="screen")
    person.page.set_viewport_size({"width": DESK["width"], "height": DESK["height"]})
    assert all(abs(sheet.width - POINTS[paper][0]) <= 1 for sheet in made)
    assert all(abs(sheet.height - POINTS[paper][1]) <= 1 for sheet in made)
    return made


def missing(made: list[Sheet], words: list[str]) -> list[str]:
    """Those of these words that stand on no sheet; a ligature is the letters that it joins."""
    text = unicodedata.normalize("NFKC", "".join(sheet.text for sheet in made))
    return [one for one in words if re.sub(r"\s", "", unicodedata.normalize("NFKC", one)) not in text]


def tells_no_address(made: list[Sheet], facts: dict[str, Any]) -> bool:
    return missing(made, facts["emails"]) == facts["emails"] and not any("@" in sheet.text for sheet in made)


def test_who_does_what_on_paper(house: Callable[..., House], visitor: Callable[..., Visitor]) -> None:
    home = house(demo=True)
    facts, door = told(home, PEOPLE), home.doors[0]
    omar = visitor("omar")
    enter(omar, door, "Omar")
    for paper in WIDTHS:
        put_on_paper(omar, door, facts, paper)
    omar.quiet()


def put_on_paper(omar: Visitor, door: str, facts: dict[str, Any], paper: str) -> None:
    """The map on one sheet, the pages of two circles on few: every name, and nobody’s address."""
    omar.page.goto(f"{door}/circles/")
    omar.page.get_by_role("link", name="À imprimer").click()
    omar.axe()
    of_the_map = printed(omar, paper)
    assert len(of_the_map) == 1
    assert missing(of_the_map, facts["circles"]) == []
    assert missing(of_the_map, [name for _circle, name in facts["seated"]]) == []
    assert missing(of_the_map, [role for _circle, role in facts["roles"]]) == []
    assert tells_no_address(of_the_map, facts)

    omar.page.goto(f"{door}/circles/vie-quotidienne/")
    of_the_circle = printed(omar, paper)
    assert 1 <= len(of_the_circle) <= {"A4": 3, "A3": 2}[paper]
    own = [name for circle, name in (*facts["seated"], *facts["roles"]) if circle == "vie-quotidienne"]
    assert len(own) > 10
    assert missing(of_the_circle, [*own, "Vider les poubelles de tri", "Tout membre peut le rejoindre"]) == []
    assert tells_no_address(of_the_circle, facts)

    omar.page.goto(f"{door}/circles/ca/")
    of_the_board = printed(omar, paper)
    assert missing(of_the_board, [name for circle, name in facts["seated"] if circle == "ca"]) == []
    assert tells_no_address(of_the_board, facts)


def test_the_map_from_near_and_back_by_keyboard(house: Callable[..., House], visitor: Callable[..., Visitor]) -> None:
    home = house(demo=True)
    door, omar = home.doors[0], visitor("omar")
    enter(omar, door, "Omar")
    page = omar.page
    page.goto(f"{door}/circles/")

    def reach(name: str) -> None:
        """Go on by the Tab key, no further than the map, until what has this name has the focus; press Enter."""
        for _press in range(30):
            page.keyboard.press("Tab")
            said = page.evaluate("() => document.activeElement.ariaLabel ?? document.activeElement.textContent.trim()")
            if said.split(",")[0] == name:
                page.keyboard.press("Enter")
                page.wait_for_load_state()
                return
        raise AssertionError(f"{name}: the Tab key does not come to it")

    reach("Conseil d’administration")
    page.wait_for_url(f"{door}/circles/?in=ca#map")
    reach("Vie Quotidienne")
    page.wait_for_url(f"{door}/circles/?in=vie-quotidienne#map")
    page.keyboard.press("Tab")
    assert page.evaluate("() => document.activeElement.textContent") == "Conseil d’administration", (
        "one step back first"
    )
    page.keyboard.press("Enter")
    page.wait_for_url(f"{door}/circles/?in=ca#map")
    reach("Trésorerie")
    page.wait_for_url(re.compile("/roles/"))
    omar.axe()
    omar.quiet()
