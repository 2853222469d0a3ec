"""A decision noted in one line: one person notes it and everybody reads it; one holds, another becomes a proposal."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitor
from tests.journeys.evening import LONG
from tests.journeys.house import House
from tests.journeys.test_evening import enter

BEGUN = """
from assembly.actions import advance, arrive, open_meeting
from assembly.models import Meeting
from commissions.queries import members_of
from members.models import Member
ines = Member.objects.get(email__startswith="ines.")
meeting = open_meeting(Meeting.objects.filter(state="convened").earliest("starts_at"), actor=ines)
for member in members_of(meeting.circle):
    arrive(meeting, member=member, actor=member)
advance(meeting, expected=None, actor=ines)
print(meeting.get_absolute_url())
"""
NEARLY_OVER = """
from datetime import timedelta
from django.db.models import F
from assembly.models import NotedDecision
NotedDecision.objects.filter(ended_at=None).update(noted_at=F("noted_at") - timedelta(seconds=57))
"""
KEYS, PAINT = "La clé du local va à Omar jusqu’à Noël", "La porte est repeinte en bleu"


def note(page: Page, text: str) -> None:
    page.get_by_label("Ce qui est décidé, en une ligne").fill(text)
    page.get_by_role("button", name="Noter cette décision").click()


def test_one_holds_and_another_becomes_a_proposal(house: Callable[..., House], visitor: Callable[..., Visitor]) -> None:
    home = house(demo=True)
    address = home.doors[0] + home.manage("shell", "-v", "0", "-c", BEGUN).strip().splitlines()[-1]
    ines, malo = visitor("ines"), visitor("malo", phone=True)
    for person, name in ((ines, "Inès"), (malo, "Malo")):
        enter(person, home.doors[0], name)
        person.page.goto(address)
    standing = ines.page.locator('[data-region="noted"]')
    bar = malo.page.locator("#act-bar")

    # Inès notes one; Malo leaves it, and it is a decision at the end of its minute, without anybody pressing.
    ines.page.locator('[data-region="conduct"]').get_by_role("link", name="Noter une décision").click()
    ines.axe()
    note(ines.page, KEYS)
    expect(standing.get_by_role("heading")).to_have_text(KEYS, timeout=LONG)
    expect(bar).to_contain_text(KEYS, timeout=LONG)
    expect(bar).to_contain_text("Décision notée")
    announced = malo.page.locator("#announced")
    expect(announced).to_contain_text(f"« {KEYS} ». Elle est décidée dans une minute", timeout=LONG)
    for person in (ines, malo):
        person.axe()
        person.shot_both("noted")
    home.manage("shell", "-v", "0", "-c", NEARLY_OVER)
    for person in (ines, malo):
        region = person.page.locator('[data-region="noted"]')
        expect(region).to_contain_text(f"Notée sans objection : {KEYS}", timeout=LONG)
        person.axe()
        person.shot("decided")
    expect(bar).not_to_contain_text(KEYS, timeout=LONG)

    # Malo notes another in the sheet of his phone; Inès taps by the keyboard, and the item goes on with it.
    malo.page.get_by_role("button", name="Ma présence, mes votes, mes pouvoirs").click()
    malo.page.locator("#my-part summary", has_text="Noter une décision").click()
    note(malo.page, PAINT)
    expect(standing.get_by_role("heading")).to_have_text(PAINT, timeout=LONG)
    tap = standing.get_by_role("button", name="En faire une proposition")
    tap.focus()
    ines.page.keyboard.press("Enter")
    for person in (ines, malo):
        region = person.page.locator('[data-region="noted"]')
        expect(region).to_contain_text(f"en a fait une proposition : {PAINT}", timeout=LONG)
        expect(person.page.locator('[data-region="ballot"]')).to_contain_text(PAINT, timeout=LONG)
        person.axe()
        person.shot("proposed")
        person.quiet()
