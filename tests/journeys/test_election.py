"""An election without candidate, from the role to the mandate: seven people, three of them online only, two in the room
without a phone.
"""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Visitor
from tests.journeys.evening import LONG, confirm, press, show_part, unfold
from tests.journeys.house import House
from tests.journeys.test_evening import enter

SEVEN = """
from datetime import timedelta
from django.utils import timezone
from assembly.actions import add_item, advance, arrive, name_roles, open_meeting, plan_meeting
from commissions.actions import create_circle, give_mandate
from members.models import Member
ada = Member.objects.get(is_administrator=True)
named = lambda name: Member.objects.filter(name__startswith=name).order_by("pk").first()
ines, malo, omar, noe = map(named, ("Inès", "Malo", "Omar", "Noé"))
others = list(Member.objects.filter(is_active=True).exclude(pk__in=[m.pk for m in (ada, ines, malo, omar, noe)])[:2])
circle = create_circle(actor=ada, kind="working_group", name="Bistro", slug="bistro", mission="Le bistro.")
for member in (ada, ines, malo, omar, noe, *others):
    give_mandate(circle, member=member, actor=ada)
start = timezone.now()
meeting = plan_meeting(circle, title="Bistro", starts_at=start, ends_at=start + timedelta(hours=1), actor=ines)
name_roles(meeting, roles={"scribe": malo}, actor=ines)
item = add_item(meeting, title="Trésorerie", kind="election", minutes=20, actor=ines)
meeting = open_meeting(meeting, actor=ines)
for member in (malo, *others):
    arrive(meeting, member=member, actor=member)
advance(meeting, expected=None, to=item, actor=ines)
print("BISTRO", meeting.get_absolute_url(), *(member.name.replace(" ", "_") for member in others))
"""


def test_seven_people_elect_half_of_them_online(house: Callable[..., House], visitor: Callable[..., Visitor]) -> None:
    home = house(demo=True)
    door = home.doors[0]
    line = next(one for one in home.manage("shell", "-c", SEVEN).splitlines() if one.startswith("BISTRO"))
    _word, meeting, *without_phone = line.split()
    without_phone = [name.replace("_", " ") for name in without_phone]
    ines, malo = visitor("ines"), visitor("malo", phone=True)
    omar, noe, ada = (visitor(name, phone=True) for name in ("omar", "noe", "ada"))
    screen = visitor("projector", projector=True)
    enter(screen, door, "Inès")
    for person, name in ((ines, "Inès"), (malo, "Malo"), (omar, "Omar"), (noe, "Noé"), (ada, "Ada")):
        person.stay_still()
        enter(person, door, name)

    # the role, said in the room
    page = ines.page
    page.goto(door + meeting)
    page.locator("[data-region=conduct]").get_by_role("link", name="Élire sans candidat").click()
    ines.axe()
    page.get_by_label("À quoi sert-il ?").fill("Tenir les comptes du bistro.")
    page.get_by_label("Jusqu’à quand ?").fill("2035-12-31")
    page.locator("main").get_by_role("button", name="Élire sans candidat").click()
    conduct(ines, "Ouvrir les nominations", sure=True)
    expect(page.locator("[data-region=ballot]")).to_contain_text("Nominations", timeout=LONG)
    ines.axe()
    ines.shot("room")
    screen.page.goto(f"{door}{meeting}screen/")
    on_the_wall(screen, "Nominations", "nominations")

    # everybody names somebody: by phone in the room, online, or by another's hand
    malo.page.goto(door + meeting)
    name_somebody(malo, show_part(malo), "Noé", "Elle sait compter.")
    online = election_of(omar, door)
    for person, nominee in ((omar, "Noé"), (noe, "Malo"), (ada, "Malo")):
        person.page.goto(online)
        person.axe()
        person.fits_large_text()
        person.shot("nomination")
        name_somebody(person, show_part(person), nominee, "On peut compter dessus.")
    page.goto(online)
    name_somebody(ines, show_part(ines), "Noé", "Elle écoute.")
    for name in without_phone:
        page.goto(online)
        page.get_by_role("link", name="Noter la réponse d’une personne sans téléphone").click()
        page.locator("select[name=member]").select_option(label=name)
        page.locator("select[name=nominee]").select_option(label=full_name(page, "Noé"))
        page.locator("textarea[name=reason]").fill("Dit à voix haute.")
        page.get_by_role("button", name="Noter cette réponse").click()
        malo.page.goto(online)
        show_part(malo).get_by_role("button", name="Confirmer cette réponse").click()

    # all show together; who likes changes; somebody is proposed
    omar.page.goto(online)
    expect(omar.page.locator("[data-region=nominations]")).to_contain_text("5 nominations", timeout=LONG)
    omar.axe()
    omar.shot("opening")
    on_the_wall(screen, "5 nominations", "tally")
    page.goto(door + meeting)
    conduct(ines, "Passer aux changements")
    noe.page.goto(online)
    expect(show_part(noe).get_by_role("link", name="Nommer une autre personne")).to_be_visible(timeout=LONG)
    change_to(ada, online, "Noé", "Omar m’a convaincue.")
    on_the_wall(screen, "6 nominations", "changed")
    conduct(ines, "Passer à la proposition")
    page.locator("[data-region=conduct]").get_by_role("link", name="Proposer une personne").click()
    page.locator("select[name=person]").select_option(label=full_name(page, "Noé"))
    page.locator("textarea[name=argument]").fill("L’écoute, dite par six d’entre nous.")
    page.get_by_role("button", name="Proposer cette personne").click()

    on_the_wall(screen, "Nom proposé : Noé", "proposed")

    # the others answer, one objects and lifts it, and the person proposed speaks last
    for person in (omar, ada):
        person.page.goto(online)
        if person is ada:
            show_part(person).get_by_role("link", name="Je vois ce qui nous mettrait en difficulté").click()
            person.page.get_by_label("Si nous faisons cela, alors…").fill("Elle tiendrait trois rôles cette année.")
            person.axe()
            person.shot("objection")
            person.page.get_by_role("button", name="Porter cette objection").click()
        else:
            person.axe()
            show_part(person).get_by_role("button", name="Je consens", exact=True).click()
    malo.page.goto(door + meeting)
    show_part(malo).get_by_role("button", name="Je consens", exact=True).click()
    page.goto(online)
    page.locator("#mine").get_by_role("button", name="Je consens", exact=True).click()
    page.goto(door + meeting)
    conduct(ines, "Clore et montrer les réponses", sure=True)
    noe.page.goto(online)
    ada.page.goto(online)
    show_part(ada).get_by_role("button", name="Lever mon objection").click()
    confirm(ada)
    expect(show_part(noe).get_by_role("link", name="Accepter le rôle")).to_be_visible(timeout=LONG)
    noe.axe()
    noe.shot("acceptance")
    show_part(noe).get_by_role("link", name="Accepter le rôle").click()
    noe.page.get_by_role("button", name="J’accepte").click()
    expect(noe.page.locator("[data-region=head]")).to_contain_text("Rôle confié à", timeout=LONG)
    noe.axe()
    noe.shot("elected")
    on_the_wall(screen, "Élu·e : Noé", "elected")

    # once the meeting is over, the role is a mandate with its end, which rests on the election
    close_it(ines)
    home.manage("clock", "--once")
    has_mandate(omar, door)
    for person in (ines, malo, omar, noe, ada, screen):
        person.quiet()


