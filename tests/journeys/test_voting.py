"""Each method as people vote in it: on a phone with the keyboard alone, without JavaScript, and counted again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.asked import EVENINGS, HEARTH, OPTIONS, ROOF, YARD
from tests.journeys.board import Board, by_numbers, mark, press, reach, recorded, tick

Hands = Callable[[Page, Any], None]  # fills in what a method asks


def by_buttons(page: Page, order: Any) -> None:
    """A ranking with the arrow of each option: what is lifted first stands first."""
    for option in order:
        button = page.locator(f'#mine [data-index="{OPTIONS.index(option)}"] [data-move="up"]')
        press(button)
        expect(page.locator("#mine [role=status]").first).to_contain_text(option)


def by_ticks(page: Page, wanted: Any) -> None:
    for index, option in enumerate(OPTIONS):
        tick(page.locator(f'#mine [name="approve-{index}"]'), on=option in wanted)


def by_marks(field: str) -> Hands:
    """A row of numbers, or of words, for each option."""

    def fill(page: Page, marks: Any) -> None:
        for index, value in marks.items():
            mark(page.locator(f'#mine [name="{field}-{index}"][value="{value}"]'))

    return fill


def by_one(page: Page, option: Any) -> None:
    mark(page.locator(f'#mine [name="approve"][value="{OPTIONS.index(option)}"]'))


def by_points(page: Page, points: Any) -> None:
    """A number for each option; what is given so far follows."""
    for index, value in points.items():
        page.locator(f'#mine [name="score-{index}"]').fill(str(value))
    given = sum(value for value in points.values() if value)
    expect(page.locator("#mine output")).to_have_text(f"Points donnés : {given} sur 10.", use_inner_text=True)


def by_one_button(page: Page, choice: Any) -> None:
    press(page.locator(f'#mine button[value="{choice}"]'))


@dataclass(frozen=True)
class Journey:
    """How Malo answers, and answers otherwise; what is said of it; who wins because he did."""

    picture: str
    winners: list[str]
    first: tuple[Hands, Any, str]
    then: tuple[Hands, Any, str]
    fields: dict[str, str]  # what Omar fills in, the same as Malo in the end
    is_sent: bool = True  # with a button of its own

    @property
    def turns(self) -> tuple[tuple[Hands, Any, str], ...]:
        return (self.first, self.then)


RANKING_1 = (by_buttons, [ROOF, YARD], f"1. {ROOF}, 2. {YARD}")
RANKING_2 = (by_numbers, [YARD, ROOF], f"1. {YARD}, 2. {ROOF}")
RANKED = {"first": RANKING_1, "then": RANKING_2, "fields": {"rank-1": "1", "rank-0": "2"}}
SHARED = {"first": (by_buttons, [HEARTH], f"1. {HEARTH}"), "then": (by_numbers, [YARD, HEARTH], f"1. {YARD}, 2. ")}
TICKED = {"then": (by_ticks, [YARD], YARD), "fields": {"approve-1": "on"}}
ON_TICKS = {"first": (by_ticks, [HEARTH], HEARTH), **TICKED}

JOURNEYS = {
    "majority": Journey(
        "table.bars",
        [],
        (by_one_button, "against", "Contre"),
        (by_one_button, "for", "Pour"),
        {"choice": "for"},
        is_sent=False,
    ),
    "approval": Journey("table.options", [YARD], (by_ticks, [ROOF, HEARTH], f"{ROOF}, {HEARTH}"), **TICKED),
    "score": Journey(
        "table.options",
        [YARD],
        (by_marks("score"), {0: 5, 2: 1}, f"{ROOF} : 5 ; {HEARTH} : 1"),
        (by_marks("score"), {0: 0, 1: 5}, f"{ROOF} : 0 ; {YARD} : 5"),
        {"score-1": "5"},
    ),
    "borda": Journey("table.options", [YARD], **RANKED),
    "irv": Journey("figure.flow", [YARD], **RANKED),
    "schulze": Journey("figure.duels", [YARD], **RANKED),
    "ranked_pairs": Journey("figure.duels", [YARD], **RANKED),
    "stv_scottish": Journey("figure.flow", [ROOF, YARD], **SHARED, fields={"rank-1": "1"}),
    "stv_meek": Journey("figure.flow", [ROOF, YARD], **SHARED, fields={"rank-1": "1"}),
    "majority_judgment": Journey(
        "figure.merit",
        [YARD],
        (by_marks("grade"), {0: 3, 1: 1}, f"{ROOF} : Très bien ; {YARD} : Passable"),
        (by_marks("grade"), {0: 1, 1: 3}, f"{ROOF} : Passable ; {YARD} : Très bien"),
        {"grade-0": "1", "grade-1": "3"},
    ),
    "cumulative": Journey(
        "table.options",
        [YARD],
        (by_points, {0: 7, 2: 3}, f"{ROOF} : 7 ; {HEARTH} : 3"),
        (by_points, {0: 2, 1: 8, 2: ""}, f"{ROOF} : 2 ; {YARD} : 8"),
        {"score-1": "10"},
    ),
    "plurality": Journey(
        "table.options",
        [YARD],
        (by_one, ROOF, ROOF),
        (by_one, YARD, YARD),
        {"approve": "1"},
    ),
    "pav": Journey("table.options", [ROOF, YARD], **ON_TICKS),
    "equal_shares": Journey("figure.budget", [ROOF, YARD], **ON_TICKS),
    "dates": Journey(
        "table.options",
        [EVENINGS[1]],
        (by_marks("grade"), {0: 2, 1: 1}, "mardi 3 décembre, 18 h 30 : Oui ; "),
        (by_marks("grade"), {0: 0, 1: 2}, "mardi 3 décembre, 18 h 30 : Non ; mercredi 4 décembre, 18 h 30 : Oui"),
        {"grade-1": "2"},
    ),
}


@pytest.mark.parametrize("method", JOURNEYS)
def test_voting(method: str, board: Board) -> None:
    journey = JOURNEYS[method]
    answer_with_the_keyboard(board, method, journey)
    answer_without_javascript(board, method, journey)
    counted = board.conclude(method)
    assert counted["outcome"] == ("elected" if journey.winners else "adopted")
    assert sorted(counted.get("winners", [])) == sorted(journey.winners)
    read_the_result(board, method, journey, counted)


def answer_with_the_keyboard(board: Board, method: str, journey: Journey) -> None:
    """Malo, on his phone: an answer, and another one."""
    malo = board.person("Malo")
    page = board.show(malo, method)
    malo.axe()
    for turn, (fill, answer, said) in enumerate(journey.turns):
        fill(page, answer)
        if journey.is_sent:
            press(page.locator('#mine button[value="cast"]'))
        expect(recorded(page)).to_contain_text(f"Noté : {said}")
        expect(page.locator("#toasts")).to_contain_text(said)
        if not turn:
            malo.axe()
            malo.shot(f"{method}-1-answered")
    page.reload()
    expect(recorded(page)).to_contain_text(f"Noté : {journey.then[2]}")
    expect(page.locator('[data-region="ballot"]')).to_contain_text("4 votes sur 6")
    malo.quiet()


def answer_without_javascript(board: Board, method: str, journey: Journey) -> None:
    """Omar, whose browser runs no script: fields and buttons; the page comes back with what was recorded."""
    omar = board.person("Omar", javascript=False)
    page = board.show(omar, method)
    if not journey.is_sent:
        page.locator(f'#mine button[value="{journey.fields["choice"]}"]').click()
    else:
        for name, value in journey.fields.items():
            fill_in(page.locator(f'#mine [name="{name}"]'), value)
        page.locator('#mine button[value="cast"]').click()
    expect(recorded(page)).to_contain_text("Noté : ")
    expect(page.locator("main .messages")).to_contain_text("Noté")
    assert page.url == board.door + board.path(method)
    omar.fits()
    omar.quiet()


def fill_in(field: Locator, value: str) -> None:
    if field.first.evaluate("one => one.localName") == "select":
        field.select_option(value)
    elif field.first.get_attribute("type") == "number":
        field.fill(value)
    elif field.first.get_attribute("type") == "checkbox":
        field.check()
    else:
        field.and_(field.page.locator(f'[value="{value}"]')).check()


def read_the_result(board: Board, method: str, journey: Journey, counted: Any) -> None:
    """A sentence, a picture, the table behind it; and what is downloaded gives the same, counted apart."""
    malo = board.person("Malo")
    page = board.show(malo, method)
    shown = page.locator('[data-region="ballot"]')
    sentence = shown.locator("p.prose").first
    expect(sentence).to_contain_text("5 votants")
    for winner in journey.winners if method != "dates" else ["mercredi 4 décembre"]:
        expect(sentence).to_contain_text(winner)
    expect(shown.locator(journey.picture).first).to_be_visible()
    for summary in shown.locator("summary").all():
        press(summary)
    expect(shown.locator("table").first).to_be_visible()
    expect(shown.get_by_role("row", name="Malo")).to_contain_text(journey.then[2])
    malo.axe()
    malo.shot(f"{method}-2-result")
    reach(shown.locator('a[href$="/count.json"]'))
    with page.expect_download() as downloading:
        page.keyboard.press("Enter")
    again = board.count(downloading.value.path())
    assert again["outcome"] == counted["outcome"]
    assert again.get("winners") == counted.get("winners")
    assert all(again["steps"][language] for language in ("fr", "en"))
    malo.quiet()


@pytest.mark.parametrize("wide", [True, False], ids=["mouse", "thumb"])
def test_dragging(wide: bool, board: Board) -> None:
    """A ranking is put in order by its grips: with the mouse at a desk, with the thumb on a phone."""
    drag: Drag = with_the_mouse if wide else with_a_thumb
    rose = board.person("Rose" if wide else "Lise", phone=not wide)
    page = board.show(rose, "dragged")
    rows = page.locator("#mine [data-ranking] > li")
    expect(rows).to_contain_text([ROOF, YARD, HEARTH])
    rows.nth(1).evaluate("(row) => row.scrollIntoView({block: 'center'})")
    drag(page, rows.nth(2).locator("[data-grip]"), rows.nth(0))
    expect(rows).to_contain_text([HEARTH, ROOF, YARD])
    drag(page, rows.nth(1).locator("[data-grip]"), rows.nth(2))
    expect(rows).to_contain_text([HEARTH, YARD, ROOF])
    numbers = [rows.nth(place).locator("select").input_value() for place in range(3)]
    assert numbers == ["1", "2", "3"]
    rose.axe()
    page.locator('#mine button[value="cast"]').click()
    expect(recorded(page)).to_contain_text(f"Noté : 1. {HEARTH}, 2. {YARD}, 3. {ROOF}")
    expect(rows).to_contain_text([HEARTH, YARD, ROOF])
    rose.quiet()


Drag = Callable[[Page, Locator, Locator], None]


def with_the_mouse(page: Page, grip: Locator, over: Locator) -> None:
    start, end = middle(grip), beyond(grip, over)
    page.mouse.move(*start)
    page.mouse.down()
    page.mouse.move(start[0], end[1], steps=6)
    page.mouse.up()


def with_a_thumb(page: Page, grip: Locator, over: Locator) -> None:
    start, end = middle(grip), beyond(grip, over)
    session = page.context.new_cdp_session(page)

    def touch(kind: str, *points: tuple[float, float]) -> None:
        at = [{"x": x, "y": y} for x, y in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": at})

    touch("touchStart", start)
    for step in range(1, 7):
        touch("touchMove", (start[0], start[1] + (end[1] - start[1]) * step / 6))
    touch("touchEnd")
    session.detach()


def middle(one: Locator) -> tuple[float, float]:
    box = one.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def beyond(grip: Locator, over: Locator) -> tuple[float, float]:
    """Past the middle of another row."""
    (_left, start), (x, y) = middle(grip), middle(over)
    return x, y + (10 if y > start else -10)
