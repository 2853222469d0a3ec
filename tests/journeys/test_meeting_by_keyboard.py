"""What a meeting decides and keeps, without a mouse: a consent through all its stages, a decision noted, notes on which
two disagree, the end of the evening. Each state is read in every way too.
"""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, expect

from tests.journeys import board
from tests.journeys.conftest import Visitor
from tests.journeys.evening import LONG, following, region
from tests.journeys.house import House
from tests.journeys.keyboard import (
    act,
    confirm,
    forget_the_cut,
    keeps_focus,
    press,
    reads_in_every_way,
    sends,
    show_part,
    write,
)
from tests.journeys.test_evening import BETTER, enter
from tests.journeys.test_noted_decisions import BEGUN, KEYS, NEARLY_OVER
from tests.journeys.test_notes import FIRST, OTHER

AT_THE_VISITS = """
from assembly.actions import advance, arrive, open_meeting
from assembly.models import Meeting
from members.models import Member
ines, malo, omar = (Member.objects.get(email__startswith=f"{name}.") for name in ("ines", "malo", "omar"))
meeting = open_meeting(Meeting.objects.filter(state="convened").earliest("starts_at"), actor=ines)
for member in (malo, omar):
    arrive(meeting, member=member, actor=member)
advance(meeting, expected=None, to=meeting.items.get(title__startswith="Ouvrir les visites"), actor=ines)
print(meeting.get_absolute_url())
"""
FACT = "trois visites ce trimestre, la même personne à chaque fois"


def test_a_consent_by_keyboard(house: Callable[..., House], visitor: Callable[..., Visitor]) -> None:
    home = house(demo=True)
    address = home.doors[0] + home.manage("shell", "-v", "0", "-c", AT_THE_VISITS).strip().splitlines()[-1]
    ines, malo, omar = people = visitor("ines"), visitor("malo", phone=True), visitor("omar")
    for person, name in zip(people, ("Inès", "Malo", "Omar"), strict=True):
        person.stay_still()
        enter(person, home.doors[0], name)
        person.page.goto(address)
        following(person.page)
    ballot = region(ines, "ballot")

    # a question and its answer
    act(ines, "/proposals/…/stage/")
    part = show_part(malo)
    press(malo, part.locator("summary", has_text="Poser une question"))
    write(malo, part.locator("form[action$='/questions/'] textarea"), "Qui anime ?")
    act(malo, "/proposals/…/questions/")
    write(omar, omar.page.locator("form[action$='/answer/'] textarea"), "Qui veut.")
    act(omar, "/questions/…/answer/")
    expect(ballot).to_contain_text("Qui veut.", timeout=LONG)
    reads_in_every_way("answered", *people)

    # reactions; the author keeps the text
    act(ines, "/proposals/…/stage/")
    for person in (ines, malo):
        part = show_part(person)
        write(person, part.locator("form[action$='/reactions/'] textarea"), "Bien.")
        press(person, sends(person, "/proposals/…/reactions/").first)
        keeps_focus(person)
    expect(ballot).to_contain_text("Bien.", timeout=LONG)
    reads_in_every_way("reactions", *people)
    act(ines, "/proposals/…/stage/")
    reads_in_every_way("amending", *people)
    act(omar, "/proposals/…/keeping/")

    # positions: Malo objects
    expect(
        sends(ines, "/proposals/…/round/").or_(region(ines, "conduct").get_by_text("objections")).first
    ).to_be_visible(timeout=LONG)
    if sends(ines, "/proposals/…/round/").count():
        act(ines, "/proposals/…/round/")
    for person in (ines, omar):
        act(person, "/rounds/…/position/", "consent")
    reads_in_every_way("round", *people)
    press(malo, show_part(malo).locator('a[href*="/objection/"]'))
    malo.page.wait_for_url("**/objection/**")
    board.mark(malo.page.locator('input[name="kind"]').nth(2))
    write(malo, malo.page.locator('[name="consequence"]'), "les mêmes deux personnes animeront")
    write(malo, malo.page.locator('[name="fact"]'), FACT)
    write(malo, malo.page.locator('[name="aim"]'), "que le quotidien tienne")
    reads_in_every_way("objecting", malo)
    press(malo, malo.page.locator("form button.button--lamp"))
    following(malo.page)
    act(ines, "/rounds/…/closing/", sure=True)
    expect(ballot).to_contain_text(FACT, timeout=LONG)
    reads_in_every_way("examination", *people)

    # examination, and a new version
    act(malo, "/objections/…/passing/")
    act(ines, "/proposals/…/stage/")
    press(omar, omar.page.locator('a[href*="/amendment/"]'))
    text = omar.page.locator('textarea[name="text"]')
    board.reach(text)
    omar.page.keyboard.press("Control+a")
    omar.page.keyboard.type(BETTER)
    press(omar, omar.page.locator('button[name="preview"]'))
    expect(omar.page.locator(".diff ins").first).to_be_visible()
    reads_in_every_way("difference", omar)
    press(omar, omar.page.locator("form button.button--lamp"))
    following(omar.page)
    act(ines, "/proposals/…/round/")
    for person in people:
        act(person, "/rounds/…/position/", "consent")
    decided = region(ines, "minutes").locator('a[href*="/decisions/"]')
    closing = region(ines, "conduct").locator('button[formaction^="/rounds/"][formaction$="/closing/"]')
    expect(ballot).to_contain_text(re.compile(r"3 / \d|texte adopté"), timeout=LONG)
    if closing.count() and not decided.count():
        press(ines, closing)
        confirm(ines)
        keeps_focus(ines)
    expect(decided).to_have_count(1, timeout=LONG)
    reads_in_every_way("adopted", *people)


