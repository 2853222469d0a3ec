"""A document to take away: what people wrote stays words in it, its parts stay parts."""

import pytest

from web.documents import Part, Printable, blocks, from_markdown, to_markdown, to_pdf
from web.plaintext import as_part, as_words

HOSTILE = '#panic("x") $x$ @ref `#eval` <script>alert(1)</script> \\ " ]] {{ x }}'
RICH = """# Un

Un *mot*, un **autre**, [un lien](https://usine.example) et [un chemin](/proposals/1/).
Deuxième ligne.

### Deux

- a
- b

3. c

- un paragraphe

- un **autre**

  et sa suite

> cité

| x | y |
|---|---|
| 1 | 2 |
| 3 |

---
"""


def document(text: str, title: str = "Un titre") -> Printable:
    return Printable(
        title, ["Le CA"], [Part("2026", level=2), Part("Ce qui est décidé", ["Oui."], text, ["a"], level=3)]
    )


def test_a_whole_text_of_markdown_is_a_document_whose_parts_are_its_headings():
    title, note = "Un *titre* # \\ 1. <b>", "## Une note\n\nSous-titre\n---\n"
    text = f"# {as_words(title)}\n\n**Le CA**\n\n## {as_words('1. Les *clés*')}\n\n{as_part(note)}\n## Tâches\n\n- a\n"
    document = from_markdown(text)
    assert (document.title, document.opening) == (title, "**Le CA**")
    assert [part.title for part in document.parts] == ["1. Les *clés*", "Tâches"]
    assert document.parts[0].text == "##### Une note\n\nSous-titre\n\\---"
    assert to_markdown(document).startswith(f"# {as_words(title)}\n\n**Le CA**\n\n## 1\\. Les")
    assert b"pdfuaid:part" in to_pdf(document)


def test_a_text_is_plain_data():
    assert blocks("Un **mot**\nici.") == [
        {"tag": "p", "body": ["Un ", {"tag": "strong", "body": ["mot"]}, {"tag": "br"}, "ici."]}
    ]
    assert blocks("[a](https://a.example) [b](/b/) [c](javascript:alert)")[0]["body"][::2] == [
        {"tag": "a", "to": "https://a.example", "body": ["a"]},
        {"tag": "a", "body": ["b"]},
        {"tag": "a", "body": ["c"]},
    ]
    assert [(one["level"], one["body"]) for one in blocks("# a\n\n#### b\n\n## c")] == [
        (1, ["a"]),
        (2, ["b"]),
        (2, ["c"]),
    ]
    assert blocks("") == []


@pytest.mark.parametrize("contents", [True, False])
def test_a_pdf_is_tagged_and_says_its_language(contents):
    pdf = to_pdf(Printable("Un titre", [], document(RICH).parts, has_contents=contents))
    assert pdf.startswith(b"%PDF-")
    for mark in (b"StructTreeRoot", b"/Marked true", b"/Lang", b"pdfuaid:part"):
        assert mark in pdf


def test_words_are_never_code():
    """As code, `#panic` would stop it."""
    for text in (HOSTILE, "\u0628\u0646\u062f 𓂀 🙂", "=" * 50, "| a |\n|---|"):
        assert to_pdf(document(text, title=text)).startswith(b"%PDF-")


def test_markdown_has_its_titles_and_the_texts_as_they_were_written():
    text = to_markdown(Printable("Un *titre*", ["Le CA"], [Part("Quoi", ["1. Oui."], "# Un\n\n- a", ["b"])]))
    assert text == "# Un \\*titre\\*\n\nLe CA\n\n## Quoi\n\n1\\. Oui.\n\n#### Un\n\n- a\n\n- b\n"
