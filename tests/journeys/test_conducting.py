"""Whoever conducts is asked on whatever page they are whether they are still there, and answers where they are."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.journeys.evening import LONG
from tests.journeys.house import House
from tests.journeys.test_evening import enter
from tests.journeys.test_signed_out import TEXT, notes_of

MALO_ASKS = """
from assembly.actions import arrive, ask_conductor
from assembly.models import Meeting
from members.models import Member
malo = Member.objects.get(email__startswith="malo.")
meeting = Meeting.objects.get(state="open")
arrive(meeting, member=malo, actor=malo)
ask_conductor(meeting, actor=malo)
"""


def test_whoever_conducts_answers_from_the_page_where_they_write(
    house: Callable[..., House], visitor: Callable[..., Visitor]
) -> None:
    home = house(demo=True)
    ines = visitor("ines", phone=True)
    enter(ines, home.doors[0], "Inès")
    page = notes_of(ines)
    asked = page.locator("#asked")
    expect(asked).to_have_text("")
    home.manage("shell", "-c", MALO_ASKS)

    expect(asked.get_by_role("heading")).to_contain_text("demande si vous êtes toujours là", timeout=2 * LONG)
    ines.axe()
    ines.shot("asked")
    page.locator("textarea").first.fill(TEXT)
    asked.get_by_role("button", name="Je suis là, et j’anime").click()
    expect(asked.get_by_role("heading")).to_have_count(0, timeout=LONG)
    expect(page.locator("textarea").first).to_have_value(TEXT)
    ines.quiet()
