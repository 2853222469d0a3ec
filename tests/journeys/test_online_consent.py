"""Two weeks of a proposal online, by a clock that travels: nobody is awake at any deadline, and each holds.

Six people are asked. Rose never answers; Ada is away, and objects in writing beforehand; Omar's objection is carried
by the circle; Noé's stands, since one person does not agree to carry it; the next version answers both.
"""

import json
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitor
from tests.journeys.evening import LONG, confirm, following, show_part
from tests.journeys.house import House
from tests.journeys.test_evening import enter

UNTIL_THE_HOUR = 0.05  # days: a deadline is a full hour, so the first is up to an hour later than the days say
BETTER = "Les visites ouvrent un samedi sur deux, sauf en août, et deux personnes les tiennent."

CIRCLE = """
import json
from datetime import timedelta
from django.utils import timezone
from commissions.actions import create_circle, give_mandate
from members.models import Member
from proposals.actions import agree_to_facilitate, write_proposal
named = lambda name: Member.objects.filter(name__startswith=name).order_by("pk").first()
ines, malo, omar, noe, rose = map(named, ("Inès", "Malo", "Omar", "Noé", "Rose"))
ada = Member.objects.get(is_administrator=True)
circle = create_circle(actor=ada, kind="working_group", name="Accueil", slug="accueil", mission="Accueillir.")
circle.stage_days = {stages}
circle.fallback_rounds = 1
circle.save()
for member in (ines, malo, omar, noe, rose, ada):
    give_mandate(circle, member=member, actor=ada)
proposal = write_proposal(
    circle, title="Les visites", need="On nous le demande.", text="Les visites ouvrent un samedi sur deux.",
    review_on=timezone.localdate() + timedelta(days=200), facilitator=ines, process="{process}", is_presented=True,
    actor=malo,
)
agree_to_facilitate(proposal, actor=ines)
print(json.dumps({{"address": proposal.get_absolute_url(), "pk": proposal.pk}}))
"""
STAGES = {
    "presented": 1,
    "clarification": 2,
    "reactions": 1,
    "amending": 2,
    "objections": 2,
    "examination": 2,
    "integration": 2,
    "voting": 2,
}

EACH = """
from members.models import Member
from proposals.actions import answer_circle, suggest_nothing, take_position
from proposals.models import CircleRequest, Objection, Round
def named(name):
    return Member.objects.filter(name__startswith=name).order_by("pk").first()
ada = Member.objects.get(is_administrator=True)
"""
CONSENT = EACH + (
    "round = Round.objects.open().get(proposal__circle__slug='accueil')\n"
    "for who in [{who}]:\n    take_position(round, kind='consent', actor=who)"
)
AGREE = EACH + (
    "for who in [{who}]:\n"
    "    request = CircleRequest.objects.get(objection__position__member=named('{objector}'))\n"
    "    answer_circle(request, agrees=True, actor=who)"
)
PASS = EACH + "suggest_nothing(Objection.objects.get(position__member=ada), actor=ada)"
TOLD = """
import json
from proposals.models import Decision, Objection, Position, Proposal, Round
proposal = Proposal.objects.get(pk={pk})
ends = Objection.objects.filter(position__round__proposal=proposal).order_by("position__member__name")
print(json.dumps({{
    "state": proposal.state,
    "ends": [[one.position.member.name.split()[0], one.end] for one in ends],
    "rounds": list(Round.objects.filter(proposal=proposal).order_by("number").values_list("outcome", flat=True)),
    "decisions": [[one.process, one.result] for one in Decision.objects.filter(proposal=proposal)],
}}))
"""


def told(home: House, program: str) -> Any:
    return json.loads(home.manage("shell", "-c", program).strip().splitlines()[-1])


def stands_at(page: Page, door: str, facts: dict[str, Any], words: str) -> None:
    """The page, loaded anew, says at which stage the proposal is."""
    page.goto(door + facts["address"])
    expect(page.locator("[aria-current=step]").first).to_contain_text(words, timeout=LONG)


