"""Texts that are no HTML: letters, the minutes to download, what a calendar shows.

Their templates (`.txt`, `.md`) escape nothing, and Django calls whatever a template made safe for
a page. Here it becomes plain `str` again, which every page escapes.
"""

from collections.abc import Mapping
from typing import Any

from django.template.loader import render_to_string


def render_text(template: str, context: Mapping[str, Any]) -> str:
    """The text that a template makes, in the active language."""
    return plain(render_to_string(template, dict(context)))


def plain(text: str) -> str:
    """The same characters, no longer called safe (`str()` would leave a SafeString as it is)."""
    return "".join(["", text])
