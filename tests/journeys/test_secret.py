"""A secret ballot as its voter lives it: a code of one's own, in the box once, found again by nobody else."""

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, Route, expect

from tests.journeys.asked import HEARTH, ROOF, YARD
from tests.journeys.board import Board, by_numbers, press, reach
from tests.journeys.conftest import Visitor
from tests.journeys.evening import LONG

CODE = re.compile(r"([0-9A-Z]{4}-){3}[0-9A-Z]{4}")
IN_THE_BOX = "Le bulletin est dans l’urne."
NOT_KEPT = "Le code de reçu n’est montré qu’une fois"


def paper(page: Page, number: int = 0) -> Locator:
    return page.locator("#mine section.vote").nth(number)


def code_on(shown: Locator) -> str:
    code = shown.locator(".receipt__code")
    expect(code).to_have_text(CODE)
    return code.inner_text()


def kept_by(visitor: Visitor) -> str:
    """All that this browser keeps beyond the page."""
    return str(visitor.page.evaluate("[{...localStorage}, {...sessionStorage}, document.cookie].map(JSON.stringify)"))


def test_a_secret_ballot(board: Board) -> None:
    """Malo's browser makes his code; Omar, without JavaScript, has the server's; afterwards each finds their own."""
    malo, omar = board.person("Malo"), board.person("Omar", javascript=False)
    code = cast_with_our_script(board, malo)
    other = cast_without_javascript(board, omar)
    board.conclude("secret")
    find_it_here(board, malo, code)
    find_it_without_javascript(board, omar, other)
    stranger = board.person("Rose")
    page = stranger.page
    page.goto(board.door + board.path("secret") + "verification/")
    expect(page.locator("[data-code]")).to_have_count(5)
    expect(page.locator(".is-found")).to_have_count(0)
    assert page.locator("#find-code").input_value() == ""
    assert "Malo" not in page.locator("main").inner_text()
    board.show(stranger, "secret")
    assert code not in page.content()
    page.locator("summary", has_text="Qui a voté").click()
    expect(page.get_by_role("row", name="Malo")).to_contain_text("Malo A voté", use_inner_text=True)
    stranger.quiet()


def cast_with_our_script(board: Board, malo: Visitor) -> str:
    sent: list[str] = []
    malo.page.on("request", lambda one: sent.append(one.post_data or "") if one.method == "POST" else None)
    with malo.page.expect_response(f"**{board.path('secret')}") as drawn:
        page = board.show(malo, "secret")
    code = code_on(paper(page).locator("[data-receipt]"))
    by_the_server = re.search(r'name="code" value="(\w+)"', drawn.value.text())
    assert by_the_server
    assert by_the_server[1] != code.replace("-", "")
    expect(page.get_by_text("Votre navigateur vient de le tirer au sort")).to_be_visible()
    malo.axe()
    by_numbers(page, [YARD, ROOF])
    press(page.locator('#mine button[value="cast"]'))
    expect(paper(page)).to_contain_text(IN_THE_BOX, timeout=LONG)
    receipt = paper(page).locator("[data-kept]")
    expect(receipt).to_be_visible()
    assert code_on(receipt) == code
    expect(paper(page)).not_to_contain_text(NOT_KEPT, use_inner_text=True)
    assert len(sent) == 1
    assert code.replace("-", "") in sent[0]
    assert code not in kept_by(malo)
    with page.expect_download() as downloading:
        press(receipt.locator("[data-download]"))
    assert code in downloading.value.path().read_text()
    malo.axe()
    malo.shot("secret-1-receipt")
    page.reload()
    expect(paper(page)).to_contain_text(IN_THE_BOX)
    expect(paper(page)).to_contain_text(NOT_KEPT, use_inner_text=True)
    assert code not in page.content()
    malo.quiet()
    return code


def cast_without_javascript(board: Board, omar: Visitor) -> str:
    page = board.show(omar, "secret")
    code = code_on(paper(page).locator("[data-receipt]"))
    expect(page.get_by_text("Sans JavaScript, c’est notre serveur qui l’a tiré au sort")).to_be_visible()
    page.locator('#mine [name="rank-1"]').select_option("1")
    with page.expect_response(f"**{board.path('secret')}votes/") as answered:
        page.locator('#mine button[value="cast"]').click()
    assert answered.value.status == 200
    expect(page.get_by_role("heading", level=1)).to_have_text("Votre bulletin est dans l’urne")
    assert code_on(page.locator(".receipt")) == code
    omar.fits()
    omar.shot("secret-2-receipt")
    page.get_by_role("link", name="Retour au scrutin").click()
    expect(paper(page)).to_contain_text(IN_THE_BOX)
    assert code not in page.content()
    return code


