"""One evening, as three people hold it in three browsers: Inès facilitates, Malo has a phone, Omar writes.

Nobody reloads: what one does, the others see because the page moves.
"""

import re
from contextlib import suppress
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout

from tests.journeys.conftest import SHOTS, Visitor
from tests.journeys.house import House
from tests.journeys.screens import Measures
from tests.waiting import wait_until

LONG = 15_000  # milliseconds for a push to arrive on a busy machine
ANNOUNCED = "La fermeture est annoncée"


@dataclass
class Evening:
    """Who is there, and where."""

    ines: Visitor
    malo: Visitor
    omar: Visitor
    home: House
    meeting: str  # its path
    doors: tuple[str, str, str]  # the address at which each of the three comes in
    measures: Measures
    screen: Visitor | None = None  # the projector of the room

    @property
    def people(self) -> tuple[Visitor, Visitor, Visitor]:
        return self.ines, self.malo, self.omar

    def come_in(self) -> None:
        for person, door in zip(self.people, self.doors, strict=True):
            person.page.goto(door + self.meeting)
            following(person.page)
        if self.screen:
            self.screen.page.goto(f"{self.doors[0]}{self.meeting}screen/")
            following(self.screen.page)

    def picture(self, step: str) -> None:
        for person in self.people:
            person.axe()
            person.quiet()
            person.shot_both(step)
            self.measures.take(step, person.name, person.page)
        if self.screen:
            self.screen.axe()
            self.screen.quiet()
            self.screen.shot_both(step)
            self.measures.take(step, self.screen.name, self.screen.page)


def following(page: Page) -> None:
    expect(page.locator("#live")).to_have_attribute("data-state", "live", timeout=LONG)


def region(person: Visitor, name: str) -> Locator:
    return person.page.locator(f'[data-region="{name}"]')


def press(person: Visitor, address: str, *, value: str = "") -> None:
    """Press the button that sends to an address like "/rounds/…/closing/", in a region or in one's own part."""
    start, end = address.split("…")
    mark = f'[name][value="{value}"]' if value else ""
    sends = f'button[formaction^="{start}"][formaction$="{end}"]{mark}'
    form = f'form[action^="{start}"][action$="{end}"] button{mark}'
    buttons = person.page.locator(f"{sends}, {form}")
    expect(buttons.first).to_be_attached(timeout=LONG)
    if not buttons.filter(visible=True).count():
        show_part(person)
    button = buttons.filter(visible=True).first
    expect(button).to_be_visible(timeout=LONG)
    button.click()


def show_part(person: Visitor) -> Locator:
    """One's own part, which on a phone the bar above the navigation opens."""
    part = person.page.locator("#my-part")
    expect(part).to_be_attached(timeout=LONG)
    if not part.is_visible():
        person.page.locator(".act-bar [popovertarget]").last.click()
        expect(part).to_be_visible()
    return part


def confirm(person: Visitor) -> None:
    """Mean what was pressed: in the dialog, or on the page that stands for it without a script."""
    sure = person.page.locator("[role=alertdialog] .button--clay, form:has([name=confirmed]) .button--clay")
    sure.click(timeout=LONG)
    expect(person.page.locator("[role=alertdialog]")).to_have_count(0)


def unfold(person: Visitor, part: str) -> None:
    """Open a part of the page that a phone folds."""
    title = person.page.locator(f"#{part} > details:not([open]) > summary")
    if title.count():
        title.click()


def go_faster(person: Visitor) -> None:
    """Ask everybody at once, before every stage has taken place."""
    press(person, "/proposals/…/round/")
    confirm(person)


def portrait(person: Visitor) -> None:
    """The picture of the README: the same page, opened afresh beside."""
    page = person.page.context.new_page()
    page.set_viewport_size({"width": 1280, "height": 1560})
    page.goto(person.page.url)
    following(page)
    page.screenshot(path=SHOTS / "evening.png")
    page.close()


def open_it(evening: Evening) -> None:
    """Inès opens; the two others mark themselves present; she sees the quorum grow."""
    evening.picture("0-convened")
    press(evening.ines, "/meetings/…/opening/")
    for person in (evening.malo, evening.omar):
        press(person, "/meetings/…/arrivals/")
    for person in evening.people:
        expect(region(person, "presence")).to_contain_text("3 présent", timeout=LONG)
    evening.picture("1-open")


def begin(evening: Evening, title: str) -> None:
    """The agenda moves to an item, on three screens."""
    press(evening.ines, "/meetings/…/steps/")
    for person in evening.people:
        expect(region(person, "now").locator("h2")).to_contain_text(title, timeout=LONG)


