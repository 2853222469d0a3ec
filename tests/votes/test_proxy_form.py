"""The paper form of a proxy: an accessible PDF, whatever somebody is called."""

import re

import pytest
from django.utils.translation import override

from votes.letters import proxy_form
from votes.letters.proxy_form import draw, to_pdf
from votes.models import Gathering

HOSTILE = [
    "#panic()",
    '#read("/etc/passwd")',
    "$x^2$ *gras* _ital_ `code` <label> @ref \\ // /* */",
    '"; #sys.inputs',
    "= Titre\n- liste\n\n#pagebreak()",
    "]#text(red)[",
    "Rose\u202eesoR",
    "Rose\x00\x1b[2J",
    "张伟 😀",
    "é" * 300,
]


@pytest.fixture
def words():
    with override("fr"):
        return {**proxy_form.words(Gathering(proxy_cap=2)), "occasion": "AG", "giver": ""}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_name_is_printed_and_never_run(name, words):
    pdf = to_pdf({**words, "giver": name})
    assert pdf.startswith(b"%PDF-")
    assert b"StructTreeRoot" in pdf
    assert len(re.findall(rb"/Type ?/Page\b", pdf)) == 1


@pytest.mark.parametrize("field", ["giver", "occasion"])
def test_code_in_a_name_does_nothing(field, words):
    """What would stop the compilation, or print something else, is as long as any other text."""
    quiet, loud = (len(to_pdf({**words, field: text})) for text in ("Xpanic()", "#panic()"))
    assert abs(quiet - loud) < 500


def test_it_is_tagged_titled_and_says_its_language(words):
    pdf = to_pdf({**words, "giver": "Rose Martin"})
    assert b"/Lang" in pdf
    assert b"/Marked true" in pdf
    assert b"pdfuaid:part" in pdf


def test_a_name_in_letters_without_a_font_is_still_tagged(words):
    assert b"StructTreeRoot" in to_pdf({**words, "giver": "\U0001342f"})


def test_it_speaks_the_readers_language(meeting):
    with override("fr"):
        french, told = draw(meeting), proxy_form.words(meeting)
    with override("en"):
        english = draw(meeting)
    assert told["title"] == "Pouvoir"
    assert told["note"].startswith("Une personne porte au plus 2 pouvoirs.")
    assert b"fr" in french.partition(b"/Lang")[2][:8]
    assert b"en" in english.partition(b"/Lang")[2][:8]


def test_a_name_is_written_in_or_left_to_be_filled(words):
    assert to_pdf({**words, "giver": "Rose Martin"}) != to_pdf(words)


@pytest.mark.parametrize(("cap", "said"), [(None, "autant de pouvoirs"), (1, "au plus 1 pouvoir.")])
def test_it_says_the_cap(cap, said):
    with override("fr"):
        assert said in proxy_form.words(Gathering(proxy_cap=cap))["note"].replace("\u00a0", " ")
