"""How a component writes its element: attributes escaped, what stands inside left as templates rendered it."""

from typing import Any

from django.shortcuts import resolve_url
from django.utils.functional import Promise
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

Text = str | Promise

BOOLEANS = {"disabled", "formnovalidate", "hidden", "novalidate", "open"}  # there or not, whatever the value
STATES = {"aria-pressed"}  # "true" or "false", whatever the value


def element(tag: str, inside: str, attrs: dict[str, Any]) -> SafeString:
    pairs = ((_attribute(name.replace("_", "-"), value),) for name, value in attrs.items())
    return format_html("<{}{}>{}</{}>", tag, format_html_join("", "{}", pairs), inside, tag)


def _attribute(name: str, value: Any) -> SafeString | str:
    if name in BOOLEANS:
        value = bool(value)
    if name in STATES:
        value = "true" if value else "false"
    if value is None or value is False:
        return ""
    return format_html(" {}", name) if value is True else format_html(' {}="{}"', name, value)


def trimmed(content: str) -> SafeString:
    """Without the spaces and line ends at the ends of a block. What no template rendered is escaped."""
    return mark_safe(conditional_escape(content).strip())  # noqa: S308


def with_value(html: SafeString, held: str, value: object) -> SafeString:
    """What was drawn with `held` for the value of an attribute, with another in its place. No text that a template
    escaped can pass for it: its quotes are escaped."""
    return mark_safe(html.replace(f'="{held}"', format_html('="{}"', value)))  # noqa: S308


def address(to: Any, *args: Any) -> str:
    """`resolve_url`, and what is no page's: a place in the page itself ("#list", "?year=2026"), somebody's address."""
    return to if isinstance(to, str) and to.startswith(("/", "#", "?", "mailto:")) else str(resolve_url(to, *args))


def with_about(words: SafeString, about: Text) -> SafeString:
    """With what they are about, for those who do not see where they stand."""
    return format_html('{}<span class="visually-hidden">: {}</span>', words, about) if about else words