def find_it_here(board: Board, malo: Visitor, code: str) -> None:
    """By the keyboard; the code does not leave the browser."""
    page = board.show(malo, "secret")
    press(page.locator("#mine").get_by_role("link", name="Retrouver mon bulletin dans la liste publiée"))
    page.wait_for_url("**/verification/#list")
    expect(page.locator(".is-found")).to_have_count(0)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    reach(page.locator("#find-code"))
    page.keyboard.type(code.lower().replace("0", "o"))
    page.keyboard.press("Enter")
    said = page.locator("[data-find] [role=status]")
    expect(said).to_contain_text(f"{code} · 1. {YARD}, 2. {ROOF}")
    expect(page.locator(".is-found")).to_contain_text(code)
    assert asked == []
    malo.axe()
    malo.shot("secret-3-found")
    malo.quiet()


def find_it_without_javascript(board: Board, omar: Visitor, code: str) -> None:
    page = omar.page
    page.goto(board.door + board.path("secret") + "verification/")
    page.locator("#find-code").fill(code)
    page.get_by_role("button", name="Retrouver mon bulletin").click()
    expect(page.locator("[data-find] [role=status]")).to_contain_text(f"{code} · 1. {YARD}")
    assert code.replace("-", "") not in page.url
    omar.fits()


def test_an_answer_that_is_lost_on_its_way_counts_once(board: Board) -> None:
    """The ballot arrives, nobody hears of it: the same button again is the same ballot, and answers the notice."""
    malo = board.person("Malo")
    page = board.show(malo, "lost")
    code = code_on(paper(page).locator("[data-receipt]"))
    page.route("**/votes/", lose_the_first())
    page.locator('#mine input[value="for"]').check()
    button = page.locator("#mine").get_by_role("button", name="Déposer mon bulletin")
    button.click()
    waiting = page.get_by_role("alert")
    expect(waiting).to_contain_text("n’est pas encore enregistré")
    assert code_on(paper(page).locator("[data-receipt]")) == code
    malo.axe()
    malo.shot("lost-1-waits")
    button.click()
    expect(paper(page)).to_contain_text(IN_THE_BOX, timeout=LONG)
    assert code_on(paper(page).locator("[data-kept]")) == code
    expect(waiting).to_have_count(0)
    expect(page.locator('[data-region="ballot"]')).to_contain_text("5 votes sur 9")
    assert board.conclude("lost")["counts"]["for"] == 3
    expect(published(board, page, "lost", code)).to_contain_text("Pour")
    expect(page.locator("[data-code]")).to_have_count(5)


def published(board: Board, page: Page, name: str, code: str) -> Locator:
    """The line of that code in the list of ballots."""
    page.goto(board.door + board.path(name) + "verification/")
    return page.locator(f'[data-code="{code.replace("-", "")}"]')


def lose_the_first() -> Callable[[Route], None]:
    """What is sent first is done, and its answer never comes."""
    sent: list[Route] = []

    def answer(route: Route) -> None:
        sent.append(route)
        if len(sent) > 1:
            return route.continue_()
        route.fetch()
        return route.abort("internetdisconnected")

    return answer


def test_each_proxy_has_its_own_code(board: Board) -> None:
    """Malo votes for himself, for Rose and for Lise: three ballots on one page, and no code meets another."""
    malo = board.person("Malo")
    page = board.show(malo, "trusted")
    papers = page.locator("#mine section.vote")
    expect(papers).to_have_count(3)
    malo.axe()
    codes = [code_on(papers.nth(number).locator("[data-receipt]")) for number in range(3)]
    assert len(set(codes)) == 3
    for number in (1, 0, 2):
        one = papers.nth(number)
        one.locator(f'[name="rank-{number}"]').select_option("1")
        one.locator('button[value="cast"]').click()
        expect(one).to_contain_text(IN_THE_BOX, timeout=LONG)
        assert code_on(one.locator("[data-kept]")) == codes[number]
    for number in range(3):
        assert code_on(papers.nth(number).locator("[data-kept]")) == codes[number]
    malo.axe()
    malo.shot("trusted-1-three-receipts")
    malo.quiet()
    board.conclude("trusted")
    for code, option in zip(codes, (ROOF, YARD, HEARTH), strict=True):
        expect(published(board, page, "trusted", code)).to_contain_text(f"1. {option}")
    expect(page.locator("[data-code]")).to_have_count(7)
