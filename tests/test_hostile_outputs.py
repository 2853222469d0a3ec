"""Whatever somebody types, a letter, a calendar, a PDF and a text of Markdown only show it."""

import json

import pytest
from django.utils.http import content_disposition_header
from icalendar import Calendar

from assembly.letters import calendar_file
from assembly.models import Meeting
from journal.actions import CLOCK, action
from members import notification_letters
from members.mime import message_of
from members.models import Mail
from members.outbox import send
from members.panels import Waiting
from tests.hostile import TEXTS, check_harmless, check_letter, check_saved_name
from web.documents import Part, Printable, to_markdown, to_pdf
from web.downloads import safe_name
from web.markdown import rendered

texts = pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())


@action
def write(to: object, subject: str, text: str, *, actor: object) -> Mail:
    return send(to=to, kind="hostile", key="1", subject=subject, text=text, about="meeting:1", actor=actor)


@texts
def test_a_letter_has_no_header_and_no_tag_but_ours(ines, text) -> None:
    letter = write(ines, text, f"Bonjour,\n\n{text}\n\n{text} :\nhttps://exemple.org/?{text}", actor=CLOCK)
    message = message_of(letter).message()
    check_letter(message.as_bytes(), ines.email)
    assert {part.get_content_type() for part in message.walk() if not part.is_multipart()} == {
        "text/plain",
        "text/html",
    }


@texts
def test_a_notification_keeps_what_was_typed_on_its_own_line(ines, text) -> None:
    words = notification_letters.wording(
        ines, [Waiting(text, "/there/", "answer", None, 2, "proposal:1", note=text)], "1"
    )
    letter = write(ines, words.subject, words.text, actor=CLOCK)
    check_letter(message_of(letter).message().as_bytes(), ines.email)


@texts
def test_a_calendar_has_one_event_that_says_what_was_typed(ca, ines, text) -> None:
    meeting = Meeting(
        pk=1, circle=ca, title=text[:160], starts_at="2026-11-24T17:30Z", ends_at="2026-11-24T20:00Z", place=text[:160]
    )
    meeting.clean_fields(exclude=[field.name for field in Meeting._meta.fields if not field.name.endswith("_at")])
    _name, _kind, content = calendar_file(meeting, text)
    calendar = Calendar.from_ical(content)
    [event] = calendar.walk("VEVENT")
    assert set(event) == {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "DESCRIPTION", "URL", "LOCATION"}
    assert [one.name for one in calendar.walk()] == ["VCALENDAR", "VEVENT"]


def test_a_pdf_of_all_of_it_is_drawn_and_does_nothing() -> None:
    parts = [Part(text, [text], text, [text], level=2) for text in TEXTS.values()]
    pdf = to_pdf(Printable(TEXTS["typst"], list(TEXTS.values()), parts, has_contents=True))
    assert pdf.startswith(b"%PDF-")
    for act in (b"/JavaScript", b"/Launch", b"/EmbeddedFile", b"/SubmitForm", b"/GoToR", b"/URI(javascript"):
        assert act not in pdf


@texts
def test_a_text_of_markdown_shows_titles_and_sentences_as_words(text) -> None:
    written = to_markdown(Printable(text, [text], [Part(text, [text], "", [text])]))
    html = rendered(written) or ""
    check_harmless(html)
    assert html.count("<h1") + html.count("<h2") + html.count("<h3") <= 2
    assert json.loads(json.dumps(written)) == written


@texts
def test_a_file_is_saved_under_one_name_without_a_folder(text) -> None:
    check_saved_name(content_disposition_header(as_attachment=True, filename=f"{safe_name(text)}.pdf") or "")
