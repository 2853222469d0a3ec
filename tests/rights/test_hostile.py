"""Whatever people type into any text, each address only shows it: pages, files, feeds, calendars, the API, letters.

All that `tests/hostile.py` lists stands in every text of the world at once. A page has no more of the tags that act
than it has of harmless words; a browser looks at the same in `tests/journeys/test_hostile_texts.py`.
"""

import json
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from icalendar import Calendar

from journal.clock import now, telling
from members.due import tell_notifications
from members.mime import message_of
from members.models import Mail
from tests.hostile import TEXTS, Tags, check_harmless, check_letter, check_page, check_saved_name
from tests.journeys.hostile import type_everywhere
from tests.rights.house import House, undone
from tests.rights.table import Row, table
from web.markdown import rendered

pytestmark = [pytest.mark.xdist_group("world"), pytest.mark.sqlite]
ROWS = [row for row in table() if row.method == "GET" and row.roles]
HARMLESS = "Mot "
EVERYTHING = "\n".join(TEXTS.values()) + "\n"
ACTS_OF_A_PDF = (b"/JavaScript", b"/Launch", b"/SubmitForm", b"/GoToR", b"/URI(javascript")
ATOM = "{http://www.w3.org/2005/Atom}"
IN_A_FEED = {"title", "link", "id", "updated", "entry", "subtitle", "rights", "author"}
STAND_IN = b"BEGIN:VCALENDAR"  # the file of a letter of the world, which is no calendar
IN_A_CALENDAR = {"VCALENDAR", "VEVENT", "VTIMEZONE", "STANDARD", "DAYLIGHT"}


@dataclass(frozen=True)
class Answer:
    kind: str
    headers: Mapping[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode()


@dataclass
class Attacked:
    """The world after people typed all of it, and how many tags that act its pages had before."""

    house: House
    counted: dict[str, Counter[str]]
    fields: set[str]

    def ask(self, row: Row) -> Answer:
        return asked(self.house, row)


def asked(house: House, row: Row) -> Answer:
    """What whoever sees most is answered; a file is read to its end."""
    cache.clear()  # rates are limited elsewhere
    with undone():
        response = house.client(row.reader).get(row.url(house.world))
        content = b"".join(response.streaming_content) if response.streaming else response.content
    return Answer(response.headers.get("content-type", "").partition(";")[0], response.headers, content)


@pytest.fixture(scope="module")
def attacked(house: House) -> Attacked:
    type_everywhere(HARMLESS)
    answers = {str(row): asked(house, row) for row in ROWS}
    counted = {name: Tags(answer.text).counted for name, answer in answers.items() if answer.kind == "text/html"}
    return Attacked(house, counted, set(type_everywhere(EVERYTHING)))


def test_it_stands_in_the_texts_of_each_app(attacked) -> None:
    assert {
        *("proposals.Proposal.title", "proposals.Version.text", "proposals.Objection.consequence"),
        *("proposals.AttachedFile.name", "proposals.Decision.text", "proposals.Nomination.reason"),
        *("commissions.Circle.name", "commissions.Circle.mission", "commissions.Task.title"),
        *("assembly.Meeting.title", "assembly.Meeting.place", "assembly.AgendaItem.title"),
        *("votes.Ballot.question", "members.Member.name", "members.Mail.subject", "members.Mail.text"),
    } <= attacked.fields


@pytest.mark.parametrize("row", ROWS, ids=str)
def test_an_address_only_shows_it(attacked, row: Row) -> None:
    answer = attacked.ask(row)
    assert answer.headers["x-content-type-options"] == "nosniff"
    if saved := answer.headers.get("content-disposition"):
        check_saved_name(saved)
    check = CHECKS.get(answer.kind)
    if answer.kind == "text/html":
        check_page(answer.text, attacked.counted[str(row)])
    elif check:
        check(answer)
    else:
        assert not answer.content or answer.kind in PLAIN, answer.kind


def check_json(answer: Answer) -> None:
    json.loads(answer.content)


def check_pdf(answer: Answer) -> None:
    assert answer.content.startswith(b"%PDF-")
    assert [act for act in ACTS_OF_A_PDF if act in answer.content] == []


def check_markdown(answer: Answer) -> None:
    check_harmless(rendered(answer.text) or "")


def check_feed(answer: Answer) -> None:
    """Well formed, without a definition of its own; what it holds for people is harmless too."""
    assert b"<!DOCTYPE" not in answer.content
    feed = ElementTree.fromstring(answer.content)
    assert feed.tag == f"{ATOM}feed"
    assert {child.tag.removeprefix(ATOM) for child in feed} <= IN_A_FEED
    for content in feed.iter(f"{ATOM}content"):
        check_harmless(content.text or "")


def check_calendar(answer: Answer) -> None:
    if answer.content == STAND_IN:
        return
    calendar = Calendar.from_ical(answer.content)
    assert {part.name for part in calendar.walk()} <= IN_A_CALENDAR
    assert [part for part in calendar.walk() if "ATTENDEE" in part or "X-ALT-DESC" in part] == []


CHECKS = {
    "application/json": check_json,
    "application/pdf": check_pdf,
    "text/markdown": check_markdown,
    "application/atom+xml": check_feed,
    "text/calendar": check_calendar,
}
PLAIN = {"text/plain", "text/x-python", "application/vnd.oai.openapi"}


def test_each_letter_has_one_addressee_and_no_tag_but_ours(attacked) -> None:
    """Those that wait, and those that the clock writes of what waits for people."""
    with undone(), telling(now() + timedelta(days=8)):
        known = Mail.objects.count()
        tell_notifications()
        letters = list(Mail.objects.select_related("member"))
        assert len(letters) > known > 0
        for letter in letters:
            message = message_of(letter)
            check_letter(message.message().as_bytes(), message.to[0])