def press_form(page: Page, end: str, *, value: str = "") -> None:
    """Press the button of a form, or one that names its address, in the page without a script."""
    mark = f'[value="{value}"]' if value else ""
    button = page.locator(f'form[action$="{end}"] button{mark}, button[formaction$="{end}"]{mark}').first
    if not button.is_visible():
        page.locator(".act-bar [popovertarget]").last.click()
    button.click()
    if page.locator("[name=confirmed]").count():
        page.locator("form:has([name=confirmed]) .button--clay").click()


def object_with(page: Page, consequence: str, fact: str) -> None:
    page.locator('input[name="kind"][value="harm"]').check()
    page.locator('[name="consequence"]').fill(consequence)
    page.locator('[name="fact"]').fill(fact)
    page.locator('[name="aim"]').fill("un lieu ouvert sans épuiser personne")


@pytest.fixture
def people(visitor: Callable[..., Visitor]) -> dict[str, Visitor]:
    """Malo and Omar have a phone; the others read pages without a script."""
    return {
        "Malo": visitor("malo", phone=True),
        "Omar": visitor("omar", phone=True, dark=True),
        **{name: visitor(name, phone=True, javascript=False) for name in ("Inès", "Noé", "Ada")},
    }


def come_in(people: dict[str, Visitor], door: str) -> None:
    for name, person in people.items():
        enter(person, door, name)


