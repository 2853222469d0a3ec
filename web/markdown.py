"""What people write becomes HTML here and nowhere else.

`markdown` makes the HTML and `bleach` cleans it, as this project's users chose. bleach announces
that it gets no more releases, security ones included: `nh3`, which is maintained, stands behind
it as the barrier that counts. Both are told the same short list of what a text may hold.

A text is rendered once, when it is saved, and remembered. A long one is rendered in a process of its
own (`web.renderer`); when that takes more than a second, the text is shown as it was typed.
"""

from collections.abc import Mapping
from typing import Any

import bleach
import nh3
from django.utils.html import escape, linebreaks
from django.utils.safestring import SafeString, mark_safe
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from journal.texts import LONGEST
from web.remembered import Remembered, digest
from web.renderer import Busy, TextTooLong, renderer

HEADINGS_START_AT = 3  # Under the page's own h1 and h2.
BLOCKS = {"p", "br", "hr", "h3", "h4", "h5", "h6", "pre", "blockquote", "ul", "ol", "li"}
TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
WORDS = {"strong", "em", "del", "ins", "sub", "sup", "code", "a"}
TAGS = frozenset(BLOCKS | TABLES | WORDS)
ATTRIBUTES = {"a": ["href", "title"], "th": ["scope"], "ol": ["start"]}
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
SHORT = 200  # characters: whatever they are, rendered here in some milliseconds
KEPT = 24_000_000  # characters of HTML


_remembered = Remembered(KEPT)


def as_typed(text: str) -> SafeString:
    """The text as it was typed, line by line."""
    return mark_safe(linebreaks(escape(text)))  # noqa: S308  it escapes everything


def rendered(text: str) -> SafeString | None:
    """The text as HTML; None for a text that takes too long, which is to be shown as it was typed."""
    key = digest(text)
    is_known, html = _remembered.get(key)
    if is_known:
        return html
    try:
        html = mark_safe(made(text) if len(text) <= SHORT else renderer.render(text))  # noqa: S308  nh3 made it safe
    except TextTooLong:
        html = None
    except Busy:
        return None
    return _remembered.keep(key, html)


def prepare(texts: Mapping[str, Any]) -> None:
    """Render the long ones of what an action is given, before it holds anything: nobody waits for it later."""
    for text in texts.values():
        if isinstance(text, str) and SHORT < len(text) <= LONGEST:
            rendered(text.strip())


def made(text: str) -> str:
    """The text's HTML, in the time that it takes."""
    html = _markdown().convert(text)
    cleaned = bleach.clean(
        html, tags=TAGS, attributes=ATTRIBUTES, protocols=SCHEMES | {"/"}, strip=True, strip_comments=True
    )
    return nh3.clean(
        cleaned,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(SCHEMES),
        link_rel="nofollow noopener",
        clean_content_tags={"script", "style"},
        strip_comments=True,
    )


def _markdown() -> Markdown:
    return Markdown(extensions=["tables", "sane_lists", "nl2br", _Under()], output_format="html")


class _Under(Extension):
    """Headings one finds in a text stand under those of the page, and table headers say what they head."""

    def extendMarkdown(self, md: Markdown) -> None:
        md.treeprocessors.register(_Shift(md), "shift", 5)


class _Shift(Treeprocessor):
    def run(self, root):  # type: ignore[no-untyped-def]
        levels = [int(node.tag[1]) for node in root.iter() if _is_heading(node.tag)]
        shift = HEADINGS_START_AT - min(levels, default=HEADINGS_START_AT)
        for node in root.iter():
            if _is_heading(node.tag):
                node.tag = f"h{min(6, int(node.tag[1]) + shift)}"
            elif node.tag == "th":
                node.set("scope", "col")


def _is_heading(tag: object) -> bool:
    return isinstance(tag, str) and len(tag) == 2 and tag[0] == "h" and tag[1] in "123456"
