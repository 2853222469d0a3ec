"""Each kind of letter as it is read on a phone, in light and in dark, and the page on which each is answered."""

import re
from collections.abc import Callable

import pytest

from tests.journeys.conftest import Visitor
from tests.journeys.house import House

LEVELS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")  # a letter has no landmarks
UNSAID = re.compile(r"%\(|\{\{|\b(None|True|False)\b|\b0 minute")  # what no sentence says


def test_each_kind_of_letter_is_read_on_a_phone(
    house: Callable[..., House], visitor: Callable[..., Visitor], subtests: pytest.Subtests
) -> None:
    home = house(filled_by=("tests.journeys.letters",), doors=0)
    letters, answered = home.facts["letters"], set(home.facts["answered"])
    reader = visitor("reader", phone=True)
    reader.shots.mkdir(parents=True, exist_ok=True)
    assert answered <= set(letters)

    seen = set()
    for kind, letter in letters.items():
        with subtests.test(kind):
            assert "/answers/" in letter["text"] or kind not in answered
            assert not UNSAID.search(letter["subject"] + letter["text"])
            (reader.shots / f"{kind}.txt").write_text(f"{letter['subject']}\n\n{letter['text']}")
            if letter["html"] not in seen:  # one letter may tell of several kinds
                reader.page.set_content(letter["html"])
                reader.axe(*LEVELS)
                reader.fits_large_text()
                reader.shot_both(kind)
                seen.add(letter["html"])
    reader.quiet()


def test_the_page_of_each_kind_of_link_is_read_and_fits_a_phone(
    house: Callable[..., House], visitor: Callable[..., Visitor], subtests: pytest.Subtests
) -> None:
    home = house(filled_by=("tests.journeys.answer_pages",))
    reader = visitor("reader", phone=True)
    asked = {"advice_answer", "amendment", "election_objection", "nomination", "objection", "overtaken", "review_day"}
    assert asked <= set(home.facts["pages"])
    for kind, address in home.facts["pages"].items():
        with subtests.test(kind):
            reader.page.goto(home.doors[0] + address)
            reader.axe()
            reader.fits_large_text()
            reader.shot_both(kind)
    reader.quiet()
