"""A text that is no HTML is escaped by the page that shows it."""

import re

import pytest
from django.template import Context, Template
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from web.plaintext import as_part, as_words, plain, render_text
from web.templatetags.web import markdown as to_html


def test_a_text_template_makes_a_plain_text() -> None:
    text = render_text("account/email/login_code_message.txt", {"member": {"name": "<form>"}, "code": "1"})
    assert type(text) is str
    assert "<form>" in text  # a letter is read as it was written


def test_a_page_escapes_it() -> None:
    page = Template("{{ text|linebreaks }}").render(Context({"text": plain(SafeString("<form>"))}))
    assert page == "<p>&lt;form&gt;</p>"


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Loyer\n## 2. Signatures", r"Loyer \#\# 2. Signatures"),
        ("# Titre", r"\# Titre"),
        ("- un", r"\- un"),
        ("1. un", r"1\. un"),
        ("2) deux", r"2\) deux"),
        ("=== ", r"\=== "),
        ("[ici](https://x.example)", r"\[ici\](https://x.example)"),
        ("*gras* _ital_ `code` <b> a|b ~x~ \\", r"\*gras\* \_ital\_ \`code\` \<b\> a\|b \~x\~ " + "\\\\"),
        (
            "Rachat du bâtiment (25 min), l’atelier – c’est 2.5 !",
            "Rachat du bâtiment (25 min), l’atelier – c’est 2.5 !",
        ),
    ],
)
def test_a_title_in_markdown_is_words(typed: str, written: str) -> None:
    assert as_words(typed) == written


@given(st.text(alphabet="#*_[]()<>`|~-+=1.! \n\\ab", max_size=40))
def test_no_title_makes_markup(typed: str) -> None:
    html = to_html("## 1. " + as_words(typed) + "\n\n- " + as_words(typed) + " : fin\n")
    assert set(re.findall(r"<(\w+)", html)) <= {"h3", "ul", "li"}


def test_the_headings_of_a_note_stand_under_those_of_the_minutes() -> None:
    note = "# Un\n\nDeux\n===\n\nTrois\n---\n\n###### Quatre\n\n- #cinq"
    assert as_part(note) == "#### Un\n\nDeux\n\\===\n\nTrois\n\\---\n\n###### Quatre\n\n- #cinq"
