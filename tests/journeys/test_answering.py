"""Before the meeting, on a phone: three proposals of a letter are answered; an objection makes a text better."""

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Locator, expect

from tests.journeys.conftest import Visitor
from tests.journeys.evening import LONG, confirm, following, show_part
from tests.journeys.house import House
from tests.journeys.test_evening import enter

SCANS = 10  # what a mail scanner does with a link
FURTHEST = 60  # presses of the Tab key
BETTER = "Les visites ouvrent un samedi sur deux, sauf en août."

CIRCLE = """
import json, re
from datetime import date, timedelta
from django.utils import timezone
from assembly.actions import plan_meeting
from commissions.actions import create_circle, give_mandate
from journal.clock import now, telling
from members.due import tell_notifications
from members.models import Mail, Member
from proposals.actions import agree_to_facilitate, next_stage, open_round, take_position, write_proposal
named = lambda name: Member.objects.filter(name__startswith=name).order_by("pk").first()
ines, malo, omar, noe = map(named, ("Inès", "Malo", "Omar", "Noé"))
ada = Member.objects.get(is_administrator=True)
circle = create_circle(actor=ada, kind="working_group", name="Accueil", slug="accueil", mission="Accueillir.")
for member in (ines, malo, omar, noe):
    give_mandate(circle, member=member, actor=ada)
def write(title, text):
    proposal = write_proposal(
        circle, title=title, need="On nous le demande.", text=text, review_on=date(2027, 6, 1), facilitator=ines,
        is_presented=True, actor=malo,
    )
    agree_to_facilitate(proposal, actor=ines)
    return proposal
def ask(proposal):
    for _stage in range(3):
        next_stage(proposal, actor=ines)
    round = open_round(proposal, actor=ines)
    for member in (ines, malo, noe):
        take_position(round, kind="consent", actor=member)
    return proposal
"""

THREE = (
    CIRCLE
    + """
oven = ask(write("Un four à pain", "Nous achetons un four d’occasion."))
keys = ask(write("Les clés de l’atelier", "Chaque résident a une clé de l’atelier."))
bikes = write("Un abri à vélos", "Nous montons un abri de six places.")
next_stage(bikes, actor=ines)
start = timezone.now() + timedelta(days=9)
meeting = plan_meeting(circle, title="Accueil", starts_at=start, ends_at=start + timedelta(hours=1), actor=ines)
with telling(now() + timedelta(days=4)):
    tell_notifications()
text = Mail.objects.filter(kind="notifications", member=omar).latest("pk").text
def link(proposal):
    return re.search(rf"(/answers/\\S+)\\n.*\\n.*{proposal.get_absolute_url()}", text)[1]
print(json.dumps({
    "oven": [link(oven), oven.get_absolute_url()],
    "keys": [link(keys), keys.get_absolute_url()],
    "bikes": re.search(rf"\\S*({bikes.get_absolute_url()}\\S*)", text)[1],
    "meeting": meeting.get_absolute_url(),
}))
"""
)

ONE = (
    CIRCLE
    + """
visits = ask(write("Les visites", "Les visites ouvrent un samedi sur deux."))
print(json.dumps({"visits": visits.get_absolute_url()}))
"""
)

THE_OTHERS = """
from members.models import Member
from proposals.actions import take_position
from proposals.models import Round
round = Round.objects.open().get(proposal__title="Les visites")
for name in ("Inès", "Malo", "Noé"):
    take_position(round, kind="consent", actor=Member.objects.filter(name__startswith=name).order_by("pk").first())
"""

POSITIONS = """
from proposals.models import Position
print(Position.objects.filter(member__name__startswith="Omar", round__proposal__circle__slug="accueil").count())
"""


def told(home: House, program: str) -> Any:
    return json.loads(home.manage("shell", "-c", program).strip().splitlines()[-1])


def tab_to(control: Locator) -> None:
    """With the Tab key alone."""
    for _press in range(FURTHEST):
        if control.evaluate("control => control === document.activeElement"):
            return
        control.page.keyboard.press("Tab")
    raise AssertionError(f"the Tab key does not lead to {control}")


