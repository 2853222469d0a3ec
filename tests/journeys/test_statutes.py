"""From the statutes to the rules on a phone: all fifteen questions, what they would change, and the rules adopted."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.commissions.test_statutes_whole import LARGE_ASSEMBLY, LARGE_BOARD, StatutesCase
from tests.journeys import board
from tests.journeys.conftest import Visitor
from tests.journeys.house import House
from tests.journeys.test_evening import enter

QUORUM_OF_ASSEMBLY = (
    "39 personnes comptent, sur 154, il en faut 78 : il manque 39 personnes pour le quorum.",
    "52 personnes comptent, sur 154, il en faut 78 : il manque 26 personnes pour le quorum.",
    "77 personnes comptent, sur 154, il en faut 78 : il manque 1 personne pour le quorum.",
)
QUORUM_OF_BOARD = (
    "3 personnes comptent, sur 12, il en faut 7 : il manque 4 personnes pour le quorum.",
    "4 personnes comptent, sur 12, il en faut 7 : il manque 3 personnes pour le quorum.",
    "6 personnes comptent, sur 12, il en faut 7 : il manque 1 personne pour le quorum.",
)
ARTICLES_OF_BOARD = [
    "Ses réunions sont convoquées au moins 15 jours francs avant (statuts, article 18). Convoqué plus tard, ou pas du "
    "tout, il décide quand même.",  # a rule of the demonstration’s board that no question asks about
    "On peut participer à ses réunions à distance (statuts, article 19).",
]
LAST_BOARD = (
    "9 personnes comptent, sur 12, il en faut 7 : le quorum est là.",
    "La convocation est partie 8 jours francs avant : trop tard, il en faut 15.",
    "6 pour, 1 contre, il en fallait 4 : adopté.",
)


def choose(person: Visitor, name: str, answer: str) -> None:
    radio = person.page.locator(f'main form[method=get] input[name="{name}"][value="{answer}"]')
    if radio.count() and person.has_javascript:
        board.mark(radio)
    elif radio.count():
        radio.locator("xpath=ancestor::label").click()
    elif person.has_javascript:
        board.reach(person.page.locator(f'main form[method=get] input[name="{name}"]'))
        person.page.keyboard.press("Control+a")
        person.page.keyboard.press("Delete")
        person.page.keyboard.type(answer)
    else:
        person.page.locator(f'main form[method=get] input[name="{name}"]').fill(answer)


def send(person: Visitor, name: str) -> None:
    button = person.page.get_by_role("button", name=name)
    board.press(button) if person.has_javascript else button.click()


def adopt(person: Visitor, case: StatutesCase, articles: list[str], *told: str) -> None:
    """Answer all that the page asks, read what that changes, adopt it; the circle's page then says the rules."""
    page = person.page
    expect(page.get_by_role("heading", level=1)).to_have_text("Des statuts aux règles")
    expect(page.get_by_role("button", name="Adopter ces règles")).to_have_count(0)
    for name, answer in case.answers.items():
        choose(person, name, answer)
    person.shot(f"1-{case.kind}-answers")
    send(person, "Voir ce que cela change")
    for sentence in articles:
        expect(page.get_by_role("region", name="Avec ces réponses")).to_contain_text(sentence)
    for sentence in told:
        expect(page.locator("main")).to_contain_text(sentence)
    person.axe() if person.has_javascript else person.fits()
    person.shot_both(f"2-{case.kind}-tried")
    send(person, "Adopter ces règles")
    expect(page.get_by_role("status").first).to_contain_text("Ces règles valent dès maintenant")
    for sentence in articles:
        expect(page.locator("#rules")).to_contain_text(sentence)
    person.shot(f"3-{case.kind}-adopted")


def walk(ada: Visitor, door: str) -> None:
    enter(ada, door, "Ada")
    ada.page.goto(f"{door}/circles/ag/rules/")
    ada.page.get_by_role("link", name="Partir des statuts").click()
    adopt(ada, LARGE_ASSEMBLY, LARGE_ASSEMBLY.articles, *QUORUM_OF_ASSEMBLY)
    ada.page.goto(f"{door}/circles/ag/statutes/")
    ada.page.get_by_role("region", name="Continuer avec").get_by_role("link", name="Conseil d’administration").click()
    ada.page.wait_for_url(f"{door}/circles/ca/statutes/")
    adopt(ada, LARGE_BOARD, ARTICLES_OF_BOARD, *QUORUM_OF_BOARD, *LAST_BOARD)
    ada.page.goto(f"{door}/circles/ca/statutes/?quorum=over_half")
    expect(ada.page.get_by_role("region", name="Avec ces réponses")).to_contain_text("Les règles le disent déjà")
    ada.quiet()


def test_fifteen_questions_become_rules_by_the_keyboard(
    house: Callable[..., House], visitor: Callable[..., Visitor]
) -> None:
    walk(visitor("ada", phone=True), house(demo=True).doors[0])


def test_fifteen_questions_become_rules_without_javascript(
    house: Callable[..., House], visitor: Callable[..., Visitor]
) -> None:
    walk(visitor("ada", phone=True, dark=True, javascript=False), house(demo=True).doors[0])