def writes_the_notes(person: Visitor) -> Locator:
    """By the link that opens them, which a phone folds: the focus is in the field then."""
    title = person.page.locator("#kept > details:not([open]) > summary")
    if title.count():
        press(person, title)
    press(person, region(person, "notes").locator("[data-write-notes]"))
    field = person.page.locator("#notes form[data-note] textarea").last
    expect(field).to_be_focused(timeout=LONG)
    return field


def test_notes_a_noted_decision_and_the_end_by_keyboard(
    house: Callable[..., House], visitor: Callable[..., Visitor]
) -> None:
    home = house(demo=True)
    address = home.doors[0] + home.manage("shell", "-v", "0", "-c", BEGUN).strip().splitlines()[-1]
    ines, malo = people = visitor("ines"), visitor("malo", phone=True)
    for person, name in zip(people, ("Inès", "Malo"), strict=True):
        person.stay_still()
        enter(person, home.doors[0], name)
        person.page.goto(address)
        following(person.page)

    # two texts that disagree
    of_ines, of_malo = (writes_the_notes(person) for person in people)
    malo.page.context.set_offline(True)
    malo.page.keyboard.type(OTHER)
    ines.page.keyboard.type(FIRST)
    expect(ines.page.locator(".notes__state").first).to_have_text("Enregistré", timeout=LONG)
    malo.page.context.set_offline(False)
    for person in people:
        expect(person.page.locator(".notes__choice")).to_contain_text(OTHER, timeout=LONG)
    expect(of_malo).to_be_focused()
    forget_the_cut(malo)
    reads_in_every_way("two-texts", *people)
    press(malo, malo.page.locator(".notes__choice").get_by_role("button", name="Garder tout"))
    expect(of_malo).to_have_value(f"{FIRST}\n\n{OTHER}", timeout=LONG)
    expect(of_malo).to_be_focused()
    expect(of_ines).to_have_value(f"{FIRST}\n\n{OTHER}", timeout=LONG)

    # a decision noted
    press(ines, region(ines, "conduct").get_by_role("link", name="Noter une décision"))
    write(ines, ines.page.get_by_label("Ce qui est décidé, en une ligne"), KEYS)
    press(ines, ines.page.get_by_role("button", name="Noter cette décision"))
    following(ines.page)
    expect(malo.page.locator("#act-bar")).to_contain_text(KEYS, timeout=LONG)
    reads_in_every_way("noted", *people)
    home.manage("shell", "-v", "0", "-c", NEARLY_OVER)
    for person in people:
        expect(region(person, "noted")).to_contain_text(f"Notée sans objection\u00a0: {KEYS}", timeout=LONG)
    reads_in_every_way("held", *people)

    # the end, taken back, and the end again
    for step in ("closed", "closed-again"):
        early = ines.page.locator("details.conduct__close:not([open]) summary")
        if early.count():
            press(ines, early)
        press(ines, sends(ines, "/meetings/…/closing/"))
        confirm(ines)
        ines.page.wait_for_url("**/minutes/")
        expect(region(malo, "conduct").locator('a[href$="/minutes/"]')).to_be_visible(timeout=LONG)
        reads_in_every_way(step, *people)
        if step == "closed":
            press(ines, ines.page.get_by_role("button", name="Rouvrir la réunion"))
            ines.page.wait_for_url(re.compile(r"/meetings/\d+/$"))
            following(ines.page)
    press(ines, sends(ines, "/meetings/…/signatures/"))
    confirm(ines)
    expect(ines.page.get_by_role("button", name="Retirer ma signature")).to_be_visible(timeout=LONG)
    reads_in_every_way("signed", ines)
