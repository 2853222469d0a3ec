"""Asking: a question written and held online through the pages alone, dates without JavaScript, a quick poll."""

import re
from datetime import timedelta

from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from tests.journeys.asked import HEARTH, OPTIONS, ROOF, YARD
from tests.journeys.board import Board, by_numbers, press, reach, recorded
from tests.journeys.conftest import Visitor
from tests.journeys.evening import LONG, following, region, show_part

QUESTION = "Par quel carré commencer au printemps ?"


def write(field: Locator, text: str) -> None:
    reach(field)
    field.page.keyboard.type(text)


def choose(options: Locator, name: str) -> None:
    """In a list, by the first letters of what one wants."""
    reach(options)
    options.page.keyboard.type(name)
    expect(options.locator("option:checked")).to_have_text(name)


def test_a_question_is_asked_online(board: Board) -> None:
    """By Inès, on her phone and with the keyboard alone, from the first thought to the result."""
    ines = board.person("Inès")
    page = ines.page
    page.goto(f"{board.door}/consultations/")
    ines.axe()
    press(page.get_by_role("link", name="Préparer un vote en ligne"))
    expect(page.get_by_role("heading", level=1)).to_have_text("Que voulez-vous savoir ?")
    ines.axe()
    press(page.get_by_role("link", name="Classer des projets"))
    fill_it_in(ines)
    press(page.get_by_role("button", name="Voir l’aperçu"))
    read_it_over(ines)
    press(page.get_by_role("button", name="Ouvrir le scrutin maintenant, à 2 personnes"))
    page.wait_for_url("**/ballots/*/")
    following(page)
    address = page.url

    malo = board.person("Malo")
    malo.page.goto(address)
    following(malo.page)
    for person, order in ((ines, [HEARTH, ROOF]), (malo, [HEARTH, YARD])):
        by_numbers(person.page, order)
        press(person.page.locator('#mine button[value="cast"]'))
        expect(recorded(person.page)).to_contain_text(f"Noté : 1. {HEARTH}, 2. ", timeout=LONG)
    expect(region(ines, "ballot")).to_contain_text("2 votes sur 2", timeout=LONG)
    press(page.locator("#conduct > summary"))
    ines.axe()
    press(page.get_by_role("button", name="Fermer le scrutin maintenant"))
    for person in (ines, malo):
        sentence = region(person, "ballot").locator("p.prose")
        expect(sentence).to_contain_text(f"Choix retenu : {HEARTH}", timeout=LONG)
        expect(person.page.locator("#mine button")).to_have_count(0)
        person.axe()
        person.quiet()
    ines.shot("asking-3-result")


def fill_it_in(ines: Visitor) -> None:
    page = ines.page
    choose(page.get_by_label("Posée à"), "Jardin")
    write(page.get_by_label("La question"), QUESTION)
    write(page.get_by_label("Ce qu’il faut savoir"), "Le compost arrive en mars.")
    options = page.get_by_label("Les projets, un par ligne")
    reach(options)
    for option in OPTIONS:
        page.keyboard.type(option)
        page.keyboard.press("Enter")
    ines.axe()
    ines.shot("asking-1-form")


def read_it_over(ines: Visitor) -> None:
    page = ines.page
    expect(page.get_by_role("heading", level=1)).to_have_text(QUESTION)
    preview = page.locator(".preview")
    for option in OPTIONS:
        expect(preview).to_contain_text(option)
    expect(page.locator("main")).to_contain_text("Le compost arrive en mars.")
    ines.axe()
    ines.shot("asking-2-preview")


def test_more_dates_without_javascript(board: Board) -> None:
    """What was typed stays when more rows are asked for."""
    malo = board.person("Malo", javascript=False)
    page = malo.page
    page.goto(f"{board.door}/consultations/new/?purpose=date")
    page.get_by_label("Posée à").select_option(label="Jardin")
    page.get_by_label("La question").fill("Quel soir pour semer ?")
    days = [timezone.localdate() + timedelta(days=days) for days in range(20, 26)]
    rows = page.locator('.date-rows input[type="date"]')
    expect(rows).to_have_count(4)
    for row, day in enumerate(days[:4]):
        rows.nth(row).fill(day.isoformat())
    page.locator('.date-rows input[type="time"]').first.fill("18:30")
    page.get_by_role("button", name="Ajouter des dates").click()
    expect(rows.nth(7)).to_be_visible()
    expect(page.get_by_label("La question")).to_have_value("Quel soir pour semer ?")
    expect(page.locator(".field__error")).to_have_count(0)
    for row, day in enumerate(days):
        if row >= 4:
            rows.nth(row).fill(day.isoformat())
        expect(rows.nth(row)).to_have_value(day.isoformat())
    malo.fits()
    page.get_by_role("button", name="Voir l’aperçu").click()
    expect(page.locator(".preview .marks__one")).to_have_count(6)
    expect(page.locator(".preview .marks__one legend").first).to_contain_text("18 h 30")
    malo.fits()
    malo.quiet()
    malo.shot("dates-preview")


def test_a_quick_poll_in_two_clicks(board: Board) -> None:
    """Inès asks the room; Malo sees it arrive and answers; she sees his answer arrive."""
    ines, malo = board.person("Inès", phone=False), board.person("Malo")
    for person in (ines, malo):
        person.page.goto(f"{board.door}/meetings/{board.facts['meeting']}/")
        following(person.page)
    clicks(
        region(ines, "conduct").locator(".conduct__poll summary"),
        region(ines, "conduct").locator('.conduct__poll button[formaction$="/polls/"]'),
    )
    for person in (ines, malo):
        expect(region(person, "ballot")).to_contain_text("Sondage", timeout=LONG)
    mine = malo.page.locator("#mine section.vote")
    expect(mine).to_contain_text("Le four", timeout=LONG)
    for person in (ines, malo):
        person.axe()
    show_part(malo)
    mine.locator('button[value="for"]').click()
    expect(recorded(malo.page)).to_contain_text("Noté : Pour", timeout=LONG)
    for person in (ines, malo):
        expect(bar(person.page, "Pour")).to_have_text("1", timeout=LONG)
    malo.shot("poll")
    ines.shot("poll")
    show_part(malo)
    mine.locator('button[value="against"]').click()
    for person in (ines, malo):
        expect(bar(person.page, "Contre")).to_have_text("1", timeout=LONG)
        expect(bar(person.page, "Pour")).to_have_text("0", timeout=LONG)
        person.axe()
        person.quiet()


def clicks(*buttons: Locator) -> None:
    for button in buttons:
        button.click()


def bar(page: Page, answer: str) -> Locator:
    row = page.locator('[data-region="ballot"] table.bars tr').filter(has_text=re.compile(rf"\b{answer}\b"))
    return row.locator(".bars__count")