def speak(evening: Evening) -> None:
    """Malo asks for the floor from his phone, is called, and has finished."""
    press(evening.malo, "/meetings/…/hands/", value="speak")
    expect(region(evening.ines, "floor")).to_contain_text("Malo", timeout=LONG)
    press(evening.ines, "/hands/…/calling/")
    now = region(evening.omar, "floor").locator(".floor__now")
    expect(now).to_contain_text("Malo", timeout=LONG)
    evening.picture("2-speaking")
    expect(evening.malo.page.locator(".act-bar")).to_contain_text("Vous avez la parole", timeout=LONG)
    press(evening.malo, "/turns/…/end/")
    expect(now).to_have_count(0, timeout=LONG)


def decide_by_consent(evening: Evening, better: str) -> None:
    """An objection whose objector suggests nothing, a better text whose difference everybody sees, consent."""
    ines, malo, omar = evening.people
    press(ines, "/proposals/…/stage/")
    expect(region(ines, "conduct")).to_contain_text("saute les réactions", timeout=LONG)
    go_faster(ines)
    press(omar, "/rounds/…/position/", value="consent")
    expect(region(ines, "ballot")).to_contain_text("1 / ", timeout=LONG)
    press(ines, "/rounds/…/position/", value="consent")
    show_part(malo).locator('a[href*="/objection/"]').click()
    malo.page.locator('input[name="kind"]').nth(2).check()
    malo.page.locator('[name="consequence"]').fill("les mêmes deux personnes animeront tous les mercredis")
    malo.page.locator('[name="fact"]').fill("trois visites ce trimestre, la même personne à chaque fois")
    malo.page.locator('[name="aim"]').fill("que le quotidien tienne dans la durée")
    malo.axe()
    malo.shot("2-objection")
    malo.page.locator("form button.button--lamp").click()
    following(malo.page)
    expect(malo.page.locator(".toast")).to_contain_text("Votre objection est enregistrée")
    expect(malo.page.locator(".messages")).to_have_count(0)
    press(ines, "/rounds/…/closing/")
    confirm(ines)
    for person in evening.people:
        expect(region(person, "ballot")).to_contain_text("trois visites ce trimestre", timeout=LONG)
    evening.picture("3-objection-shown")
    portrait(ines)
    expect(malo.page.locator(".act-bar")).to_contain_text("votre suggestion", timeout=LONG)
    press(malo, "/objections/…/passing/")
    expect(malo.page.locator("form[action$='/passing/'] button")).to_have_count(0, timeout=LONG)
    press(ines, "/proposals/…/stage/")
    omar.page.locator('a[href*="/amendment/"]').click(timeout=LONG)
    omar.page.locator('textarea[name="text"]').fill(better)
    omar.page.locator('button[name="preview"]').click()
    expect(omar.page.locator(".diff ins").first).to_be_visible()
    omar.axe()
    omar.shot("4-difference")
    omar.page.locator("form button.button--lamp").click()
    following(omar.page)
    for person in evening.people:
        expect(region(person, "ballot").locator("ins").first).to_be_attached(timeout=LONG)
    press(ines, "/proposals/…/round/")
    for person in evening.people:
        press(person, "/rounds/…/position/", value="consent")
    close = region(ines, "conduct").locator('button[formaction^="/rounds/"][formaction$="/closing/"]')
    decided = region(ines, "minutes").locator('a[href*="/decisions/"]')
    expect(region(ines, "ballot")).to_contain_text(re.compile(r"3 / \d|texte adopté"), timeout=LONG)
    if close.count() and not decided.count():
        close.click()
        confirm(ines)
    for person in evening.people:
        expect(region(person, "minutes").locator('a[href*="/decisions/"]')).to_have_count(1, timeout=LONG)
    evening.picture("5-consent")


def decide_by_majority(evening: Evening, sentence: str, *, proxies: int) -> None:
    """Inès for, Malo against, Omar abstains; those who hold a proxy vote for its giver too."""
    ines, malo, omar = evening.people
    press(ines, "/items/…/ballots/")
    for person, choice in ((ines, "for"), (malo, "against"), (omar, "abstain")):
        answer(person, choice)
    expect(region(malo, "ballot")).to_contain_text(f"{3 + proxies}", timeout=LONG)
    evening.picture("6-vote")
    press(ines, "/items/…/closing/")  # at once if all have answered, else a minute after it is announced
    closed = r"\s".join(re.escape(word) for word in sentence.split())  # a pattern tells a hard space from a space
    announced_or_closed = re.compile(f"{ANNOUNCED}|{closed}")
    expect(region(ines, "ballot")).to_contain_text(announced_or_closed, timeout=LONG)
    evening.home.let_announced_ballots_end()
    for person in evening.people:
        expect(region(person, "ballot")).to_contain_text(sentence, timeout=LONG)
    evening.picture("7-result")


