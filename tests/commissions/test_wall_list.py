"""The list for the wall: as many sheets as it needs, each with what leads to the tasks."""

from datetime import time, timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from commissions.actions import add_task, finish_task
from commissions.wall_list import SheetSize, draw, wall_list
from journal.clock import telling
from members.models import Member
from tests.commissions.rotas import SUNDAY, cleaning
from tests.conftest import person
from tests.hostile import TEXTS
from tests.printed import BLANKS, Sheet, Written, sheets
from web.drawings.qr_code import qr_squares

TODAY = SUNDAY.date()
ADDRESS = "https://lieu.example/circles/vie-quotidienne/tasks/"
SIZES = {SheetSize.A4: {12.8, 13.6, 16, 19.04, 22.4}, SheetSize.A3: {16, 17, 20, 23.8, 28}}  # points
POINTS = {SheetSize.A4: (842, 595), SheetSize.A3: (1191, 842)}
papers = pytest.mark.parametrize("paper", SheetSize)


@pytest.fixture(autouse=True)
def sunday(db, settings):
    settings.SITE_URL = "https://lieu.example"
    with telling(SUNDAY), override("fr"):
        yield


def group(said: dict[str, Any], title: str) -> list[dict[str, str]]:
    [tasks] = [part["rows"] for part in said["tasks"] if part["title"] == title]
    return tasks


def test_each_task_has_who_does_it_or_wants_somebody_and_the_soonest_comes_first(vie_quotidienne, omar, noe):
    add_task(vie_quotidienne, title="Balayer", actor=omar)
    add_task(vie_quotidienne, title="Arroser", actor=omar, due_on=TODAY + timedelta(days=7))
    add_task(vie_quotidienne, title="Cuisiner", actor=omar, assignee=noe, due_on=TODAY + timedelta(days=6))
    add_task(vie_quotidienne, title="Ranger", actor=omar, due_on=TODAY - timedelta(days=1))
    finish_task(add_task(vie_quotidienne, title="Peindre", actor=omar), actor=omar)
    said = wall_list(vie_quotidienne)
    assert [(task["title"], task["when"], task["who"]) for task in group(said, "À faire cette semaine")] == [
        ("Ranger", "pour samedi 6\u00a0juin", ""),
        ("Cuisiner", "pour samedi 13\u00a0juin", "Noé"),
    ]
    assert [(task["title"], task["when"], task["who"]) for task in group(said, "À faire plus tard, ou sans date")] == [
        ("Arroser", "pour dimanche 14\u00a0juin", ""),
        ("Balayer", "", ""),
    ]
    [sheet] = sheets(draw(vie_quotidienne, SheetSize.A4))
    assert sheet.text.count("onchercheq") == 3
    assert not sheet.says("Peindre")


@papers
def test_each_sheet_says_which_it_is_of_whom_and_of_which_week(vie_quotidienne, omar, paper):
    for number in range(60):
        add_task(vie_quotidienne, title=f"Tâche {number} {'bien longue ' * 12}", actor=omar)
    drawn = sheets(draw(vie_quotidienne, paper))
    assert len(drawn) > 3
    for number, sheet in enumerate(drawn, start=1):
        top = "Avant Minuit Vie Quotidienne du dimanche 7 juin au samedi 13 juin 2026"
        assert sheet.says(f"{top} {number} / {len(drawn)}")
        assert (sheet.width, sheet.height) == POINTS[paper]


@papers
def test_nothing_is_cut_nor_smaller_however_much_there_is(vie_quotidienne, omar, noe, paper):
    cleaning(vie_quotidienne, omar, omar, noe, title="Q" * 120, places=30)
    few = frozenset[float]().union(*(sheet.sizes for sheet in sheets(draw(vie_quotidienne, paper))))
    titles = [f"{number:03} {'W' * 156}" for number in range(50)]
    for title in titles:
        add_task(vie_quotidienne, title=title, actor=omar, note="Clé chez Omar. " * 20)
    drawn = sheets(draw(vie_quotidienne, paper))
    assert few | frozenset().union(*(sheet.sizes for sheet in drawn)) <= SIZES[paper]
    whole = "".join(sheet.text for sheet in drawn)
    assert [title for title in titles if title.replace(" ", "") not in whole] == []
    assert whole.count("CléchezOmar.") == 50 * 10


def line(sheet: Sheet, words: str) -> Written:
    """The first line on the sheet that begins so."""
    return next(one for one in sheet.written if one.text.startswith(BLANKS.sub("", words)))


@papers
@pytest.mark.parametrize("tasks", [0, 5, 14, 40])
def test_the_shifts_stand_beside_the_tasks(vie_quotidienne, omar, noe, paper, tasks):
    cleaning(vie_quotidienne, omar, omar, noe, places=3)
    for number in range(tasks):
        add_task(vie_quotidienne, title=f"Tâche {number}", actor=omar, due_on=TODAY)
    first, *others = sheets(draw(vie_quotidienne, paper))
    to_do, shifts = line(first, "À faire cette semaine"), line(first, "Les créneaux des sept")
    assert to_do.base == shifts.base
    assert to_do.right < first.width / 2 < shifts.left
    assert [sheet.text.count("Àfairecettesemaine") for sheet in others[:-1]] == [2] * len(others[:-1])
    assert not any(sheet.says("Les créneaux des sept") for sheet in others)


