"""A letter as the mail server gets it: text and HTML of the same words, and headers that mail programs understand."""

import re

from journal.actions import CLOCK, action
from members import outbox
from members.mime import html_of, message_of
from members.models import Mail

HOSTILE = '<script>alert(1)</script> "><img src=x onerror=alert(1)> javascript:alert(1)'


@action
def write(to, *, actor: object, **more: object) -> Mail:
    fields = {"kind": "note", "key": "1", "subject": "Ce soir", "text": "À 18 h 30."} | more
    return outbox.send(to=to, actor=actor, **fields)


def test_a_letter_is_text_and_the_same_words_as_html(ines) -> None:
    message = message_of(write(ines, actor=CLOCK))
    assert message.body == "À 18 h 30."
    [html] = [part for part, kind in message.alternatives if kind == "text/html"]
    assert "À 18 h 30." in html
    assert '<html lang="fr">' in html


def test_an_address_on_its_own_line_is_a_button_that_says_what_it_opens(ines) -> None:
    html = html_of(
        write(ines, text="Il faut une minute :\nhttps://x.example/a/\n\nLire.\nhttps://x.example/b/", actor=CLOCK)
    )
    assert 'href="https://x.example/a/"' in html
    assert "Il faut une minute</a>" in html
    assert "Ouvrir la page</a>" in html


def test_an_address_at_the_end_of_a_line_is_a_link(ines) -> None:
    html = html_of(write(ines, text="Tout ce qui vous attend : https://x.example/", actor=CLOCK))
    assert ">Tout ce qui vous attend</a>" in html


def test_what_people_typed_is_never_markup(ines) -> None:
    html = html_of(
        write(ines, subject=HOSTILE, text=f'{HOSTILE}\n\n{HOSTILE} :\nhttps://x.example/"><script>', actor=CLOCK)
    )
    assert "<script" not in html
    assert "<img" not in html
    assert 'href="javascript' not in html


def test_each_element_wears_its_own_styles_and_the_dark_ones_are_a_sheet(ines) -> None:
    html = html_of(write(ines, text="Il faut une minute :\nhttps://x.example/a/?b=1&c=2", actor=CLOCK))
    [button] = re.findall(r"<a[^>]*>", html)
    assert 'href="https://x.example/a/?b=1&amp;c=2"' in button
    assert "background: #f2a541" in button
    assert html.count("@media (prefers-color-scheme: dark)") == 1
    [sheet] = re.findall(r"<style>(.*?)</style>", html, re.DOTALL)
    assert "#f2a541" not in sheet
    assert "<link" not in html


def test_an_address_that_somebody_typed_leaves_its_attribute_in_no_mail_program(ines) -> None:
    html = html_of(write(ines, text="Lire :\nhttps://x.example/<b>\"'", actor=CLOCK))
    assert """href="https://x.example/%3Cb%3E%22'\"""" in html


def test_letters_about_one_thing_are_one_thread(ines) -> None:
    first, second = (message_of(write(ines, key=key, about="meeting:12", actor=CLOCK)) for key in "12")
    assert first.extra_headers["References"] == second.extra_headers["References"]
    assert first.extra_headers["Message-ID"] != second.extra_headers["Message-ID"]


def test_only_what_can_be_refused_offers_it_in_one_click(ines) -> None:
    required = message_of(write(ines, actor=CLOCK)).extra_headers
    refusable = message_of(write(ines, kind="notifications", actor=CLOCK)).extra_headers
    assert "List-Unsubscribe" not in required
    assert refusable["List-Unsubscribe"].startswith("<http")
    assert refusable["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_each_of_several_things_stands_out(ines) -> None:
    html = html_of(
        write(ines, text="2 choses :\n\n1. Répondre.\nOui.\n\n2. Voter.\n\nOrdre du jour\n1. Le four", actor=CLOCK)
    )
    assert "<strong>1. Répondre.</strong>" in html
    assert "<strong>2. Voter.</strong>" in html
    assert "<strong>1. Le four</strong>" not in html
