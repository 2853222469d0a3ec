"""A text with parts to take away: as Markdown, and as an accessible (tagged) PDF in the reader's language.

What people wrote in Markdown reaches Typst as plain data (`blocks`), and all words do as values: nothing of it is ever
read as markup or as code.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

from django.utils.translation import get_language

from journal.numbers import number
from web.markdown import as_typed, rendered
from web.markdown_tags import HEADINGS_START_AT, SCHEMES
from web.plaintext import as_part, as_words, words_of

SOURCE = Path(__file__).with_name("document.typ").read_bytes()
EMPTY = frozenset({"br", "hr"})
HOLDERS = frozenset({"", "ul", "ol", "blockquote", "table", "thead", "tbody", "tr"})  # blanks in them are layout
BREAK = {"tag": "br"}
PART = re.compile(r"^## ", re.MULTILINE)


@dataclass(frozen=True)
class Part:
    """A part under its title: sentences of ours, then a text that somebody wrote in Markdown, then a list.

    `level` is 2 for a part of the document, 3 for a part of that part, and so on.
    """

    title: str
    sentences: Sequence[str] = ()
    text: str = ""
    items: Sequence[str] = ()
    level: int = 2


@dataclass(frozen=True)
class Printable:
    """A title, the lines under it, a text of Markdown that opens it, the parts.

    `has_contents`: the PDF begins with the list of its parts.
    """

    title: str
    under: Sequence[str]
    parts: Sequence[Part]
    has_contents: bool = False
    opening: str = ""


def from_markdown(text: str) -> Printable:
    """A whole text of Markdown, as a template of ours made it: its title, then each part under a heading of level 2.

    What people wrote in it stands under lower headings (`web.plaintext`).
    """
    first, _break, rest = text.partition("\n")
    opening, *written = PART.split(rest)
    parts = [one.partition("\n") for one in written]
    return Printable(
        title=words_of(first.removeprefix("# ")),
        under=[],
        parts=[Part(words_of(title), text=body.strip()) for title, _break, body in parts],
        opening=opening.strip(),
    )


def to_markdown(document: Printable) -> str:
    """The document as Markdown: titles and sentences as words, the texts as they were written."""
    pieces = [f"# {as_words(document.title)}", *(as_words(line) for line in document.under)]
    pieces += [as_part(document.opening)] if document.opening else []
    for part in document.parts:
        pieces.append(f"{'#' * part.level} {as_words(part.title)}")
        pieces += [as_words(sentence) for sentence in part.sentences]
        pieces += [as_part(part.text)] if part.text else []
        pieces += ["\n".join(f"- {as_words(item)}" for item in part.items)] if part.items else []
    return "\n\n".join(pieces) + "\n"


def to_pdf(document: Printable) -> bytes:
    """The document as PDF/UA-1; with a letter that no font here has, as a tagged PDF that does not say so."""
    data = {
        "title": document.title,
        "under": list(document.under),
        "opening": blocks(document.opening),
        "has_contents": document.has_contents,
        "parts": [
            {
                "title": part.title,
                "level": part.level - 1,  # the document's own title is none of Typst's headings
                "sentences": list(part.sentences),
                "blocks": blocks(part.text),
                "items": list(part.items),
            }
            for part in document.parts
        ],
    }
    return compiled(SOURCE, {"lang": (get_language() or "fr").split("-")[0], "document": json.dumps(data)})


def compiled(source: bytes, inputs: Mapping[str, str]) -> bytes:
    """What Typst makes of a source of ours and of these values."""
    import typst  # here: it takes 6 MB, and few servers are ever asked for a PDF

    try:
        return typst.compile(source, sys_inputs=dict(inputs), pdf_standards="ua-1")
    except typst.TypstError:
        return typst.compile(source, sys_inputs=dict(inputs))


def blocks(text: str) -> list[Any]:
    """A text of Markdown as plain data: words, and `{"tag": …, "body": […]}` with the tags of `web.markdown_tags`."""
    if not text:
        return []
    reader = _Reader()
    reader.feed(rendered(text) or as_typed(text))
    reader.close()
    return reader.top.body


@dataclass
class _Node:
    tag: str
    body: list[Any] = field(default_factory=list)


class _Reader(HTMLParser):
    """Reads the HTML that `web.markdown_html` made, in which every tag is closed."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.top = _Node("")
        self.open = [self.top]
        self.heading = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        node: dict[str, Any] = {"tag": tag}
        if tag[0] == "h" and (level := number(tag[1:])):
            self.heading = min(level - HEADINGS_START_AT + 1, self.heading + 1)  # no level is left out
            node |= {"tag": "heading", "level": self.heading}
        given = dict(attrs)
        if tag == "a" and (given.get("href") or "").split(":")[0] in SCHEMES:
            node["to"] = given["href"]
        if tag == "ol":
            start = number(given.get("start"))
            node["start"] = 1 if start is None else start
        self.open[-1].body.append(node)
        if tag not in EMPTY:
            node["body"] = []
            self.open.append(_Node(tag, node["body"]))

    def handle_endtag(self, tag: str) -> None:
        if self.open[-1].tag == tag:
            self.open.pop()

    def handle_data(self, data: str) -> None:
        node = self.open[-1]
        if node.body and node.body[-1] == BREAK:
            data = data.removeprefix("\n")
        if data.strip() or node.tag not in HOLDERS:
            node.body.append(data)