@papers
def test_each_column_begins_with_its_title_and_its_head(vie_quotidienne, omar, noe, paper):
    for hour in range(8, 20):
        cleaning(vie_quotidienne, omar, omar, noe, hour=time(hour), places=3)
    for number in range(40):
        add_task(vie_quotidienne, title=f"Tâche {number}", actor=omar, due_on=TODAY)
    for sheet in sheets(draw(vie_quotidienne, paper)):
        shifts, tasks = sheet.text.count("Lescréneauxdessept"), sheet.text.count("Àfairecettesemaine")
        assert 1 <= tasks + shifts <= 2
        assert sheet.text.count("QuoiQui") == tasks + shifts
        assert sheet.text.count("QuoiQuiFait") == tasks


@papers
def test_no_line_leaves_its_column_however_long_a_word(vie_quotidienne, omar, noe, paper):
    Member.objects.filter(pk=noe.pk).update(name=f"Noé {'M' * 40}")
    cleaning(vie_quotidienne, omar, omar, noe, title=f"Ménage {'W' * 60}", places=3)
    for number in range(20):
        add_task(vie_quotidienne, title=f"{number} {'W' * 19} anticonstitutionnellement", actor=omar, assignee=noe)
    for sheet in sheets(draw(vie_quotidienne, paper)):
        begin = line(sheet, "Quoi").left - 1
        for one in sheet.written:
            assert begin - 10 <= one.left < one.right <= sheet.width - begin + 10
            assert 0 < one.base < sheet.height - begin + 10
        body = [one for one in sheet.written if one.base > line(sheet, "Quoi").base]
        assert [one.text for one in body if one.left < sheet.width / 2 < one.right] == []


def test_a_shift_of_many_goes_on_in_another_row_and_its_free_places_stand_in_the_last(vie_quotidienne, omar):
    some = [person(f"Membre {number}", vie_quotidienne) for number in range(14)]
    cleaning(vie_quotidienne, omar, *some, places=15)
    rows = wall_list(vie_quotidienne)["shifts"][0]["rows"]
    assert [(len(row["people"]), row["free"], row["wanted"]) for row in rows] == [
        (12, 0, ""),
        (2, 1, "1 volontaire bienvenu·e"),
    ]


def test_long_details_are_shortened_and_short_ones_whole(vie_quotidienne, omar):
    add_task(vie_quotidienne, title="Arroser", actor=omar, note="Près du puits.\n\nLe matin.")
    add_task(vie_quotidienne, title="Balayer", actor=omar, note="a" * 161)
    short, long = group(wall_list(vie_quotidienne), "À faire plus tard, ou sans date")
    assert (short["note"], long["note"]) == ("Près du puits. Le matin.", "a" * 159 + "…")


@papers
def test_the_code_and_the_link_lead_to_the_tasks(vie_quotidienne, paper):
    said = wall_list(vie_quotidienne)
    width, squares = qr_squares(ADDRESS)
    assert (said["code"]["width"], said["code"]["squares"]) == (width, squares)
    [sheet] = sheets(draw(vie_quotidienne, paper))
    assert sheet.links == {ADDRESS}
    assert sheet.says("Tout est fait. Une idée pour le lieu ? Écrivez-la ici :")
    assert sheet.says("Sur la page du cercle, cela se partage à tour de rôle.")


def test_the_shifts_of_seven_days_say_who_comes_and_how_many_are_wanted(vie_quotidienne, omar, noe):
    cleaning(vie_quotidienne, omar, omar, noe, places=3)
    [shift] = wall_list(vie_quotidienne)["shifts"][0]["rows"]
    assert shift == {
        "title": "Ménage du foyer",
        "day": "lundi 8\u00a0juin",
        "hours": "18\u00a0h – 19\u00a0h",
        "people": ["Noé", "Omar"],
        "free": 1,
        "wanted": "1 volontaire bienvenu·e",
        "needed": "",
    }


@papers
def test_it_is_tagged_titled_and_says_its_language(vie_quotidienne, omar, paper):
    cleaning(vie_quotidienne, omar, omar)
    add_task(vie_quotidienne, title="Arroser", actor=omar)
    pdf = draw(vie_quotidienne, paper)
    assert b"pdfuaid:part" in pdf
    assert b"/Lang" in pdf


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_what_is_typed_is_printed_and_never_run(vie_quotidienne, omar, text):
    vie_quotidienne.name = text[:80]
    task = add_task(vie_quotidienne, title="Arroser", note=text, actor=omar)
    type(task).objects.filter(pk=task.pk).update(title=text[:160])
    drawn = sheets(draw(vie_quotidienne, SheetSize.A4))
    assert [sheet.links for sheet in drawn] == [{ADDRESS}]


def test_the_sheets_are_handed_out_and_another_size_is_none(client, vie_quotidienne, omar):
    client.force_login(omar)
    page = client.get(reverse("commissions:circle-wall", args=["vie-quotidienne"])).content.decode()
    for paper in ("a4", "a3"):
        address = reverse("commissions:circle-wall-pdf", args=["vie-quotidienne", paper])
        assert f'href="{address}"' in page
        answer = client.get(address)
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"] == f'inline; filename="vie-quotidienne-2026-06-07-{paper}.pdf"'
        [_sheet] = sheets(answer.content)
    assert client.get("/circles/vie-quotidienne/wall/a5.pdf").status_code == 404


def test_it_asks_the_database_as_much_for_30_tasks_as_for_one(vie_quotidienne, omar, noe):
    counts = []
    for some in (1, 29):
        for number in range(some):
            add_task(vie_quotidienne, title=f"Tâche {number}", actor=omar, assignee=noe)
        with CaptureQueriesContext(connection) as asked:
            wall_list(vie_quotidienne)
        counts.append(len(asked))
    assert counts[0] == counts[1]
