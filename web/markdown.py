"""What people write becomes HTML here and nowhere else.

`markdown` makes the HTML and `bleach` cleans it, as this project's users chose. bleach announces
that it gets no more releases, security ones included: `nh3`, which is maintained, stands behind
it as the barrier that counts. Both are told the same short list of what a text may hold.
"""

from functools import lru_cache

import bleach
import nh3
from django.utils.safestring import SafeString, mark_safe
from markdown import Markdown
from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

HEADINGS_START_AT = 3  # Under the page's own h1 and h2.
BLOCKS = {"p", "br", "hr", "h3", "h4", "h5", "h6", "pre", "blockquote", "ul", "ol", "li"}
TABLES = {"table", "thead", "tbody", "tr", "th", "td"}
WORDS = {"strong", "em", "del", "ins", "sub", "sup", "code", "a"}
TAGS = frozenset(BLOCKS | TABLES | WORDS)
ATTRIBUTES = {"a": ["href", "title"], "th": ["scope"], "ol": ["start"]}
SCHEMES = frozenset({"http", "https", "mailto", "tel"})


@lru_cache(maxsize=2048)
def to_html(text: str) -> SafeString:
    """The text as HTML that may stand in a page: no script, no style, no picture, no id, whatever was typed."""
    made = _markdown().convert(text)
    cleaned = bleach.clean(
        made, tags=TAGS, attributes=ATTRIBUTES, protocols=SCHEMES | {"/"}, strip=True, strip_comments=True
    )
    safe = nh3.clean(
        cleaned,
        tags=set(TAGS),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        url_schemes=set(SCHEMES),
        link_rel="nofollow noopener",
        clean_content_tags={"script", "style"},
        strip_comments=True,
    )
    return mark_safe(safe)  # noqa: S308  nh3 made it safe, which is this module's one job.


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
