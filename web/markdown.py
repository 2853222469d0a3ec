"""What people write becomes HTML here and nowhere else.

A text is rendered once, when it is saved, and remembered. A long one is rendered in a process of its
own (`web.renderer`); when that takes more than a second, the text is shown as it was typed.
"""

from collections.abc import Mapping
from typing import Any

from django.utils.html import escape, linebreaks
from django.utils.safestring import SafeString, mark_safe

from journal.texts import LONGEST
from web.remembered import Remembered, digest
from web.renderer import Busy, TextTooLong, renderer

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
        html = mark_safe(_here(text) if len(text) <= SHORT else renderer.render(text))  # noqa: S308  nh3 made it safe
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


def _here(text: str) -> str:
    from web.markdown_html import made

    return made(text)