def test_a_letter_is_answered_before_the_meeting(house: Callable[..., House], visitor: Callable[..., Visitor]) -> None:
    """Consent to two proposals by their links, ask a question on the third: two never reach the agenda."""
    home = house(demo=True)
    door, facts = home.doors[0], told(home, THREE)
    omar, plain = visitor("omar", phone=True), visitor("plain", phone=True, javascript=False)
    (oven_link, oven), (keys_link, keys) = facts["oven"], facts["keys"]

    # a scanner of mails follows the link, and answers nothing
    for _scan in range(SCANS):
        assert omar.page.request.get(door + oven_link).status == 200
    assert told(home, POSITIONS) == 0

    # its owner reads, presses once, and is told so afterwards
    page = omar.page
    page.goto(door + oven_link)
    expect(page.locator(".prose").first).to_contain_text("Nous achetons un four d’occasion.")
    omar.axe()
    omar.fits_large_text()
    omar.shot_both("1-link")
    page.get_by_role("button", name="Je consens", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre réponse est enregistrée")
    page.goto(door + oven_link)
    expect(page.locator("main")).to_contain_text("Vous avez répondu par ce lien, qui ne sert qu’une fois.")
    omar.axe()
    omar.shot("2-answered")

    # the same without a script, by the keyboard alone
    plain.page.goto(door + keys_link)
    tab_to(plain.page.get_by_role("button", name="Je consens", exact=True))
    plain.page.keyboard.press("Enter")
    expect(plain.page.get_by_role("heading", level=1)).to_have_text("Votre réponse est enregistrée")
    plain.fits()
    plain.shot("3-plain")
    assert told(home, POSITIONS) == 2

    # a question on the third, once signed in
    enter(omar, door, "Omar")
    page.goto(door + facts["bikes"])
    following(page)
    omar.axe()
    part = show_part(omar)
    part.get_by_text("Poser une question", exact=True).click()
    part.get_by_label("Votre question").fill("Qui le monte ?")
    omar.shot("4-question")
    part.get_by_role("button", name="Poser cette question").click()
    expect(page.locator("[data-region=talk]")).to_contain_text("Qui le monte ?", timeout=LONG)
    omar.axe()
    omar.shot_both("5-asked")

    # what nobody objects to is decided, and no agenda offers it
    for address in (oven, keys):
        page.goto(door + address)
        expect(page.locator('main a[href*="/decisions/"]').first).to_be_attached(timeout=LONG)
    page.goto(f"{door}{facts['meeting']}agenda/")
    offered = page.locator("select[name=proposal] option")
    expect(offered.filter(has_text="Un abri à vélos")).to_have_count(1)
    expect(offered.filter(has_text="Un four à pain")).to_have_count(0)
    expect(offered.filter(has_text="Les clés de l’atelier")).to_have_count(0)
    expect(page.locator("main")).not_to_contain_text("Un four à pain")
    omar.shot("6-agenda")
    omar.quiet()
    plain.quiet()


def test_an_objection_makes_the_text_better(house: Callable[..., House], visitor: Callable[..., Visitor]) -> None:
    """Omar objects with his reason, Malo amends, all see the difference, Omar lifts it: adopted, with its review."""
    home = house(demo=True)
    door, visits = home.doors[0], told(home, ONE)["visits"]
    omar, malo = visitor("omar", phone=True), visitor("malo", phone=True, dark=True)
    ines, noe = visitor("ines", javascript=False), visitor("noe", phone=True)
    for person, name in ((omar, "Omar"), (malo, "Malo"), (ines, "Inès"), (noe, "Noé")):
        enter(person, door, name)
        person.page.goto(door + visits)

    show_part(omar).get_by_role("link", name="Je vois ce qui nous mettrait en difficulté").click()
    omar.page.locator('input[name="kind"][value="harm"]').check()
    omar.page.locator('[name="consequence"]').fill("deux personnes tiendraient l’accueil seules en août")
    omar.page.locator('[name="fact"]').fill("trois samedis sur huit sans personne l’été dernier")
    omar.page.locator('[name="aim"]').fill("un lieu ouvert sans épuiser personne")
    omar.axe()
    omar.shot_both("1-objection")
    omar.page.get_by_role("button", name="Porter cette objection").click()
    following(omar.page)
    for person in (malo, noe):
        expect(person.page.locator("[data-region=round]")).to_contain_text("trois samedis sur huit", timeout=LONG)
    noe.axe()
    noe.shot_both("2-examined")
    show_part(omar).get_by_role("button", name="Je n’ai pas de suggestion").click()

    # the author writes a better text, and everybody sees what changed
    ines.page.reload()
    ines.page.locator('form[action$="/stage/"] button:visible, button[formaction$="/stage/"]:visible').first.click()
    if ines.page.locator("[name=confirmed]").count():
        confirm(ines)
    malo.page.reload()
    following(malo.page)
    show_part(malo).get_by_role("link", name="Améliorer le texte").click()
    malo.page.locator('textarea[name="text"]').fill(BETTER)
    malo.page.locator('button[name="preview"]').click()
    expect(malo.page.locator(".diff ins").first).to_be_visible()
    malo.axe()
    malo.shot("3-difference")
    malo.page.get_by_role("button", name="Proposer cette version").click()
    following(malo.page)
    expect(noe.page.locator("main ins").first).to_contain_text("sauf en août", timeout=LONG)
    noe.shot("4-everybody-sees")

    # whoever objected lifts it; all are asked about the new text, and it is adopted until it is looked at again
    omar.page.reload()
    following(omar.page)
    show_part(omar).get_by_role("button", name="Je lève mon objection").click()
    confirm(omar)
    expect(omar.page.locator("[data-region=round]")).to_contain_text("levée", timeout=LONG)
    ines.page.goto(door + visits)
    ines.page.locator('form[action$="/round/"] button:visible, button[formaction$="/round/"]:visible').first.click()
    if ines.page.locator("[name=confirmed]").count():
        confirm(ines)
    home.manage("shell", "-c", THE_OTHERS)
    omar.page.reload()
    following(omar.page)
    show_part(omar).get_by_role("button", name="Je consens", exact=True).click()
    decision = omar.page.locator('main a[href*="/decisions/"]').first
    expect(decision).to_be_attached(timeout=LONG)
    omar.axe()
    omar.shot_both("5-adopted")
    omar.page.goto(door + (decision.get_attribute("href") or ""))
    expect(omar.page.locator("main")).to_contain_text(BETTER)
    expect(omar.page.locator("main")).to_contain_text("1er juin 2027", use_inner_text=True)
    omar.axe()
    omar.shot("6-decision")
    for person in (omar, malo, ines, noe):
        person.quiet()