def answer(person: Visitor, choice: str) -> None:
    """Vote, and for each proxy that one holds vote for."""
    papers = person.page.locator("#mine form[action$='/votes/']:has(button[value='for'])")
    expect(papers.first).to_be_attached(timeout=LONG)
    for rank in range(papers.count()):
        show_part(person)
        if rank and person.page.locator("#act-bar").is_visible():  # a sheet: who votes for another sees that first
            tops = [papers.nth(number).bounding_box() for number in (rank, 0)]
            assert tops[0]["y"] < tops[1]["y"]
        button = papers.nth(rank).locator(f'button[value="{"for" if rank else choice}"]')
        button.click()
        expect(button).to_have_attribute("aria-pressed", "true", timeout=LONG)


def note_departures(evening: Evening, gone: str) -> None:
    """Inès notes that two people left: Malo says that he is still there, Omar confirms the other, who has no screen."""
    line = region(evening.ines, "presence").locator("li")
    line.filter(has_text=re.compile(r"^\s*Malo")).locator("button").click()
    mine = evening.malo.page.locator("#mine")
    expect(mine).to_contain_text("a noté que vous êtes parti·e", timeout=LONG)
    line.filter(has_text=gone).locator("button").click()
    expect(evening.omar.page.locator("#mine")).to_contain_text("2 départs à confirmer", timeout=LONG)
    evening.picture("8-leaving")
    mine.get_by_role("button", name="Je suis toujours là").click()
    expect(evening.omar.page.locator("#mine")).to_contain_text("Un départ à confirmer", timeout=LONG)
    press(evening.omar, "/meetings/…/departures/confirmation/")
    for person in evening.people:
        expect(region(person, "presence").locator("li", has_text=gone)).not_to_contain_text("depuis", timeout=LONG)
        expect(region(person, "presence")).not_to_contain_text("à confirmer", timeout=LONG)


def give_a_task(evening: Evening, title: str, to: str) -> None:
    """Inès gives a task to somebody; the others see it among what is kept."""
    ines = evening.ines
    region(ines, "minutes").locator('a[href*="/tasks/"]').click()
    ines.page.locator('[name="title"]').fill(title)
    ines.page.locator('select[name="assignee"]').select_option(label=to)
    ines.axe()
    ines.page.locator("main form button.button--lamp").click()
    following(ines.page)
    for person in evening.people:
        expect(region(person, "minutes")).to_contain_text(title, timeout=LONG)


def write(evening: Evening, text: str) -> None:
    """Omar writes where he is; the text keeps itself, and stands on the others' screens."""
    omar = evening.omar
    notes_here(omar).fill(text)
    for person in (evening.ines, evening.malo):
        expect(region(person, "notes")).to_contain_text(text, timeout=LONG)
    omar.axe()
    omar.shot("8-notes")


def notes_here(person: Visitor) -> Locator:
    """The field in which the notes of the current item are written, in the meeting's own page.

    What was typed before and kept opens it by itself, and a push may fold its place again.
    """
    field = person.page.locator("#notes form[data-note] textarea").last
    write_here = region(person, "notes").locator("[data-write-notes]")
    if field.is_visible():
        field.focus()
    else:
        expect(write_here).to_have_count(1, timeout=LONG)  # the item has come
        wait_until(lambda: _opens_notes(person, field, write_here), LONG / 1000)
    expect(field).to_be_focused(timeout=LONG)
    return field


def _opens_notes(person: Visitor, field: Locator, write_here: Locator) -> bool:
    if field.is_visible():
        field.focus()
        return True
    unfold(person, "kept")
    with suppress(PlaywrightTimeout):
        write_here.click(timeout=1000)
        return True
    return False


def close_it(evening: Evening) -> None:
    """Inès closes early; everybody is led to the minutes."""
    ines = evening.ines
    details = ines.page.locator("details.conduct__close summary")
    if details.count():
        details.click()
    press(ines, "/meetings/…/closing/")
    confirm(ines)
    ines.page.wait_for_url("**/minutes/")
    for person in (evening.malo, evening.omar):
        link = person.page.locator('[data-region="conduct"] a[href$="/minutes/"]')
        expect(link).to_be_visible(timeout=LONG)
    evening.picture("9-closed")
