"""Markdown becomes HTML, and is cleaned. What this loads takes 5 MB: the first text to render asks for it.

`markdown` makes the HTML and `bleach` cleans it, as this project's users chose. bleach announces
that it gets no more releases, security ones included: `nh3`, which is maintained, stands behind
it as the barrier that counts. Both are told the same short list of what a text may hold.
"""

import bleach
import nh3
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from web.markdown_tags import ATTRIBUTES, HEADINGS_START_AT, SCHEMES, TAGS


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
