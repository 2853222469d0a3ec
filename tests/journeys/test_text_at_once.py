"""Two people who write the same words at once: both texts are shown, and neither is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.journeys.conftest import Visitor
from tests.journeys.evening import LONG
from tests.journeys.house import House
from tests.journeys.text_to_improve import come, said_by, select, write_text

# In the round, Omar objects and asks Inès to help him to word it.
OBJECT = """
from members.models import Member
from proposals import actions
from proposals.models import Objection, Proposal
omar, ines = (Member.objects.get(name=name) for name in ("Omar Sainfoin", "Inès Vallon"))
round = actions.open_round(Proposal.objects.get(pk={pk}), actor=ines)
position = actions.take_position(round, kind="objection", objection={{"kind": "harm"}}, actor=omar)
actions.ask_for_help(Objection.objects.get(position=position), helper=ines, actor=omar)
print(round.pk, position.pk)
"""


@pytest.fixture
def home(house: Callable[..., House]) -> House:
    return house(demo=True)


@pytest.fixture
def written(home: House) -> tuple[str, str]:
    return write_text(home)


def test_two_people_who_rewrite_the_same_words_at_once_are_shown_side_by_side_and_both_are_kept(
    visitor: Callable[..., Visitor], written: tuple[str, str]
) -> None:
    rewritten = {"Inès": ("chaque", "On s’en souvient."), "Omar": ("le premier", "Deux suffisent.")}
    ines, omar = (come(visitor, written, name, name.lower(), phone=name == "Omar") for name in rewritten)
    for person, (words, why) in zip((ines, omar), rewritten.values(), strict=True):
        select(person, "un samedi sur deux")
        person.page.get_by_role("link", name="Proposer une modification", exact=True).click()
        person.page.locator("[name=replacement]").fill(f"{words} samedi")
        person.page.locator("[name=reason]").fill(why)
    for person in (ines, omar):  # both had the form open before either sent it
        person.page.get_by_role("button", name="Proposer cette modification").click()
        person.page.wait_for_url(written[1])

    malo = come(visitor, written, "Malo", "malo", phone=True)
    malo.page.goto(f"{written[1]}passages/")
    both = malo.page.locator(".side-by-side article")
    for words, why in rewritten.values():
        expect(both.filter(has_text=why).locator("ins")).to_contain_text(words)
    malo.axe()
    malo.shot_both("1-side-by-side")
    both.filter(has_text="On s’en souvient.").get_by_role("button", name="Reprendre dans le texte").tap()
    expect(malo.page.locator("main")).to_contain_text("ouvrent chaque samedi, de 10 h", timeout=LONG)
    omar.page.goto(f"{written[1]}passages/")
    ended = omar.page.locator("#ended-edits")
    if not ended.locator("article").first.is_visible():
        ended.locator("summary").tap()
    expect(ended.locator("article", has_text="Deux suffisent.").locator("ins")).to_contain_text("le premier")
    omar.shot("2-not-lost")
    for person in (ines, omar, malo):
        person.quiet()


def test_two_people_who_word_one_objection_at_once_see_both_texts_and_lose_none(
    home: House, visitor: Callable[..., Visitor], written: tuple[str, str]
) -> None:
    door, page = written
    round, position = said_by(home, OBJECT.format(pk=page.rstrip("/").rpartition("/")[2]))
    omar, ines = come(visitor, written, "Omar", "omar", phone=True), come(visitor, written, "Inès", "ines", phone=False)
    for person, path, words in (
        (omar, f"/rounds/{round}/objection/", "Alors Rose tiendrait seule l’accueil."),
        (ines, f"/positions/{position}/wording/", "Alors une personne serait seule trois samedis sur huit."),
    ):
        person.page.goto(door + path)
        person.page.get_by_label("Si nous faisons cela, alors…").fill(words)
    ines.page.get_by_role("button", name="Enregistrer cette raison").click()
    ines.page.wait_for_url(page)
    omar.page.get_by_role("button", name="Porter cette objection").click()
    theirs = omar.page.locator(".field__rival blockquote")
    expect(theirs).to_contain_text("Alors une personne serait seule trois samedis sur huit.", timeout=LONG)
    consequence = omar.page.get_by_label("Si nous faisons cela, alors…")
    expect(consequence).to_have_value("Alors Rose tiendrait seule l’accueil.")
    omar.axe()
    omar.shot_both("1-both")
    consequence.fill("Alors Rose tiendrait seule l’accueil, trois samedis sur huit.")
    omar.page.get_by_role("button", name="Porter cette objection").click()
    omar.page.wait_for_url(page)
    ines.page.goto(f"{door}/positions/{position}/wording/")
    expect(ines.page.get_by_label("Si nous faisons cela, alors…")).to_have_value(
        "Alors Rose tiendrait seule l’accueil, trois samedis sur huit."
    )
    ines.quiet()