def conduct(ines: Visitor, name: str, *, sure: bool = False) -> None:
    """The one big button of whoever facilitates."""
    button = ines.page.locator("[data-region=conduct]").get_by_role("button", name=name)
    expect(button.first).to_be_visible(timeout=LONG)
    button.first.click()
    if sure:
        confirm(ines)
    expect(button).to_have_count(0, timeout=LONG)


def on_the_wall(screen: Visitor, words: str, step: str) -> None:
    """The projector follows by itself; it never shows a nomination or an answer that is hidden."""
    expect(screen.page.locator("[data-region=wall]")).to_contain_text(words, timeout=LONG)
    screen.axe()
    screen.shot_both(step)


def name_somebody(person: Visitor, part, nominee: str, reason: str) -> None:
    part.locator("select[name=nominee]").select_option(label=full_name(part, nominee))
    part.locator("textarea[name=reason]").fill(reason)
    part.get_by_role("button", name="Nommer cette personne").click()
    counted = part.get_by_text("Compté : vous nommez").or_(person.page.get_by_text("Les raisons de chacun"))
    expect(counted.first).to_be_attached(timeout=LONG)


def change_to(person: Visitor, online: str, nominee: str, reason: str) -> None:
    """Having read the reasons, somebody online names one of those who were named; all see both names."""
    page = person.page
    page.goto(online)
    show_part(person).get_by_role("link", name="Nommer une autre personne").click()
    person.axe()
    person.shot("change")
    page.locator("select[name=nominee]").select_option(label=full_name(page, nominee))
    page.locator("textarea[name=reason]").fill(reason)
    page.locator("main").get_by_role("button", name="Nommer cette personne").click()
    shown = page.locator("[data-region=nominations]")
    expect(shown).to_contain_text(nominee, timeout=LONG)
    expect(shown).to_contain_text(reason)


def close_it(ines: Visitor) -> None:
    page = ines.page
    details = page.locator("details.conduct__close summary")
    if details.count():
        details.click()
    press(ines, "/meetings/…/closing/")
    confirm(ines)
    page.wait_for_url("**/minutes/")


def has_mandate(person: Visitor, door: str) -> None:
    """In the circle, with the election that gave it; on the page of whoever has it, until when."""
    page = person.page
    page.goto(f"{door}/circles/bistro/")
    unfold(person, "people")
    place = page.locator("#people li", has_text="référent·e")
    expect(place).to_contain_text("Noé")
    expect(place.get_by_role("link", name="élection sans candidat")).to_have_count(1)
    person.axe()
    person.shot("mandate")
    place.get_by_role("link", name="Noé").click()
    expect(page.locator("main")).to_contain_text(re.compile(r"référent·e, de \w+ \d{4} à décembre 2035"))
    person.shot("term")


def full_name(page, name: str) -> str:
    """As the list of people has it: « Noé Marchand »."""
    return next(text for text in page.locator("option").all_inner_texts() if text.startswith(name))


def election_of(person: Visitor, door: str) -> str:
    """From the circle's page, as somebody finds it who is not in the room."""
    page: Page = person.page
    page.goto(f"{door}/circles/bistro/")
    address = page.get_by_role("link", name="Trésorerie").first.get_attribute("href")
    assert address
    return f"{door}{address}"