def test_two_weeks_of_a_consent(house: Callable[..., House], people: dict[str, Visitor]) -> None:
    home = house(demo=True)
    facts = told(home, CIRCLE.format(stages=STAGES, process="consent"))
    door = home.doors[0]
    come_in(people, door)
    malo, omar, ines, noe, ada = (people[name] for name in ("Malo", "Omar", "Inès", "Noé", "Ada"))

    # what happens next, and when, is said from the first day
    stands_at(malo.page, door, facts, "Présentation")
    malo.axe()
    malo.shot_both("1-presented")

    # nobody does anything: the questions open, and one is asked and answered
    home.let_days_pass(1 + UNTIL_THE_HOUR)
    stands_at(noe.page, door, facts, "Questions")
    show_part(noe).get_by_text("Poser une question", exact=True).click()
    noe.page.locator('form[action$="/questions/"] textarea').fill("Qui les tient ?")
    press_form(noe.page, "/questions/")
    stands_at(malo.page, door, facts, "Questions")
    following(malo.page)
    answer = show_part(malo).locator('form[action$="/answer/"]')
    malo.shot("1-question")
    answer.locator("textarea").fill("Les mêmes qu’aujourd’hui.")
    answer.locator("button[type=submit], button:not([type])").first.click()
    expect(malo.page.locator("[data-region=talk]")).to_contain_text("Les mêmes qu’aujourd’hui.", timeout=LONG)

    # the reactions, then the author's turn; Ada will be away, and writes what she objects
    home.let_days_pass(2)
    stands_at(omar.page, door, facts, "Réactions")
    home.let_days_pass(1)
    stands_at(ada.page, door, facts, "Ajustement")
    ada.page.goto(f"{door}{facts['address']}beforehand/")
    object_with(ada.page, "les voisins seraient dérangés", "deux plaintes en juin")
    ada.page.get_by_role("button", name="Porter cette objection").click()
    ada.shot("2-in-writing")
    stands_at(malo.page, door, facts, "Ajustement")
    following(malo.page)
    show_part(malo).locator('form[action$="/keeping/"] button').click()
    expect(malo.page.locator(".toast")).to_be_visible(timeout=LONG)

    # the round opens by itself; three answer by their own hand, nobody sees what
    home.let_days_pass(2)
    stands_at(omar.page, door, facts, "Objections")
    following(omar.page)
    show_part(omar).get_by_role("link", name="Je vois ce qui nous mettrait en difficulté").click()
    object_with(omar.page, "l’atelier serait vide le samedi", "quatre samedis de visite en mai")
    omar.page.get_by_role("button", name="Porter cette objection").click()
    following(omar.page)
    stands_at(noe.page, door, facts, "Objections")
    show_part(noe).locator('a[href*="/objection/"]').first.click()
    object_with(noe.page, "personne n’accueillerait en août", "trois samedis sur huit sans personne l’été dernier")
    noe.page.get_by_role("button", name="Porter cette objection").click()
    home.manage("shell", "-c", CONSENT.format(who="named('Inès'), named('Malo')"))
    stands_at(malo.page, door, facts, "Objections")
    expect(malo.page.locator("[data-region=round]")).not_to_contain_text("personne n’accueillerait en août")
    malo.axe()
    malo.shot("3-hidden")

    # Rose says nothing: the round ends at its deadline without her, and all is shown together
    home.let_days_pass(2)
    stands_at(omar.page, door, facts, "Objections")
    shown = omar.page.locator("[data-region=round]")
    for words in ("deux plaintes en juin", "quatre samedis de visite en mai", "trois samedis sur huit"):
        expect(shown).to_contain_text(words, timeout=LONG)
    omar.axe()
    omar.shot("4-shown")
    assert told(home, TOLD.format(**facts))["state"] == "examination"

    # the objections of two are tested, and the circle is asked to carry them
    for name in ("Omar", "Noé"):
        ines.page.goto(door + facts["address"])
        show_part(ines).locator('form[action$="/test/"]').filter(has_text=name).locator("button").click()
        ines.page.goto(door + facts["address"])
        show_part(ines).locator('form[action$="/circle/"]').filter(has_text=name).locator("button").click()
    ines.shot("5-asked")
    home.manage("shell", "-c", AGREE.format(who="ada, named('Inès'), named('Malo')", objector="Omar"))
    noe.page.goto(door + facts["address"])
    press_form(noe.page, "/agreement/", value="yes")
    home.manage("shell", "-c", AGREE.format(who="ada, named('Inès')", objector="Noé"))
    stands_at(omar.page, door, facts, "Objections")
    following(omar.page)
    refusal = show_part(omar).get_by_role("button", name="Je n’accepte pas : l’objection est maintenue")
    refusal.click()
    confirm(omar)
    expect(refusal).to_have_count(0, timeout=LONG)
    ends = told(home, TOLD.format(**facts))["ends"]
    assert ends == [["Ada", ""], ["Noé", ""], ["Omar", "circle"]]

    # those who objected have nothing to suggest; after the examination the author writes a better text
    home.manage("shell", "-c", PASS)
    noe.page.goto(door + facts["address"])
    press_form(noe.page, "/passing/")
    home.let_days_pass(2)
    assert told(home, TOLD.format(**facts))["state"] == "integration"
    stands_at(malo.page, door, facts, "Objections")
    following(malo.page)
    show_part(malo).get_by_role("link", name="Améliorer le texte").click()
    malo.page.locator('textarea[name="text"]').fill(BETTER)
    malo.axe()
    malo.page.locator('button[name="preview"]').click()
    expect(malo.page.locator(".diff ins").first).to_be_visible()
    malo.page.get_by_role("button", name="Proposer cette version").click()
    following(malo.page)

    # everybody is asked again, and the second deadline adopts it, without Rose
    home.let_days_pass(2 + 2 * UNTIL_THE_HOUR)
    stands_at(omar.page, door, facts, "Objections")
    following(omar.page)
    show_part(omar).get_by_role("button", name="Je consens", exact=True).click()
    home.manage("shell", "-c", CONSENT.format(who="ada, named('Inès'), named('Malo'), named('Noé')"))
    assert told(home, TOLD.format(**facts))["state"] == "objections"
    home.let_days_pass(2)
    result = told(home, TOLD.format(**facts))
    assert (result["state"], len(result["rounds"])) == ("adopted", 2)
    assert [process for process, _said in result["decisions"]] == ["consent"]
    malo.page.goto(door + facts["address"])
    decision = malo.page.locator('main a[href*="/decisions/"]').first
    expect(decision).to_be_attached(timeout=LONG)
    malo.page.goto(door + (decision.get_attribute("href") or ""))
    expect(malo.page.locator("main")).to_contain_text("deux personnes les tiennent")
    malo.axe()
    malo.shot_both("6-decision")
    assert "verifies" in home.manage("journal", "verify")
    for person in people.values():  # a server that is stopped answers nobody
        assert [said for said in person.said if "ERR_CONNECTION_REFUSED" not in said] == []
