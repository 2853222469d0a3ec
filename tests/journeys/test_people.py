"""Whoever keeps the door of an assembly of 154 signs people in from one field, by the keyboard alone."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.journeys.evening import LONG, following, press, region
from tests.journeys.house import House
from tests.journeys.test_assembly import PROGRAM
from tests.journeys.test_evening import enter

OPEN_VOTE = """
from assembly.actions import advance, arrive, open_item_ballot, open_meeting
from assembly.models import Meeting
from commissions.queries import members_of
from votes.counting.majority import MajorityRules
from votes.questions import QuestionSpec
meeting = Meeting.objects.filter(circle__slug="ca", state="convened").earliest("starts_at")
people = list(members_of(meeting.circle))
ines = next(member for member in people if member.name.startswith("In\u00e8s"))
open_meeting(meeting, actor=ines)
for member in people:
    arrive(meeting, member=member, actor=member)
item = meeting.items.get(title__contains="offre")
advance(meeting, expected=None, to=item, actor=ines)
print(open_item_ballot(item, QuestionSpec("Le four ?", MajorityRules()), actor=ines).ballot.pk)
"""


def test_people_are_found_by_three_letters(house: Callable[..., House], visitor: Callable[..., Visitor]) -> None:
    home = house(demo=True)
    path = home.run(*PROGRAM, "plan").strip()
    ines = visitor("ines")
    enter(ines, home.doors[0], "Inès")
    ines.page.goto(f"{home.doors[0]}{path}")
    following(ines.page)
    press(ines, "/meetings/…/opening/")

    field = ines.page.locator("#people-presence")
    results = region(ines, "presence").locator("[data-filled]")
    field.focus()
    ines.page.keyboard.type("eperv")  # Épervier, without its accent
    expect(results).to_contain_text("Épervier", timeout=LONG)
    ines.page.keyboard.press("Enter")
    expect(results).to_contain_text("à confirmer", timeout=LONG)
    expect(field).to_have_value("", timeout=LONG)
    expect(field).to_be_focused()

    results.locator("button").first.click()  # a slip
    expect(results).not_to_contain_text("à confirmer", timeout=LONG)

    region(ines, "floor").locator("summary", has_text="Inscrire quelqu’un").click()
    ines.page.locator("#people-hand").focus()
    ines.page.keyboard.type("ines")
    expect(region(ines, "floor").locator("[data-filled]")).to_contain_text("Inès", timeout=LONG)
    ines.page.keyboard.press("Enter")
    expect(region(ines, "floor").locator(".floor__queue")).to_contain_text("Inès", timeout=LONG)
    ines.axe()
    ines.quiet()


def test_whoever_notes_a_vote_finds_the_person_by_letters_and_without_a_script_in_the_list(
    house: Callable[..., House], visitor: Callable[..., Visitor]
) -> None:
    home = house(demo=True)
    ballot = home.manage("shell", "-c", OPEN_VOTE).split()[-1]
    ines = visitor("ines", phone=True)
    enter(ines, home.doors[0], "Inès")
    ines.page.goto(f"{home.doors[0]}/ballots/{ballot}/noted-votes/")
    field, people = ines.page.locator("#elector-find"), ines.page.locator("#elector")
    found = ines.page.locator(".finder__found button")
    field.fill("zzz")
    expect(ines.page.get_by_text("Personne de ce nom.")).to_be_visible()
    expect(found).to_have_count(0)
    field.fill("ada")
    expect(found).to_have_count(0)
    field.fill("ade")  # Adèle, without her accent
    expect(found).to_have_text(["Adèle Houblon"])
    ines.axe()
    ines.shot("noting")
    field.press("Enter")
    expect(people.locator("option:checked")).to_have_text("Adèle Houblon")
    expect(people).to_be_focused()
    expect(field).to_have_value("")
    ines.quiet()

    plain = visitor("ines-plain", phone=True, javascript=False)
    enter(plain, home.doors[0], "Inès")
    plain.page.goto(f"{home.doors[0]}/ballots/{ballot}/noted-votes/")
    expect(plain.page.locator("#elector")).to_be_visible()
    expect(plain.page.locator("#elector-find")).to_be_hidden()
